// Permissions: what a proxy has to reach outside its server, found in its own configuration and environment: token exchange, OIDC,
// telemetry, webhooks, Redis. Whatever is added to the configuration later is found as well.

import { readObject } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import type { Compiled } from '../../compile/compiled.ts';
import type { LastApplied } from '../../compile/sources.ts';
import { hostPlace } from './host-place.ts';

/** One of them. The host is as it was written, and absent where it is found at run time. */
export interface Destination {
  readonly host?: string;
  readonly port: number;
}

/**
 * Members of the configuration that never lead outside: the backend has a rule of its own, some are said to the backend, others
 * are for the users' browsers, and resource and audience are names that only look like an address.
 */
const NOT_OUTSIDE = new Set([
  'remote_url',
  'image',
  'permission_profile',
  'env_vars',
  'cmd_args',
  'container_labels',
  'ResourceURL',
  'Audience',
  'audience',
  'allowed_audiences',
  'redirect_uri',
]);

/** Members that hold `host:port` without a scheme. */
const ADDRESS_MEMBERS = new Set(['address', 'endpoint', 'addr', 'sentinel_addrs']);

/** Variables that may hold it too. In any other variable only a URL is an address: `a:80` may be anything. */
const ADDRESS_VARIABLE = /^(?:(?:https?|all)_proxy|otel_exporter_[a-z0-9_]*endpoint)$/i;

/** Members whose addresses are found at run time, and the ports that they are expected at. */
const FOUND_LATER: Readonly<Record<string, number>> = { sentinel_config: 6379, cimd: 443 };

const SCHEME_PORTS: Readonly<Record<string, number>> = {
  https: 443,
  http: 80,
  grpc: 4317,
  redis: 6379,
  rediss: 6379,
  socks5: 1080,
};

const URL_FORM = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]+)(?::([0-9]{1,5}))?(?:[/?#]|$)/i;
const HOST_FORM = /^(\[[^\]]*\]|[^/?#:\s]+)(?:\/|$)/;
const HOST_PORT_FORM = /^(\[[^\]]*\]|[^/?#:\s]+):([0-9]{1,5})(?:\/|$)/;

/**
 * All of them, in no particular order, some more than once. A proxy that stays as it is keeps what it was told, whatever the spec
 * says now.
 */
export function proxyDestinations(compiled: Compiled): readonly Destination[] {
  const { lastApplied } = compiled;
  const { config, env } = lastApplied?.config === undefined ? ofSpec(compiled) : lastApplied;
  return [...destinationsIn('', config), ...env.flatMap(variableAddress)];
}

function ofSpec({ runConfig, server }: Compiled): LastApplied {
  return { config: runConfig, env: server.spec.resourceOverrides?.proxyDeployment?.env ?? [] };
}

function variableAddress(variable: unknown): readonly Destination[] {
  const { name, value } = readObject(variable);
  if (typeof name !== 'string' || typeof value !== 'string') return [];
  return addressIn(value, ADDRESS_VARIABLE.test(name));
}

function destinationsIn(name: string, value: unknown): readonly Destination[] {
  if (typeof value === 'string') return addressIn(value, ADDRESS_MEMBERS.has(name));
  if (Array.isArray(value)) return value.flatMap((item: unknown) => destinationsIn(name, item));
  if (!isObject(value)) return [];
  const members = Object.entries(value).flatMap(([key, member]) =>
    NOT_OUTSIDE.has(key) ? [] : destination(undefined, FOUND_LATER[key]).concat(destinationsIn(key, member)),
  );
  return [...members, ...keysOfIssuer(value), ...collectorWithoutPort(value)];
}

/** An endpoint has no scheme any more, so one without a port is at that of the scheme: with TLS unless it is said to have none. */
function collectorWithoutPort({ endpoint, insecure }: Fields): readonly Destination[] {
  const host = typeof endpoint === 'string' ? HOST_FORM.exec(endpoint)?.[1] : undefined;
  return host === undefined ? [] : destination(host, insecure === true ? SCHEME_PORTS['http'] : SCHEME_PORTS['https']);
}

/** An issuer says where its keys are when it is asked, and often names another host. The API server answers for itself. */
function keysOfIssuer({ Issuer: issuer, JWKSURL: known }: Fields): readonly Destination[] {
  if (typeof issuer !== 'string' || known !== '') return [];
  const [, , host = ''] = URL_FORM.exec(issuer) ?? [];
  return hostPlace(host, '').isApiServer ? [] : destination(undefined, 443);
}

function addressIn(text: string, mayLackScheme: boolean): readonly Destination[] {
  const [isUrl, scheme = '', host, port] = URL_FORM.exec(text) ?? [];
  if (isUrl !== undefined) return destination(host, port === undefined ? schemePort(scheme) : Number(port));
  const [, bareHost, barePort] = mayLackScheme ? (HOST_PORT_FORM.exec(text) ?? []) : [];
  return barePort === undefined ? [] : destination(bareHost, Number(barePort));
}

function schemePort(scheme: string): number | undefined {
  const known = scheme.toLowerCase();
  return Object.hasOwn(SCHEME_PORTS, known) ? SCHEME_PORTS[known] : undefined;
}

function destination(host: string | undefined, port: number | undefined): readonly Destination[] {
  if (port === undefined || port < 1 || port > 65_535) return [];
  return [{ ...(host !== undefined && { host }), port }];
}
