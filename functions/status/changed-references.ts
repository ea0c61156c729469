// Part of status: which referenced objects have changed since the last status, among those that the proxy reads.

import { readRunConfig } from '../children/kept/run-config.ts';
import { runConfigName } from '../decode/names.ts';
import { authzConfigMap } from '../decode/references/authz-config-map.ts';
import { legacyConfigMap } from '../decode/references/legacy-oidc.ts';
import { findObject } from '../decode/observed.ts';
import type { CanonicalSpec } from '../decode/server.ts';
import { isEqual } from '../kube/json-equal.ts';
import type { StatusInput } from './input.ts';
import { readMember } from '../kube/json-reader.ts';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

interface NamedReference {
  readonly kind: string;
  readonly nameIn: (spec: CanonicalSpec) => string | undefined;
}

/** Members of `status` with a hash of an object, and where the spec names the object. */
const HASHES: Readonly<Record<string, NamedReference>> = {
  toolConfigHash: { kind: 'MCPToolConfig', nameIn: ({ toolConfigRef }) => toolConfigRef?.name },
  externalAuthConfigHash: {
    kind: 'MCPExternalAuthConfig',
    nameIn: ({ externalAuthConfigRef }) => externalAuthConfigRef?.name,
  },
  authServerConfigHash: { kind: 'MCPExternalAuthConfig', nameIn: ({ authServerRef }) => authServerRef?.name },
  authzConfigHash: { kind: 'MCPAuthzConfig', nameIn: ({ authzConfigRef }) => authzConfigRef?.name },
  oidcConfigHash: { kind: 'MCPOIDCConfig', nameIn: ({ oidcConfigRef }) => oidcConfigRef?.name },
  telemetryConfigHash: { kind: 'MCPTelemetryConfig', nameIn: ({ telemetryConfigRef }) => telemetryConfigRef?.name },
  webhookConfigHash: { kind: 'MCPWebhookConfig', nameIn: ({ webhookConfigRef }) => webhookConfigRef?.name },
};

/** `kind name` of each. ConfigMaps have no hash in status; they are told by the part of the proxy's file that they make. */
export function changedReferences(input: StatusInput): readonly string[] {
  const { server, references, previous } = input;
  const objects = Object.entries(HASHES).flatMap(([member, { kind, nameIn }]) => {
    const [before, now] = [readMember(previous, member), readMember(references.hashes, member)];
    return before === undefined || before === now ? [] : [`${kind} ${nameIn(server.spec) ?? ''}`];
  });
  const policies = authzConfigMap(server);
  const issuer = legacyConfigMap(server);
  return [
    ...objects,
    ...(policies !== undefined && isChanged(input, 'authz_config') ? [`ConfigMap ${policies.name}`] : []),
    ...(issuer !== undefined && isChanged(input, 'oidc_config') ? [`ConfigMap ${issuer.name}`] : []),
  ];
}

/** Whether a member of the proxy's file is another one than in the ConfigMap that is there. */
function isChanged({ observed, desired, server }: StatusInput, member: string): boolean {
  const name = runConfigName(server);
  const there = findObject(observed, CONFIG_MAP, { namespace: server.namespace, name });
  const asked = desired.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
  return !isEqual(readMember(readRunConfig(there), member), readMember(readRunConfig(asked), member));
}
