// Lint: the edits that move a legacy field into a separate object, beside the server in the same file.

import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  Pair,
  Scalar,
  visit,
  type YAMLMap,
  YAMLMap as NewMap,
} from 'yaml';
import { type ConfigKind, configResource } from '../../decode/config-kinds.ts';
import type { Manifest } from '../input/manifests.ts';
import { findPair } from '../input/place.ts';
import { CONFIG_MOVES, type ConfigMove } from './config-objects.ts';
import type { Edit } from './fix.ts';

/** What can be done about the fields of one server. */
export interface Moves {
  readonly edits: readonly Edit[];
  /** Path of each field that stays, and why. */
  readonly left: Readonly<Record<string, string>>;
}

/** The edits for all fields for which `whyNot` gives no reason. */
export function moveEdits(manifest: Manifest, whyNot: (move: ConfigMove) => string | undefined): Moves {
  const { document, base } = manifest;
  const object = base.length === 0 ? document.contents : document.getIn(base, true);
  const spec = isMap(object) ? findPair(object.items, 'spec')?.value : undefined;
  if (!isMap(object) || !isMap(spec)) return { edits: [], left: {} };
  const found = CONFIG_MOVES.flatMap((move) => {
    const pair = findPair(spec.items, move.old);
    return pair === undefined ? [] : [{ move, pair }];
  });
  const done = found.map(({ move, pair }) => ({
    path: `spec.${move.old}`,
    moved: whyNot(move) ?? problemOf({ object, spec, pair }, move) ?? moveOne(manifest, { object, spec, pair }, move),
  }));
  const steps = done.flatMap(({ moved }) => (typeof moved === 'string' ? [] : [moved]));
  const left = done.flatMap(({ path, moved }) => (typeof moved === 'string' ? [[path, moved] as const] : []));
  return { edits: withInsertion(manifest, object, steps), left: Object.fromEntries(left) };
}

interface Step {
  readonly edit: Edit;
  readonly text: string;
}

function withInsertion(manifest: Manifest, object: YAMLMap, steps: readonly Step[]): readonly Edit[] {
  if (steps.length === 0) return [];
  const texts = steps.map(({ text }) => text);
  return [...steps.map(({ edit }) => edit), insertion(manifest, object, texts)];
}

interface Found {
  readonly object: YAMLMap;
  readonly spec: YAMLMap;
  readonly pair: Pair;
}

function problemOf({ object, spec, pair }: Found, { now, old }: ConfigMove): string | undefined {
  if (object.flow === true) return 'an object in braces has no place for a second one beside it: write it as YAML';
  if (findPair(spec.items, now) !== undefined) return `${now} is there too: remove ${old}`;
  return hasAnchors(pair.value) ? 'it has anchors, aliases or merge keys' : undefined;
}

function hasAnchors(node: unknown): boolean {
  let has = false;
  if (isNode(node))
    visit(node, (_key, inner) => {
      has ||= isAlias(inner) || (isNode(inner) && inner.anchor !== undefined) || isMergePair(inner);
    });
  return has;
}

function isMergePair(node: unknown): boolean {
  return isPair(node) && isScalar(node.key) && node.key.value === '<<';
}

function moveOne(
  { object, source }: Manifest,
  { object: written, spec, pair }: Found,
  { old, now, kind, suffix, move }: ConfigMove,
): Step | string {
  const [start] = rangeOf(pair.key) ?? [];
  const end = endOf(pair.value, source.text);
  if (start === undefined || end === undefined || !isNode(pair.value)) return 'it has no value';
  const value = copyOf(pair.value, source.text.slice(start, end));
  const moved = move(value);
  if (typeof moved === 'string') return moved;
  const name = `${object.metadata.name}-${suffix}`;
  const reference = new NewMap();
  reference.items = [new Pair(new Scalar('name'), new Scalar(name)), ...moved.own];
  reference.flow = spec.flow === true;
  const replacement = referenceText(reference, { now, column: columnOf(source.text, start) });
  const isWholeLine = source.text[end - 1] === '\n';
  return {
    edit: {
      start,
      end,
      text: asIn(source.text, isWholeLine ? `${replacement}\n` : replacement),
      message: `${old} is now ${kind} ${name}`,
    },
    text: objectText({ kind, name, spec: moved.spec, namespace: written.getIn(['metadata', 'namespace']) }),
  };
}

