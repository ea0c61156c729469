// Reference: the kinds of the objects that members of the spec name.

import type { ConfigKind } from '../config-kinds.ts';
import type { ReferenceMember } from './reference.ts';

/** By member of the spec. */
export const REFERENCE_KINDS: Readonly<Record<ReferenceMember, ConfigKind>> = {
  toolConfigRef: 'MCPToolConfig',
  externalAuthConfigRef: 'MCPExternalAuthConfig',
  authServerRef: 'MCPExternalAuthConfig',
  oidcConfigRef: 'MCPOIDCConfig',
  authzConfigRef: 'MCPAuthzConfig',
  telemetryConfigRef: 'MCPTelemetryConfig',
  webhookConfigRef: 'MCPWebhookConfig',
  groupRef: 'MCPGroup',
};

/** The same as a list. */
export const CONFIG_REFERENCES: readonly (readonly [ReferenceMember, ConfigKind])[] = Object.entries(
  REFERENCE_KINDS,
) as readonly (readonly [ReferenceMember, ConfigKind])[];
