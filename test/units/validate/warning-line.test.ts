// Findings as lines that the API server passes on.

import assert from 'node:assert/strict';
import test from 'node:test';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { boundFindings } from '../../../functions/validate/bound.ts';
import { quote } from '../../../functions/validate/quote.ts';
import { warningLine } from '../../../functions/validate/warning-line.ts';

const FINDING = { code: 'MCP013', level: 'warning', path: 'spec.image', message: 'The tag moves.' } as const;

test('warningLine: code, place, message and where to read on', () => {
  assert.equal(
    warningLine(FINDING, DEFAULT_SETTINGS),
    'MCP013 spec.image: The tag moves. (kubectl toolhive explain MCP013)',
  );
});

test('warningLine: at most 256 characters, and the anchor is always whole', () => {
  const long = { ...FINDING, path: `spec.${'p'.repeat(500)}`, message: '😀'.repeat(500) };
  const line = warningLine(long, DEFAULT_SETTINGS);
  assert.equal(Array.from(line).length, 256);
  assert.match(line, /^MCP013 spec\.p+…: 😀+… \(kubectl toolhive explain MCP013\)$/u);
});

test('warningLine: the longest address that can be set leaves room for a message', () => {
  const baseUrl = `https://${'d'.repeat(112)}`;
  const long = { ...FINDING, path: `spec.${'p'.repeat(500)}`, message: 'm'.repeat(500) };
  const line = warningLine({ ...long, path: 'spec.image' }, { ...DEFAULT_SETTINGS, documentation: { baseUrl } });
  assert.equal(line.length, 256);
  assert.match(line, /^MCP013 spec\.image: m{50,}… \(https:\/\/d+\/findings\.md#mcp013\)$/);
  const cut = warningLine(long, { ...DEFAULT_SETTINGS, documentation: { baseUrl } });
  assert.ok(cut.length <= 256 && cut.endsWith('/findings.md#mcp013)'));
});

test('warningLine: one line whatever the message holds', () => {
  const line = warningLine(
    { ...FINDING, path: 'spec.a\nb', message: 'a\r\nb\u0000c\u2028d\u001b[31me\u0085f' },
    DEFAULT_SETTINGS,
  );
  assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}]/u);
});

test('quote: short, in quotes, and no half character', () => {
  assert.equal(quote('a"b'), '"a\\"b"');
  assert.equal(quote('x'.repeat(61)), `"${'x'.repeat(60)}…"`);
  assert.equal(quote('x'.repeat(60)), `"${'x'.repeat(60)}"`);
  assert.equal(quote('😀'.repeat(100)), `"${'😀'.repeat(60)}…"`);
  assert.doesNotMatch(quote('\ud800\u009b'), /[\p{Cs}\p{Cc}]/u);
});

test('boundFindings: errors first, 30 errors and 16 warnings, and a word about the rest', () => {
  const findings = [
    ...Array.from({ length: 20 }, () => FINDING),
    ...Array.from({ length: 35 }, () => ({ ...FINDING, level: 'error' as const })),
  ];
  const bounded = boundFindings(findings);
  assert.deepEqual(
    bounded.map(({ level }) => level),
    [...Array.from({ length: 30 }, () => 'error'), ...Array.from({ length: 16 }, () => 'warning')],
  );
  assert.match(bounded[29]?.message ?? '', /There are more findings, which are not shown/);
  assert.match(bounded[45]?.message ?? '', /There are more findings, which are not shown/);
  assert.deepEqual(boundFindings([FINDING]), [FINDING]);
});
