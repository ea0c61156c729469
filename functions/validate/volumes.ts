// Rule: volumes of the backend and where they are mounted.

import type { Volume } from '../../schemas/generated/mcp-server.ts';
import { at, type Finding } from '../kube/finding.ts';
import { quote } from './quote.ts';
import { finding, repeated, type ValidationInput } from './rule.ts';

const SOURCES = ['hostPath', 'persistentVolumeClaim', 'configMap', 'secret', 'emptyDir', 'ephemeral'] as const;

/** One source for each volume, absolute paths that differ, names that differ, and a word about directories of the node. */
export function validateVolumes({ server: { spec } }: ValidationInput): readonly Finding[] {
  const { volumes = [] } = spec;
  return [
    ...volumes.flatMap((volume, index) => judgeVolume(volume, at('spec.volumes', index))),
    ...repeated(volumes, ({ name }) => name).map(({ item, index }) =>
      finding(
        'MCP028',
        at('spec.volumes', index, 'name'),
        `Another volume is called ${quote(item.name)} already; choose another name.`,
      ),
    ),
    ...repeated(volumes, ({ mountPath }) => normalPath(mountPath)).map(({ item, index }) =>
      finding(
        'MCP026',
        at('spec.volumes', index, 'mountPath'),
        `Another volume is mounted at ${quote(item.mountPath)} already; choose another path.`,
      ),
    ),
  ];
}

function judgeVolume(volume: Volume, path: string): readonly Finding[] {
  const sources = SOURCES.filter((source) => volume[source] !== undefined);
  return [
    ...(sources.length === 1
      ? []
      : [
          finding(
            'MCP027',
            path,
            `The volume has ${sources.length} sources; set exactly one of ${SOURCES.join(', ')}.`,
          ),
        ]),
    ...judgeMountPath(volume.mountPath, at(path, 'mountPath')),
    ...judgeHostPath(volume.hostPath, at(path, 'hostPath')),
  ];
}

function judgeMountPath(mountPath: string, path: string): readonly Finding[] {
  const isAbsolute = mountPath.startsWith('/') && !mountPath.split('/').includes('..');
  return isAbsolute
    ? []
    : [finding('MCP025', path, `${quote(mountPath)} is not an absolute path; begin with / and leave out “..”.`)];
}

function judgeHostPath(hostPath: string | undefined, path: string): readonly Finding[] {
  if (hostPath === undefined) return [];
  const findings = [
    finding(
      'MCP029',
      path,
      'A directory of the node is mounted into the server; prefer a claim, ConfigMap, Secret or emptyDir.',
    ),
  ];
  return hostPath.startsWith('/')
    ? findings
    : [...findings, finding('MCP025', path, `${quote(hostPath)} is not an absolute path of the node; begin with /.`)];
}

/** `/data/`, `//data` and `/data` are one place for a container runtime. */
function normalPath(path: string): string {
  return `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
}
