// Where messages lead: to an address by the setting, to a command without it, never to a file that the reader does not have.

import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { codeAddress, codeHelp, codeText, pageAddress } from '../../../functions/decode/documentation.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { decodeSettings } from '../../../functions/decode/settings-file.ts';
import { admissionReview, ask, CONTEXT, PARENT, syncRequest } from '../hooks/requests.ts';

const BASE = 'https://docs.example.com/toolhive';

function settingsWith(baseUrl: string): Settings {
  return { ...DEFAULT_SETTINGS, documentation: { baseUrl } };
}

function bodyOf(path: string, body: unknown, baseUrl?: string): string {
  const settings = baseUrl === undefined ? DEFAULT_SETTINGS : settingsWith(baseUrl);
  return JSON.stringify(ask(path, body, { ...CONTEXT, settings }).body);
}

const SPEC = { image: 'ghcr.io/example/fetch:latest', transport: 'sse' };
const WARNED = admissionReview({ object: { ...PARENT, spec: SPEC } });
const CPU = { requests: { cpu: '2' }, limits: { cpu: '1' } };
const BAD = { ...PARENT, spec: { ...SPEC, resources: CPU } };

test('documentation: a folder, a folder with a slash at the end, and a site that names its pages otherwise', () => {
  assert.equal(codeAddress('MCP013', settingsWith(BASE)), `${BASE}/findings.md#mcp013`);
  assert.equal(codeAddress('MCP013', settingsWith(`${BASE}/`)), `${BASE}/findings.md#mcp013`);
  assert.equal(codeAddress('MCP013', settingsWith(`${BASE}/{page}.html`)), `${BASE}/findings.html#mcp013`);
});

test('documentation: where nobody has said where the pages are, a code leads to a command and no page has an address', () => {
  assert.equal(pageAddress('findings', DEFAULT_SETTINGS), undefined);
  assert.equal(codeAddress('MCP013', DEFAULT_SETTINGS), undefined);
  assert.equal(codeHelp('MCP013', DEFAULT_SETTINGS), 'kubectl toolhive explain MCP013');
  assert.equal(codeText('MCP013', DEFAULT_SETTINGS), 'kubectl toolhive explain MCP013');
  assert.equal(codeText('MCP013', settingsWith(BASE)), `MCP013: ${BASE}/findings.md#mcp013`);
});

test('documentation: no text of ours names a page by its path in the repository', () => {
  const root = join(import.meta.dirname, '../../..');
  const files = [...globSync('functions/**/*.ts', { cwd: root }), 'charts/toolhive-operator/templates/NOTES.txt'];
  const named = files.flatMap((file) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n');
    return lines.filter((line) => /docs\/[a-z-]+\.md/.test(line) && !/^\s*(?:\/\/|\/?\*)/.test(line));
  });
  assert.deepEqual(named, []);
});

for (const [what, path, body, code] of [
  ['a warning of /validate', '/validate', WARNED, 'mcp013'],
  ['a refusal of /validate', '/validate', admissionReview({ object: BAD }), 'mcp'],
  ['the status of a server', '/sync', syncRequest({ parent: BAD }), 'mcp'],
] as const) {
  test(`documentation: ${what} names the address that is set`, () => {
    assert.match(bodyOf(path, body, BASE), new RegExp(`${BASE}/findings\\.md#${code}`));
    assert.doesNotMatch(bodyOf(path, body, BASE), /[ (]docs\//);
    assert.doesNotMatch(bodyOf(path, body), /https:\/\/docs/);
    assert.match(bodyOf(path, body), /[([]kubectl toolhive explain MCP\d{3}[)\]]/);
  });
}

test('documentation: a legacy field that /default translates is warned about with the address', () => {
  const spec = { image: 'ghcr.io/example/fetch:1.0.0', transport: 'sse', port: 8080 };
  const { body } = ask('/default', admissionReview({ object: { ...PARENT, spec } }), {
    ...CONTEXT,
    settings: settingsWith(BASE),
  });
  const { warnings = [] } = (body as { response: { warnings?: readonly string[] } }).response;
  for (const warning of warnings) assert.ok(warning.includes(`(${BASE}/findings.md#mcp`), warning);
});

test('documentation: an address that is none, or too long for a warning, stops the start', () => {
  for (const baseUrl of ['docs', 'ftp://a/b', 'https://a b', 'https://a/#x', `https://${'a'.repeat(113)}`])
    assert.equal(decodeSettings({ documentation: { baseUrl } }).ok, false, baseUrl);
  assert.ok(decodeSettings({ documentation: { baseUrl: `https://${'a'.repeat(112)}` } }).ok);
});
