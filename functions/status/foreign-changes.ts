// Part of status: fields of a workload that somebody else has changed after they were asked for, and who.

import { FIELD_MANAGER } from '../kube/managed-fields.ts';
import { readObject, readObjects, readText } from '../kube/json-reader.ts';
import { type FieldPath, formatFieldPath, listDifferences } from '../kube/subset-differences.ts';
import { findManagers } from './field-managers.ts';
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
  const written = readObjects(observed, 'metadata', 'managedFields')
    .filter((entry) => (entry['subresource'] ?? '') === '')
    .map((entry) => ({
      manager: readText(entry, 'manager') ?? NOBODY_KNOWN,
      fields: readObject(entry, 'fieldsV1'),
    }));
  const ours = findManagers(
    paths,
    written.filter(({ manager }) => manager === FIELD_MANAGER),
  );
  const others = findManagers(
    paths,
    written.filter(({ manager }) => manager !== FIELD_MANAGER),
  );
  // What a policy changes while Metacontroller writes is Metacontroller's, by the API server's account.
  const nobodys = (path: FieldPath): string | undefined => (ours.has(path) ? undefined : NOBODY_KNOWN);
  return paths.map((path) => ({ path: formatFieldPath(path), manager: others.get(path) ?? nobodys(path) }));
}

/** Stands for a program that left no trace. */
const NOBODY_KNOWN = 'somebody';

/** A message names at most this many fields of a program, and this many programs: anybody may write under any number of names. */
const MAX_FIELDS = 5;
const MAX_PROGRAMS = 5;
/** Longest name of a field manager that is shown; the API server allows 128 characters. */
const MAX_NAME = 64;
/** Longest path that is shown, with room for the longest key of an annotation, 317 characters; names of variables have no limit. */
const MAX_PATH = 400;

/** `kubectl-edit has changed spec.replicas`, or `an admission policy has changed …`. */
export function foreignChangesText(changes: readonly ForeignChange[]): string {
  const programs = new Map<ForeignChange['manager'], string[]>();
  for (const { path, manager } of changes) {
    const paths = programs.get(manager);
    if (paths === undefined) programs.set(manager, [path]);
    else paths.push(path);
  }
  const shown = [...programs].slice(0, MAX_PROGRAMS).map(([manager, paths]) => {
    const fields = paths.slice(0, MAX_FIELDS).map((path) => boundedLine(path, MAX_PATH));
    const who = manager === undefined ? 'an admission policy' : boundedLine(manager, MAX_NAME);
    return `${who} has changed ${fields.join(', ')}${andMore(paths.length - MAX_FIELDS, '')}`;
  });
  return `${shown.join('; ')}${andMore(programs.size - MAX_PROGRAMS, ' programs')}`;
}

function andMore(count: number, what: string): string {
  return count > 0 ? ` and ${count} more${what}` : '';
}
