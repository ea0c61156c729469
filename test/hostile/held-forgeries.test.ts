// A held server whose children a tenant forges: no forged byte is applied, and nothing that runs is lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import { kindKey } from '../../functions/decode/observed.ts';
import type { ApplyStrategy } from '../../functions/simulator/management.ts';
import { isEqual } from '../../functions/kube/json-equal.ts';
import type { Fields, KubeObject } from '../../functions/kube/object.ts';
import { forgedContent, forgedTextsIn, WAYS, withRemembered } from './forgeries.ts';
import {
  type Answer,
  callSync,
  childOf,
  type Held,
  HOLDS,
  holdServer,
  observedOf,
  withForeign,
  withObserved,
} from './held.ts';
import { openConnections } from './reach.ts';
import { SERVER, STRATEGIES } from './tenant-world.ts';

/** Functions of name, profile and settings: always as we would make them today. */
const COMPUTED = new Set(['ServiceAccount', 'Role', 'RoleBinding', 'Service', 'NetworkPolicy']);
const WORKLOADS = new Set(['Deployment', 'StatefulSet']);

const made = new Map<string, Promise<Held>>();

/** Each situation is made once; what is asked then is a question of its own. */
function heldBy(name: string, strategy: ApplyStrategy, transport: string): Promise<Held> {
  const hold = HOLDS[name];
  if (hold === undefined) throw new Error(`no hold ${name}`);
  const key = [name, strategy, transport].join(' ');
  const held = made.get(key) ?? holdServer({ hold, strategy, spec: { transport } });
  made.set(key, held);
  return held;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

function conditionsOf({ body }: Answer): readonly Condition[] {
  return ((body['status'] as Fields | undefined)?.['conditions'] ?? []) as readonly Condition[];
}

/** Whether a condition tells of the object, with a reason, that says something else where the object is as it was. */
function isNamed(answer: Answer, honest: Answer, { metadata }: KubeObject): boolean {
  const name = new RegExp(`(^|[^a-z0-9-])${metadata.name}([^a-z0-9-]|$)`);
  const before = conditionsOf(honest);
  return conditionsOf(answer).some(
    ({ reason, message }) => reason !== '' && name.test(message) && !before.some((other) => other.message === message),
  );
}

/** A policy without rules in both directions: what runs beside a file or workload that nobody can vouch for is closed off. */
function isClosed(child: KubeObject | undefined): boolean {
  const { policyTypes, ingress, egress } = (child?.['spec'] ?? {}) as Fields;
  return (
    child?.kind === 'NetworkPolicy' &&
    isEqual(policyTypes, ['Ingress', 'Egress']) &&
    ingress === undefined &&
    egress === undefined
  );
}

/** What is wrong with an answer about children of which one is forged; empty when all is well. */
function faultsOf({ request, honest }: Held, forged: KubeObject, answer: Answer): readonly string[] {
  const says = `${forged.kind} ${forged.metadata.name}`;
  if (answer.status !== 200) return [`${says}: ${answer.status} ${JSON.stringify(answer.body)}`];
  const sent = forgedTextsIn(answer.body).map((text) => `${says}: sent on ${text}`);
  const lost = observedOf(request)
    .filter((child) => childOf(honest.children, child) !== undefined && childOf(answer.children, child) === undefined)
    .map(({ kind, metadata }) => `${says}: ${kind} ${metadata.name} is left out, so it would be deleted`);
  const changed = honest.children
    .filter(
      (child) => COMPUTED.has(child.kind) || child.metadata.name !== forged.metadata.name || child.kind !== forged.kind,
    )
    .filter((child) => !isEqual(childOf(answer.children, child), child) && !isClosed(childOf(answer.children, child)))
    .map(({ kind, metadata }) => `${says}: ${kind} ${metadata.name} is not as without the forgery`);
  const isAsBefore = isEqual(childOf(answer.children, forged), childOf(honest.children, forged));
  const untold = isAsBefore || isNamed(answer, honest, forged) ? [] : [`${says}: no condition names it`];
  return [...sent, ...lost, ...changed, ...untold];
}

for (const strategy of STRATEGIES) {
  for (const [hold, way] of Object.keys(HOLDS).flatMap((a) => Object.keys(WAYS).map((b) => [a, b] as const))) {
    test(`held forgeries, ${strategy}, ${hold}: ${way} of any child are not sent on, and nothing is lost`, async () => {
      const faults = await Promise.all(
        ['streamable-http', 'stdio'].map(async (transport) => {
          const held = await heldBy(hold, strategy, transport);
          return observedOf(held.request).flatMap((child) => {
            const request = withObserved(held.request, (other) => (other === child ? forge(way, child) : other));
            return faultsOf(held, child, callSync(request));
          });
        }),
      );
      assert.deepEqual(faults.flat(), []);
    });
  }
}

function forge(way: string, child: KubeObject): KubeObject {
  const forger = WAYS[way];
  if (forger === undefined) throw new Error(`no way ${way}`);
  return forger(child);
}

for (const [hold, strategy] of Object.keys(HOLDS).flatMap((name) => STRATEGIES.map((each) => [name, each] as const))) {
  test(`held, ${strategy}, ${hold}: without a forgery what runs is asked for as before, and every child is`, async () => {
    const { running, honest, request } = await heldBy(hold, strategy, 'stdio');
    assert.equal(honest.status, 200);
    assert.deepEqual(forgedTextsIn(honest.body), []);
    const workloads = running.children.filter(({ kind }) => WORKLOADS.has(kind));
    assert.equal(workloads.length, 2);
    for (const before of workloads) assert.deepEqual(templateOf(childOf(honest.children, before)), templateOf(before));
    const missing = observedOf(request).filter((child) => childOf(honest.children, child) === undefined);
    assert.deepEqual(missing, []);
  });

  test(`held forgeries, ${strategy}, ${hold}: all children forged at once open no connection more`, async () => {
    const { request, running, honest } = await heldBy(hold, strategy, 'streamable-http');
    const pods = running.children.filter(({ kind }) => WORKLOADS.has(kind));
    const open = ({ children }: Answer): readonly string[] =>
      openConnections({ ...SERVER, objects: [...pods, ...children.filter(({ kind }) => kind === 'NetworkPolicy')] });
    for (const forger of Object.values(WAYS)) {
      const answer = callSync(withObserved(request, forger));
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      const before = new Set(open(honest));
      assert.deepEqual(
        open(answer).filter((connection) => !before.has(connection)),
        [],
      );
      if (hold.startsWith('quarantine')) assert.deepEqual(open(answer), []);
    }
  });
}

for (const strategy of STRATEGIES) {
  test(`held forgeries, ${strategy}: what was known before everything was forged is known afterwards`, async () => {
    const { request, honest } = await heldBy('a broken reference', strategy, 'streamable-http');
    const forged = callSync(withObserved(request, (child) => forge('fields and remembered configuration', child)));
    const parent = { ...(request['parent'] as KubeObject), status: forged.body['status'] };
    const again = callSync({ ...request, parent });
    assert.deepEqual(again.children, honest.children);
  });
}

/** What the pods are made of: a difference would restart them. */
function templateOf(workload: KubeObject | undefined): unknown {
  return (workload?.['spec'] as Fields | undefined)?.['template'];
}

/** What Metacontroller adopts because somebody wrote the label of the generated selector into it. */
function foreign(kind: string, apiVersion: string): KubeObject {
  const labels = { 'controller-uid': 'u' };
  const metadata = { name: 'somebody-elses', namespace: SERVER.namespace, uid: 'u-9', generation: 1, labels };
  return { apiVersion, kind, metadata };
}

for (const hold of ['nothing', ...Object.keys(HOLDS)]) {
  test(`held forgeries, ${hold}: adopted objects of other names are neither a reason to fail nor sent on`, async () => {
    const held = hold === 'nothing' ? undefined : await heldBy(hold, 'dynamic-apply', 'streamable-http');
    const { request, honest } = held ?? (await notHeld());
    for (const { kind, apiVersion } of CHILD_RESOURCES) {
      const plain = foreign(kind, apiVersion);
      const disguised = WAYS['fields and remembered configuration']?.(plain) ?? plain;
      for (const object of [plain, withRemembered(forgedContent(plain), '{'), disguised]) {
        const answer = callSync(withForeign(request, kindKey(apiVersion, kind), object));
        assert.equal(answer.status, 200, `${kind}: ${JSON.stringify(answer.body)}`);
        assert.deepEqual(answer.children, honest.children, kind);
        assert.deepEqual(forgedTextsIn(answer.body), [], kind);
        if (hold !== 'nothing') assert.ok(isNamed(answer, honest, object), `no condition names ${kind} somebody-elses`);
      }
    }
  });
}

/** The same server while nothing holds it. */
async function notHeld(): Promise<Pick<Held, 'request' | 'honest'>> {
  const { honest, request } = await holdServer({ hold: async () => {}, strategy: 'dynamic-apply' });
  return { honest, request };
}

/** What status had before there was anything else in it: an installation of the release before. */
const EARLIER_STATUS = new Set(['phase', 'message', 'url', 'readyReplicas', 'observedGeneration', 'conditions']);

function withEarlierStatus(request: Fields): Fields {
  const parent = request['parent'] as KubeObject;
  const members = Object.entries(parent['status'] as Fields).filter(([name]) => EARLIER_STATUS.has(name));
  return { ...request, parent: { ...parent, status: Object.fromEntries(members) } };
}

for (const [hold, strategy] of Object.keys(HOLDS).flatMap((name) => STRATEGIES.map((each) => [name, each] as const))) {
  test(`held, ${strategy}, ${hold}: a status of the release before restarts and deletes nothing`, async () => {
    const { running, request } = await heldBy(hold, strategy, 'streamable-http');
    const answer = callSync(withEarlierStatus(request));
    assert.equal(answer.status, 200);
    const workloads = running.children.filter(({ kind }) => WORKLOADS.has(kind));
    for (const before of workloads) assert.deepEqual(templateOf(childOf(answer.children, before)), templateOf(before));
    assert.deepEqual(
      observedOf(request).filter((child) => childOf(answer.children, child) === undefined),
      [],
    );
  });
}
