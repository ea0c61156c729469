// Part of /sync: which children are answered: those of the spec, or those that stay for now.

import { computeHold, type Hold, isFree } from '../compile/hold.ts';
import { ACCOUNTS, buildAll, buildChildren } from '../children/index.ts';
import type { Compiled } from '../compile/compiled.ts';
import { keepChildren, type Kept } from '../children/kept/keep.ts';
import { isAnnounced, recordOfKept, recordWith, type RecordInput } from '../children/kept/next-record.ts';
import { type AppliedRecord, asksForWorkloads } from '../children/kept/record.ts';
import { closedPolicies } from '../children/quarantine.ts';
import { isPolicyKind } from '../decode/controller.ts';
import { findObject, hasWorkloads, isWorkload, listAllObjects, type ObjectMap } from '../decode/observed.ts';
import type { Server } from '../decode/server.ts';
import type { TakenName } from '../decode/taken-names.ts';
import { type Finding, hasErrors } from '../kube/finding.ts';
import { extractApplied, FIELD_MANAGER } from '../kube/managed-fields.ts';
import type { KubeObject } from '../kube/object.ts';
import { type Inspections, inspectAll } from '../kube/storable.ts';
import { validateChildSizes } from '../validate/size.ts';

/** What is known of a server beside its spec. */
export interface Known {
  /** The children as they are now. */
  readonly observed: ObjectMap;
  readonly findings: readonly Finding[];
  /** Somebody else's objects under names that children of it can have. */
  readonly taken: readonly TakenName[];
  /** What was last asked for. */
  readonly record: AppliedRecord | undefined;
}

/** The answer's children, why they are these, and the record of them. */
export interface Desired extends Kept {
  /** What the spec asks for, where it is followed; otherwise the children of the answer. */
  readonly wanted: readonly KubeObject[];
  /** All findings, those about the children among them. */
  readonly findings: readonly Finding[];
  readonly hold: Hold;
  /** Those names that the children of the answer, or of the spec, would have. */
  readonly taken: readonly TakenName[];
  readonly record: AppliedRecord;
  /** What is known of the children of the spec, so that nobody has to walk over them again. */
  readonly inspected: Inspections;
  /** Children that were found to be there as they are asked for; the others were not looked at. */
  readonly inPlace?: ReadonlySet<KubeObject>;
  readonly resyncAfterSeconds?: number;
}

/** Nothing that is somebody else's is ever asked for; Metacontroller would take it over. */
export function desiredChildren(compiled: Compiled, known: Known): Desired {
  const plan = planChildren(compiled, known);
  const isFollowed = isFree(plan.hold);
  const answer = isFollowed ? followSpec(compiled, known, plan) : holdChildren(compiled, known, plan);
  const all = [...answer.children, ...(plan.wanted ?? [])];
  const taken = known.taken.filter((name) => all.some((child) => isSame(child, name.object)));
  const children = answer.children.filter((child) => !taken.some(({ object }) => isSame(child, object)));
  const wanted = isFollowed ? (plan.wanted ?? []) : children;
  const { findings, hold, inspected = new Map() } = plan;
  return { ...answer, children, wanted, taken, findings, hold, inspected };
}

interface Plan {
  readonly findings: readonly Finding[];
  readonly hold: Hold;
  /** The children of a spec in which no mistake is; they wait if something else holds the server. */
  readonly wanted?: readonly KubeObject[];
  readonly inspected?: Inspections;
}

/** A spec whose children nobody could store is a spec with a mistake. */
function planChildren(compiled: Compiled, { observed, findings, taken }: Known): Plan {
  const hold = computeHold(compiled, findings);
  if (hold.cause !== undefined) return { findings, hold };
  const wanted = buildChildren(compiled, observed);
  const inspected = inspectAll(wanted);
  const sizes = validateChildSizes(inspected);
  if (hasErrors(sizes)) return { findings: [...findings, ...sizes], hold: { ...hold, cause: 'spec' } };
  const isTaken = taken.some(({ object }) => wanted.some((child) => isSame(child, object)));
  return { findings, hold: isTaken ? { ...hold, cause: 'names' } : hold, wanted, inspected };
}

