// Condition AuthzPrimaryUpstreamProviderIgnored: ToolHive's word for a field that it has given another place.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';

/** Only as long as the field is there. */
export function computeAuthzPrimaryUpstream({ input }: Facts): ConditionDraft | undefined {
  const provider = input.compiled.server.spec.authzConfig?.inline?.primaryUpstreamProvider;
  if (provider === undefined || provider === '') return undefined;
  return {
    type: 'AuthzPrimaryUpstreamProviderIgnored',
    status: 'True',
    reason: 'PrimaryUpstreamProviderIgnored',
    message:
      'spec.authzConfig.inline.primaryUpstreamProvider has no effect: policies read the claims of the one provider behind the authorization server; remove it',
  };
}
