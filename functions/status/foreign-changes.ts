// Part of status: fields of a workload that somebody else has changed after they were asked for, and who.

import { FIELD_MANAGER } from '../kube/managed-fields.ts';
import { parseJson, readObject, readText } from '../kube/json-reader.ts';
import type { Fields, KubeObject } from '../kube/object.ts';
import { type FieldPath, type FieldStep, formatFieldPath, listDifferences } from '../kube/subset-differences.ts';
import type { Versions } from './written-as-desired.ts';
import { boundedLine } from './text.ts';

/** One changed field. */
export interface ForeignChange {
  /** `spec.template.spec.containers[mcp].image`. */
  readonly path: string;
  /** The program that wrote it, by the name under which it manages fields; undefined for a policy, which has no name there. */
  readonly manager: string | undefined;
}

/** Every field of the spec that is not as asked for. */
export function listForeignChanges({ desired, observed }: Versions): readonly ForeignChange[] {
  const paths = listDifferences({ spec: desired['spec'] }, { spec: observed['spec'] });
  return paths.map((path) => ({ path: formatFieldPath(path), manager: managerOf(path, observed) }));
}

/** A message names at most this many fields. */
const SHOWN = 5;
/** Longest name of a field manager that is shown; the API server allows 128 characters. */
const MAX_NAME = 64;
/** Longest path that is shown, with room for the longest key of an annotation, 317 characters; names of variables have no limit. */
const MAX_PATH = 400;

/** `kubectl-edit has changed spec.replicas`, or `a policy of the cluster has changed …`. */
export function foreignChangesText(changes: readonly ForeignChange[]): string {
  const managers = [...new Set(changes.map(({ manager }) => manager))];
  return managers
    .map((manager) => {
      const paths = changes.filter((change) => change.manager === manager).map(({ path }) => path);
      const more = paths.length - SHOWN;
      const first = paths.slice(0, SHOWN).map((path) => boundedLine(path, MAX_PATH));
      const shown = `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
      const who = manager === undefined ? 'an admission policy' : boundedLine(manager, MAX_NAME);
      return `${who} has changed ${shown}`;
    })
    .join('; ');
}

/** Stands for a program that left no trace. */
const NOBODY_KNOWN = 'somebody';

/** What a policy changes while Metacontroller writes is Metacontroller's, by the API server's account. */
function managerOf(path: FieldPath, { metadata }: KubeObject): string | undefined {
  const entries = (metadata.managedFields ?? []).filter((entry) => (entry.subresource ?? '') === '');
  const owners = entries
    .filter(({ fieldsV1 }) => hasPath(fieldsV1, path))
    .map((entry) => readText(entry, 'manager') ?? NOBODY_KNOWN);
  const foreign = owners.find((manager) => manager !== FIELD_MANAGER);
  return foreign ?? (owners.length > 0 ? undefined : NOBODY_KNOWN);
}

/** A leaf of the set stands for all below it; a removed item is nobody's. */
function hasPath(set: Fields | undefined, path: FieldPath): boolean {
  const [step, ...rest] = path;
  if (set === undefined || step === undefined) return set !== undefined;
  const found = Object.keys(set).find((key) => isStep(key, step));
  if (found === undefined) return false;
  const inner = readObject(set, found);
  return Object.keys(inner).length === 0 || hasPath(inner, rest);
}

function isStep(key: string, step: FieldStep): boolean {
  if (typeof step === 'string') return key === `f:${step}`;
  return key.startsWith('k:') && readText(parseJson(key.slice(2)), 'name') === step.name;
}
