// The colours of the playground can be read, in the light and in the dark.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FOLDER } from './browser.ts';

/** Contrast that WCAG 2 asks for at level AA. */
const ENOUGH = 4.5;

/** Texts and what they stand on. */
const PAIRS: readonly (readonly [text: string, ground: string])[] = [
  ['ink', 'ground'],
  ['ink', 'paper'],
  ['ink', 'line'],
  ['soft', 'ground'],
  ['soft', 'paper'],
  ['accent', 'ground'],
  ['accent', 'paper'],
  ['good', 'paper'],
  ['good', 'ground'],
  ['good', 'good-ground'],
  ['warn', 'ground'],
  ['warn', 'warn-ground'],
  ['bad', 'paper'],
  ['bad', 'ground'],
  ['bad', 'bad-ground'],
];

const style = readFileSync(join(FOLDER, 'style.css'), 'utf8');
const [light = '', dark = ''] = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, block = '']) => block);

function colour(block: string, name: string): readonly number[] {
  const [, hex = ''] = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(block) ?? [];
  assert.notEqual(hex, '', name);
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
}

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(parts: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: readonly number[], right: readonly number[]): number {
  const [low = 0, high = 0] = [luminance(left), luminance(right)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test('contrast: white on black is 21 to 1', () => {
  assert.equal(Math.round(contrast([0, 0, 0], [1, 1, 1])), 21);
});

for (const [theme, block] of [
  ['light', light],
  ['dark', dark],
] as const)
  for (const [text, ground] of PAIRS)
    test(`style, ${theme}: ${text} on ${ground} can be read`, () => {
      const value = contrast(colour(block, text), colour(block, ground));
      assert.ok(value >= ENOUGH, `${value.toFixed(2)} to 1`);
    });
