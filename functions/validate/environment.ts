// Rule: environment variables of the backend and of the proxy.

import type { EnvVar } from '../../schemas/generated/mcp-server.ts';
import { injectedVariables } from '../compile/backend-pod/environment.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import { at, type Finding } from '../kube/finding.ts';
import { quote } from './quote.ts';
import { finding, repeated, type ValidationInput } from './rule.ts';

/** Names that every release of Kubernetes accepts. */
const PORTABLE_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;
/** Variables of the proxy that come from fields or Secrets, whatever the transport. */
const PROXY_OWNED = ['THV_MCPSERVER_GENERATION', 'THV_SESSION_REDIS_PASSWORD', 'TOOLHIVE_TOKEN_EXCHANGE_CLIENT_SECRET'];

/**
 * Names, sources and repetitions in `spec.env`, and variables that the operator sets itself. A value may have line breaks:
 * ToolHive refuses them, because it passes values through its proxy's configuration; here they go to the pod directly.
 */
export function validateEnv({ server }: ValidationInput): readonly Finding[] {
  const { env = [] } = server.spec;
  const owned = new Map(injectedVariables(server));
  return [
    ...env.flatMap((variable, index) => validateVariable(variable, at('spec.env', index), owned)),
    ...repeated(env, ({ name }) => name).map(({ item, index }) =>
      finding('MCP018', at('spec.env', index, 'name'), `${quote(item.name)} is set more than once; remove one entry.`),
    ),
  ];
}

/** `thv export` writes ours as well; the same value changes nothing. */
function validateVariable(variable: EnvVar, path: string, owned: ReadonlyMap<string, string>): readonly Finding[] {
  const isRepeated = variable.value !== undefined && owned.get(variable.name) === variable.value;
  return [
    ...validateName(at(path, 'name'), variable.name),
    ...validateSource(variable, path),
    ...(isRepeated ? [] : validateOwner(at(path, 'name'), variable.name, owned)),
  ];
}

/** A name that only new releases of Kubernetes take. The schema has refused what none takes. */
export function validateName(path: string, name: string): readonly Finding[] {
  if (PORTABLE_NAME.test(name)) return [];
  return [
    finding(
      'MCP017',
      path,
      `${quote(name)} is refused by Kubernetes before v1.32; use letters, digits and _, and begin with a letter.`,
    ),
  ];
}

/** A variable that tells the server how to listen: ours wins. */
export function validateOwner(path: string, name: string, owned: Pick<ReadonlySet<string>, 'has'>): readonly Finding[] {
  if (!owned.has(name)) return [];
  return [
    finding(
      'MCP020',
      path,
      `The operator sets ${name} itself and its value wins; remove it and use transport and mcpPort.`,
    ),
  ];
}

function validateSource({ value, valueFrom }: EnvVar, path: string): readonly Finding[] {
  const sources = Object.values(valueFrom ?? {}).filter((source) => source !== undefined).length;
  if (valueFrom === undefined ? value !== undefined : value === undefined && sources === 1) return [];
  return [finding('MCP019', path, 'Set either value, or valueFrom with exactly one source.')];
}

/** Each entry of `spec.envFrom` has one source. */
export function validateEnvFrom({ server: { spec } }: ValidationInput): readonly Finding[] {
  return (spec.envFrom ?? []).flatMap(({ configMapRef, secretRef }, index) =>
    (configMapRef === undefined) === (secretRef === undefined)
      ? [finding('MCP024', at('spec.envFrom', index), 'Set either configMapRef or secretRef.')]
      : [],
  );
}

/** Variables of the proxy: names, repetitions, and those that the operator keeps for itself. */
export function validateProxyEnv({ server }: ValidationInput): readonly Finding[] {
  const env = server.spec.resourceOverrides?.proxyDeployment?.env ?? [];
  const owned = new Set([...PROXY_OWNED, ...(TRANSPORT_TRAITS[server.transport].listens ? ['KUBECONFIG'] : [])]);
  return [
    ...env.flatMap(({ name }, index) => validateName(proxyEnvPath(index), name)),
    ...env.flatMap(({ name }, index) =>
      owned.has(name)
        ? [finding('MCP022', proxyEnvPath(index), `The operator sets ${name} itself and its value wins; remove it.`)]
        : [],
    ),
    ...repeated(env, ({ name }) => name).map(({ item, index }) =>
      finding('MCP018', proxyEnvPath(index), `${quote(item.name)} is set more than once; remove one entry.`),
    ),
  ];
}

function proxyEnvPath(index: number): string {
  return at('spec.resourceOverrides.proxyDeployment.env', index, 'name');
}
