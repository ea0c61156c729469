// Permissions: the ports that a proxy has to reach outside its server, found in its own configuration and environment: token
// exchange, OIDC, telemetry, webhooks, Redis. Whatever is added to the configuration later is found as well.

import type { PermissionProfile } from '../../decode/references.ts';
import { isObject } from '../../kube/object.ts';
import type { BuildInput, LastApplied } from '../input.ts';
import { runConfig } from '../runconfig/index.ts';

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

/** Members whose addresses are found at run time, and the ports that they are expected at. */
const FOUND_LATER: Readonly<Record<string, number>> = { sentinel_config: 6379, cimd: 443 };

const SCHEME_PORTS: Readonly<Record<string, number>> = { https: 443, http: 80, grpc: 4317, redis: 6379, rediss: 6379 };

const URL_FORM = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]+)(?::([0-9]{1,5}))?(?:[/?#]|$)/i;
const HOST_PORT_FORM = /^(?:\[[^\]]*\]|[^/?#:\s]+):([0-9]{1,5})(?:\/|$)/;

/** Ports, each once, in no particular order. A proxy that stays as it is keeps what it was told, whatever the spec says now. */
export function proxyDestinationPorts(input: BuildInput): readonly number[] {
  const { config, env } = input.lastApplied?.config === undefined ? specSources(input) : input.lastApplied;
  const found = [
    ...portsOf('', config),
    // A variable may hold an address of either form: an exporter's endpoint, an HTTP proxy.
    ...env.flatMap((variable) => portsOf('address', isObject(variable) ? variable['value'] : undefined)),
  ];
  return [...new Set(found)];
}

function specSources(input: BuildInput): LastApplied {
  const profile: PermissionProfile = input.references.permissionProfile ?? {};
  const env = input.server.spec.resourceOverrides?.proxyDeployment?.env ?? [];
  return { config: runConfig(input, profile), env };
}

function portsOf(name: string, value: unknown): readonly number[] {
  if (typeof value === 'string') return portOf(name, value);
  if (Array.isArray(value)) return value.flatMap((item: unknown) => portsOf(name, item));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    NOT_OUTSIDE.has(key) ? [] : validPort(FOUND_LATER[key]).concat(portsOf(key, member)),
  );
}

function portOf(name: string, text: string): readonly number[] {
  const [isUrl, scheme = '', port] = URL_FORM.exec(text) ?? [];
  if (isUrl !== undefined) return validPort(port === undefined ? SCHEME_PORTS[scheme.toLowerCase()] : Number(port));
  const [, bare] = ADDRESS_MEMBERS.has(name) ? (HOST_PORT_FORM.exec(text) ?? []) : [];
  return bare === undefined ? [] : validPort(Number(bare));
}

function validPort(port: number | undefined): readonly number[] {
  return port !== undefined && port >= 1 && port <= 65_535 ? [port] : [];
}
