// Answers to the API server: whatever stands in a finding or a name, a refusal is one line of bounded length, and a pass changes
// nothing that nobody asked for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AdmissionRequest, decodeAdmissionReview } from '../../../functions/decode/admission-review.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import type { Finding } from '../../../functions/kube/finding.ts';
import type { HookAnswer } from '../../../functions/respond/hook-answer.ts';
import { respondAllowed, respondFindings, respondPatched } from '../../../functions/respond/respond-admission.ts';
import { admissionReview } from '../hooks/requests.ts';

const ERROR: Finding = { code: 'MCP001', level: 'error', path: 'spec.image', message: 'It is empty.' };
const WARNING: Finding = { ...ERROR, code: 'MCP013', level: 'warning', message: 'The tag moves.' };

/** Longer than anything that is passed on, with two lines in each part. */
const LONG = 'ab\nc '.repeat(5000);

interface Response {
  readonly allowed: boolean;
  readonly patch?: string;
  readonly status?: {
    readonly code: number;
    readonly message: string;
    readonly details: { readonly name: string; readonly causes: readonly Record<string, string>[] };
  };
  readonly warnings?: readonly string[];
  readonly auditAnnotations?: object;
}

function request(parts: object = {}): AdmissionRequest {
  const decoded = decodeAdmissionReview(admissionReview(parts as Readonly<Record<string, unknown>>));
  assert.ok(decoded.ok);
  return decoded.value;
}

function responseOf({ body }: HookAnswer): Response {
  return (body as { readonly response: Response }).response;
}

function refusal(findings: readonly Finding[], parts?: object): NonNullable<Response['status']> {
  const { allowed, status } = responseOf(respondFindings(request(parts), findings, { settings: DEFAULT_SETTINGS }));
  assert.equal(allowed, false);
  assert.ok(status !== undefined);
  return status;
}

test('respondFindings: one error refuses, with its place, message and code', () => {
  const status = refusal([WARNING, ERROR]);
  assert.equal(status.code, 422);
  assert.deepEqual(status.details.causes, [
    {
      reason: 'FieldValueInvalid',
      field: 'spec.image',
      message: 'It is empty. [kubectl toolhive explain MCP001]',
    },
  ]);
});

test('respondFindings: warnings are shown and let the object pass', () => {
  const answer = respondFindings(request(), [WARNING], { settings: DEFAULT_SETTINGS });
  const { allowed, status, warnings, auditAnnotations } = responseOf(answer);
  assert.deepEqual([allowed, status, auditAnnotations], [true, undefined, undefined]);
  assert.match(String(warnings), /^MCP013 spec\.image: The tag moves\./);
});

test('respondFindings: a place is one line, and shortened', () => {
  const { causes } = refusal([{ ...ERROR, path: LONG }]).details;
  const field = causes[0]?.['field'] ?? '';
  assert.equal(field.length, 1024);
  assert.doesNotMatch(field, /\n/);
});

test('respondFindings: a message is one line, and shortened before the code', () => {
  const { causes } = refusal([{ ...ERROR, message: LONG }]).details;
  const text = causes[0]?.['message'] ?? '';
  assert.equal(text.length, 1024 + ' [kubectl toolhive explain MCP001]'.length);
  assert.match(text, /^[^\n]*… \[kubectl toolhive explain MCP001\]$/);
});

test('respondFindings: the name of the object is one line, and shortened', () => {
  const { name } = refusal([ERROR], { name: LONG }).details;
  assert.equal(name.length, 253);
  assert.doesNotMatch(name, /\n/);
});

test('respondPatched: without changes the answer has no patch', () => {
  const answer = respondPatched(request(), [], { warnings: [], settings: DEFAULT_SETTINGS });
  assert.deepEqual(answer, respondAllowed(request()));
});

test('respondPatched: the patch is base64 of its UTF-8 bytes', () => {
  const patch = [{ op: 'add' as const, path: '/spec/a', value: 'ü😀' }];
  const answer = respondPatched(request(), patch, { warnings: [WARNING], settings: DEFAULT_SETTINGS });
  const { allowed, patch: text = '', warnings = [] } = responseOf(answer);
  assert.equal(allowed, true);
  assert.deepEqual(JSON.parse(Buffer.from(text, 'base64').toString('utf8')), patch);
  assert.equal(warnings.length, 1);
});
