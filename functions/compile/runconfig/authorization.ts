// Runconfig: authorization. Policies of the spec are written as they stand, documents from elsewhere with sorted keys.

import type { InlineAuthz } from '../../../schemas/generated/mcp-server.ts';
import type { Server } from '../../decode/server.ts';
import { compareUtf8 } from '../../kube/go-json.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { hasText } from '../../kube/short-text.ts';
import type { Sources } from '../sources.ts';
import { primaryUpstream } from './auth-server.ts';

/** Kind and version of the policy document that ToolHive v0.44 reads. */
const DOCUMENT = { version: '1.0', type: 'cedarv1' } as const;

/** `authz_config`; absent without authorization. */
export function authorization({ server, references }: Sources): {
  readonly authz_config?: Fields;
} {
  const inline = inlineAuthz(server);
  const { authorization: document } = references;
  const upstream = primaryUpstream(references);
  if (inline === undefined) {
    return document === undefined ? {} : { authz_config: sortedFields(withUpstream(document, upstream)) };
  }
  const { groupClaimName, roleClaimName, groupEntityType } = server.spec.authzConfig ?? {};
  const cedar = {
    ...cedarPolicies(inline),
    ...(upstream !== undefined && { primary_upstream_provider: upstream }),
    ...(hasText(groupClaimName) && { group_claim_name: groupClaimName }),
    ...(hasText(roleClaimName) && { role_claim_name: roleClaimName }),
    ...(hasText(groupEntityType) && { group_entity_type: groupEntityType }),
  };
  return { authz_config: { ...DOCUMENT, cedar } };
}

/** The document of ConfigMap `N-authz-inline`, which has no claim names. */
export function inlineAuthzDocument(inline: InlineAuthz): Fields {
  return { ...DOCUMENT, cedar: cedarPolicies(inline) };
}

/** The policies of the spec, if it has any. */
export function inlineAuthz({ spec }: Server): InlineAuthz | undefined {
  return spec.authzConfig?.type === 'inline' ? spec.authzConfig.inline : undefined;
}

function cedarPolicies({ policies, entitiesJson }: InlineAuthz): Fields {
  return { policies, entities_json: hasText(entitiesJson) ? entitiesJson : '[]' };
}

/** Policies read the claims of the user's token of the provider, unless the document says which one itself. */
function withUpstream(document: Fields, upstream: string | undefined): Fields {
  const { cedar } = document;
  if (upstream === undefined || !isObject(cedar)) return document;
  return { ...document, cedar: { primary_upstream_provider: upstream, ...cedar } };
}

/** The same object with the keys of every object inside sorted, as Go writes maps. */
function sortedFields(fields: Fields): Fields {
  const entries = Object.entries(fields).toSorted(([a], [b]) => compareUtf8(a, b));
  return Object.fromEntries(entries.map(([key, value]) => [key, sortedValue(value)]));
}

function sortedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedValue);
  return isObject(value) ? sortedFields(value) : value;
}
