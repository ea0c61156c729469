// Test harness: servers made at random of parts that the rules about servers look at, right ones and wrong ones.

import fc from 'fast-check';
import type { Fragment } from '../../../functions/validate/codes/entry.ts';

/** The same servers in every run, so that a difference can be looked at again. */
const SEED = 20_261_126;

const pick = fc.constantFrom;

const name = fc.oneof(
  { weight: 4, arbitrary: fc.constant('example') },
  pick(
    'mcpserver',
    'mcpserver-1',
    'a.b',
    '1a',
    'a-proxy',
    'x'.repeat(50),
    'x'.repeat(51),
    'x'.repeat(52),
    'x'.repeat(53),
  ),
);

const amount = pick<unknown>('1', '500m', '0.5', 1, 2, '1Gi', '2Gi', '1024Mi', '1e3', '');
const amounts = fc.record({ cpu: amount, memory: amount }, { requiredKeys: [] });

const source = pick<object>({ emptyDir: {} }, { hostPath: '/etc' }, { hostPath: 'etc' }, { configMap: { name: 'a' } });
const volume = fc
  .tuple(
    fc.record(
      {
        name: pick('a', 'b', 'c'),
        mountPath: pick('/data', '/data/', '/data/sub', '/other', 'data', '/a/../b', '/'),
        subPath: pick('x', 'x/../y', '..', ''),
      },
      { requiredKeys: ['name', 'mountPath'] },
    ),
    source,
  )
  .map(([fields, from]) => Object.assign(fields, from));

const profile = pick<object>(
  { type: 'builtin', name: 'none' },
  { type: 'builtin', name: 'network' },
  { type: 'builtin', name: 'stdio' },
  { type: 'builtin', name: 'Network' },
  { type: 'builtin', name: 'constructor' },
  { name: 'other' },
  { type: 'configmap', name: 'p', key: 'k' },
  { type: 'configmap', name: 'p', key: '' },
  { type: 'configmap', name: 'p' },
  { type: 'inline', inline: {} },
);

const group = pick<unknown>('company', '', { name: 'company' }, { name: '' }, {}, { named: 'x' }, 7, ['a']);

const secret = fc.record(
  { name: pick('s', 't'), key: pick('A', 'B'), targetEnvName: pick('', 'A', 'B', 'C') },
  { requiredKeys: ['name', 'key'] },
);
const variable = fc.record({ name: pick('A', 'B', 'C'), value: fc.constant('x') });

const policies = fc.array(pick('permit(principal, action, resource);', '', ' ', '\n'), { minLength: 1, maxLength: 2 });

const podVolume = pick<unknown>(
  { name: 'a', hostPath: { path: '/etc' } },
  { name: 'z', hostPath: { path: '/etc' } },
  { name: 'a', emptyDir: {} },
  { name: 'a', hostPath: { path: '/etc' }, $patch: 'delete' },
  { name: 'z', hostPath: null },
  { name: 'z', configMap: { name: 'x' } },
  { name: 'a' },
  'text',
);
const container = pick<unknown>(
  { name: 'mcp', securityContext: { privileged: true } },
  { name: 'mcp', securityContext: { privileged: false } },
  { name: 'mcp', securityContext: { privileged: true, $patch: 'delete' } },
  { name: 'mcp', securityContext: null },
  { name: 'mcp', securityContext: { privileged: 'true' } },
  { name: 'side', image: 'ghcr.io/example/side:1', securityContext: { privileged: true } },
  { name: 'side', image: 'ghcr.io/example/side:1' },
  { name: 'side', $patch: 'delete', securityContext: { privileged: true } },
  null,
);
const list = (of: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: fc.array(of, { maxLength: 2 }) }, pick<unknown>(null, 'text', {}));
const podSpec = fc.record(
  {
    hostNetwork: pick<unknown>(true, false, 'true', null),
    hostPID: pick<unknown>(true, false),
    hostIPC: pick<unknown>(true, false),
    volumes: list(podVolume),
    containers: list(container),
    initContainers: list(container),
    $patch: pick('replace', 'merge'),
  },
  { requiredKeys: [] },
);
const template = fc.oneof(
  { weight: 6, arbitrary: podSpec.map((spec) => ({ spec })) },
  pick<unknown>({}, { spec: null }, { spec: 'text' }, { spec: [] }, { $patch: 'delete', spec: { hostPID: true } }),
);

const port = pick(8080, 9000);
const REFERENCE = { name: 'company' };
const OIDC = { type: 'inline', inline: { issuer: 'https://login.example.com', audience: 'a' } };

const SPEC: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  transport: pick('stdio', 'sse', 'streamable-http'),
  port,
  proxyPort: port,
  targetPort: port,
  mcpPort: port,
  resources: fc.record({ requests: amounts, limits: amounts }, { requiredKeys: [] }),
  volumes: fc.uniqueArray(volume, { selector: (each) => each.name, maxLength: 3 }),
  permissionProfile: profile,
  groupRef: group,
  secrets: fc.uniqueArray(secret, { selector: (each) => `${each.name} ${each.key}`, maxLength: 3 }),
  env: fc.uniqueArray(variable, { selector: (each) => each.name, maxLength: 2 }),
  authzConfig: policies.map((each) => ({ type: 'inline', inline: { policies: each } })),
  oidcConfig: fc.constant(OIDC),
  oidcConfigRef: fc.constant({ ...REFERENCE, audience: 'a' }),
  telemetry: fc.constant({ prometheus: { enabled: true } }),
  telemetryConfigRef: fc.constant(REFERENCE),
  podTemplateSpec: template,
};

/** One to three members of a spec at a time: with more, hardly a server would be right. */
const fragment: fc.Arbitrary<Fragment> = fc
  .tuple(name, fc.subarray(Object.keys(SPEC), { minLength: 1, maxLength: 3 }))
  .chain(([chosen, members]) =>
    fc
      .record(Object.fromEntries(members.map((member) => [member, SPEC[member] ?? fc.constant(undefined)])))
      .map((spec) => ({ metadata: { name: chosen }, spec })),
  );

/** That many servers, as parts to be laid over one without findings. */
export function policyCorpus(size: number): readonly Fragment[] {
  return fc.sample(fragment, { numRuns: size, seed: SEED });
}
