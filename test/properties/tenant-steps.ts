// What may happen to a server between two syncs: every write of a tenant, and what an administrator does about it.

import fc from 'fast-check';
import { CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import type { Settings } from '../../functions/decode/settings.ts';
import { type Fields, type KubeObject, withFields, withMetadata } from '../../functions/kube/object.ts';
import { forgedContent, WAYS } from '../hostile/forgeries.ts';
import { authorization, QUARANTINE, SOUND_AUTHORIZATION } from '../hostile/held.ts';
import { configMap, create, remove, SERVER, STRICT, type TenantWorld } from '../hostile/tenant-world.ts';

/** One write, or a few that belong together. */
export type Step = (world: TenantWorld) => Promise<void>;

type Steps = Readonly<Record<string, Step>>;

/** The denied ranges that an administrator adds and removes. */
export const DENIED_RANGES: readonly string[] = ['169.254.0.0/16', '10.0.0.0/8'];

/** Profiles in the tenant's ConfigMap; what is not in here cannot be read. */
export const PROFILES: Readonly<Record<'narrow' | 'open', string>> = {
  narrow: JSON.stringify({ network: { outbound: { allow_host: ['198.51.100.0/24'], allow_port: [443] } } }),
  open: JSON.stringify({ network: { outbound: { insecure_allow_all: true } } }),
};

function named<T>(prefix: string, values: Readonly<Record<string, T>>, step: (value: T) => Step): Steps {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}: ${name}`, step(value)]));
}

function editSpec(change: Fields): Step {
  return (world) =>
    world.write('MCPServer', SERVER.name, (live) =>
      withFields(live, { spec: { ...(live['spec'] as Fields), ...change } }),
    );
}

const profile = (value: Fields): Fields => ({ permissionProfile: value });

const SPECS: Steps = named(
  'spec',
  {
    'image 1': { image: 'ghcr.io/example/fetch:1.0.0' },
    'image 2': { image: 'ghcr.io/example/fetch:2.0.0' },
    'no image': { image: 'not an image!' },
    'profile none': profile({ type: 'builtin', name: 'none' }),
    'profile network': profile({ type: 'builtin', name: 'network' }),
    'an unknown profile': profile({ type: 'builtin', name: 'nonsense' }),
    'profile of a ConfigMap': profile({ type: 'configmap', name: 'profile', key: 'a.json' }),
    'profile of no ConfigMap': profile({ type: 'configmap', name: 'gone', key: 'a.json' }),
    'no pod template': { podTemplateSpec: undefined },
    'a pod template that is none': { podTemplateSpec: { spec: { containers: [{ name: 'mcp', ports: 'x' }] } } },
    'a pod of the node': { podTemplateSpec: { spec: { hostPID: true, hostNetwork: true, containers: [] } } },
    'another port': { proxyPort: 8099 },
    'the same port': { proxyPort: 8080 },
  },
  editSpec,
);

function putConfigMap(name: string, data: Readonly<Record<string, string>>): Step {
  return async (world) => {
    await create(world, configMap(name, data));
    await world.write('ConfigMap', name, (live) => withFields(live, { data }));
  };
}

const REFERENCES: Steps = {
  ...named(
    'authorization',
    { sound: SOUND_AUTHORIZATION, broken: { 'authz.json': '{' }, 'no key': { other: 'x' } },
    (data) => putConfigMap('authz', data),
  ),
  'authorization: deleted': (world) => remove(world, 'ConfigMap', 'authz'),
  ...named('profile', { ...PROFILES, broken: '{', typo: '{"networks":{}}' }, (text) =>
    putConfigMap('profile', { 'a.json': text }),
  ),
  'profile: deleted': (world) => remove(world, 'ConfigMap', 'profile'),
};

/** Names of the children of the server, by kind. */
const CHILDREN: readonly (readonly [kind: string, name: string])[] = [
  ['ServiceAccount', 'srv-proxy-runner'],
  ['ServiceAccount', 'srv-sa'],
  ['Role', 'srv-proxy-runner'],
  ['RoleBinding', 'srv-proxy-runner'],
  ['ConfigMap', 'srv-runconfig'],
  ['Service', 'mcp-srv-proxy'],
  ['Service', 'mcp-srv'],
  ['NetworkPolicy', 'srv-mcp'],
  ['NetworkPolicy', 'srv-proxy'],
  ['Deployment', 'srv'],
  ['StatefulSet', 'srv'],
];

const FORGERIES: Steps = Object.fromEntries(
  CHILDREN.flatMap(([kind, name]) =>
    Object.entries(WAYS).map(([way, forge]): [string, Step] => [
      `forge ${kind} ${name}: ${way}`,
      (world) => world.write(kind, name, forge),
    ]),
  ),
);

const DELETIONS: Steps = Object.fromEntries(
  CHILDREN.map(([kind, name]): [string, Step] => [`delete ${kind} ${name}`, (world) => remove(world, kind, name)]),
);

/** Policies keep their label: who may write them can let everything through by another policy. */
const RELEASES: Steps = Object.fromEntries(
  CHILDREN.filter(([kind]) => kind !== 'NetworkPolicy').map(([kind, name]): [string, Step] => [
    `unlabel ${kind} ${name}`,
    (world) =>
      world.write(kind, name, (live) => {
        const { 'controller-uid': _uid, ...labels } = live.metadata.labels ?? {};
        return withMetadata(live, { labels });
      }),
  ]),
);

/** Objects of any name and kind that ask to be adopted. */
const FOREIGN: Steps = Object.fromEntries(
  CHILD_RESOURCES.flatMap(({ apiVersion, kind }) =>
    ['plain', 'fields and remembered configuration'].map((way): [string, Step] => [
      `foreign ${kind}: ${way}`,
      (world) => {
        const labels = { 'controller-uid': world.server().metadata.uid };
        const metadata = { name: 'somebody-elses', namespace: SERVER.namespace, labels } as KubeObject['metadata'];
        const object = { apiVersion, kind, metadata };
        return create(world, WAYS[way]?.(object) ?? forgedContent(object));
      },
    ]),
  ),
);

function annotate(value: string | undefined): Step {
  return (world) =>
    world.write('MCPServer', SERVER.name, (live) =>
      withMetadata(live, { annotations: value === undefined ? {} : { [QUARANTINE]: value } }),
    );
}

/** The settings of tenants' worlds with these addresses closed for everybody. */
export function settingsWithDeniedRanges(except: readonly string[]): Settings {
  return { ...STRICT, permissionProfiles: { ...STRICT.permissionProfiles, network: { except } } };
}

const ADMINISTRATOR: Steps = {
  quarantine: annotate('true'),
  'quarantine ends': annotate(undefined),
  'profile none': editSpec({ permissionProfile: { type: 'builtin', name: 'none' } }),
  'denied ranges': async (world) => world.setSettings(settingsWithDeniedRanges(DENIED_RANGES)),
  'denied ranges end': async (world) => world.setSettings(settingsWithDeniedRanges([])),
};

/** All steps by what they do. */
export const STEPS: Steps = {
  ...SPECS,
  ...REFERENCES,
  ...FORGERIES,
  ...DELETIONS,
  ...RELEASES,
  ...FOREIGN,
  ...ADMINISTRATOR,
};

/** One sync, and syncs until nothing changes. */
export const SYNC = 'one sync';
/** @see SYNC */
export const CONVERGE = 'syncs until nothing moves';

const oneOf = (steps: Steps): fc.Arbitrary<string> => fc.constantFrom(...Object.keys(steps));

/** Any order of steps by their names; each group of steps is as likely as its weight, whatever its size. */
export const script: fc.Arbitrary<readonly string[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: oneOf(SPECS) },
    { weight: 4, arbitrary: oneOf(REFERENCES) },
    { weight: 4, arbitrary: oneOf(FORGERIES) },
    { weight: 1, arbitrary: oneOf(DELETIONS) },
    { weight: 1, arbitrary: oneOf(RELEASES) },
    { weight: 1, arbitrary: oneOf(FOREIGN) },
    { weight: 3, arbitrary: oneOf(ADMINISTRATOR) },
    { weight: 3, arbitrary: fc.constant(SYNC) },
    { weight: 3, arbitrary: fc.constant(CONVERGE) },
  ),
  { minLength: 4, maxLength: 16 },
);

/** What is in the namespace before the server. */
export const OTHERS: readonly KubeObject[] = [authorization(), configMap('profile', { 'a.json': PROFILES.narrow })];
