// Compile: Secrets of webhooks, each one file in the proxy.

import type { KeyRef } from '../../decode/settings.ts';
import type { WebhookKind, Webhooks, WebhookSecrets } from '../../decode/references/webhooks.ts';
import { sha256Hex } from '../../kube/sha256.ts';

const FOLDER = '/etc/toolhive/webhooks';

/** What one secret is for. */
export type WebhookPurpose = keyof WebhookSecrets;

/** File name of each secret, as in ToolHive. */
const FILES: Readonly<Record<WebhookPurpose, string>> = { hmac: 'hmac', ca: 'ca.crt', cert: 'tls.crt', key: 'tls.key' };
const PURPOSES: readonly WebhookPurpose[] = ['hmac', 'ca', 'cert', 'key'];

/** One secret of one webhook, as a volume and as a file. */
export interface WebhookSecretFile {
  readonly volume: string;
  readonly secret: KeyRef;
  /** Name of the file inside the volume. */
  readonly file: string;
  /** Absolute path in the proxy. */
  readonly path: string;
}

/** One webhook among all. */
export interface WebhookPlace {
  readonly kind: WebhookKind;
  readonly name: string;
}

/** The file of a secret. Another Secret or key gives another name, so that the shape of a volume never changes. */
export function webhookSecretFile(
  { kind, name }: WebhookPlace,
  purpose: WebhookPurpose,
  secret: KeyRef,
): WebhookSecretFile {
  const hash = sha256Hex(JSON.stringify([kind, name, purpose, secret.name, secret.key])).slice(0, 8);
  const file = FILES[purpose];
  return {
    volume: `whsec-${hash}`,
    secret,
    file,
    path: `${FOLDER}/webhook_${kind}_${name}_${purpose}_${hash}/${file}`,
  };
}

/** The files of all webhooks, in the order in which the webhooks are called. */
export function webhookSecretFiles(webhooks: Webhooks | undefined): readonly WebhookSecretFile[] {
  return (['mutating', 'validating'] as const).flatMap((kind) =>
    (webhooks?.[kind] ?? []).flatMap(({ name, secrets }) =>
      PURPOSES.flatMap((purpose) => {
        const secret = secrets[purpose];
        return secret === undefined ? [] : [webhookSecretFile({ kind, name }, purpose, secret)];
      }),
    ),
  );
}
