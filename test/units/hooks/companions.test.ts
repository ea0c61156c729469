// Unit: companions of a server that is held: they stay, and none comes that the spec stands against.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSettings } from '../../../functions/decode/settings-file.ts';
import { kindKey } from '../../../functions/decode/observed.ts';
import { listChildResources } from '../../../functions/decode/controller.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { compositeController } from '../../../functions/simulator/composite-controller.ts';
import { ask, asObserved, childrenOf, CONTEXT, PARENT, statusOf, syncRequest } from './requests.ts';

const SETTINGS = decodeSettings({
  companions: {
    podDisruptionBudgets: true,
    autoscalers: { enabled: true },
    routes: { kind: 'Ingress', host: '{name}.{namespace}.mcp.example.com' },
  },
});
assert.ok(SETTINGS.ok);
const settings = SETTINGS.value;
const ANNOTATIONS = {
  'mcpserver.toolhive.stacklok.dev/expose': 'true',
  'mcpserver.toolhive.stacklok.dev/autoscale': '2-10',
};
const COMPANIONS: ReadonlySet<string> = new Set(['PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Ingress']);

function server(spec: object, status?: unknown): KubeObject {
  const metadata = { ...PARENT.metadata, annotations: ANNOTATIONS };
  return {
    ...PARENT,
    metadata,
    spec: { ...(PARENT['spec'] as object), ...spec },
    ...(status !== undefined && { status }),
  };
}

function sync(parent: KubeObject, children: readonly KubeObject[] = []): ReturnType<typeof ask> {
  const empty = Object.fromEntries(
    listChildResources(settings).map(({ apiVersion, kind }) => [kindKey(apiVersion, kind), {}]),
  );
  const controller = compositeController('https://hooks.example.com', settings);
  const body = syncRequest({ controller, parent, children: { ...empty, ...asObserved(children) } });
  return ask('/sync', body, { ...CONTEXT, settings });
}

function companionsOf(children: readonly KubeObject[]): readonly KubeObject[] {
  return children.filter(({ kind }) => COMPANIONS.has(kind));
}

for (const [what, spec] of [
  ['an autoscaled server', {}],
  ['a server that says how many pods it has', { replicas: 3 }],
] as const) {
  test(`companions: of ${what} they stay as they are while its spec has a mistake`, () => {
    const first = childrenOf(sync(server(spec)));
    const running = sync(server(spec), first);
    const before = companionsOf(childrenOf(running));
    assert.equal(before.length, 'replicas' in spec ? 3 : 4);
    const held = sync(server({ ...spec, image: 'not an image!' }, statusOf(running)), childrenOf(running));
    assert.equal(statusOf(held).phase, 'Failed');
    assert.deepEqual(companionsOf(childrenOf(held)), before);
  });
}

test('companions: a route keeps the way to sign in while the reference to it is broken', () => {
  const spec = { oidcConfigRef: { name: 'gone', audience: 'fetch' } };
  const running = sync(server({}), childrenOf(sync(server({}))));
  const held = sync(server(spec, statusOf(running)), childrenOf(running));
  assert.equal(statusOf(held).phase, 'Failed');
  assert.match(JSON.stringify(childrenOf(held).find(({ kind }) => kind === 'Ingress')), /well-known/);
});
