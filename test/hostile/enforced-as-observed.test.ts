// Status reports permissions by the observed policies: with a changed policy it does not say "enforced".

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { readObject } from '../../functions/kube/json-reader.ts';
import { type Fields, type KubeObject, withFields } from '../../functions/kube/object.ts';
import { callSync, childOf, HOLDS, holdServer, observedOf, withObserved } from './held.ts';
import { openConnections } from './reach.ts';
import { SERVER } from './tenant-world.ts';

const NONE = { permissionProfile: { type: 'builtin', name: 'none' } };
const MCP = `${SERVER.name}-mcp`;

/** Another spec of the backend's policy. */
function policy(change: (spec: Fields) => Fields): (child: KubeObject) => KubeObject {
  return (child) =>
    child.kind === 'NetworkPolicy' && child.metadata.name === MCP
      ? withFields(child, { spec: change(readObject(child, 'spec')) })
      : child;
}

/** Observed policies of a server of profile none that let something out. */
const WIDER: Readonly<Record<string, (child: KubeObject) => KubeObject>> = {
  'a rule for everything': policy((spec) => ({ ...spec, egress: [{}] })),
  'a rule for one address': policy((spec) => ({ ...spec, egress: [{ to: [{ ipBlock: { cidr: '192.0.2.7/32' } }] }] })),
  'no word about egress': policy((spec) => ({ ...spec, policyTypes: ['Ingress'], egress: undefined })),
  'a selector that selects nobody': policy((spec) => ({ ...spec, podSelector: { matchLabels: { app: 'nobody' } } })),
  'a selector with one more label': policy((spec) => {
    const { matchLabels } = readObject(spec, 'podSelector') as { matchLabels: Fields };
    return { ...spec, podSelector: { matchLabels: { ...matchLabels, extra: 'label' } } };
  }),
};

interface Said {
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

function saidOf(request: Fields, settings?: Settings): Said {
  const { status, body } = callSync(request, settings);
  assert.equal(status, 200, JSON.stringify(body));
  const conditions = readObject(body, 'status')['conditions'] as readonly (Said & { readonly type: string })[];
  const said = conditions.find(({ type }) => type === 'PermissionsEnforced');
  assert.ok(said !== undefined, 'no condition PermissionsEnforced');
  return said;
}

const SITUATIONS = { nothing: async () => {}, ...HOLDS };

for (const [name, hold] of Object.entries(SITUATIONS)) {
  const running = holdServer({ hold, strategy: 'dynamic-apply', spec: NONE });

  test(`PermissionsEnforced, held by ${name}: a policy as it was made is enforced`, async () => {
    const { request } = await running;
    const { status, message } = saidOf(request);
    assert.equal(status, 'True', message);
  });

  for (const [change, widen] of Object.entries(WIDER)) {
    test(`PermissionsEnforced, held by ${name}: an observed policy with ${change} is not called enforced`, async () => {
      const { request } = await running;
      const wider = withObserved(request, widen);
      assert.notDeepEqual(
        openConnections({ ...SERVER, objects: observedOf(wider) }),
        openNow(request),
        'nothing opened',
      );
      const { status, reason, message } = saidOf(wider);
      assert.notEqual(status, 'True', message);
      assert.ok(reason !== '' && reason !== 'Enforced', reason);
      assert.doesNotMatch(message, /is enforced|no connection is open/);
    });
  }
}

function openNow(request: Fields): readonly string[] {
  return openConnections({ ...SERVER, objects: observedOf(request) });
}

const DENIED_RANGES = ['169.254.0.0/16', '10.0.0.0/8'];

for (const [name, hold] of Object.entries(SITUATIONS)) {
  test(`PermissionsEnforced, held by ${name}: a denied range that the observed policy does not have yet is not enforced`, async () => {
    const { request } = await holdServer({ hold, strategy: 'dynamic-apply' });
    const settings = {
      ...DEFAULT_SETTINGS,
      permissionProfiles: { ...DEFAULT_SETTINGS.permissionProfiles, network: { except: DENIED_RANGES } },
    };
    const isCut = name.startsWith('quarantine');
    assert.equal(openNow(request).includes('backend -> 169.254.169.254:80'), !isCut);
    assert.equal(saidOf(request).status, 'True');
    assert.equal(saidOf(request, settings).status === 'True', isCut);
  });
}

/** The request after an administrator has set another profile and nothing else. */
function withProfile(request: Fields, permissionProfile: Fields): Fields {
  const parent = request['parent'] as KubeObject;
  const generation = (parent.metadata.generation ?? 0) + 1;
  const spec = { ...readObject(parent, 'spec'), permissionProfile };
  return { ...request, parent: { ...parent, metadata: { ...parent.metadata, generation }, spec } };
}

for (const [name, hold] of Object.entries(SITUATIONS)) {
  test(`held by ${name}: profile none that is set meanwhile closes the policies, and is enforced when they are closed`, async () => {
    const held = await holdServer({ hold, strategy: 'dynamic-apply' });
    const request = withProfile(held.request, NONE.permissionProfile);
    const { children } = callSync(request);
    const pods = observedOf(request).filter(({ kind }) => kind !== 'NetworkPolicy');
    const objects = [...pods, ...children.filter(({ kind }) => kind === 'NetworkPolicy')];
    const out = openConnections({ ...SERVER, objects }).filter((way) => way.startsWith('backend ->'));
    assert.deepEqual(out, []);
    if (!name.startsWith('quarantine')) assert.notEqual(saidOf(request).status, 'True', saidOf(request).message);
    const closed = withObserved(request, (child) =>
      child.kind === 'NetworkPolicy' ? (childOf(children, child) ?? child) : child,
    );
    assert.equal(saidOf(closed).status, 'True', saidOf(closed).message);
  });
}
