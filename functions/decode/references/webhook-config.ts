// Reference: `spec.webhookConfigRef`, the MCPWebhookConfig with webhooks that the proxy calls for each MCP request.

import { ok } from '../../kube/result.ts';
import type { ReferenceKind } from './resolved.ts';
import { configRules } from './config-object.ts';
import { followConfig } from './follow-config.ts';
import { readWebhooks } from './webhooks.ts';

const RESOURCE = { kind: 'MCPWebhookConfig', resource: 'mcpwebhookconfigs', onlyVersion: 'v1alpha1' } as const;
/** ToolHive declares this condition and never sets it. */
const CONDITION = {
  type: 'WebhookConfigValidated',
  valid: 'WebhookConfigValid',
  notFound: 'WebhookConfigNotFound',
  notValid: 'WebhookConfigInvalid',
};

/** Webhooks. A missing object holds new workloads back: without it calls would pass unchecked. */
export const WEBHOOK_CONFIG: ReferenceKind = {
  relatedRules: (server, settings) =>
    configRules(server, settings, { resource: RESOURCE, name: server.spec.webhookConfigRef?.name }),
  resolve: (server, related, settings) =>
    followConfig(
      { server, related, settings },
      {
        resource: RESOURCE,
        name: server.spec.webhookConfigRef?.name,
        path: 'spec.webhookConfigRef',
        hash: 'webhookConfigHash',
        condition: CONDITION,
      },
      (spec) => {
        const webhooks = readWebhooks(spec);
        return webhooks.ok ? ok({ webhooks: webhooks.value }) : webhooks;
      },
    ),
};
