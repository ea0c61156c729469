// A child of which nothing is recorded may be ours only if an MCPServer could have asked for it, under the settings of today.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findStranger } from '../../../functions/children/kept/identity.ts';
import { decodeServer } from '../../../functions/decode/server.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { type KubeObject, withFields } from '../../../functions/kube/object.ts';
import { childrenOf, ask, PARENT, syncRequest } from '../hooks/requests.ts';

const CHILDREN = childrenOf(ask('/sync', syncRequest()));

function strangerOf(kind: string, enforce: Settings['podSecurity']['enforce']): string | undefined {
  const settings: Settings = { ...DEFAULT_SETTINGS, podSecurity: { enforce, warn: 'restricted' } };
  const child = CHILDREN.find((candidate) => candidate.kind === kind) ?? assert.fail(kind);
  return findStranger(onTheNode(child), { server: decodeServer(PARENT, settings), settings });
}

function onTheNode(child: KubeObject): KubeObject {
  const { spec } = structuredClone(child) as unknown as { spec: { template: { spec: Record<string, unknown> } } };
  spec.template.spec['hostNetwork'] = true;
  return withFields(child, { spec });
}

test('findStranger: a backend in the network of its node can be ours only where the settings let one be', () => {
  assert.equal(strangerOf('StatefulSet', 'baseline'), 'is not within Pod Security level baseline');
  assert.equal(strangerOf('StatefulSet', 'privileged'), undefined);
});

test('findStranger: a proxy in the network of its node is never ours', () => {
  for (const level of ['baseline', 'privileged'] as const)
    assert.equal(strangerOf('Deployment', level), 'is not within Pod Security level baseline');
});
