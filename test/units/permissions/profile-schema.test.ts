// Unit: every member that the schema of a profile has ends in exactly one of three ways: it is enforced by a policy, it is
// refused, or it is reported as having no effect. The members are read from the schema, so a new one fails here first.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { buildBackendNetworkPolicy } from '../../../functions/children/network-policy-backend.ts';
import { buildHostPolicy } from '../../../functions/children/network-policy-hosts.ts';
import { decodeProfileRules, PROFILE_MEMBERS } from '../../../functions/decode/references/permission-profile-rules.ts';
import { findRepeatedMember } from '../../../functions/kube/repeated-member.ts';
import { DEFAULT_SETTINGS, type HostRules, type Settings } from '../../../functions/decode/settings.ts';
import { compiledOf, type Loose } from '../children/build.ts';
import { compiledWith } from '../../properties/profiles.ts';

type Outcome = 'enforced' | 'refused' | 'reported' | 'asks for nothing';

const SCHEMA: Loose = parse(readFileSync(new URL('../../../schemas/mcp-server.schema.yaml', import.meta.url), 'utf8'));

/** Places of all members of the schema that have no members themselves. */
function leaves(schema: Loose, path: string): readonly string[] {
  const inner = schema.$ref === undefined ? schema : SCHEMA.$defs[schema.$ref.replace('#/$defs/', '')];
  if (inner.properties === undefined) return [path];
  return Object.entries(inner.properties).flatMap(([name, member]) =>
    leaves(member, path === '' ? name : `${path}.${name}`),
  );
}

const LEAVES = leaves(SCHEMA.$defs.InlinePermissionProfile, '').toSorted();

/** Value, what the rest of the profile says, and how it ends with the engines deny, cilium and gke. */
interface Sample {
  readonly value: Loose;
  readonly beside?: Loose;
  readonly ends: Outcome | Readonly<Record<HostRules, Outcome>>;
}

const BY_NAME = { deny: 'reported', cilium: 'enforced', gke: 'enforced' } as const;
const OPEN = { network: { outbound: { allow_port: [443] } } };

/** Every leaf, with values of each kind that it can have. */
const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  name: [
    // For people: it is in the sentences of status, and no rule follows from it.
    { value: 'web', ends: 'asks for nothing' },
    { value: 7, ends: 'refused' },
  ],
  read: [
    { value: ['/srv'], ends: 'reported' },
    { value: [], ends: 'asks for nothing' },
    { value: '/srv', ends: 'refused' },
    { value: [1], ends: 'refused' },
  ],
  write: [
    { value: ['/srv'], ends: 'reported' },
    { value: [], ends: 'asks for nothing' },
    { value: {}, ends: 'refused' },
  ],
  privileged: [
    { value: true, ends: 'reported' },
    { value: false, ends: 'asks for nothing' },
    { value: 'true', ends: 'refused' },
  ],
  'network.mode': [
    { value: 'none', beside: OPEN, ends: 'enforced' },
    { value: 'bridge', beside: OPEN, ends: 'asks for nothing' },
    { value: 'default', beside: OPEN, ends: 'asks for nothing' },
    { value: '', beside: OPEN, ends: 'asks for nothing' },
    { value: 'host', beside: OPEN, ends: 'reported' },
    // What is not understood may stand for a closed network: another case, another language, a network of Docker.
    { value: 'None', beside: OPEN, ends: 'refused' },
    { value: ' none', beside: OPEN, ends: 'refused' },
    { value: 'off', beside: OPEN, ends: 'refused' },
    { value: 'container:other', beside: OPEN, ends: 'refused' },
    { value: ['none'], beside: OPEN, ends: 'refused' },
    { value: 'constructor', beside: OPEN, ends: 'refused' },
    { value: 1, beside: OPEN, ends: 'refused' },
  ],
  'network.outbound.insecure_allow_all': [
    { value: true, ends: 'enforced' },
    { value: false, ends: 'asks for nothing' },
    { value: 'yes', ends: 'refused' },
    { value: 1, ends: 'refused' },
  ],
  'network.outbound.allow_host': [
    { value: ['192.0.2.1'], ends: 'enforced' },
    { value: ['192.0.2.0/24'], ends: 'enforced' },
    { value: ['2001:db8::/32'], ends: 'enforced' },
    { value: ['api.example.com'], ends: BY_NAME },
    { value: ['*.example.com'], ends: BY_NAME },
    { value: ['.example.com'], ends: BY_NAME },
    { value: [], ends: 'asks for nothing' },
    { value: ['*'], ends: 'refused' },
    { value: ['a.*.example.com'], ends: 'refused' },
    { value: ['https://api.example.com'], ends: 'refused' },
    { value: ['api.example.com:443'], ends: 'refused' },
    { value: ['api.example.com/path'], ends: 'refused' },
    { value: ['192.0.2.0/33'], ends: 'refused' },
    { value: ['010.0.0.1'], ends: 'refused' },
    { value: ['::ffff:192.0.2.1'], ends: 'refused' },
    { value: [''], ends: 'refused' },
    { value: 'api.example.com', ends: 'refused' },
  ],
  'network.outbound.allow_port': [
    { value: [443], ends: 'enforced' },
    { value: [443], beside: { network: { outbound: { insecure_allow_all: true } } }, ends: 'reported' },
    { value: [443], beside: { network: { mode: 'none' } }, ends: 'reported' },
    { value: [], ends: 'asks for nothing' },
    { value: [0], ends: 'refused' },
    { value: [65_536], ends: 'refused' },
    { value: ['443'], ends: 'refused' },
    { value: [44.3], ends: 'refused' },
    { value: 443, ends: 'refused' },
  ],
  'network.inbound.allow_host': [
    { value: ['192.0.2.1'], ends: 'reported' },
    { value: [], ends: 'asks for nothing' },
    { value: '192.0.2.1', ends: 'refused' },
  ],
};

