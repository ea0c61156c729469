// Rule: volumes of the backend and where they are mounted.

import type { Volume } from '../../schemas/generated/mcp-server.ts';
import { replacedVolumes } from '../compile/backend-pod/volumes.ts';
import { normalMountPath } from '../compile/pod/mount-path.ts';
import { at, type Finding } from '../kube/finding.ts';
import { quote } from './quote.ts';
import { finding, repeated, type ValidationInput } from './rule.ts';

const SOURCES = ['hostPath', 'persistentVolumeClaim', 'configMap', 'secret', 'emptyDir', 'ephemeral'] as const;

/** One source for each volume, absolute paths that differ, names that differ, and a word about directories of the node. */
export function validateVolumes({ server }: ValidationInput): readonly Finding[] {
  const { volumes = [] } = server.spec;
  const taken = replacedVolumes(server);
  return [
    ...volumes.flatMap((volume, index) => validateVolume(volume, at('spec.volumes', index))),
    ...volumes.flatMap(({ name }, index) =>
      taken.has(name)
        ? [
            finding(
              'MCP049',
              at('spec.volumes', index, 'name'),
              `podTemplateSpec has a volume ${quote(name)}, which is the server's; this one is left out.`,
            ),
          ]
        : [],
    ),
    ...repeated(volumes, ({ name }) => name).map(({ item, index }) =>
      finding(
        'MCP028',
        at('spec.volumes', index, 'name'),
        `Another volume is called ${quote(item.name)} already; choose another name.`,
      ),
    ),
    ...repeated(volumes, ({ mountPath }) => normalMountPath(mountPath)).map(({ item, index }) =>
      finding(
        'MCP026',
        at('spec.volumes', index, 'mountPath'),
        `Another volume is mounted at ${quote(item.mountPath)} already; choose another path.`,
      ),
    ),
  ];
}

function validateVolume(volume: Volume, path: string): readonly Finding[] {
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
    ...validateMountPath(volume.mountPath, at(path, 'mountPath')),
    ...validateSubPath(volume.subPath ?? '', at(path, 'subPath')),
    ...validateHostPath(volume.hostPath, at(path, 'hostPath')),
  ];
}

function validateSubPath(subPath: string, path: string): readonly Finding[] {
  if (!subPath.split('/').includes('..')) return [];
  return [finding('MCP025', path, `${quote(subPath)} leads out of the volume; leave out "..".`)];
}

function validateMountPath(mountPath: string, path: string): readonly Finding[] {
  const isAbsolute = mountPath.startsWith('/') && !mountPath.split('/').includes('..');
  return isAbsolute
    ? []
    : [finding('MCP025', path, `${quote(mountPath)} is not an absolute path; begin with / and leave out "..".`)];
}

function validateHostPath(hostPath: string | undefined, path: string): readonly Finding[] {
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
