// `migrate` and the objects that servers refer to: ToolHive's finalizers go and come back, those of others stay.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  findHeldConfigs,
  releaseConfig,
  returnConfig,
  verifyConfigs,
} from '../../functions/cli/migrate/config-objects.ts';
import { CONFIG_KINDS, configResource } from '../../functions/decode/config-kinds.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { run, serverYaml } from './command-line.ts';

const OWN = 'example.com/backup';

function theirs(kind: string): string {
  return `${kind.toLowerCase()}.toolhive.stacklok.dev/finalizer`;
}

function config(kind: (typeof CONFIG_KINDS)[number], finalizers: readonly string[], more: object = {}): KubeObject {
  const { apiVersion } = configResource(kind);
  return { apiVersion, kind, metadata: { name: 'a', namespace: 'team', uid: 'u', finalizers, ...more } };
}

for (const kind of CONFIG_KINDS)
  test(`config objects: ${kind} is released and gets its finalizer back`, () => {
    const held = config(kind, [OWN, theirs(kind)]);
    const released = config(kind, [OWN]);
    assert.deepEqual(findHeldConfigs([held, released]), [held]);
    assert.deepEqual(releaseConfig(held)?.operations, [{ op: 'add', path: '/metadata/finalizers', value: [OWN] }]);
    assert.equal(releaseConfig(released), undefined);
    assert.deepEqual(returnConfig(released, [held])?.operations, [
      { op: 'add', path: '/metadata/finalizers', value: [OWN, theirs(kind)] },
    ]);
    assert.equal(verifyConfigs([held, released]).length, 1);
  });

test('config objects: nothing is given back to another object of the name, nor to one that is being deleted', () => {
  const held = config('MCPGroup', [theirs('MCPGroup')]);
  assert.equal(returnConfig(config('MCPGroup', [], { uid: 'other' }), [held]), undefined);
  assert.equal(returnConfig(config('MCPGroup', [], { deletionTimestamp: '2026-11-01T10:00:00Z' }), [held]), undefined);
  assert.equal(returnConfig(held, [held]), undefined);
});

test('migrate plan: what waits for ToolHive is a step, in words and as a command that can be run', async () => {
  const stdin = `${serverYaml('a')}---
apiVersion: toolhive.stacklok.dev/v1beta1
kind: MCPGroup
metadata: {name: tools, namespace: team, finalizers: ["${theirs('MCPGroup')}"]}
spec: {}
`;
  const plan = JSON.parse((await run('migrate plan -o json -', { stdin })).out) as { heldConfigs: readonly string[] };
  assert.deepEqual(plan.heldConfigs, ['MCPGroup team/tools']);
  assert.match((await run('migrate plan --all -', { stdin })).out, /MCPGroup\/tools: ToolHive's finalizer removed/);
  assert.match(
    (await run('migrate plan -o sh -', { stdin })).out,
    /^kubectl -n team patch mcpgroup tools --type=json -p '\[\{"op":"add","path":"\/metadata\/finalizers","value":\[\]\}\]'$/m,
  );
});