function settingsWith(hostRules: HostRules): Settings {
  return { ...DEFAULT_SETTINGS, permissionProfiles: { ...DEFAULT_SETTINGS.permissionProfiles, hostRules } };
}

function withMember(profile: Loose, path: string, value: Loose): Loose {
  const [step = '', ...rest] = path.split('.');
  return { ...profile, [step]: rest.length === 0 ? value : withMember(profile?.[step], rest.join('.'), value) };
}

/** The objects that would enforce a profile. */
function policiesOf(profile: Loose, settings: Settings): readonly Loose[] {
  const given = compiledWith(profile, settings);
  return [buildBackendNetworkPolicy(given), buildHostPolicy(given)].map((policy: Loose) => policy?.spec);
}

function outcomesOf(path: string, { value, beside = {} }: Sample, settings: Settings): readonly Outcome[] {
  const profile = withMember(beside, path, value);
  const rules = decodeProfileRules(profile);
  if (!rules.ok) return ['refused'];
  const entries = compiledWith(profile, settings).profileEntries.filter((entry) => entry.path.startsWith(path));
  const isChanged = JSON.stringify(policiesOf(profile, settings)) !== JSON.stringify(policiesOf(beside, settings));
  const found = [
    ...(isChanged ? (['enforced'] as const) : []),
    ...(entries.some(({ effect }) => effect !== 'open') ? (['reported'] as const) : []),
  ];
  return found.length === 0 ? ['asks for nothing'] : found;
}

test('profiles: the samples below cover the schema, and the decoder knows the same members', () => {
  assert.deepEqual(Object.keys(SAMPLES).toSorted(), LEAVES);
  const decoded = Object.entries(PROFILE_MEMBERS).flatMap(([place, members]) =>
    Object.keys(members).map((name) => (place === '' ? name : `${place}.${name}`)),
  );
  assert.deepEqual(decoded.filter((path) => !Object.hasOwn(PROFILE_MEMBERS, path)).toSorted(), LEAVES);
});

