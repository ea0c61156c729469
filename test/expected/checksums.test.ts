// Checksums that follow from other parts are marks in the files, and values again when they are read; all others stay as they are.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHILDREN, parseAnswer, STATUS } from './answer.ts';
import { computeChecksums, markChecksums, type Outcome } from './checksums.ts';
import { readExpected, readFiles } from './folders.ts';

function outcomeOf(folder: string): Outcome {
  const { outcome } = parseAnswer(readExpected(folder));
  assert.ok(outcome);
  return outcome;
}

test('checksums: a shared server has each of them as it is answered, and all are as computed here', () => {
  const outcome = outcomeOf('shared/streamable-http');
  const files = readFiles('shared/streamable-http');
  const hexadecimal = /\b(?:[0-9a-f]{64}|[0-9a-f]{24})\b/g;
  assert.equal(files.get(CHILDREN)?.match(hexadecimal)?.length, 2);
  assert.equal(files.get(STATUS)?.match(hexadecimal)?.length, 4);
  assert.doesNotMatch(JSON.stringify(markChecksums(outcome)), hexadecimal);
  assert.deepEqual(computeChecksums(markChecksums(outcome)), outcome);
});

test('checksums: one that follows from nothing here stays as it is', () => {
  const { children, status } = outcomeOf('shared/streamable-http');
  const fewer = { children: children.filter(({ kind }) => kind === 'Deployment' || kind === 'Service'), status };
  const { 'toolhive.stacklok.dev/runconfig-checksum': checksum } = podAnnotations(markChecksums(fewer));
  assert.equal(checksum, podAnnotations(fewer)['toolhive.stacklok.dev/runconfig-checksum']);
  assert.match(
    JSON.stringify(markChecksums(fewer).status),
    /Deployment\/the-server <digest>.*StatefulSet\/the-server [0-9a-f]{24}/,
  );
});

function podAnnotations({ children }: Outcome): Readonly<Record<string, string>> {
  const deployment = children.find(({ kind }) => kind === 'Deployment') as { readonly spec?: PodSpec } | undefined;
  return deployment?.spec?.template.metadata.annotations ?? {};
}

interface PodSpec {
  readonly template: { readonly metadata: { readonly annotations: Readonly<Record<string, string>> } };
}
