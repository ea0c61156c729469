// Lint: renames legacy fields by small edits of the text, so that comments, order and quotes stay.

import { isMap, isScalar, type Pair, type YAMLMap } from 'yaml';
import { SERVER_VERSION, TOOLHIVE_GROUP } from '../../decode/config-kinds.ts';
import { LEGACY_FIELDS } from '../../default/legacy-fields.ts';
import type { Manifest } from '../input/manifests.ts';
import { findPair } from '../input/place.ts';

/** One change of a text. */
export interface Edit {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What it does, for people. */
  readonly message: string;
}

const OLD_VERSION = `${TOOLHIVE_GROUP}/v1alpha1`;

/** Ports that only changed their name. */
const RENAMED = LEGACY_FIELDS.filter(({ old }) => old === 'port' || old === 'targetPort');

/**
 * The edits of one server. Fields that need a decision (`tools`, `oidcConfig`, `telemetry`, two names with different values,
 * values that are aliases) are left to their owner.
 */
export function fixEdits({ document, base, source }: Manifest): readonly Edit[] {
  const object = base.length === 0 ? document.contents : document.getIn(base, true);
  if (!isMap(object)) return [];
  const spec = findPair(object.items, 'spec')?.value;
  return [
    ...fixApiVersion(object, source.text),
    ...(isMap(spec)
      ? [...RENAMED.flatMap((field) => fixPort(spec, field, source.text)), ...fixGroup(spec, source.text)]
      : []),
  ];
}

/** The text with all edits. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((left, right) => right.start - left.start)
    .reduce(
      (changed, { start, end, text: replacement }) => changed.slice(0, start) + replacement + changed.slice(end),
      text,
    );
}

function fixApiVersion(object: YAMLMap, text: string): readonly Edit[] {
  const value = findPair(object.items, 'apiVersion')?.value;
  const range = rangeOf(value);
  if (!isScalar(value) || value.value !== OLD_VERSION || range === undefined) return [];
  const written = text.slice(...range).replace(OLD_VERSION, SERVER_VERSION);
  return [edit(range, written, `apiVersion: ${SERVER_VERSION}`)];
}

function fixPort(
  spec: YAMLMap,
  { old, now }: { readonly old: string; readonly now: string },
  text: string,
): readonly Edit[] {
  const pair = findPair(spec.items, old);
  const range = rangeOf(pair?.key);
  if (pair === undefined || range === undefined) return [];
  const successor = findPair(spec.items, now);
  if (successor === undefined) return [edit(range, text.slice(...range).replace(old, now), `${old} is now ${now}`)];
  return isSameScalar(pair, successor) ? removeLine(spec, pair, text) : [];
}

function isSameScalar(left: Pair, right: Pair): boolean {
  return isScalar(left.value) && isScalar(right.value) && left.value.value === right.value.value;
}

/** Removes a member that has a line of a block map to itself, but not its comment; flow maps are left as they are. */
function removeLine(spec: YAMLMap, pair: Pair, text: string): readonly Edit[] {
  const [start] = rangeOf(pair.key) ?? [0];
  const [, end] = rangeOf(pair.value) ?? [0, 0];
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const lineEnd = newline < 0 ? text.length : newline + 1;
  const isAlone = text.slice(lineStart, start).trim() === '' && /^[ \t]*(#.*)?\r?\n?$/.test(text.slice(end, lineEnd));
  if (spec.flow === true || !isAlone) return [];
  const comment = text.slice(end, lineEnd).trimStart();
  const range = comment.startsWith('#')
    ? ([start, end + text.slice(end, lineEnd).indexOf('#')] as const)
    : ([lineStart, lineEnd] as const);
  return [edit(range, '', `${String(isScalar(pair.key) ? pair.key.value : '')} repeats another field`)];
}

function fixGroup(spec: YAMLMap, text: string): readonly Edit[] {
  const pair = findPair(spec.items, 'groupRef');
  const range = isPlainText(pair?.value) ? rangeOf(pair?.value) : undefined;
  if (pair === undefined || range === undefined) return [];
  const written = text.slice(...range);
  if (written.includes('\n')) return [];
  // JSON wants its names in quotes.
  const isJson = isScalar(pair.key) && pair.key.type === 'QUOTE_DOUBLE';
  return [edit(range, isJson ? `{"name": ${written}}` : `{ name: ${written} }`, 'groupRef is an object')];
}

function isPlainText(node: unknown): boolean {
  return isScalar(node) && node.anchor === undefined && typeof node.value === 'string' && node.value !== '';
}

function rangeOf(node: unknown): [number, number] | undefined {
  if (!isScalar(node) && !isMap(node)) return undefined;
  return node.range === null || node.range === undefined ? undefined : [node.range[0], node.range[1]];
}

function edit([start, end]: readonly [number, number], text: string, message: string): Edit {
  return { start, end, text, message };
}
