// Input: places in a file.

import { type Document, isCollection, isMap, isNode, isScalar, isSeq, type LineCounter, type Pair } from 'yaml';

/** A place that editors can open. */
export interface Place {
  readonly file: string;
  /** From 1, in the order of the file; absent when the file as a whole is meant. */
  readonly document?: number;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
}

/** A step from an object to its member or from a list to its item. */
export type Step = string | number;

/** `file:line:column (document 2)`, or as much of it as is known; a first document is not mentioned. */
export function placeText({ file, document = 1, line, column }: Place): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return document === 1 ? place : `${place} (document ${document})`;
}

/** The steps of a finding's path: `spec.env[2].name` is spec, env, 2, name. A text that is no path gives no steps. */
export function pathSteps(path: string): readonly Step[] {
  const steps: Step[] = [];
  for (const [, name, index, quoted] of path.matchAll(/\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g)) {
    if (index !== undefined) steps.push(Number(index));
    else steps.push(name ?? unquote(quoted ?? ''));
  }
  return steps;
}

function unquote(text: string): string {
  const value: unknown = JSON.parse(`"${text}"`);
  return String(value);
}

/** Line and column of a place in a document; for a path that does not exist, those of the last step that does. */
export function findPlace(
  document: Document.Parsed,
  lines: LineCounter,
  steps: readonly Step[],
): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offsetOf(document, steps));
  return { line, column: col };
}

function offsetOf(document: Document.Parsed, steps: readonly Step[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? document.range[0];
  for (const step of steps) {
    const next = descend(node, step);
    if (next === undefined) return offset;
    offset = startOf(next.mark) ?? offset;
    node = next.node;
  }
  return offset;
}

/** The child node, and the node to point at: the key of a member, the item of a list. */
function descend(node: unknown, step: Step): { readonly node: unknown; readonly mark: unknown } | undefined {
  if (isMap(node)) {
    const pair = findPair(node.items, String(step));
    return pair === undefined ? undefined : { node: pair.value, mark: pair.key };
  }
  if (!isSeq(node) || typeof step !== 'number' || node.items[step] === undefined) return undefined;
  return { node: node.items[step], mark: firstKey(node.items[step]) };
}

/** A map in a list is pointed at by its first key, where a reader looks. */
function firstKey(item: unknown): unknown {
  return isMap(item) && !isCollection(item.items[0]?.key) ? (item.items[0]?.key ?? item) : item;
}

/** The member of a map with this name. */
export function findPair(pairs: readonly Pair[], name: string): Pair | undefined {
  return pairs.find(({ key }) => (isScalar(key) ? String(key.value) : key) === name);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
