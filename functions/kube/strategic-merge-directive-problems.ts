// Vocabulary: what is wrong with the directives of a strategic merge patch.

import { readList, readMember } from './json-reader.ts';
import type { Fields } from './object.ts';
import type { PatchProblem } from './patch-problem.ts';
import {
  DELETE_FROM_PRIMITIVE_LIST,
  isDirective,
  PATCH,
  RETAIN_KEYS,
  SET_ELEMENT_ORDER,
} from './strategic-merge-directives.ts';
import { type FieldType, type MembersType, memberType } from './field-types.ts';

/** A directive and the object that it stands in. */
export interface DirectiveUse {
  readonly type: MembersType;
  readonly patch: Fields;
  readonly key: string;
}

/** At most one problem: the first reason why the directive cannot be obeyed. */
export function directiveProblems(use: DirectiveUse, path: string): readonly PatchProblem[] {
  const message = directiveProblem(use);
  return message === undefined ? [] : [{ kind: 'merge', path, message }];
}

function directiveProblem(use: DirectiveUse): string | undefined {
  const { key, patch } = use;
  if (key === PATCH) return patchProblem(patch[key]);
  if (key === RETAIN_KEYS) return retainKeysProblem(patch);
  if (key.startsWith(SET_ELEMENT_ORDER)) return elementOrderProblem(use, key.slice(SET_ELEMENT_ORDER.length));
  if (key.startsWith(DELETE_FROM_PRIMITIVE_LIST))
    return deletionProblem(use, key.slice(DELETE_FROM_PRIMITIVE_LIST.length));
  return 'Strategic merge patches have no such directive; there are $patch, $retainKeys, $setElementOrder/FIELD and $deleteFromPrimitiveList/FIELD.';
}

function patchProblem(value: unknown): string | undefined {
  if (value === 'replace' || value === 'delete') return undefined;
  if (value === 'merge') return 'Merging is what happens anyway, and Kubernetes refuses this order; remove it.';
  return 'This must be replace or delete.';
}

function retainKeysProblem(patch: Fields): string | undefined {
  const names = patch[RETAIN_KEYS];
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
    return 'This must be a list of field names.';
  const known = new Set<string>(names);
  const missing = Object.keys(patch).some((key) => patch[key] !== null && !isDirective(key) && !known.has(key));
  return missing ? 'This must name every field that the patch sets beside it.' : undefined;
}

function elementOrderProblem({ type, patch }: DirectiveUse, field: string): string | undefined {
  const list = memberType(type, field);
  if (list?.kind !== 'list' || list.merge === 'whole')
    return 'Only lists that are merged item by item have an order to set.';
  const order: unknown = patch[`${SET_ELEMENT_ORDER}${field}`];
  if (!Array.isArray(order)) return 'This must be a list.';
  const { merge } = list;
  const identity = (item: unknown): unknown => (merge === 'set' ? item : readMember(item, merge.key));
  const places = new Map(order.map((item: unknown, index) => [identity(item), index]));
  if (places.has(undefined)) return 'Each entry must have the key by which the list is merged.';
  const items: unknown = readMember(patch, field) ?? [];
  const own = readList(items).filter((item) => readMember(item, PATCH) === undefined);
  const wanted = own.map((item) => places.get(identity(item)));
  const isOrdered = wanted.every(
    (place, index) => place !== undefined && (index === 0 || place > (wanted[index - 1] ?? 0)),
  );
  return isOrdered ? undefined : 'This must name every item that the patch has beside it, in the same order.';
}

function deletionProblem({ type, patch }: DirectiveUse, field: string): string | undefined {
  const list: FieldType | undefined = memberType(type, field);
  if (list?.kind !== 'list' || list.of.kind !== 'scalar')
    return 'Values can be taken out of lists of strings and numbers only.';
  return Array.isArray(patch[`${DELETE_FROM_PRIMITIVE_LIST}${field}`]) ? undefined : 'This must be a list.';
}
