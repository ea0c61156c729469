// The settings of pods, on a real API server: podSecurity.enforce and podTemplate.allowed drive the chart's policy about children
// as they drive the hooks.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { Rendered } from '../chart/render.ts';
import { removeNamespace } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import { ALLOWED, type Change, CHANGES, changed, RESTRICTED_CHANGES } from './harness/child-corpus.ts';
import { CHILDREN, first, keeping, PLAIN_WORKLOADS, UNLIMITED } from './harness/child-examples.ts';
import {
  assertAllTaken,
  assertTaken,
  checkCase,
  owned,
  type PolicyUnderTest,
  preparePolicy,
  send,
} from './harness/child-policy.ts';

const NAMESPACE = 'test-child-pods';
const MANY = 100;

let policy: PolicyUnderTest;
after(() => policy?.remove());

function withChange(change: Change, among = CHILDREN): Rendered {
  return owned(changed(first('Deployment', among), [change]).object as Rendered, NAMESPACE);
}

function changeCalled(wanted: string, among: readonly Change[]): Change {
  const change = among.find(({ says }) => says.startsWith(wanted));
  if (change === undefined) throw new Error(`no change is called ${wanted}`);
  return change;
}

/** Installs the policy with these settings; `probe` is then answered with that status. */
async function install(settings: readonly string[], ...[probe, status]: readonly [Rendered, number]): Promise<void> {
  const set = settings.map((setting) => `settings.${setting}`);
  await policy.install(set, async () => (await send(policy.account, probe)).status === status);
}

async function checkEach(change: Change, among: readonly Rendered[]): Promise<void> {
  for (const kind of change.kinds) await checkCase(policy.account, NAMESPACE, changed(first(kind, among), [change]));
}

chartTest('pods of children: the policy is there', async (cluster) => {
  policy = await preparePolicy(cluster, NAMESPACE);
  await install([], withChange(changeCalled('hostPID', CHANGES)), 403);
});

chartTest('pods of children: with podSecurity.enforce restricted the policy is at that level too', async () => {
  const children = keeping('restricted');
  assert.ok(children.length > 200, String(children.length));
  const wrong = withChange(changeCalled('privilege escalation by default', RESTRICTED_CHANGES), children);
  assertTaken(await send(policy.account, wrong), 'at level baseline');
  await install(['podSecurity.enforce=restricted'], wrong, 403);
  await assertAllTaken(policy.account, NAMESPACE, children);
  for (const change of [...RESTRICTED_CHANGES, ...CHANGES.filter(({ refused }) => refused !== undefined)])
    await checkEach(change, children);
});

chartTest('pods of children: where the settings allow any pod they are not judged, and all else still is', async () => {
  await install(['podSecurity.enforce=privileged'], withChange(changeCalled('hostPID', CHANGES)), 201);
  assert.ok(UNLIMITED.length > 0);
  await assertAllTaken(policy.account, NAMESPACE, UNLIMITED);
  await checkEach(changeCalled('reading Secrets', CHANGES), CHILDREN);
});

chartTest(
  'pods of children: podTemplate.allowed narrows them, and their own accounts and labels always pass',
  async () => {
    assert.ok(PLAIN_WORKLOADS.length > MANY, String(PLAIN_WORKLOADS.length));
    const probe = withChange(
      changeCalled(
        'nodeName',
        ALLOWED.map(({ wrong }) => wrong),
      ),
      PLAIN_WORKLOADS,
    );
    await install([], probe, 201);
    for (const { wrong } of ALLOWED)
      assertTaken(await send(policy.account, withChange(wrong, PLAIN_WORKLOADS)), wrong.says);
    await install(
      ALLOWED.map(({ allowed }) => `podTemplate.allowed.${allowed}`),
      probe,
      403,
    );
    await assertAllTaken(policy.account, NAMESPACE, PLAIN_WORKLOADS);
    for (const change of ALLOWED.flatMap(({ wrong, right }) => [wrong, right]))
      await checkEach(change, PLAIN_WORKLOADS);
  },
);

chartTest('pods of children: a list of podTemplate.allowed with * allows everything', async () => {
  const all = ALLOWED.map(({ allowed }) => allowed.replace(/=false$/, '=true').replace(/{.*}/, '{*}'));
  const probe = withChange(
    changeCalled(
      'nodeName',
      ALLOWED.map(({ wrong }) => wrong),
    ),
    PLAIN_WORKLOADS,
  );
  await install(
    all.map((allowed) => `podTemplate.allowed.${allowed}`),
    probe,
    201,
  );
  for (const { wrong } of ALLOWED)
    assertTaken(await send(policy.account, withChange(wrong, PLAIN_WORKLOADS)), wrong.says);
});

chartTest('pods of children: a priority class of the system has to be named', async () => {
  const { object } = changed(first('Deployment', PLAIN_WORKLOADS), [changeCalled('priority of the system', CHANGES)]);
  const critical = owned(object as Rendered, NAMESPACE);
  await install(['podTemplate.allowed.priorityClassNames={*}'], critical, 403);
  await install(['podTemplate.allowed.priorityClassNames={*,system-node-critical}'], critical, 201);
});

chartTest('pods of children: the namespace of this file can go', async (cluster) => {
  await removeNamespace(cluster, NAMESPACE);
});
