// Part of status: why the pods of a workload are about to be replaced, found by comparing what is there with what is asked for.

import { ATTACHED_TO, RESTARTED_AT, SECRETS_CHECKSUM } from '../compile/annotations.ts';
import { isSubset } from '../kube/json-subset.ts';
import { readMember } from '../kube/json-reader.ts';
import { isObject, type KubeObject } from '../kube/object.ts';
import { templateAnnotation } from '../children/observed-template.ts';
import { findObject } from '../decode/observed.ts';
import { readLastApplied } from '../kube/managed-fields.ts';
import type { StatusInput } from './input.ts';
import { changedReferences } from './changed-references.ts';
import { type ForeignChange, foreignChangesText } from './foreign-changes.ts';
import type { Versions } from './written-as-desired.ts';
import { wellFormed } from './well-formed.ts';
import type { Workload } from './workload.ts';
import { type Component, WORKLOADS } from './workload-name.ts';

/** One reason why pods are replaced. */
export interface RolloutCause {
  /** CamelCase word for programs. */
  readonly reason: string;
  /** Goes on a sentence: `the proxy is replaced because …`. */
  readonly text: string;
}

/** A workload whose pods this answer replaces. */
export interface RolloutChange {
  readonly component: Component;
  /** What tells this rollout from others: the pod template that begins it, or the part of it that does. */
  readonly template: unknown;
  readonly cause: RolloutCause;
  /** When it began; absent where that is now. */
  readonly at?: string | undefined;
}

const REPAIRED: RolloutCause = { reason: 'Repaired', text: 'somebody had changed it, and it is put back' };

/** Annotations of the pod template that exist to replace pods, each with what its change means. */
const MARKS: readonly (RolloutCause & { readonly key: string })[] = [
  { key: RESTARTED_AT, reason: 'RestartRequested', text: 'a restart was asked for by annotation' },
  { key: SECRETS_CHECKSUM, reason: 'SecretChanged', text: 'a Secret that it uses was changed' },
  { key: ATTACHED_TO, reason: 'BackendReplaced', text: 'the process that it is attached to was replaced' },
];

/** Every workload that exists and whose pod template this answer changes. */
export function computeRolloutChanges(
  input: StatusInput,
  workloads: Readonly<Record<Component, Workload>>,
): readonly RolloutChange[] {
  return (['proxy', 'backend'] as const).flatMap((component) => {
    const versions = findVersions(input, component);
    if (versions === undefined) return [];
    const template = templateOf(versions.desired);
    const isMissing = !workloads[component].rollout.isApplied && !isSubset(template, templateOf(versions.observed));
    const applied = readLastApplied(versions.observed);
    const { changes } = workloads[component].rollout;
    if (changes.length > 0) return repairsOf(changes, { component, template });
    if (!isMissing && !drops(versions, applied)) return [];
    const cause = causeOf(input, component, { ...versions, applied });
    if (cause === undefined) return [];
    // What is read back from field managers may have more than was asked for, so that it alone is no change.
    return isMissing || cause !== REPAIRED ? [{ component, template, cause }] : [];
  });
}

/** What a person or program has changed is put back; what a policy changes at each write replaces nothing again. */
function repairsOf(changes: readonly ForeignChange[], change: Omit<RolloutChange, 'cause'>): readonly RolloutChange[] {
  const foreign = changes.filter(({ manager, path }) => manager !== undefined && path.startsWith('spec.template'));
  if (foreign.length === 0) return [];
  return [{ ...change, cause: { ...REPAIRED, text: `${foreignChangesText(foreign)}, and it is put back` } }];
}

function findVersions(
  { desired, observed, compiled: { server } }: StatusInput,
  component: Component,
): Versions | undefined {
  const { kind } = WORKLOADS[component];
  const wanted = desired.find((object) => object.kind === kind && object.metadata.name === server.name);
  const found: unknown = findObject(observed, WORKLOADS[component], server);
  return wanted === undefined || !isObject(found)
    ? undefined
    : { desired: wanted, observed: wellFormed(found, wanted) };
}

/** Something that was asked for before is not any more; comparing with what is there would not show it. */
function drops({ desired }: Versions, applied: KubeObject | undefined): boolean {
  return applied !== undefined && !isSubset(templateOf(applied), templateOf(desired));
}

/** The first that fits, from the most to the least certain; undefined where nothing can be said. */
function causeOf(
  input: StatusInput,
  component: Component,
  { applied, ...versions }: Versions & { readonly applied: KubeObject | undefined },
): RolloutCause | undefined {
  const { compiled, previous } = input;
  const { server } = compiled;
  if (applied === undefined)
    return { reason: 'TakenOver', text: 'it was made by another operator, which this one follows' };
  const mark = MARKS.find(({ key }) => annotationOf(versions.desired, key) !== annotationOf(versions.observed, key));
  if (mark !== undefined) return mark;
  const seen = previous?.observedGeneration;
  // The status is late or lost: what was asked for before is not known, and what differs may be a policy's doing.
  if (seen === undefined) return undefined;
  if (seen !== server.generation) {
    return { reason: 'SpecChanged', text: `the spec was edited (generation ${server.generation})` };
  }
  const references = component === 'proxy' ? changedReferences(input) : [];
  if (references.length > 0) {
    const verb = references.length === 1 ? 'was' : 'were';
    return { reason: 'ReferenceChanged', text: `${references.join(' and ')} ${verb} changed` };
  }
  return isSubset(templateOf(versions.desired), templateOf(applied))
    ? REPAIRED
    : { reason: 'OperatorChanged', text: 'the settings or the release of the operator are others' };
}

function annotationOf(object: KubeObject, key: string): string | undefined {
  return templateAnnotation(object, key);
}

function templateOf(object: KubeObject): unknown {
  return readMember(object, 'spec', 'template');
}