/**
 * The end of a node's own text: after its last token, or after the line if only a comment follows. The library includes
 * comments on the lines below, which may belong to the next member.
 */
function endOf(node: unknown, text: string): number | undefined {
  const last = isCollection(node) && node.flow !== true ? lastOf(node.items) : undefined;
  const end = last === undefined ? rangeOf(node)?.[1] : endOf(last, text);
  if (end === undefined || text[end - 1] === '\n') return end;
  const [rest = ''] = /^[^\n]*\n?/.exec(text.slice(end)) ?? [];
  return /^\s*(#.*)?$/.test(rest.trimEnd()) ? end + rest.length : end;
}

/** The last node of a collection: the value of its last member, or the name of a member without one. */
function lastOf(items: readonly unknown[]): unknown {
  const last = items.at(-1);
  if (!isPair(last)) return last;
  return rangeOf(last.value) === undefined ? last.key : last.value;
}

/** A copy without the comments below its text: those are not moved. */
function copyOf(node: Node, text: string): Node {
  const copy: unknown = node.clone();
  let tail: unknown = copy;
  while (isCollection(tail)) {
    const own = (tail.comment ?? '').split('\n').filter((line) => line !== '' && text.includes(`#${line}`));
    tail.comment = own.length === 0 ? null : own.join('\n');
    const last: unknown = tail.items.at(-1);
    tail = isPair(last) ? last.value : last;
  }
  return isNode(copy) ? copy : node;
}

function referenceText(reference: YAMLMap, { now, column }: { readonly now: string; readonly column: number }): string {
  const text = String(new Document(reference)).trimEnd();
  if (reference.flow === true) return `${now}: ${text}`;
  const indent = ' '.repeat(column + 2);
  return `${now}:\n${text
    .split('\n')
    .map((line) => (line === '' ? '' : indent + line))
    .join('\n')}`;
}

interface NewObject {
  readonly kind: ConfigKind;
  readonly name: string;
  readonly spec: Node;
  /** As it is written; absent where the server has none. */
  readonly namespace: unknown;
}

function objectText({ kind, name, namespace, spec }: NewObject): string {
  const document = new Document({
    apiVersion: configResource(kind).apiVersion,
    kind,
    metadata: { name, ...(typeof namespace === 'string' && { namespace }) },
  });
  document.set('spec', spec);
  return document.toString({ lineWidth: 0 });
}

/** Inserts after the server: a document, or an item of its List. */
function insertion({ document, base, source }: Manifest, object: YAMLMap, texts: readonly string[]): Edit {
  const message = '';
  if (base.length > 0) {
    const end = rangeOf(object)?.[1] ?? 0;
    const dash = ' '.repeat(Math.max(0, columnOf(source.text, rangeOf(object)?.[0] ?? 0) - 2));
    const items = texts.map((text) => `${dash}- ${text.trimEnd().replaceAll(/\n(?=.)/g, `\n${dash}  `)}\n`);
    return { start: end, end, text: asIn(source.text, newlineBefore(source.text, end) + items.join('')), message };
  }
  const [, end, next] = document.range;
  const offset = /^\.\.\./m.test(source.text.slice(end, next)) ? end : next;
  const text = newlineBefore(source.text, offset) + texts.map((each) => `---\n${each}`).join('');
  return { start: offset, end: offset, text: asIn(source.text, text), message };
}

function newlineBefore(text: string, offset: number): string {
  return text[offset - 1] === '\n' ? '' : '\n';
}

/** The text with the line ends of the file. */
function asIn(text: string, written: string): string {
  return text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  return isNode(node) && !isAlias(node) && (isScalar(node) || isMap(node) || isSeq(node)) && node.range
    ? [node.range[0], node.range[1]]
    : undefined;
}
