// Generator vocabulary: the chart's values.yaml with the comments that describe its keys.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The folder of the chart, from the root of the project. */
export const CHART = 'charts/toolhive-operator';

/** A described key of values.yaml. */
export interface ChartValue {
  readonly path: readonly string[];
  /** The text after `# --`. */
  readonly description: string;
  readonly preset: unknown;
  /** What `# @schema` adds to the type of the preset. */
  readonly hint: Readonly<Record<string, unknown>>;
}

interface Comments {
  readonly description?: string;
  readonly hint?: Readonly<Record<string, unknown>>;
}

const KEY = /^( *)([A-Za-z]+):/;
const DESCRIPTION = /^ *# -- (.+)$/;
const HINT = /^ *# @schema (.+)$/;

/**
 * Reads all described keys in their order. A key without description is a group, and what is below a described key belongs to it.
 * @throws Error when a key has neither a description nor described keys below it.
 */
export function readChartValues(root: string): readonly ChartValue[] {
  const text = readFileSync(join(root, CHART, 'values.yaml'), 'utf8');
  const presets: unknown = parse(text);
  const values: ChartValue[] = [];
  let open: readonly string[] = [];
  let comments: Comments = {};
  for (const line of text.split('\n')) {
    const path = keyPath(line, open);
    if (path === undefined) {
      comments = Object.assign(comments, readComment(line));
      continue;
    }
    open = path;
    const inside = values.some((value) => isBelow(path, value.path));
    if (comments.description !== undefined)
      values.push({ path, description: comments.description, preset: at(presets, path), hint: comments.hint ?? {} });
    else if (!inside && !isGroup(at(presets, path)))
      throw new Error(`values.yaml: ${path.join('.')} has no description`);
    comments = {};
  }
  return values;
}

function keyPath(line: string, open: readonly string[]): readonly string[] | undefined {
  const [, indent, key] = KEY.exec(line) ?? [];
  return indent === undefined || key === undefined ? undefined : [...open.slice(0, indent.length / 2), key];
}

function readComment(line: string): Comments {
  const description = DESCRIPTION.exec(line)?.[1];
  if (description !== undefined) return { description };
  const hint = HINT.exec(line)?.[1];
  return hint === undefined ? {} : { hint: parse(hint) as Readonly<Record<string, unknown>> };
}

function isBelow(path: readonly string[], above: readonly string[]): boolean {
  return path.length > above.length && above.every((key, index) => path[index] === key);
}

function isGroup(preset: unknown): boolean {
  return typeof preset === 'object' && preset !== null;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, key) => (part as Readonly<Record<string, unknown>>)[key], value);
}
