// Part of status: why the pods of a workload are about to be replaced, found by comparing what is there with what is asked for.

import { ATTACHED_TO, RESTARTED_AT, SECRETS_CHECKSUM } from '../compile/annotations.ts';
import { isSubset } from '../kube/json-equal.ts';
import { readList, readMember, readObject } from '../kube/json-reader.ts';
import { type Fields, isObject, type KubeObject, type ManagedFieldsEntry } from '../kube/object.ts';
import { templateAnnotation } from '../children/observed-template.ts';
import { findObject } from '../decode/observed.ts';
import { readLastApplied } from '../kube/managed-fields.ts';
import type { StatusInput } from './input.ts';
import { changedReferences } from './changed-references.ts';
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
  /** The pod template that is asked for. */
  readonly template: unknown;
  readonly cause: RolloutCause;
}

interface Versions {
  readonly desired: KubeObject;
  readonly observed: KubeObject;
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
    if (!isMissing && !drops(versions, applied)) return [];
    const cause = causeOf(input, component, { ...versions, applied });
    // What is read back from field managers may have more than was asked for, so that it alone is no change.
    return isMissing || cause !== REPAIRED ? [{ component, template, cause }] : [];
  });
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

/** The marks of field managers and of Metacontroller are read below; whatever is not as it has to be counts as not there. */
function wellFormed(found: Fields, { apiVersion, kind, metadata }: KubeObject): KubeObject {
  const given = readObject(found, 'metadata');
  const managed = readList(given, 'managedFields');
  const marks = Object.entries(readObject(given, 'annotations'));
  const texts = marks.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return {
    ...found,
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      annotations: Object.fromEntries(texts),
      managedFields: managed.filter(
        (entry): entry is ManagedFieldsEntry => isObject(entry) && isObject(entry['fieldsV1']),
      ),
    },
  };
}

/** Something that was asked for before is not any more; comparing with what is there would not show it. */
function drops({ desired }: Versions, applied: KubeObject | undefined): boolean {
  return applied !== undefined && !isSubset(templateOf(applied), templateOf(desired));
}

/** The first that fits, from the most to the least certain. */
function causeOf(
  input: StatusInput,
  component: Component,
  { applied, ...versions }: Versions & { readonly applied: KubeObject | undefined },
): RolloutCause {
  const { compiled, previous } = input;
  const { server } = compiled;
  if (applied === undefined)
    return { reason: 'TakenOver', text: 'it was made by another operator, which this one follows' };
  const mark = MARKS.find(({ key }) => annotationOf(versions.desired, key) !== annotationOf(versions.observed, key));
  if (mark !== undefined) return mark;
  const seen = previous?.observedGeneration;
  if (seen === undefined) return { reason: 'Changed', text: 'something that it reads was changed' };
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
