// Runconfig: webhooks that the proxy calls for each MCP request.

import type { Fields } from '../../kube/object.ts';
import type { Webhook, WebhookKind } from '../../decode/references/webhooks.ts';
import type { Sources } from '../sources.ts';
import { type WebhookPurpose, webhookSecretFile } from './webhook-secrets.ts';

/** `validating_webhooks` and `mutating_webhooks`; each absent when empty. */
export function webhooks(input: Sources): Fields {
  const [validating, mutating] = [listOf(input, 'validating'), listOf(input, 'mutating')];
  return {
    ...(validating.length > 0 && { validating_webhooks: validating }),
    ...(mutating.length > 0 && { mutating_webhooks: mutating }),
  };
}

/** Parameters of the middleware of one kind; absent when there are no such webhooks. */
export function webhookParameters(input: Sources, kind: WebhookKind): Fields | undefined {
  const list = listOf(input, kind);
  const { name, transport } = input.server;
  return list.length === 0 ? undefined : { webhooks: list, server_name: name, transport };
}

function listOf({ references }: Sources, kind: WebhookKind): readonly Fields[] {
  return (references.webhooks?.[kind] ?? []).map((webhook) => written(kind, webhook));
}

function written(kind: WebhookKind, webhook: Webhook): Fields {
  const { name, url, timeout, failurePolicy, insecureSkipVerify, secrets } = webhook;
  const pathOf = (purpose: WebhookPurpose): string | undefined => {
    const secret = secrets[purpose];
    return secret === undefined ? undefined : webhookSecretFile({ kind, name }, purpose, secret).path;
  };
  const [hmac, ca, cert, key] = [pathOf('hmac'), pathOf('ca'), pathOf('cert'), pathOf('key')];
  const tls = {
    ...(ca !== undefined && { ca_bundle_path: ca }),
    ...(cert !== undefined && { client_cert_path: cert }),
    ...(key !== undefined && { client_key_path: key }),
    ...(insecureSkipVerify && { insecure_skip_verify: true }),
  };
  return {
    name,
    url,
    timeout,
    failure_policy: failurePolicy,
    ...(Object.keys(tls).length > 0 && { tls_config: tls }),
    ...(hmac !== undefined && { hmac_secret_ref: hmac }),
  };
}
