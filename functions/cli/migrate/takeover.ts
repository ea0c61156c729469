// Migrate: what happens to the objects of one server when this operator takes it over from ToolHive's.

import { CONTROLLER_UID } from '../../kube/metacontroller.ts';
import { isChildName } from '../../decode/names.ts';
import { TRANSPORT_TRAITS, transportOf } from '../../decode/transports.ts';
import type { Settings } from '../../decode/settings.ts';
import { withoutLastApplied } from '../../simulator/dynamic-apply.ts';
import type { ApplyStrategy } from '../../simulator/management.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import { type Fields, type KubeObject, without } from '../../kube/object.ts';
import { childName, podTemplate } from '../compare/children.ts';
import { type Difference, findDifferences, listLeaves } from '../compare/differences.ts';
import { callSync, isSameObject } from '../offline/sync.ts';
import { withApiDefaults } from '../../simulator/cluster/api-defaults.ts';
import { applied } from './apply-strategies.ts';
import { asPrepared } from './adoption.ts';

/** What happens to one existing or new object. Workloads are never removed. */
export type Fate = 'kept' | 'changed' | 'new' | 'removed' | 'left over';

/** What is predicted for one object of a server. */
export interface ChildForecast {
  /** `Kind/name`. */
  readonly child: string;
  readonly fate: Fate;
  readonly differences: readonly Difference[];
  /** Fields of the pod template that others set and that stay. */
  readonly leftovers: readonly string[];
}

/** Everything that happens to one server. */
export interface Takeover {
  readonly children: readonly ChildForecast[];
  readonly restartsBackend: readonly string[];
  readonly restartsProxy: readonly string[];
  /** Whether the proxy restarts once more, to attach to the backend's new process. */
  readonly proxyFollows: boolean;
  /** Container limits that the backend did not have before, such as `memory 512Mi`. */
  readonly newLimits: readonly string[];
  /** Entries that the API server would refuse: a variable with both a value and a source. */
  readonly conflicts: readonly string[];
  /** The children as they will be. */
  readonly after: readonly KubeObject[];
}

/** What to take over: the stored server, its children as they are, and what it refers to. */
export interface TakeoverInput {
  readonly parent: KubeObject;
  readonly live: readonly KubeObject[];
  readonly others: readonly KubeObject[];
  readonly settings: Settings;
  /** Of the Metacontroller that will look after the server. */
  readonly strategy: ApplyStrategy;
}

/** The first round answers what exists, the second the result of the first; a third only confirms. */
const ROUNDS = 3;

/** Predicts the take-over: the children are prepared, then applied as Metacontroller would under the strategy. */
export function predictTakeover({ parent, live, others, settings, strategy }: TakeoverInput): Takeover {
  const before = live.map(withApiDefaults);
  let observed = before.map((object) => asPrepared(object, strategy));
  // Foreign objects with names of children are reported by `findClashes`.
  const referred = others.filter((object) => !isChildName(object, parent.metadata));
  let desired: readonly KubeObject[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const answer = callSync({ parent, others: referred, observed, settings }).children;
    desired = answer;
    observed = answer.map((child) => applyTo(observed, child, strategy));
  }
  const children = [
    ...desired.map((child) => forecastChild(before, child, observed)),
    ...before.filter((object) => !desired.some((child) => isSameObject(child, object))).map(leftOver),
  ];
  const restartsBackend = restartCauses(before, observed, 'StatefulSet');
  return {
    children,
    restartsBackend,
    restartsProxy: restartCauses(before, observed, 'Deployment'),
    proxyFollows:
      restartsBackend.length > 0 && TRANSPORT_TRAITS[transportOf(readObject(parent, 'spec')).transport].attaches,
    newLimits: findNewLimits(before, observed),
    conflicts: observed.flatMap(findConflicts),
    after: observed,
  };
}

function applyTo(observed: readonly KubeObject[], child: KubeObject, strategy: ApplyStrategy): KubeObject {
  const old = observed.find((object) => isSameObject(object, child));
  return old === undefined ? withApiDefaults(child) : applied(old, child, strategy);
}

