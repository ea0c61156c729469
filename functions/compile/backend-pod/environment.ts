// Compile: environment of the backend's container.

import type { EnvVar } from 'kubernetes-types/core/v1.d.ts';
import type {
  EnvVar as SpecEnvVar,
  EnvVarSource,
  ResourceFieldReference,
} from '../../../schemas/generated/mcp-server.ts';
import type { Server } from '../../decode/server.ts';
import { parseQuantity } from '../../kube/quantity.ts';
import { fromSecret } from '../pod/from-secret.ts';
import { TRANSPORT_TRAITS } from '../../decode/transports.ts';

/**
 * The variables of the pod template, then those from Secrets, then the server's own and ours sorted by name. A name that
 * comes again replaces the earlier one; ours come last, so that a server always gets the port that it is expected on.
 */
export function backendEnv(server: Server, template: readonly EnvVar[]): EnvVar[] {
  const all = [...template, ...secretVariables(server), ...ownVariables(server)];
  const last = new Map(all.map((variable, index) => [variable.name, index]));
  return all.filter((variable, index) => last.get(variable.name) === index).map(withoutEmptyValue);
}

/** Variables about the transport that ToolHive sets for every server; servers rely on them. `MCP_HOST` is empty there too. */
export function injectedVariables({ transport, mcpPort }: Server): readonly (readonly [string, string])[] {
  const port = String(mcpPort);
  const listening = [
    ['FASTMCP_PORT', port],
    ['MCP_HOST', ''],
    ['MCP_PORT', port],
  ] as const;
  return [...(TRANSPORT_TRAITS[transport].listens ? listening : []), ['MCP_TRANSPORT', transport]];
}

function secretVariables({ spec }: Server): readonly EnvVar[] {
  return (spec.secrets ?? []).map(({ name, key, targetEnvName = '' }) => ({
    name: targetEnvName === '' ? key : targetEnvName,
    valueFrom: fromSecret({ name, key }),
  }));
}

function ownVariables(server: Server): readonly EnvVar[] {
  const injected = injectedVariables(server).map(([name, value]): [string, EnvVar] => [name, { name, value }]);
  const given = (server.spec.env ?? []).map((variable): [string, EnvVar] => [variable.name, specVariable(variable)]);
  return [...new Map([...given, ...injected]).values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function specVariable({ name, value, valueFrom }: SpecEnvVar): EnvVar {
  if (valueFrom === undefined) return { name, value: value ?? '' };
  return { name, valueFrom: canonicalSource(valueFrom) };
}

/** Texts that are empty are not stored. */
function canonicalSource({ resourceFieldRef, fieldRef, ...others }: EnvVarSource): NonNullable<EnvVar['valueFrom']> {
  if (resourceFieldRef !== undefined) return { resourceFieldRef: canonicalResourceField(resourceFieldRef) };
  if (fieldRef === undefined) return others;
  const { apiVersion = '', fieldPath } = fieldRef;
  return { fieldRef: { ...(apiVersion !== '' && { apiVersion }), fieldPath } };
}

function canonicalResourceField({ divisor, containerName = '', resource }: ResourceFieldReference): {
  resource: string;
  containerName?: string;
  divisor?: string;
} {
  return {
    resource,
    ...(containerName !== '' && { containerName }),
    ...(divisor !== undefined && { divisor: parseQuantity(divisor) ?? String(divisor) }),
  };
}

/** An empty value is not stored, so it is not sent either. */
function withoutEmptyValue(variable: EnvVar): EnvVar {
  const { value, ...rest } = variable;
  return value === '' || value === undefined ? rest : variable;
}
