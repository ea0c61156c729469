// Playground: the operator's answers for a text with manifests, in the form that the page shows.

import { childName } from '../cli/compare/children.ts';
import { callerTable, type Reach, reachTable } from '../cli/explain/reach.ts';
import { describeRights } from '../cli/explain/rights.ts';
import { type Manifest, parseManifests } from '../cli/input/manifests.ts';
import { NOWHEN } from '../cli/offline/call-hook.ts';
import { toObjectMap } from '../cli/offline/object-map.ts';
import { type Rendering, renderServer } from '../cli/offline/render.ts';
import { yamlText } from '../cli/terminal/yaml-text.ts';
import { isServer } from '../decode/config-kinds.ts';
import { decodeReferences } from '../decode/references.ts';
import { decodeServer } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';
import type { Finding } from '../kube/finding.ts';
import type { KubeObject } from '../kube/object.ts';
import { findingEntry } from '../validate/codes.ts';

/** One finding with its place in the text and the documentation of its code. */
export interface Note extends Finding {
  /** From 1; absent when it is not known. */
  readonly line: number | undefined;
  readonly why: string;
  readonly remedy: string;
}

/** One object that the operator would make. */
export interface Child {
  /** `Kind/name`. */
  readonly name: string;
  readonly yaml: string;
}

/** Everything about one server of the text. */
export interface ServerAnswer {
  /** `namespace/name`. */
  readonly key: string;
  readonly isAllowed: boolean;
  /** Why there are no children; absent when there are. */
  readonly refusal: string | undefined;
  readonly notes: readonly Note[];
  /** What /default changes, as YAML; empty when nothing. */
  readonly patch: string;
  readonly children: readonly Child[];
  /** As YAML; empty without children. */
  readonly status: string;
  readonly phase: string;
  readonly message: string;
  readonly url: string;
  readonly rights: readonly string[];
  readonly reach: readonly Reach[];
  /** Who may connect to its pods. */
  readonly callers: readonly Reach[];
}

/** The servers of a text, and its unreadable parts. */
export interface Answer {
  readonly servers: readonly ServerAnswer[];
  readonly problems: readonly string[];
}

const NAMESPACE = 'default';

/** A text, parsed and rendered: what `answer` and `compare` start from. */
export interface Rendered {
  readonly renderings: readonly Rendering[];
  readonly others: readonly KubeObject[];
  readonly problems: readonly string[];
}

/** Calls the hooks for all servers of a text, as a cluster would in which everything runs. */
export function renderText(text: string, settings: Settings): Rendered {
  const { manifests, problems } = parseManifests({ file: '', text }, NAMESPACE);
  const others = manifests.flatMap(({ object }) => (isServer(object) ? [] : [object]));
  const servers = manifests.filter(({ object }) => isServer(object));
  return {
    renderings: servers.map((manifest) => renderServer(manifest, { others, settings }, 'running')),
    others,
    problems: problems.map(({ place, message }) => `line ${place.line ?? 1}, column ${place.column ?? 1}: ${message}`),
  };
}

/** Everything that the page shows about a text. `now` stands where a status has the time of its first sync. */
export function answerText(text: string, settings: Settings, now: string = NOWHEN): Answer {
  const rendered = renderText(text, settings);
  const servers = rendered.renderings.map((rendering) => answerServer(rendering, { ...rendered, settings, now }));
  return { servers, problems: rendered.problems };
}

interface World extends Pick<Rendered, 'others'> {
  readonly settings: Settings;
  readonly now: string;
}

function answerServer(rendering: Rendering, { others, settings, now }: World): ServerAnswer {
  const { key, manifest, admission, sync, refusal } = rendering;
  const related = decodeReferences(decodeServer(admission.stored, settings), toObjectMap(others), settings).problems;
  const children = sync?.children ?? [];
  const text = (name: string): string => (typeof sync?.status[name] === 'string' ? sync.status[name] : '');
  return {
    key,
    isAllowed: admission.isAllowed,
    refusal,
    notes: [...admission.findings, ...related].map((finding) => toNote(finding, manifest)),
    patch: admission.patch.length === 0 ? '' : yamlText(admission.patch),
    children: children.map((child) => ({ name: childName(child), yaml: yamlText(child) })),
    status: sync === undefined ? '' : yamlText(sync.status).replaceAll(NOWHEN, now),
    phase: text('phase'),
    message: text('message'),
    url: text('url'),
    rights: sync === undefined ? [] : describeRights(children),
    reach: sync === undefined ? [] : reachTable(children),
    callers: sync === undefined ? [] : callerTable(children),
  };
}

function toNote(finding: Finding, manifest: Manifest): Note {
  const entry = findingEntry(finding.code);
  return {
    ...finding,
    line: manifest.placeOf(finding.path).line,
    why: entry?.why ?? '',
    remedy: entry?.remedy ?? '',
  };
}