function forecastChild(live: readonly KubeObject[], child: KubeObject, merged: readonly KubeObject[]): ChildForecast {
  const name = childName(child);
  const old = live.find((object) => isSameObject(object, child));
  if (old === undefined) return { child: name, fate: 'new', differences: [], leftovers: [] };
  const after = merged.find((object) => isSameObject(object, child)) ?? child;
  const differences = findDifferences(content(old), content(after)).filter((difference) => !isNewLabel(difference));
  const fate = differences.length === 0 ? 'kept' : 'changed';
  return { child: name, fate, differences, leftovers: findLeftovers(after, withApiDefaults(child)) };
}

/** Every object gets our labels; a line for each would hide what matters. */
function isNewLabel({ path, before }: Difference): boolean {
  return before === undefined && /^metadata\.(labels|annotations)/.test(path);
}

/** Metacontroller deletes a labelled child that `/sync` does not return, so such workloads do not get the label. */
function leftOver(object: KubeObject): ChildForecast {
  return {
    child: childName(object),
    fate: isExpendable(object) ? 'removed' : 'left over',
    differences: [],
    leftovers: [],
  };
}

/** `Kind/name` of the workloads that are no children here. */
export function leftOverOf({ children }: Takeover): readonly string[] {
  return children.flatMap(({ child, fate }) => (fate === 'left over' ? [child] : []));
}

/** Whether an object neither runs anything nor makes anything reachable. */
export function isExpendable({ kind }: KubeObject): boolean {
  return kind === 'ConfigMap' || kind === 'ServiceAccount' || kind === 'Role' || kind === 'RoleBinding';
}

/** The parts of an object that a take-over can change, without the marks of Metacontroller. */
export function content(object: KubeObject): unknown {
  const { labels, annotations } = withoutLastApplied(object).metadata;
  const ours = Object.fromEntries(Object.entries(labels ?? {}).filter(([name]) => name !== CONTROLLER_UID));
  const rest = without(object, 'metadata', 'status', 'apiVersion', 'kind');
  return { metadata: { labels: ours, ...(hasMembers(annotations) ? { annotations } : {}) }, ...rest };
}

function hasMembers(fields: object | undefined): boolean {
  return fields !== undefined && Object.keys(fields).length > 0;
}

/** Places where people set values; elsewhere a field that is not sent is a default of the API server. */
const SET_BY_PEOPLE = /\.(env|resources|volumes|volumeMounts|annotations|labels|nodeSelector|tolerations)[.[]/;

function findLeftovers(merged: KubeObject, desired: KubeObject): readonly string[] {
  const sent = new Set(listLeaves(content(desired)).map(({ path }) => path));
  return listLeaves(content(merged))
    .map(({ path }) => path)
    .filter((path) => path.startsWith('spec.template') && SET_BY_PEOPLE.test(path) && !sent.has(path));
}

function restartCauses(
  live: readonly KubeObject[],
  merged: readonly KubeObject[],
  kind: 'Deployment' | 'StatefulSet',
): readonly string[] {
  const [before, after] = [podTemplate(live, kind), podTemplate(merged, kind)];
  if (before === undefined || isEqual(before, after)) return [];
  // Containers first: they say more than labels.
  const paths = findDifferences(before, after).map(({ path }) => path);
  return [...paths.filter(isContainer), ...paths.filter((path) => !isContainer(path))];
}

function isContainer(path: string): boolean {
  return path.startsWith('spec.containers');
}

function findNewLimits(live: readonly KubeObject[], merged: readonly KubeObject[]): readonly string[] {
  const [before, after] = [backendLimits(live), backendLimits(merged)];
  return Object.entries(after)
    .filter(([name, amount]) => before[name] !== amount)
    .map(([name, amount]) => `${name} ${String(amount)}`);
}

function backendLimits(children: readonly KubeObject[]): Fields {
  const statefulSet = children.find(({ kind }) => kind === 'StatefulSet') ?? {};
  const pod = readObject(statefulSet, 'spec', 'template', 'spec');
  const container = readObjects(pod, 'containers').find(({ name }) => name === 'mcp') ?? {};
  return readObject(container, 'resources', 'limits');
}

function findConflicts(object: KubeObject): readonly string[] {
  const pod = readObject(object, 'spec', 'template', 'spec');
  return readObjects(pod, 'containers').flatMap((container) =>
    readObjects(container, 'env')
      .filter(({ value, valueFrom }) => value !== undefined && valueFrom !== undefined)
      .map(({ name }) => `${childName(object)}: variable ${String(name)} would have a value and a source`),
  );
}
