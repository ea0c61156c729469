// Part of status: rollouts that another program has begun with fields of its own in a pod template, which nothing puts back: those
// who reload Secrets and those who restart from a console do it so.

import { findObject } from '../decode/observed.ts';
import { type FieldSet, subtractFields, unionFields, upToLevel } from '../kube/field-sets.ts';
import { parseJson, readMember, readObject, readObjects, readText } from '../kube/json-reader.ts';
import { FIELD_MANAGER } from '../kube/managed-fields.ts';
import type { Fields } from '../kube/object.ts';
import { type FieldPath, type FieldStep, formatFieldPath } from '../kube/subset-differences.ts';
import { millisecondsOf } from '../kube/time.ts';
import { foreignChangesText } from './foreign-changes.ts';
import type { StatusInput } from './input.ts';
import { KUBECTL_RESTARTED_AT } from './kubectl-restart.ts';
import { newestOf, readTime } from './read.ts';
import type { RolloutChange } from './rollout-cause.ts';
import { WORKLOADS } from './workload-name.ts';

/** A restart by kubectl has a cause of its own. */
const RESTART: FieldSet = { 'f:metadata': { 'f:annotations': { [`f:${KUBECTL_RESTARTED_AT}`]: {} } } };

/**
 * The workloads whose pod template somebody has written after Metacontroller, and after the last rollout that was reported. A manager
 * has one time for all of its fields, so a later write elsewhere looks the same; the template tells that it is the reported rollout.
 */
export function computeForeignRollouts(
  { observed, compiled: { server } }: StatusInput,
  reportedAt: string | undefined,
): readonly RolloutChange[] {
  return (['proxy', 'backend'] as const).flatMap((component): readonly RolloutChange[] => {
    const found = findObject(observed, WORKLOADS[component], server);
    const entries = readObjects(found, 'metadata', 'managedFields').filter(
      (entry) => (readText(entry, 'subresource') ?? '') === '',
    );
    const own = entries.filter(({ manager }) => manager === FIELD_MANAGER);
    if (own.length === 0) return [];
    // Without what is ours as well: that would have been put back if it were otherwise.
    const ours = unionFields([...own.map(templateSet), RESTART]);
    const reported = reportedAt === undefined ? 0 : millisecondsOf(reportedAt);
    const since = own.reduce((latest, entry) => Math.max(latest, timeOf(entry)), reported);
    const written = entries
      .filter((entry) => entry['manager'] !== FIELD_MANAGER && timeOf(entry) > since)
      .map((entry) => ({ entry, paths: pathsOf(entry, ours) }))
      .filter(({ paths }) => paths.length > 0);
    if (written.length === 0) return [];
    const changes = written.flatMap(({ entry, paths }) =>
      paths.map((path) => ({ path: formatFieldPath(path), manager: readText(entry, 'manager') })),
    );
    const cause = { reason: 'ForeignChange', text: foreignChangesText(changes) };
    const at = newestOf(written.map(({ entry }) => readTime(entry, 'time')));
    return [{ component, template: readMember(found, 'spec', 'template'), cause, at }];
  });
}

/** Not a number for a text that is no time, which is after nothing. */
function timeOf(entry: Fields): number {
  return millisecondsOf(readText(entry, 'time') ?? '');
}

function pathsOf(entry: Fields, ours: FieldSet): readonly FieldPath[] {
  return innermost(subtractFields(templateSet(entry), ours), ['spec', 'template']);
}

/** Levels below a pod template that are looked at; it has half of them. */
const MAX_LEVELS = 24;

function templateSet(entry: Fields): FieldSet {
  return upToLevel(readObject(entry, 'fieldsV1', 'f:spec', 'f:template'), MAX_LEVELS);
}

/** Members and named items that are written as a whole; for items without names, such as ports and mounts, their list stands. */
function innermost(set: FieldSet, path: FieldPath): readonly FieldPath[] {
  const keys = Object.keys(set).filter((key) => key !== '.');
  if (keys.some((key) => stepOf(key) === undefined)) return [path];
  return keys.flatMap((key): readonly FieldPath[] => {
    const step = stepOf(key);
    if (step === undefined) return [];
    const inner = readObject(set, key);
    const isWhole = Object.keys(inner).length === 0 || (typeof step !== 'string' && Object.hasOwn(inner, '.'));
    return isWhole ? [[...path, step]] : innermost(inner, [...path, step]);
  });
}

function stepOf(key: string): FieldStep | undefined {
  if (key.startsWith('f:')) return key.slice(2);
  const name = key.startsWith('k:') ? readText(parseJson(key.slice(2)), 'name') : undefined;
  return name === undefined ? undefined : { name };
}
