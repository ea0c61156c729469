// Runconfig: inline authorization with Cedar policies. Policies in a ConfigMap or an MCPAuthzConfig join here later.

import type { InlineAuthz } from '../../../schemas/generated/mcp-server.ts';
import type { Server } from '../../decode/server.ts';

/** Kind and version of the policy document that ToolHive v0.44 reads. */
const DOCUMENT = { version: '1.0', type: 'cedarv1' } as const;

/** `authz_config`; absent without inline authorization. */
export function authorization(server: Server): { readonly authz_config?: Readonly<Record<string, unknown>> } {
  const inline = inlineAuthz(server);
  if (inline === undefined) return {};
  const { groupClaimName, roleClaimName, groupEntityType } = server.spec.authzConfig ?? {};
  const cedar = {
    ...cedarPolicies(inline),
    ...(hasText(groupClaimName) && { group_claim_name: groupClaimName }),
    ...(hasText(roleClaimName) && { role_claim_name: roleClaimName }),
    ...(hasText(groupEntityType) && { group_entity_type: groupEntityType }),
  };
  return { authz_config: { ...DOCUMENT, cedar } };
}

/** The document of ConfigMap `N-authz-inline`, which has no claim names. */
export function inlineAuthzDocument(inline: InlineAuthz): Readonly<Record<string, unknown>> {
  return { ...DOCUMENT, cedar: cedarPolicies(inline) };
}

/** The policies of the spec, if it has any. */
export function inlineAuthz({ spec }: Server): InlineAuthz | undefined {
  return spec.authzConfig?.type === 'inline' ? spec.authzConfig.inline : undefined;
}

function cedarPolicies({ policies, entitiesJson }: InlineAuthz): Readonly<Record<string, unknown>> {
  return { policies, entities_json: hasText(entitiesJson) ? entitiesJson : '[]' };
}

function hasText(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
