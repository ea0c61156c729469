// Input: texts become Kubernetes objects that know their place in the file.

import {
  type CollectionTag,
  type Document,
  type DocumentOptions,
  LineCounter,
  parseAllDocuments,
  type ParseOptions,
  type ScalarTag,
  type SchemaOptions,
} from 'yaml';
import { readText } from '../../kube/json-reader.ts';
import { type Fields, isKubeObject, isObject, type KubeObject, mapMembers, withMetadata } from '../../kube/object.ts';
import { findPlace, pathSteps, type Place, type Step } from './place.ts';
import type { Problem, Source } from './sources.ts';
import { standInName, templateMessage } from './unbuilt.ts';

/** An object of a file. */
export interface Manifest {
  readonly object: KubeObject;
  readonly source: Source;
  /** The document that holds it, for edits. */
  readonly document: Document.Parsed;
  /** From the document to the object: empty, or `items` and an index in a List. */
  readonly base: readonly Step[];
  /** The place of a member, by its path as in a finding. */
  readonly placeOf: (path: string) => Place;
}

/** The objects that could be read, and the problems. */
export interface Manifests {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/** `0o17`, the octal number of YAML 1.2, which kubectl takes as well. */
const OCTAL: ScalarTag = {
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^[-+]?0o[0-7]+$/,
  resolve: (text) => (text.startsWith('-') ? -1 : 1) * Number(text.replace(/^[-+]/, '')),
};

/**
 * YAML as kubectl reads it: version 1.1 (`yes` is a boolean, `0644` is octal, `<<` merges), but minutes and dates are text.
 * @see https://pkg.go.dev/sigs.k8s.io/yaml
 */
const AS_KUBECTL: ParseOptions & DocumentOptions & SchemaOptions = {
  prettyErrors: false,
  schema: 'yaml-1.1',
  customTags: (tags) => [OCTAL, ...tags.filter((tag) => typeof tag === 'string' || !isTime(tag))],
};

function isTime({ tag, format }: ScalarTag | CollectionTag): boolean {
  return tag === 'tag:yaml.org,2002:timestamp' || format === 'TIME';
}

/** At most so many aliases of one document are resolved; more would be an attack on memory. */
const MAX_ALIASES = 1000;

/** All objects of a text. Documents are independent: a broken one is a problem, the others are returned. */
export function parseManifests(source: Source, namespace: string): Manifests {
  const lines = new LineCounter();
  const documents = parseAllDocuments(source.text, { ...AS_KUBECTL, lineCounter: lines });
  const template = documents.some(({ errors }) => errors.length > 0) ? templateMessage(source.text) : undefined;
  if (template !== undefined) return problem({ file: source.file }, template);
  const read = [...documents].map((document, index) => parseDocument({ document, lines, source, index }, namespace));
  return { manifests: read.flatMap((each) => each.manifests), problems: read.flatMap((each) => each.problems) };
}

interface Part {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  readonly source: Source;
  /** From 0. */
  readonly index: number;
}

function parseDocument(part: Part, namespace: string): Manifests {
  const { document, lines } = part;
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    return problem({ ...placeIn(part), line, column: col }, `no valid YAML: ${firstSentence(error.message)}`);
  }
  const value = valueOf(document);
  if (value instanceof Error) return problem(placeAt(part, []), firstSentence(value.message));
  return value === null ? NOTHING : loadObjects(part, value, namespace);
}

const NOTHING: Manifests = { manifests: [], problems: [] };

function valueOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function loadObjects(part: Part, value: unknown, namespace: string): Manifests {
  if (!isList(value)) return loadObject({ ...part, base: [] }, value, namespace);
  const read = value.items.map((item, index) => loadObject({ ...part, base: ['items', index] }, item, namespace));
  return { manifests: read.flatMap((each) => each.manifests), problems: read.flatMap((each) => each.problems) };
}

function isList(value: unknown): value is { readonly items: readonly unknown[] } {
  return (
    isObject(value) &&
    typeof value['kind'] === 'string' &&
    value['kind'].endsWith('List') &&
    Array.isArray(value['items'])
  );
}

function loadObject(part: Part & { readonly base: readonly Step[] }, given: unknown, namespace: string): Manifests {
  const { source, document, base } = part;
  const place = placeAt(part, base);
  if (!isKubeObject(given) && source.isFound === true) return NOTHING;
  if (!isKubeObject(given)) return problem(place, 'no Kubernetes object: it needs apiVersion, kind and metadata');
  const standIn = readText(given.metadata, 'name') === undefined ? standInName(given) : undefined;
  const value = standIn === undefined ? given : withMetadata(given, { name: standIn });
  const wrong = nameProblem(value);
  if (wrong !== undefined) return problem(placeAt(part, [...base, ...wrong.steps]), wrong.message);
  const metadata = asRead({ ...value.metadata });
  const named = withMetadata(
    { ...value, metadata: { ...metadata, name: value.metadata.name } },
    value.kind === 'Namespace'
      ? {}
      : { namespace: typeof metadata['namespace'] === 'string' ? metadata['namespace'] : namespace },
  );
  const placeOf = (path: string): Place => placeAt(part, [...base, ...pathSteps(path)]);
  return { manifests: [{ object: named, source, document, base, placeOf }], problems: [] };
}

/** A name such as `n` or `0755` looks like text but is a boolean or a number in YAML 1.1. */
function nameProblem({
  kind,
  metadata,
}: KubeObject): { readonly steps: readonly Step[]; readonly message: string } | undefined {
  const values = new Map<string, unknown>(Object.entries(metadata));
  const name = values.get('name') ?? '';
  if (name === '') return { steps: [], message: `this ${kind} has no metadata.name` };
  const member = ['name', 'namespace'].find((each) => typeof (values.get(each) ?? '') !== 'string');
  if (member === undefined) return undefined;
  return { steps: ['metadata', member], message: `metadata.${member} is no text: put it in quotes` };
}

/** As the API server reads metadata: a member that is null is not there, and a label or annotation that is null is empty. */
function asRead(metadata: Fields): Fields {
  const members = Object.entries(metadata).filter(([, value]) => value !== null);
  return Object.fromEntries(members.map(([name, value]) => [name, TEXTS.has(name) ? withTexts(value) : value]));
}

const TEXTS: ReadonlySet<string> = new Set(['labels', 'annotations']);

function withTexts(value: unknown): unknown {
  return isObject(value) ? mapMembers(value, (text) => text ?? '') : value;
}

function placeIn({ source, index }: Part): Place {
  return { file: source.file, document: index + 1 };
}

function placeAt(part: Part, steps: readonly Step[]): Place {
  return { ...placeIn(part), ...findPlace(part.document, part.lines, steps) };
}

function problem(place: Place, message: string): Manifests {
  return { manifests: [], problems: [{ place, message }] };
}

function firstSentence(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}
