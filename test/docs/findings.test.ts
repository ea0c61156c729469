// The registry of findings, its page, and the code agree; every example is true.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { parse } from 'yaml';
import { buildChildren } from '../../functions/children/index.ts';
import { decodeReferences } from '../../functions/decode/references.ts';
import { findOtherOperator } from '../../functions/decode/other-operator.ts';
import { decodeServer } from '../../functions/decode/server.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import type { Finding } from '../../functions/kube/finding.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { inspectAll } from '../../functions/kube/storable.ts';
import type { FindingEntry, Fragment } from '../../functions/validate/codes/entry.ts';
import { FINDINGS } from '../../functions/validate/codes.ts';
import { validateConfigDeletion } from '../../functions/validate/config-deletion.ts';
import { validateConfigObject } from '../../functions/validate/config-object.ts';
import { validateChildSizes } from '../../functions/validate/size.ts';
import { generateFindings } from '../../scripts/generate/findings.ts';
import { findingsOfObject, plainServer } from '../units/validate/plain-server.ts';
import { compile } from '../../functions/compile/compiled.ts';
import { decodeSent } from '../../functions/decode/sent.ts';

const ROOT = join(import.meta.dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/findings.md'), 'utf8');
/** Codes of the settings file; not of an MCPServer. */
const SETTINGS_CODES = new Set(['MCP000']);

function syncFindings(raw: Record<string, unknown>): readonly Finding[] {
  const settings = {
    ...DEFAULT_SETTINGS,
    references: { ...DEFAULT_SETTINGS.references, configKinds: ['MCPToolConfig' as const] },
  };
  const server = decodeServer(raw, settings);
  const references = decodeReferences(server, {}, settings);
  const children = buildChildren(compile({ server, references, settings }), {});
  return [
    ...references.problems,
    ...validateChildSizes(inspectAll(children)),
    ...findOtherOperator(raw as unknown as KubeObject),
  ];
}

function configMapFindings(fragment: Fragment, settings: Settings): readonly string[] {
  const metadata = { ...fragment.metadata, name: fragment.metadata?.name ?? '', namespace: 'default' };
  const object = { ...fragment, apiVersion: 'v1', kind: 'ConfigMap', metadata };
  const related = { 'ConfigMap.v1': { [`default/${metadata.name}`]: object } };
  const { problems } = decodeReferences(decodeServer(plainServer({}), settings), related, settings);
  return problems.map(({ code, level }) => `${code} ${level}`);
}

/** The fragment with the first of `args`, or its text, as often as the registry says. */
function repeated(entry: FindingEntry, which: 'example' | 'nearMiss'): Fragment {
  const fragment = entry[which];
  const [text, count] = [entry.repeats?.[which] ?? 1, entry.entries?.[which] ?? 1];
  const { args } = fragment.spec ?? {};
  if (text * count === 1 || !Array.isArray(args)) return fragment;
  return { spec: { ...fragment.spec, args: Array.from({ length: count }, () => String(args[0]).repeat(text)) } };
}

function settingsOf({ settings }: FindingEntry): Settings {
  const decoded = decodeSettings(settings ?? {});
  assert.ok(decoded.ok);
  return decoded.value;
}

function codesOf(code: string, entry: FindingEntry, fragment: Fragment): readonly string[] {
  if (entry.kind === 'ConfigMap') return configMapFindings(fragment, settingsOf(entry));
  if (entry.kind !== undefined) {
    const said =
      entry.foundBy === 'deletion'
        ? validateConfigDeletion(entry.kind, fragment)
        : validateConfigObject(entry.kind, decodeSent(fragment), settingsOf(entry));
    return [...new Set(said.map((finding) => `${finding.code} ${finding.level}`))];
  }
  const raw = plainServer(fragment);
  const own = findingsOfObject(raw, settingsOf(entry));
  const findings = entry.foundBy === 'sync' ? [...own, ...syncFindings(raw)] : own;
  const told = findings.filter((finding) => finding.code !== 'MCP030' || code === 'MCP030');
  return [...new Set(told.map((finding) => `${finding.code} ${finding.level}`))];
}

function section(code: string): string {
  const [, text = ''] = page.split(`\n## ${code}\n`);
  return text.split('\n## ')[0] ?? '';
}

test('findings page: it is what the registry says', async () => {
  const [file] = await generateFindings();
  assert.equal(page, file?.text, 'run `npm run generate`');
});

test('findings page: one section for each code, and no other', () => {
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
  assert.deepEqual(headings, Object.keys(FINDINGS).toSorted());
});

test('findings page: each section has two YAML blocks, which are the example and the near miss', () => {
  for (const [code, { example, nearMiss }] of Object.entries(FINDINGS)) {
    const blocks = [...section(code).matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml]) => parse(yaml ?? ''));
    assert.deepEqual(blocks, [example, nearMiss], code);
  }
});

test('findings registry: texts are whole sentences, and why and remedy differ', () => {
  for (const [code, { title, why, remedy }] of Object.entries(FINDINGS)) {
    assert.match(why, /[.`]$/, code);
    assert.match(remedy, /[.`]$/, code);
    assert.doesNotMatch(title, /\.$|\n/, code);
    assert.notEqual(why, remedy, code);
  }
});

for (const [code, entry] of Object.entries(FINDINGS)) {
  test(`finding ${code}: the example triggers it and nothing else`, () => {
    assert.deepEqual(codesOf(code, entry, repeated(entry, 'example')), [`${code} ${entry.level}`]);
  });

  test(`finding ${code}: the near miss does not trigger it`, () => {
    assert.ok(!codesOf(code, entry, repeated(entry, 'nearMiss')).includes(`${code} ${entry.level}`));
  });
}

test('findings in the code: every code that is written anywhere is registered', () => {
  const files = readdirSync(join(ROOT, 'functions'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const written = files.flatMap((name) =>
    [...readFileSync(join(ROOT, 'functions', name), 'utf8').matchAll(/'(MCP\d{3})'/g)].map(([, code]) => `${code}`),
  );
  assert.ok(written.length > 50);
  const unknown = written.filter((code) => !Object.hasOwn(FINDINGS, code) && !SETTINGS_CODES.has(code));
  assert.deepEqual(unknown, []);
});
