// Reference: `spec.webhookConfigRef`, the MCPWebhookConfig with webhooks that the proxy calls for each MCP request.

import { ok } from '../../kube/result.ts';
import type { Fields } from '../../kube/object.ts';
import type { Reading } from './reference.ts';
import { readWebhooks } from './webhooks.ts';

/** Its webhooks. */
export function readWebhookConfig(spec: Fields): Reading {
  const webhooks = readWebhooks(spec);
  return webhooks.ok ? ok({ webhooks: webhooks.value }) : webhooks;
}
