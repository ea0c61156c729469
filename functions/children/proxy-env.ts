// Children: environment of the proxy's container.

import type { EnvVar } from 'kubernetes-types/core/v1.d.ts';
import type { Compiled } from '../compile/compiled.ts';
import { GENERATION } from '../compile/annotations.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import { fromSecret } from '../compile/pod/from-secret.ts';
import { KUBECONFIG_KEY } from '../decode/names.ts';
import { RUNCONFIG_FOLDER } from './proxy-volumes.ts';
import { listsOwnMiddlewares } from '../compile/runconfig/auth-server.ts';
import { sessionRedis } from '../compile/runconfig/scaling.ts';

/** The proxy keeps nothing on disk, but looks for a home. */
const HOME = '/tmp';

/** Variables that a user may replace through `resourceOverrides.proxyDeployment.env`. */
const DEFAULTS: readonly EnvVar[] = [
  { name: 'XDG_CONFIG_HOME', value: HOME },
  { name: 'HOME', value: HOME },
  // Otherwise the proxy looks for a container engine first.
  { name: 'TOOLHIVE_RUNTIME', value: 'kubernetes' },
  { name: 'UNSTRUCTURED_LOGS', value: 'false' },
];

/** Switches on ToolHive's secrets from the environment; needed as soon as one such variable is there. */
const SECRETS_PROVIDER: EnvVar = { name: 'TOOLHIVE_SECRETS_PROVIDER', value: 'environment' };
/** Either of them keeps the proxy from reporting; both, so that neither depends on one release. */
const SILENCE: readonly EnvVar[] = [
  { name: 'TOOLHIVE_SKIP_UPDATE_CHECK', value: 'true' },
  { name: 'TOOLHIVE_USAGE_METRICS_ENABLED', value: 'false' },
];

const SECRET_PREFIX = 'TOOLHIVE_SECRET_';

/**
 * In ToolHive's order: credentials, the user's variables, Redis, the generation, defaults. Variables that the proxy's
 * safety rests on cannot be replaced by the user; each name occurs once. In ToolHive's list one may be there twice, and the last
 * counts: so the user's resource attributes do. Those from Secrets stay, since a variable cannot change to a plain value.
 */
export function proxyEnv(input: Compiled): EnvVar[] {
  const user = userVariables(input);
  const before = [
    ...telemetryVariables(input),
    ...tokenExchangeVariables(input),
    ...oidcVariables(input),
    ...bearerTokenVariables(input),
  ].filter(({ name, value }) => value === undefined || !user.some((theirs) => theirs.name === name));
  const after = [...redisVariables(input), GENERATION_VARIABLE, ...authServerVariables(input)];
  const last = [...silenceVariables(input), ...kubeconfigVariables(input)];
  const ours = new Set([...before, ...after, ...last].map(({ name }) => name));
  const theirs = user.filter(({ name }) => !ours.has(name));
  const given = [...before, ...theirs, ...after];
  const names = new Set(given.map(({ name }) => name));
  const defaults = DEFAULTS.filter(({ name }) => !names.has(name));
  return [...given, ...defaults, ...last, ...secretsProvider(given)];
}

/**
 * A reference to the annotation and not the number itself: ToolHive wrote it so, and a variable that has both `value` and
 * `valueFrom` after a take-over would be refused for ever.
 */
const GENERATION_VARIABLE: EnvVar = {
  name: 'THV_MCPSERVER_GENERATION',
  valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: `metadata.annotations['${GENERATION}']` } },
};

function userVariables({ server }: Compiled): readonly EnvVar[] {
  const given = server.spec.resourceOverrides?.proxyDeployment?.env ?? [];
  // An empty value is not stored, so it is not sent either.
  return given.map(({ name, value }) => (value === '' ? { name } : { name, value }));
}

function telemetryVariables({ server, references: { telemetry } }: Compiled): readonly EnvVar[] {
  if (telemetry === undefined) return [];
  const value = `service.name=${telemetry.serviceName},service.namespace=${server.namespace}`;
  return [
    { name: 'OTEL_RESOURCE_ATTRIBUTES', value },
    ...telemetry.sensitiveHeaders.map(({ variable, secret }) => ({
      name: `TOOLHIVE_OTEL_HEADER_${variable}`,
      valueFrom: fromSecret(secret),
    })),
  ];
}

function tokenExchangeVariables({ references }: Compiled): readonly EnvVar[] {
  const secret = references.tokenExchange?.clientSecretRef;
  return secret === undefined ? [] : [{ name: 'TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET', valueFrom: fromSecret(secret) }];
}

function oidcVariables({ references }: Compiled): readonly EnvVar[] {
  const secret = references.oidc?.clientSecretRef;
  return secret === undefined ? [] : [{ name: 'TOOLHIVE_OIDC_CLIENT_SECRET', valueFrom: fromSecret(secret) }];
}

/** ToolHive's secrets from the environment are found by the name of the Secret. */
function bearerTokenVariables({ references: { bearerToken } }: Compiled): readonly EnvVar[] {
  if (bearerToken === undefined) return [];
  return [{ name: `${SECRET_PREFIX}${bearerToken.name}`, valueFrom: fromSecret(bearerToken) }];
}

function redisVariables(input: Compiled): readonly EnvVar[] {
  const password = sessionRedis(input)?.password;
  return password === undefined ? [] : [{ name: 'THV_SESSION_REDIS_PASSWORD', valueFrom: fromSecret(password) }];
}

function authServerVariables({ references: { authServer } }: Compiled): readonly EnvVar[] {
  return (authServer?.variables ?? []).map(({ name, secret }) => ({ name, valueFrom: fromSecret(secret) }));
}

/** A proxy that lists its middlewares itself would report how often tools are called. */
function silenceVariables({ references }: Compiled): readonly EnvVar[] {
  return listsOwnMiddlewares(references) ? SILENCE : [];
}

function kubeconfigVariables({ server }: Compiled): readonly EnvVar[] {
  if (TRANSPORT_TRAITS[server.transport].attaches) return [];
  return [{ name: 'KUBECONFIG', value: `${RUNCONFIG_FOLDER}/${KUBECONFIG_KEY}` }];
}

function secretsProvider(given: readonly EnvVar[]): readonly EnvVar[] {
  const needed = given.some(({ name }) => name.startsWith(SECRET_PREFIX));
  return needed && !given.some(({ name }) => name === SECRETS_PROVIDER.name) ? [SECRETS_PROVIDER] : [];
}
