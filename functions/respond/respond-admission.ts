// Step: from findings or a patch to the body of an AdmissionReview answer.

import type { Fields } from '../kube/object.ts';
import { oneLine, shorten } from '../kube/short-text.ts';
import type { Operation } from 'fast-json-patch';
import { codeText } from '../decode/documentation.ts';
import type { Settings } from '../decode/settings.ts';
import type { HookAnswer } from './hook-answer.ts';
import { hasErrors, type Finding } from '../kube/finding.ts';
import { warningLine } from '../validate/warning-line.ts';

const ENVELOPE = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview' };

/** Longest place and longest message of one cause, in characters; 30 causes at most make an answer. */
const MAX_TEXT = 1024;

/** Longest name of an object in Kubernetes, in characters. */
const MAX_NAME = 253;

/** The request that is answered, without the objects in it. */
export interface Reviewed {
  readonly uid: string;
  readonly operation: string;
  readonly kind: { readonly group: string; readonly kind: string };
  readonly name: string;
  readonly namespace: string;
}

/** The request passes unchanged, without a word. */
export function respondAllowed(request: Reviewed): HookAnswer {
  return {
    status: 200,
    body: { ...ENVELOPE, response: { uid: request.uid, allowed: true } },
    log: logOf(request, 'allowed'),
  };
}

/** The request passes with these changes (RFC 6902) and warnings about them; without changes it is an ordinary pass. */
export function respondPatched(
  request: Reviewed,
  patch: readonly Operation[],
  { warnings, settings }: { readonly warnings: readonly Finding[]; readonly settings: Settings },
): HookAnswer {
  if (patch.length === 0) return respondAllowed(request);
  const response = {
    uid: request.uid,
    allowed: true,
    patchType: 'JSONPatch',
    patch: encodeBase64(JSON.stringify(patch)),
    ...(warnings.length > 0 ? { warnings: warnings.map((finding) => warningLine(finding, settings)) } : {}),
  };
  return {
    status: 200,
    body: { ...ENVELOPE, response },
    log: { ...logOf(request, 'patched'), operations: patch.length },
    tally: { warnings: codesOf(warnings) },
  };
}

/** What an answer needs beside the findings. */
export interface AnswerOptions {
  readonly settings: Settings;
  /** For the audit log. */
  readonly audit?: Readonly<Record<string, string>> | undefined;
}

/** Errors refuse with 422 and one cause each; warnings are shown and audit annotations recorded either way. */
export function respondFindings(
  request: Reviewed,
  findings: readonly Finding[],
  { settings, audit = {} }: AnswerOptions,
): HookAnswer {
  const warnings = findings.filter((finding) => finding.level === 'warning');
  const errors = findings.filter((finding) => finding.level === 'error');
  const response = {
    uid: request.uid,
    allowed: !hasErrors(findings),
    ...(errors.length > 0 ? { status: refusalStatus(request, errors, settings) } : {}),
    ...(warnings.length > 0 ? { warnings: warnings.map((finding) => warningLine(finding, settings)) } : {}),
    ...(Object.keys(audit).length > 0 ? { auditAnnotations: audit } : {}),
  };
  const outcome = errors.length > 0 ? 'denied' : 'allowed';
  const counts = { errors: errors.length, warnings: warnings.length };
  const widened = audit['widened'] === 'true';
  return {
    status: 200,
    body: { ...ENVELOPE, response },
    log: { ...logOf(request, outcome), ...counts, ...(widened && { widened }) },
    tally: { errors: codesOf(errors), warnings: codesOf(warnings) },
  };
}

function codesOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.map(({ code }) => code));
}

function refusalStatus(request: Reviewed, errors: readonly Finding[], settings: Settings): Fields {
  return {
    status: 'Failure',
    code: 422,
    reason: 'Invalid',
    message: errors.map((error) => `${fieldOf(error)}: ${messageOf(error, settings)}`).join(' '),
    details: {
      name: shorten(oneLine(request.name), MAX_NAME),
      group: request.kind.group,
      kind: request.kind.kind,
      causes: errors.map((error) => ({
        reason: 'FieldValueInvalid',
        field: fieldOf(error),
        message: messageOf(error, settings),
      })),
    },
  };
}

function fieldOf({ path }: Finding): string {
  return shorten(oneLine(path), MAX_TEXT);
}

function messageOf({ message, code }: Finding, settings: Settings): string {
  return `${shorten(oneLine(message), MAX_TEXT)} [${codeText(code, settings)}]`;
}

function logOf(request: Reviewed, outcome: string): Readonly<Record<string, string>> {
  const { uid, operation, namespace, name } = request;
  return { outcome, uid, operation, object: `${shorten(namespace, MAX_NAME)}/${shorten(name, MAX_NAME)}` };
}

// The API server wants base64 of the UTF-8 bytes; `btoa` takes one character a byte.
function encodeBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
