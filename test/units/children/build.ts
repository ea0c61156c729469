// Shared by the tests of the builders: a server with a given spec, and its children by kind and name.

import { buildChildren } from '../../../functions/children/index.ts';
import { type Compiled, compile } from '../../../functions/compile/compiled.ts';
import { kindKey, type ObjectMap } from '../../../functions/decode/observed.ts';
import { decodeReferences } from '../../../functions/decode/references.ts';
import { decodeServer } from '../../../functions/decode/server.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';

/** An object that a test may take apart. */
// oxlint-disable-next-line typescript/no-explicit-any -- objects of many kinds are read here, and a wrong path fails the test
export type Loose = any;

/** What a test chooses about its server; everything else is minimal. */
export interface Given {
  readonly name?: string;
  readonly spec?: Loose;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly settings?: Partial<Settings>;
  readonly observed?: readonly Loose[];
  readonly related?: readonly Loose[];
}

/** A ready backend, so that a stdio proxy need not wait. */
export const READY_BACKEND: Loose = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'demo', namespace: 'tools' },
  status: { readyReplicas: 1 },
};

/** The objects of a request as Metacontroller lists them. */
export function objectMap(objects: readonly KubeObject[]): ObjectMap {
  const map: Record<string, Record<string, KubeObject>> = {};
  for (const object of objects) {
    const group = (map[kindKey(object.apiVersion, object.kind)] ??= {});
    group[`${object.metadata.namespace}/${object.metadata.name}`] = object;
  }
  return map;
}

/** Server `demo` in namespace `tools`, streamable-http unless the spec says otherwise. */
export function compiledOf(given: Given = {}): Compiled {
  const { name = 'demo', spec = {}, annotations = {}, related = [] } = given;
  const settings = { ...DEFAULT_SETTINGS, ...given.settings };
  const object = {
    metadata: { name, namespace: 'tools', uid: '11111111-2222-4333-8444-000000000099', generation: 4, annotations },
    spec: { image: 'example/mcp:1', transport: 'streamable-http', ...spec },
  };
  const server = decodeServer(object, settings);
  return compile({ server, references: decodeReferences(server, objectMap(related), settings), settings });
}

/** All its children; a backend is ready, unless the test says what is observed. */
export function builtChildren(given: Given = {}): readonly Loose[] {
  return buildChildren(compiledOf(given), objectMap(given.observed ?? [READY_BACKEND]));
}

/** The child with this kind and name; undefined when it is not made. */
export function childOf(given: Given, kind: string, name: string): Loose {
  return builtChildren(given).find((child) => child.kind === kind && child.metadata.name === name);
}

/** The proxy's Deployment. */
export function proxyOf(given: Given = {}): Loose {
  return childOf(given, 'Deployment', 'demo');
}

/** The backend's StatefulSet. */
export function backendOf(given: Given = {}): Loose {
  return childOf(given, 'StatefulSet', 'demo');
}

/** Container `mcp` of the backend. */
export function mcpOf(given: Given = {}): Loose {
  return backendOf(given).spec.template.spec.containers.find(({ name }: Loose) => name === 'mcp');
}

/** The runconfig as an object. */
export function runConfigOf(given: Given = {}): Loose {
  return JSON.parse(childOf(given, 'ConfigMap', 'demo-runconfig').data['runconfig.json']);
}
