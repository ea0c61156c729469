// Migrate: what happens to the objects of one server when this operator takes it over from ToolHive's.

import type { Settings } from '../../decode/settings.ts';
import { mergeChild, withoutLastApplied } from '../../simulator/dynamic-apply.ts';
import { fieldsAt, isEqual, listAt, type StoredObject, without } from '../../simulator/object.ts';
import { childName, podTemplate } from '../compare/children.ts';
import { type Difference, findDifferences, listLeaves } from '../compare/differences.ts';
import { askSync, isSameObject } from '../offline/sync.ts';

/** What becomes of one existing or new object. */
export type Fate = 'kept' | 'changed' | 'new' | 'left over';

/** One object of a server. */
export interface Heirloom {
  /** `Kind/name`. */
  readonly child: string;
  readonly fate: Fate;
  readonly differences: readonly Difference[];
  /** Fields of the old operator that stay, because a merge takes nothing away that it did not bring. */
  readonly leftovers: readonly string[];
}

/** Everything that happens to one server. */
export interface Takeover {
  readonly heirlooms: readonly Heirloom[];
  readonly restartsBackend: readonly string[];
  readonly restartsProxy: readonly string[];
  /** Container limits that the backend did not have before, such as `memory 512Mi`. */
  readonly newLimits: readonly string[];
  /** Entries that the API server would refuse: a variable with both a value and a source. */
  readonly conflicts: readonly string[];
  /** The children as they will be. */
  readonly after: readonly StoredObject[];
}

/** What to take over: the stored server, its children as they are, and what it refers to. */
export interface Estate {
  readonly parent: StoredObject;
  readonly live: readonly StoredObject[];
  readonly others: readonly StoredObject[];
  readonly settings: Settings;
}

/** Two rounds are the answer to what is there and the answer to what the first one made; more only confirm. */
const ROUNDS = 3;

/** Predicts the take-over: the children are merged as Metacontroller does it under dynamic apply. */
export function predictTakeover({ parent, live, others, settings }: Estate): Takeover {
  let observed = live;
  let desired: readonly StoredObject[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const answer = askSync({ parent, others, observed, settings }).children;
    desired = answer;
    observed = answer.map((child) => mergeInto(observed, child));
  }
  const heirlooms = [
    ...desired.map((child) => heirloom(live, child, observed)),
    ...live.filter((object) => !desired.some((child) => isSameObject(child, object))).map(leftOver),
  ];
  return {
    heirlooms,
    restartsBackend: restartCauses(live, observed, 'StatefulSet'),
    restartsProxy: restartCauses(live, observed, 'Deployment'),
    newLimits: findNewLimits(live, observed),
    conflicts: observed.flatMap(findConflicts),
    after: observed,
  };
}

function mergeInto(observed: readonly StoredObject[], child: StoredObject): StoredObject {
  const old = observed.find((object) => isSameObject(object, child));
  return old === undefined ? child : mergeChild(old, child);
}

function heirloom(live: readonly StoredObject[], child: StoredObject, merged: readonly StoredObject[]): Heirloom {
  const name = childName(child);
  const old = live.find((object) => isSameObject(object, child));
  if (old === undefined) return { child: name, fate: 'new', differences: [], leftovers: [] };
  const after = merged.find((object) => isSameObject(object, child)) ?? child;
  const differences = findDifferences(content(old), content(after)).filter((difference) => !isNewLabel(difference));
  const fate = differences.length === 0 ? 'kept' : 'changed';
  return { child: name, fate, differences, leftovers: findLeftovers(after, child) };
}

/** Every object gets our labels; a line for each would hide what matters. */
function isNewLabel({ path, before }: Difference): boolean {
  return before === undefined && /^metadata\.(labels|annotations)/.test(path);
}

function leftOver(object: StoredObject): Heirloom {
  return { child: childName(object), fate: 'left over', differences: [], leftovers: [] };
}

/** What a take-over can change, without what it is carried out with. */
export function content(object: StoredObject): unknown {
  const { labels, annotations } = withoutLastApplied(object).metadata;
  const ours = Object.fromEntries(Object.entries(labels ?? {}).filter(([name]) => name !== 'controller-uid'));
  const rest = without(object, 'metadata', 'status', 'apiVersion', 'kind');
  return { metadata: { labels: ours, ...(hasMembers(annotations) ? { annotations } : {}) }, ...rest };
}

function hasMembers(fields: object | undefined): boolean {
  return fields !== undefined && Object.keys(fields).length > 0;
}

/** Places where people set things; elsewhere an absent field is a default of the API server. */
const SET_BY_PEOPLE = /\.(env|resources|volumes|volumeMounts|annotations|labels|nodeSelector|tolerations)[.[]/;

function findLeftovers(merged: StoredObject, desired: StoredObject): readonly string[] {
  const sent = new Set(listLeaves(content(desired)).map(({ path }) => path));
  return listLeaves(content(merged))
    .map(({ path }) => path)
    .filter((path) => path.startsWith('spec.template') && SET_BY_PEOPLE.test(path) && !sent.has(path));
}

function restartCauses(
  live: readonly StoredObject[],
  merged: readonly StoredObject[],
  kind: 'Deployment' | 'StatefulSet',
): readonly string[] {
  const [before, after] = [podTemplate(live, kind), podTemplate(merged, kind)];
  if (before === undefined || isEqual(before, after)) return [];
  // What runs in the containers says more than labels do.
  const paths = findDifferences(before, after).map(({ path }) => path);
  return [...paths.filter(isContainer), ...paths.filter((path) => !isContainer(path))];
}

function isContainer(path: string): boolean {
  return path.startsWith('spec.containers');
}

function findNewLimits(live: readonly StoredObject[], merged: readonly StoredObject[]): readonly string[] {
  const [before, after] = [backendLimits(live), backendLimits(merged)];
  return Object.entries(after)
    .filter(([name, amount]) => before[name] !== amount)
    .map(([name, amount]) => `${name} ${String(amount)}`);
}

function backendLimits(children: readonly StoredObject[]): Readonly<Record<string, unknown>> {
  const statefulSet = children.find(({ kind }) => kind === 'StatefulSet') ?? {};
  const pod = fieldsAt(fieldsAt(fieldsAt(statefulSet, 'spec'), 'template'), 'spec');
  const container = listAt(pod, 'containers').find(({ name }) => name === 'mcp') ?? {};
  return fieldsAt(fieldsAt(container, 'resources'), 'limits');
}

function findConflicts(object: StoredObject): readonly string[] {
  const pod = fieldsAt(fieldsAt(fieldsAt(object, 'spec'), 'template'), 'spec');
  return listAt(pod, 'containers').flatMap((container) =>
    listAt(container, 'env')
      .filter(({ value, valueFrom }) => value !== undefined && valueFrom !== undefined)
      .map(({ name }) => `${childName(object)}: variable ${String(name)} would have a value and a source`),
  );
}