type Answer = Kept & Pick<Desired, 'record' | 'inPlace' | 'resyncAfterSeconds'>;

const NOTHING_KEPT: Kept = { children: [], unproven: [], isClosed: false, rebuilt: [] };

/** Seconds until a change that was announced is made: the status has been written and seen again by then. */
const ANNOUNCED_SECONDS = 0.25;

/**
 * A change of files and workloads is recorded in the status first and made in the sync after: children are applied before the
 * status is written, and a status may be lost or late. What runs is then always known, also if a hold begins in between.
 */
function followSpec(compiled: Compiled, known: Known, { findings, hold, wanted = [] }: Plan): Answer {
  const input = { ...known, server: compiled.server };
  const { record, inPlace } = recordWith(wanted, input);
  const answer = { ...NOTHING_KEPT, children: wanted, record, inPlace };
  if (known.record === undefined)
    return isStatusLate(wanted, inPlace, input) ? { ...answer, resyncAfterSeconds: LATE_STATUS_SECONDS } : answer;
  if (isAnnounced(record, input)) return answer;
  const kept = keepChildren({ ...known, compiled, hold, findings });
  return kept.unproven.length > 0 ? answer : { ...kept, record, inPlace, resyncAfterSeconds: ANNOUNCED_SECONDS };
}

/** Seconds until the status of an answer before has been stored and seen; nobody is told when that is so. */
const LATE_STATUS_SECONDS = 1;

/**
 * Whether an answer before has made something that differs by now, and its status is not seen yet: under server-side apply only the
 * record in it tells what a policy has changed from what is still to be written.
 */
function isStatusLate(
  wanted: readonly KubeObject[],
  inPlace: ReadonlySet<KubeObject>,
  { server: { namespace }, observed }: RecordInput,
): boolean {
  return wanted.some((child) => {
    if (inPlace.has(child) || !isWorkload(child)) return false;
    const there = findObject(observed, child, { namespace, name: child.metadata.name });
    return there !== undefined && extractApplied(there, FIELD_MANAGER) !== undefined;
  });
}

function holdChildren(compiled: Compiled, known: Known, plan: Plan): Answer {
  const { server } = compiled;
  const input = { ...known, server };
  if (!hasRun(server, known)) {
    const children = notStarted(compiled, known, plan);
    return { ...NOTHING_KEPT, children, record: known.record ?? recordWith(children, input).record };
  }
  const kept = keepChildren({ compiled, ...known, ...plan });
  const frames = new Set(kept.unproven.filter(({ isRebuilt }) => !isRebuilt).map(({ object }) => object));
  const added =
    known.record === undefined
      ? kept.children.filter((child) => ![...frames].some((object) => isSame(child, object)))
      : kept.rebuilt;
  return { ...kept, record: recordOfKept(added, { ...input, server: { ...server, ...kept.form } }) };
}

/** Also where its workloads are not seen: whoever takes their label away must not take their policies with it. */
function hasRun(server: Server, { observed, record }: Known): boolean {
  if (hasWorkloads(observed, server)) return true;
  if (record !== undefined) return asksForWorkloads(record);
  return listAllObjects(observed).some(({ kind }) => isPolicyKind(kind));
}

/**
 * Of a server that does not run nothing is started. What is harmless is made where the spec can be trusted to say it: the accounts
 * while a reference cannot be followed, and in quarantine everything but workloads, with closed policies.
 */
function notStarted(
  compiled: Compiled,
  { observed }: Known,
  { hold: { cause, isQuarantined }, wanted = [] }: Plan,
): readonly KubeObject[] {
  const accounts = cause === 'references' ? buildAll(ACCOUNTS, compiled, observed) : [];
  const harmless = cause === undefined ? wanted.filter((child) => !isWorkload(child)) : accounts;
  if (!isQuarantined) return harmless;
  return [...harmless.filter(({ kind }) => !isPolicyKind(kind)), ...closedPolicies(compiled.server)];
}

function isSame(a: KubeObject, b: KubeObject): boolean {
  return a.apiVersion === b.apiVersion && a.kind === b.kind && a.metadata.name === b.metadata.name;
}
