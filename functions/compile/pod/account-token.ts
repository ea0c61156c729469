// Compile: pods that see the token of their account because a program beside them needs it.

import { readText } from '../../kube/json-reader.ts';

/** Asks Vault's webhook to put its agent into the pod. */
const VAULT_AGENT = 'vault.hashicorp.com/agent-inject';

/** Names a volume of the pod with another token. */
const VAULT_OWN_TOKEN = 'vault.hashicorp.com/agent-service-account-token-volume-name';

/** What Go reads as true. */
const TRUE: ReadonlySet<unknown> = new Set(['1', 't', 'T', 'true', 'True', 'TRUE']);

/**
 * Whether the annotations of a pod ask for Vault's agent, which logs in with the token of the pod's account; its webhook refuses a pod
 * that mounts none.
 * @see https://github.com/hashicorp/vault-k8s/issues/601
 */
export function needsAccountToken(annotations: unknown): boolean {
  return TRUE.has(readText(annotations, VAULT_AGENT)) && readText(annotations, VAULT_OWN_TOKEN) === undefined;
}
