// docs/status.md names every condition, and those that are there without having anything to say.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { ROOT } from '../cli/command-line.ts';
import { answerExample } from '../examples/example.ts';

const PAGE = readFileSync(join(ROOT, 'docs/status.md'), 'utf8');

/** Types as the expected files spell them; what an example has in common with another stands there. */
function typesOfExamples(): ReadonlySet<string> {
  const files = globSync(join(ROOT, 'test/examples/**/expected/status.yaml'));
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(/type: ([A-Z]\w+)$/gm)].map(([, type = '']) => type)));
}

function conditionsOf(example: string): readonly string[] {
  const status = parse(answerExample(example).get('status.yaml') ?? '');
  return (status?.conditions ?? []).map(({ type }: { readonly type: string }) => type);
}

test('status: the page has a row for every condition of the examples', () => {
  const cells = [...PAGE.matchAll(/^\| (`[A-Z]\w+`(?:, `[A-Z]\w+`)*) \|/gm)].map(([, cell = '']) => cell);
  const rows = new Set(cells.flatMap((cell) => cell.match(/\w+/g) ?? []));
  const types = typesOfExamples();
  assert.ok(types.size > 20, [...types].join(' '));
  assert.deepEqual(
    [...types].filter((type) => !rows.has(type)),
    [],
  );
});

test('status: a server that is all right has the conditions that are always there, and no other', () => {
  const [, sentences = ''] = /^Always there are (.*?) Every other/m.exec(PAGE) ?? [];
  const always = [...sentences.matchAll(/`(\w+)`/g)].map(([, type]) => type);
  assert.deepEqual(new Set(conditionsOf('stdio-ready')), new Set(always));
});
