// Objects of the config kinds, made from what each rule is about: every combination of the members that it names.

import type { ConfigKind } from '../../../functions/decode/config-kinds.ts';
import type { Fields } from '../../../functions/kube/object.ts';
import { RESERVED_CLAIMS, TYPES } from './config-rules.ts';

/** One object. */
export interface ConfigSample {
  readonly kind: ConfigKind;
  readonly spec: Fields;
}

/** For each member its values; undefined leaves it out. */
type Choices = Readonly<Record<string, readonly unknown[]>>;

/** Every combination. */
function combine(choices: Choices): readonly Fields[] {
  return Object.entries(choices).reduce<readonly Fields[]>(
    (all, [name, values]) =>
      all.flatMap((fields) => values.map((value) => (value === undefined ? fields : { ...fields, [name]: value }))),
    [{}],
  );
}

const KEY = { name: 'secret', key: 'token' };
const GRANT = { maxAssertionAge: '5m' };

/** The least that each member has to have. */
const MEMBERS: Readonly<Record<(typeof TYPES)[number], Fields>> = {
  tokenExchange: { tokenUrl: 'https://a.example.com', audience: 'a' },
  headerInjection: { headerName: 'A', valueSecretRef: KEY },
  bearerToken: { tokenSecretRef: KEY },
  embeddedAuthServer: { issuer: 'https://a.example.com' },
  awsSts: { region: 'eu-west-1' },
  upstreamInject: { providerName: 'a' },
  obo: {},
  xaa: {},
};

function byType(): readonly ConfigSample[] {
  const sets = [
    [],
    ...TYPES.map((type) => [type]),
    ...TYPES.map((type, index) => [type, TYPES[index - 1] ?? 'xaa'] as const),
  ];
  return [...TYPES, 'unauthenticated'].flatMap((type) =>
    sets.map((members): ConfigSample => {
      const own = Object.fromEntries(members.map((member) => [member, MEMBERS[member]]));
      return { kind: 'MCPExternalAuthConfig', spec: { type, ...own } };
    }),
  );
}

function authServer(fields: Fields): ConfigSample {
  const spec = { type: 'embeddedAuthServer', embeddedAuthServer: { issuer: 'https://a.example.com', ...fields } };
  return { kind: 'MCPExternalAuthConfig', spec };
}

const REGISTRATION = combine({
  issuer: ['https://a.example.com', 'http://a.example.com'],
  insecureAllowHTTP: [undefined, true, false],
  allowConfidentialClientRegistration: [undefined, true, false],
  forceConfidentialRedirectUris: [undefined, ['https://b.example.com']],
  delegateClients: [undefined, [{ clientId: 'a', clientSecretRef: KEY }]],
});

const SECRETS = [
  { clientId: 'a' },
  { clientSecretRef: { name: '', key: 'a' } },
  { clientSecretRef: { name: 'a', key: '' } },
].map((client) => ({ delegateClients: [{ clientSecretRef: KEY }, client] }));

const REDIS = combine({
  addr: [undefined, '', 'redis:6379'],
  sentinelConfig: [undefined, { masterName: 'a' }],
  clusterMode: [undefined, true, false],
}).map((redis) => ({ storage: { type: 'redis', redis } }));

const ISSUERS = [
  ...combine({
    expectedAudience: [undefined, 'a'],
    jwtBearerGrant: [undefined, GRANT],
    actorClaim: [undefined, 'act'],
    actorMatcher: [undefined, { claim: 'a' }],
    allowMayAct: [undefined, true],
    allowedActors: [undefined, ['a']],
    allowedDelegateClients: [undefined, ['a', 'b'], ['*'], ['*', 'a']],
  }),
  ...combine({
    expectedAudience: ['a'],
    allowedDelegateClients: [['a']],
    actorClaim: [...RESERVED_CLAIMS, 'azp'],
  }),
  ...combine({
    jwtBearerGrant: [GRANT],
    allowPrivateIPs: [undefined, true, false],
    jwksUrl: [undefined, '', 'https://a.example.com'],
  }),
  ...['1s', '5m', '0s', '1h30m'].map((maxAssertionAge) => ({ jwtBearerGrant: { maxAssertionAge } })),
  ...[
    ['a', 'b'],
    ['a', 'a'],
  ].map((subjects) => ({ jwtBearerGrant: { subjectBindings: subjects.map((subject) => ({ subject })) } })),
].map((issuer) => ({ trustedIssuers: [{ issuerUrl: 'https://b.example.com', ...issuer }] }));

const PROVIDERS = [
  ...combine({
    type: ['oidc', 'oauth2', 'saml'],
    oidcConfig: [undefined, { issuerUrl: 'https://b.example.com', clientId: 'a' }],
    oauth2Config: [undefined, { clientId: 'a' }],
  }),
  ...combine({
    clientId: [undefined, '', 'a'],
    clientSecretRef: [undefined, KEY],
    dcrConfig: [
      undefined,
      ...combine({
        discoveryUrl: [undefined, 'https://b.example.com'],
        registrationEndpoint: [undefined, 'https://c.example.com'],
      }),
    ],
  }).map((oauth2Config) => ({ type: 'oauth2', oauth2Config })),
].map((provider) => ({ upstreamProviders: [{ name: 'a', ...provider }] }));

const WEBHOOK = [{ name: 'a', url: 'https://a.example.com' }];

/** All objects. */
export const CONFIG_CORPUS: readonly ConfigSample[] = [
  ...byType(),
  ...[...REGISTRATION, ...SECRETS, ...REDIS, ...ISSUERS, ...PROVIDERS].map(authServer),
  ...combine({
    type: ['inline', 'kubernetesServiceAccount'],
    inline: [undefined, { issuer: 'https://a.example.com' }],
    kubernetesServiceAccount: [undefined, {}],
  }).map((spec): ConfigSample => ({ kind: 'MCPOIDCConfig', spec })),
  ...combine({
    headers: [undefined, { a: '1' }, { b: '1' }],
    sensitiveHeaders: [undefined, [{ name: 'a', secretKeyRef: KEY }]],
  }).map((openTelemetry): ConfigSample => ({ kind: 'MCPTelemetryConfig', spec: { openTelemetry } })),
  ...combine({ validating: [undefined, [], WEBHOOK], mutating: [undefined, [], WEBHOOK] }).map(
    (spec): ConfigSample => ({ kind: 'MCPWebhookConfig', spec }),
  ),
];
