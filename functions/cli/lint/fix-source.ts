// Lint: repairs the legacy names of one file. Every repair is verified: the children stay byte for byte the same and no comment
// is lost. A field for which that does not hold is left to its owner.

import { Lexer } from 'yaml';
import { isServer } from '../../decode/config-kinds.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { withMetadata } from '../../kube/object.ts';
import { compareChildren } from '../compare/children.ts';
import type { Loaded } from '../input/load.ts';
import { type Manifest, parseManifests } from '../input/manifests.ts';
import type { Place } from '../input/place.ts';
import type { Source } from '../input/sources.ts';
import { admit } from '../offline/admit.ts';
import { renderServer } from '../offline/render.ts';
import { isSameObject } from '../offline/sync.ts';
import { CONFIG_MOVES, type ConfigMove } from './config-objects.ts';
import { applyEdits, type Edit, fixEdits } from './fix.ts';
import { moveEdits, type Moves } from './move-edits.ts';

/** A file with its repairs. */
export interface FixedSource {
  readonly text: string;
  /** What was done, for people. */
  readonly messages: readonly string[];
  readonly left: readonly Leftover[];
}

/** A legacy field that stays. */
export interface Leftover {
  /** In the new text. */
  readonly place: Place;
  readonly code: string;
  readonly path: string;
  readonly why: string;
}

/** Findings about old names and forms. */
const LEGACY_CODES = new Set([
  'API001',
  'MCP003',
  'MCP004',
  'MCP005',
  'MCP006',
  'MCP082',
  'MCP083',
  'MCP084',
  'MCP085',
  'MCP086',
]);

/** Repairs the servers of one file; `loaded` is everything that was read, which the servers may refer to. */
export function fixSource(source: Source, loaded: Loaded): FixedSource {
  const servers = loaded.servers.filter((manifest) => manifest.source === source);
  const fixes = servers.map((manifest) => fixServer(manifest, loaded));
  const edits = fixes.flatMap((fix) => fix.edits);
  const text = applyEdits(source.text, edits);
  const after = parseServers(source, text, servers);
  const left = after.flatMap((manifest, index) => leftovers(manifest, loaded, fixes[index]?.left ?? {}));
  return { text, messages: edits.flatMap(({ message }) => (message === '' ? [] : [message])), left };
}

/** Objects without a namespace get the one that they got when they were read first. */
function parseServers(source: Source, text: string, servers: readonly Manifest[]): readonly Manifest[] {
  const { manifests } = parseManifests({ ...source, text }, '');
  const found = manifests.filter(({ object }) => isServer(object));
  return found.map((manifest, index) => inNamespace(manifest, servers[index]?.object.metadata.namespace));
}

function inNamespace(manifest: Manifest, namespace: string | undefined): Manifest {
  const { object } = manifest;
  if (object.metadata.namespace !== '' || namespace === undefined) return manifest;
  return { ...manifest, object: withMetadata(object, { namespace }) };
}

interface ServerFix {
  readonly edits: readonly Edit[];
  readonly left: Readonly<Record<string, string>>;
}

function fixServer(manifest: Manifest, loaded: Loaded): ServerFix {
  const renames = fixEdits(manifest);
  const wish = moveEdits(manifest, (move) => notInstalled(move, loaded) ?? taken(move, manifest, loaded));
  if (wish.edits.length === 0) return { edits: renames, left: wish.left };
  const problems = new Map(
    CONFIG_MOVES.map((move) => [move, tryAlone(move, manifest, { loaded, renames, left: wish.left })]),
  );
  const moves = moveEdits(manifest, (move) => problems.get(move));
  return { edits: [...renames, ...moves.edits], left: moves.left };
}

function notInstalled({ kind }: ConfigMove, { settings }: Loaded): string | undefined {
  if (settings.references.configKinds.includes(kind)) return undefined;
  return `the settings do not list ${kind} in references.configKinds, so it would not be looked at`;
}

function taken({ kind, suffix }: ConfigMove, { object }: Manifest, { others }: Loaded): string | undefined {
  const name = `${object.metadata.name}-${suffix}`;
  const isTaken = others.some(
    (other) =>
      other.kind === kind && other.metadata.name === name && other.metadata.namespace === object.metadata.namespace,
  );
  return isTaken ? `there is an ${kind} ${name} already: name it if it says the same` : undefined;
}

interface Trial {
  readonly loaded: Loaded;
  readonly renames: readonly Edit[];
  readonly left: Moves['left'];
}

/** Why one field cannot be moved; undefined when it can, and when the server does not have it. */
function tryAlone(move: ConfigMove, manifest: Manifest, { loaded, renames, left }: Trial): string | undefined {
  const known = left[`spec.${move.old}`];
  if (known !== undefined) return known;
  const { edits } = moveEdits(manifest, (other) => (other === move ? undefined : 'another one'));
  return edits.length === 0
    ? undefined
    : whatChanges(manifest, applyEdits(manifest.source.text, [...renames, ...edits]), loaded);
}

function whatChanges(manifest: Manifest, text: string, loaded: Loaded): string | undefined {
  const { source, object } = manifest;
  if (!isEqual(commentsOf(source.text), commentsOf(text))) return 'a comment would be lost';
  const servers = loaded.servers.filter((server) => server.source === source);
  const after = parseServers(source, text, servers)[servers.indexOf(manifest)];
  if (after === undefined || !isSameObject(after.object, object)) return 'the file would not be readable any more';
  const added = parseManifests({ ...source, text }, object.metadata.namespace ?? '').manifests.map(
    (each) => each.object,
  );
  const others = [
    ...loaded.others,
    ...added.filter((each) => !isServer(each) && !loaded.others.some((other) => isSameObject(other, each))),
  ];
  const before = renderServer(manifest, loaded, 'running').sync;
  if (before === undefined) return 'the server is refused as it is: mend that first';
  const next = renderServer(after, { others, settings: loaded.settings }, 'running').sync;
  if (next === undefined) return 'the server would be refused';
  const changes = compareChildren(before.children, next.children).map(({ child, differences }) => ({
    child,
    path: differences.length === 0 ? 'all' : differences.find((difference) => !MARK.test(difference.path))?.path,
  }));
  const change = changes.find(({ path }) => path !== undefined);
  return change === undefined ? undefined : `${change.child} would change in ${change.path}`;
}

/** A label that says what the spec names: it follows the move, and nothing else does. */
const MARK = /^metadata\.labels\["mcp[a-z]+\.toolhive\.stacklok\.dev\//;

/** All comments, sorted, because they may move. */
function commentsOf(text: string): readonly string[] {
  return [...new Lexer().lex(text)]
    .filter((token) => token.startsWith('#'))
    .map((token) => token.trimEnd())
    .toSorted();
}

function leftovers(manifest: Manifest, { settings }: Loaded, reasons: Moves['left']): readonly Leftover[] {
  return admit(manifest.object, settings)
    .findings.filter(({ code }) => LEGACY_CODES.has(code))
    .map(({ code, path, message }) => ({ code, path, why: reasons[path] ?? message, place: manifest.placeOf(path) }));
}
