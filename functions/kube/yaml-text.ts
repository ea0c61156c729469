// Vocabulary: reads untrusted YAML in time that is linear in its length.

import {
  type Alias,
  CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { fail, ok, type Result } from './result.ts';
import { JSON_VALUES } from './yaml-options.ts';

/** What keeps a text from being read. */
export interface YamlProblem {
  /** End of a sentence that begins with the name of the text. */
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Message of a problem with the grammar. */
export const NOT_YAML = 'is not YAML';

/**
 * Most tokens (words, signs, gaps) of a text. A policy in a list is 7 of them, and a member 6: room for 1,400 policies, more than
 * a text of 64 KiB holds. In the worst text each is a mistake and takes 6 µs.
 */
const MAX_TOKENS = 10_000;

/** Most levels of `[` and `{` inside each other, and of `-` and `?` on one line. Documents that people write have ten at most. */
const MAX_LEVELS = 64;

/** Most columns that a line is indented by: each column can be one more level. */
const MAX_INDENT = 256;

/** Most aliases of a text, and most copies that they may make. */
const MAX_ALIASES = 100;

/**
 * The value of a text with one document. Fails where two members of a mapping have one name, as Kubernetes' reader does. The
 * parser's own check of that compares each with each, and its recursion and its error messages cost more than the length,
 * so the text is looked through first.
 */
export function readYaml(text: string): Result<unknown, YamlProblem> {
  const found = findTooMuch(text);
  if (found !== undefined) return failAt(text, found);
  try {
    const document = parseDocument(text, {
      ...JSON_VALUES,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
    const [error] = document.errors;
    if (error !== undefined) return failAt(text, { place: error.pos[0], message: NOT_YAML });
    const bad = findBadKey(document);
    if (bad !== undefined) return failAt(text, bad);
    return ok(document.toJS({ maxAliasCount: MAX_ALIASES }));
  } catch {
    return failAt(text, { place: 0, message: 'has an alias of nothing, or aliases that make too many copies' });
  }
}

interface Place {
  readonly place: number;
  readonly message: string;
}

function failAt(text: string, { place, message }: Place): Result<never, YamlProblem> {
  const before = text.slice(0, place);
  const line = before.split('\n').length;
  return fail({ message, line, column: place - before.lastIndexOf('\n') });
}

/** What is counted while the tokens go by. */
interface Counts {
  readonly tokens: number;
  readonly aliases: number;
  /** Brackets that are open. */
  readonly open: number;
  /** Signs of this line that begin a level. */
  readonly signs: number;
  /** Columns before the first word of a line. */
  readonly indent: number;
  readonly isLineStart: boolean;
}

/** The first place with more than is read. Tokens are made one by one, so a long text costs no more than this many. */
function findTooMuch(text: string): Place | undefined {
  let place = 0;
  let counts: Counts = { tokens: 0, aliases: 0, open: 0, signs: 0, indent: 0, isLineStart: true };
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    counts = counted(counts, type, token.length);
    const message = LIMITS.find(({ isOver }) => isOver(counts))?.message;
    if (message !== undefined) return { place, message };
    // Marks of documents and of scalars stand for no text.
    place += type !== null && MARKS.has(type) ? 0 : token.length;
  }
  return undefined;
}

const MARKS: ReadonlySet<CST.TokenType> = new Set(['doc-mode', 'flow-error-end', 'scalar']);

const LIMITS: readonly { readonly message: string; readonly isOver: (counts: Counts) => boolean }[] = [
  { message: `has more than ${MAX_TOKENS} words and signs`, isOver: ({ tokens }) => tokens > MAX_TOKENS },
  { message: `has more than ${MAX_ALIASES} aliases`, isOver: ({ aliases }) => aliases > MAX_ALIASES },
  { message: NOT_YAML, isOver: ({ open }) => open < 0 },
  {
    message: 'is nested too deeply',
    isOver: ({ open, signs, indent }) => open > MAX_LEVELS || signs > MAX_LEVELS || indent > MAX_INDENT,
  },
];

function counted(before: Counts, type: CST.TokenType | null, length: number): Counts {
  const { tokens, aliases, open, signs } = before;
  const isLineStart = type === 'newline';
  return {
    tokens: tokens + 1,
    aliases: aliases + (type === 'alias' ? 1 : 0),
    open: open + (LEVELS.get(type) ?? 0),
    signs: isLineStart ? 0 : signs + (type === 'seq-item-ind' || type === 'explicit-key-ind' ? 1 : 0),
    indent: before.isLineStart && type === 'space' ? length : 0,
    isLineStart,
  };
}

const LEVELS: ReadonlyMap<CST.TokenType | null, number> = new Map([
  ['flow-seq-start', 1],
  ['flow-map-start', 1],
  ['flow-seq-end', -1],
  ['flow-map-end', -1],
]);

const NO_WORD = 'has a mapping, a list or an alias as a name';

/** The first member whose name another has before it, or is no word. */
function findBadKey({ contents }: Document): Place | undefined {
  const nodes: unknown[] = [contents];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (isSeq(node)) nodes.push(...node.items.filter(isThere));
    if (!isMap(node)) continue;
    const bad = badKey(node);
    if (bad !== undefined) return bad;
    nodes.push(...node.items.flatMap(({ key, value }) => [key, value].filter(isThere)));
  }
  return undefined;
}

function isThere(node: unknown): boolean {
  return node !== null && node !== undefined;
}

function badKey({ items }: YAMLMap): Place | undefined {
  const seen = new Set<string>();
  for (const { key } of items) {
    if (isMap(key) || isSeq(key) || isAlias(key)) return startOf(key, NO_WORD);
    if (!isScalar(key)) continue;
    // A number, a truth value and nothing become the text that they are written as: `1` and `"1"` are one name. With the directive
    // `%YAML 1.1` a name can be a symbol, which no template takes.
    const name = String((key as Scalar<string | number | bigint | boolean | symbol | null>).value ?? '');
    if (seen.has(name)) return startOf(key, 'has a member twice');
    seen.add(name);
  }
  return undefined;
}

function startOf({ range }: Pick<Alias, 'range'>, message: string): Place {
  return { place: range?.[0] ?? 0, message };
}
