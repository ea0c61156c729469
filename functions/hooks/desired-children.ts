// Part of /sync: which children are answered: those of the spec, or those that a held server keeps.

import { computeHold, type Hold, isFree } from '../children/hold.ts';
import { buildAccounts, buildChildren } from '../children/index.ts';
import type { BuildInput } from '../children/input.ts';
import { keepChildren, type Kept } from '../children/kept/keep.ts';
import { nextRecord } from '../children/kept/next-record.ts';
import type { AppliedRecord } from '../children/kept/record.ts';
import { closedPolicies } from '../children/quarantine.ts';
import { hasWorkloads } from '../decode/observed.ts';
import type { TakenName } from '../decode/taken-names.ts';
import { type Finding, hasErrors } from '../kube/finding.ts';
import type { KubeObject } from '../kube/object.ts';
import { validateChildSizes } from '../validate/size.ts';

/** What is known of a server beside its spec. */
export interface Known {
  readonly findings: readonly Finding[];
  /** Somebody else's objects under names that children of it can have. */
  readonly taken: readonly TakenName[];
  /** What was last asked for. */
  readonly record: AppliedRecord | undefined;
}

/** The answer's children, why they are these, and the record of them. */
export interface Desired extends Kept {
  /** All findings, those about the children among them. */
  readonly findings: readonly Finding[];
  readonly hold: Hold;
  /** Those names that the children of the answer, or of the spec, would have. */
  readonly taken: readonly TakenName[];
  readonly record: AppliedRecord;
}

/** Nothing that is somebody else's is ever asked for; Metacontroller would take it over. */
export function desiredChildren(input: BuildInput, known: Known): Desired {
  const plan = planChildren(input, known);
  const { children: planned, ...rest } = plan.built ?? heldChildren(input, { ...known, ...plan });
  const wanted = [...planned, ...(plan.wanted ?? [])];
  const taken = known.taken.filter((name) => wanted.some((child) => isSame(child, name.object)));
  const children = planned.filter((child) => !taken.some(({ object }) => isSame(child, object)));
  const record = nextRecord({
    server: input.server,
    isFree: plan.built !== undefined,
    children,
    unproven: rest.unproven.filter(({ isRebuilt }) => !isRebuilt).map(({ object }) => object),
    observed: input.observed,
    record: known.record,
  });
  return { ...rest, children, findings: plan.findings, hold: plan.hold, taken, record };
}

interface Plan {
  readonly findings: readonly Finding[];
  readonly hold: Hold;
  /** The answer of a spec that is followed. */
  readonly built?: Kept;
  /** Children that the spec asks for and that wait. */
  readonly wanted?: readonly KubeObject[];
}

/** The children of a spec that is followed; one whose children nobody could store is a spec with a mistake. */
function planChildren(input: BuildInput, { findings, taken }: Known): Plan {
  const hold = computeHold({ ...input, findings });
  if (hold.cause !== undefined) return { findings, hold };
  const wanted = buildChildren(input);
  const sizes = validateChildSizes(wanted);
  if (hasErrors(sizes)) return { findings: [...findings, ...sizes], hold: { ...hold, cause: 'spec' } };
  const isTaken = taken.some(({ object }) => wanted.some((child) => isSame(child, object)));
  if (isTaken) return { findings, hold: { ...hold, cause: 'names' }, wanted };
  return isFree(hold) ? { findings, hold, built: { ...NOTHING_KEPT, children: wanted } } : { findings, hold, wanted };
}

const NOTHING_KEPT: Kept = { children: [], unproven: [], isClosed: false, isEnforced: true };

function heldChildren(build: BuildInput, known: Known & Plan): Kept {
  if (hasWorkloads(build.observed, build.server)) return keepChildren({ build, ...known });
  return { ...NOTHING_KEPT, children: notStarted(build, known) };
}

/** Kinds that run something. */
const WORKLOAD_KINDS: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

/** Of a server that does not run nothing is started; what is harmless is made, and in quarantine the closed policies. */
function notStarted(input: BuildInput, { hold: { cause, isQuarantined }, wanted = [] }: Plan): readonly KubeObject[] {
  const accounts = cause === 'references' ? buildAccounts(input) : [];
  const harmless = cause === undefined ? wanted.filter(({ kind }) => !WORKLOAD_KINDS.has(kind)) : accounts;
  if (!isQuarantined) return harmless;
  return [...harmless.filter(({ kind }) => !kind.endsWith('NetworkPolicy')), ...closedPolicies(input.server)];
}

function isSame(a: KubeObject, b: KubeObject): boolean {
  return a.apiVersion === b.apiVersion && a.kind === b.kind && a.metadata.name === b.metadata.name;
}
