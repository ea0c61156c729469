// Reference: webhooks that the proxy calls for each MCP request, as an MCPWebhookConfig describes them.

import { parseNanoseconds } from '../../kube/go-duration.ts';
import { readFlag, readObject, readText } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { defined, readKeyRef } from './fields.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import type { KeyRef } from '../settings.ts';

/** Before the call reaches the server: `mutating` may change it, `validating` may refuse it. */
export type WebhookKind = 'mutating' | 'validating';

/** One webhook. */
export interface Webhook {
  readonly name: string;
  readonly url: string;
  /** Nanoseconds; 0 leaves it to the proxy, which waits 10 s. */
  readonly timeout: number;
  readonly failurePolicy: 'fail' | 'ignore';
  readonly insecureSkipVerify: boolean;
  readonly secrets: WebhookSecrets;
}

/** Secrets that are mounted for one webhook. */
export interface WebhookSecrets {
  readonly hmac?: KeyRef;
  readonly ca?: KeyRef;
  readonly cert?: KeyRef;
  readonly key?: KeyRef;
}

/** All webhooks of a server, in the order in which they are called. */
export type Webhooks = Readonly<Record<WebhookKind, readonly Webhook[]>>;

const SECOND = 1_000_000_000n;
/** Limits of ToolHive. */
const MIN_TIMEOUT_SECONDS = 1n;
const MAX_TIMEOUT_SECONDS = 30n;
const NAME = /^[^\s/]{1,63}$/;

/** The spec of an MCPWebhookConfig. */
export function readWebhooks(spec: Fields): Result<Webhooks> {
  const mutating = readList(spec, 'mutating');
  if (!mutating.ok) return mutating;
  const validating = readList(spec, 'validating');
  if (!validating.ok) return validating;
  if (mutating.value.length + validating.value.length === 0) return fail('spec needs validating or mutating.');
  return ok({ mutating: mutating.value, validating: validating.value });
}

function readList(spec: Fields, kind: WebhookKind): Result<readonly Webhook[]> {
  const given: readonly unknown[] = Array.isArray(spec[kind]) ? spec[kind] : [];
  const webhooks: Webhook[] = [];
  const names = new Set<string>();
  for (const [index, value] of given.entries()) {
    const webhook = readWebhook(readObject(value));
    if (!webhook.ok) return fail(`spec.${kind}[${index}]${webhook.error}`);
    if (names.has(webhook.value.name)) {
      return fail(`spec.${kind}[${index}].name is there already; give each webhook its own name.`);
    }
    names.add(webhook.value.name);
    webhooks.push(webhook.value);
  }
  return ok(webhooks);
}

function readWebhook(fields: Fields): Result<Webhook> {
  const [name, url] = [readText(fields, 'name') ?? '', readText(fields, 'url') ?? ''];
  const tls = readObject(fields, 'tlsConfig');
  const insecureSkipVerify = readFlag(tls, 'insecureSkipVerify');
  const address = addressProblem(name, url, insecureSkipVerify);
  if (address !== undefined) return fail(address);
  const failurePolicy = readText(fields, 'failurePolicy') ?? 'fail';
  if (failurePolicy !== 'fail' && failurePolicy !== 'ignore') return fail('.failurePolicy must be fail or ignore.');
  const timeout = readTimeout(readText(fields, 'timeout'));
  if (!timeout.ok) return timeout;
  const secrets = readSecrets(fields, tls);
  if (!secrets.ok) return secrets;
  return ok({ name, url, timeout: timeout.value, failurePolicy, insecureSkipVerify, secrets: secrets.value });
}

function addressProblem(name: string, url: string, insecureSkipVerify: boolean): string | undefined {
  if (!NAME.test(name)) return '.name must have 1 to 63 characters, without spaces and slashes.';
  if (!/^https?:\/\/[^\s/]+/.test(url)) return '.url must be a URL.';
  return url.startsWith('https:') || insecureSkipVerify ? undefined : '.url must begin with https://.';
}

function readTimeout(text: string | undefined): Result<number> {
  if (text === undefined) return ok(0);
  const nanoseconds = parseNanoseconds(text);
  return nanoseconds === undefined ||
    nanoseconds < MIN_TIMEOUT_SECONDS * SECOND ||
    nanoseconds > MAX_TIMEOUT_SECONDS * SECOND
    ? fail('.timeout must be a duration from 1s to 30s.')
    : ok(Number(nanoseconds));
}

const SECRET_MEMBERS = ['hmacSecretRef', 'caSecretRef', 'clientCertSecretRef', 'clientKeySecretRef'] as const;

function readSecrets(fields: Fields, tls: Fields): Result<WebhookSecrets> {
  const all: Fields = { ...tls, hmacSecretRef: fields['hmacSecretRef'] };
  const incomplete = SECRET_MEMBERS.find(
    (member) => all[member] !== undefined && readKeyRef(all, member) === undefined,
  );
  if (incomplete !== undefined) return fail(`: ${incomplete} needs the name and the key of a Secret.`);
  const [hmac, ca, cert, key] = SECRET_MEMBERS.map((member) => readKeyRef(all, member));
  if ((cert === undefined) !== (key === undefined)) {
    return fail('.tlsConfig needs both clientCertSecretRef and clientKeySecretRef, or neither.');
  }
  return ok(defined<WebhookSecrets>({ hmac, ca, cert, key }));
}