for (const [path, samples] of Object.entries(SAMPLES)) {
  for (const sample of samples) {
    const { value, beside, ends } = sample;
    const context = beside === undefined ? '' : ` beside ${JSON.stringify(beside)}`;
    test(`profiles: ${path} ${JSON.stringify(value)}${context} ends in exactly one way`, () => {
      for (const engine of ['deny', 'cilium', 'gke'] as const) {
        const expected = typeof ends === 'string' ? ends : ends[engine];
        assert.deepEqual(outcomesOf(path, sample, settingsWith(engine)), [expected], engine);
      }
    });
  }
}

test('profiles: an unknown member is refused at every level, with the members that there are', () => {
  for (const [place, members] of Object.entries(PROFILE_MEMBERS)) {
    const path = place === '' ? 'unknown' : `${place}.unknown`;
    const rules = decodeProfileRules(withMember({}, path, true));
    assert.equal(rules.ok, false, path);
    const [problem] = rules.ok ? [] : rules.error;
    assert.equal(problem?.path, path);
    for (const name of Object.keys(members)) assert.ok(problem?.message.includes(name), `${path}: ${name}`);
  }
});

test('profiles: a part that is no object is refused', () => {
  for (const part of ['network', 'network.outbound', 'network.inbound']) {
    for (const value of [[], 'x', 1, true])
      assert.equal(decodeProfileRules(withMember({}, part, value)).ok, false, part);
  }
});

/** Each was stored without a check of its schema and says, by a mistake, something that could be read as everything. */
const UNREADABLE: readonly (readonly [string, Loose])[] = [
  ['a type in another case', { type: 'Builtin', name: 'network' }],
  ['an unknown type', { type: 'none', name: 'network' }],
  ['a type that is no text', { type: ['builtin'], name: 'network' }],
  ['a built-in profile without a name', { type: 'builtin' }],
  ['a built-in profile in another case', { type: 'builtin', name: 'Network' }],
  ['a name that is no text', { type: 'builtin', name: ['network'] }],
  ['a name of the language', { type: 'builtin', name: 'constructor' }],
  ['a text', 'network'],
  ['a list', [{ type: 'builtin', name: 'network' }]],
  ['nothing', null],
  ['inline text', { type: 'inline', inline: 'network' }],
];

for (const [what, permissionProfile] of UNREADABLE) {
  test(`profiles: ${what} cannot be read, and opens nothing`, () => {
    const input = compiledOf({ spec: { permissionProfile } });
    assert.equal(input.references.permissionProfile, undefined);
    assert.notEqual(input.references.problems.length, 0);
    assert.equal(buildBackendNetworkPolicy(input), undefined);
  });
}

test('profiles: a mode that is not understood makes the profile unreadable, whatever else it opens', () => {
  for (const mode of ['None', 'NONE', 'none ', 'closed', 'container:a', '__proto__']) {
    const rules = decodeProfileRules({ network: { mode, outbound: { insecure_allow_all: true } } });
    assert.deepEqual(
      rules.ok ? [] : rules.error.map(({ path, message }) => `${path} ${message}`),
      ['network.mode must be default, bridge, none or host, in lower case'],
      mode,
    );
  }
});

test('findRepeatedMember: a name twice in one object, in any spelling, and no other', () => {
  const network = '{"mode":"none"}';
  assert.equal(
    findRepeatedMember(`{"network":${network},"network":{"outbound":{"insecure_allow_all":true}}}`),
    'network',
  );
  assert.equal(findRepeatedMember('{"a":[{"b":1},{"b":2 , "\\u0062"\n:3}]}'), 'b');
  assert.equal(findRepeatedMember('{"a":{"a":{"a":1}},"b":["a","a"],"c":"\\"a\\":{","d":"}"}'), undefined);
  assert.equal(findRepeatedMember('{"":1,"":2}'), '');
});

test('profiles: JSON that says a member twice cannot be read: readers differ in which one counts', () => {
  const data = { k: '{"network":{"mode":"none"},"network":{"outbound":{"insecure_allow_all":true}}}' };
  const related = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'p', namespace: 'tools' }, data }];
  const input = compiledOf({ spec: { permissionProfile: { type: 'configmap', name: 'p', key: 'k' } }, related });
  assert.equal(input.references.permissionProfile, undefined);
  assert.match(input.references.problems[0]?.message ?? '', /has "network" twice in one object/);
});
