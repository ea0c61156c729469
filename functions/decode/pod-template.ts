// Step: the user's `spec.podTemplateSpec`, checked field by field and brought into the form that the API server stores.

import { caseKeys } from '../kube/case-keys.ts';
import { at, type Finding } from '../kube/finding.ts';
import { readObject } from '../kube/json-reader.ts';
import { type Fields, isObject, mapItems, mapMembers } from '../kube/object.ts';
import { type Place, stepsTo } from '../kube/place.ts';
import { isFollowable, NO_ORDER } from '../kube/followable-directives.ts';
import { isDirective } from '../kube/strategic-merge-directives.ts';
import { findPatchProblems } from '../kube/strategic-merge-problems.ts';
import type { PatchProblem } from '../kube/patch-problem.ts';
import { fieldNames, type FieldType, memberType, type MembersType, objectType } from '../kube/field-types.ts';
import { decodeScalar } from './pod-template-scalar.ts';
import { suggestPlace } from './pod-template-suggestion.ts';
import { type WrittenKeys, writtenPlace } from './written-place.ts';

/** Where the patch stands in an MCPServer. */
export const POD_TEMPLATE_PATH: string = 'spec.podTemplateSpec';

/** A checked patch. */
export interface DecodedPodTemplate {
  readonly patch: Fields;
  /** It can be merged. Of two spellings of one key the last one counts, as in Go. */
  readonly isUsable: boolean;
  readonly findings: readonly Finding[];
  /** How keys of `patch` were written that the user wrote in another case. The findings have these keys in their paths. */
  readonly written: WrittenKeys;
}

/** Most findings of each code; the rest would not be read. */
const MAX_FINDINGS = 20;

const ROOT = objectType('PodTemplateSpec');

/**
 * Checks a pod template against every field of the Kubernetes API. Errors: wrong types, two spellings of one key, and what
 * cannot be merged. Accepted with a warning, because ToolHive accepts them: unknown fields (no pod gets them), keys in another
 * case, file modes as text, null in maps and lists of texts, directives of strategic merge that cannot be followed. Quantities
 * become canonical. Other directives stay. A patch without errors can always be merged.
 */
export function decodePodTemplate(raw: unknown, path: string): DecodedPodTemplate {
  const found: Found = { root: path, findings: [], written: new Map() };
  const patch = decodeValue(ROOT, raw, { place: undefined, found });
  const { findings, written } = found;
  const problems = findPatchProblems(ROOT, patch, { path, limit: MAX_FINDINGS }).map((problem) =>
    problemFinding(problem, writtenPlace({ patch, written }, problem.path, path), path),
  );
  const all = [...problems, ...findings];
  const isUsable = all.every(({ level, code }) => level === 'warning' || code === TWO_SPELLINGS);
  return { patch: readObject(patch), isUsable, findings: all, written };
}

const CODES = { type: 'MCP040', merge: 'MCP043' } as const;
const TWO_SPELLINGS = 'MCP047';

/** The place that helps is the right one, whatever was written. */
function problemFinding({ kind, path, message, field }: PatchProblem, written: string, root: string): Finding {
  if (kind !== 'unknown') return { code: CODES[kind], level: 'error', path: written, message };
  const better = field && suggestPlace({ ...field, path, root });
  const remedy = better === undefined ? 'remove it or correct its name' : better;
  const text = `Kubernetes has no such field here, so it has no effect; ${remedy}.`;
  return { code: 'MCP041', level: 'warning', path: written, message: text };
}

/** What is filled while a template is read. */
interface Found {
  readonly root: string;
  readonly findings: Finding[];
  readonly written: Map<unknown, ReadonlyMap<string, string>>;
}

/** A value, where it was written. */
interface Given {
  readonly place: Place;
  readonly field?: string;
  /** It is in a list that is replaced whole, where no directive has a meaning. */
  readonly whole?: boolean;
  readonly found: Found;
}

/** Never deeper than the types are: what is in unknown fields stays as it is. */
function decodeValue(type: FieldType, value: unknown, given: Given): unknown {
  const { place, whole = false, found } = given;
  if (type.kind === 'scalar') {
    const scalar = decodeScalar({ type: type.name, field: given.field, value });
    if (scalar.finding !== undefined) add(scalar.finding, given);
    return scalar.value;
  }
  if (type.kind !== 'list') return isObject(value) ? decodeMembers(type, value, given) : value;
  if (!Array.isArray(value)) return value;
  return mapItems(value, (item, index) => {
    const inList: Given = { place: { step: index, within: place }, whole: whole || type.merge === 'whole', found };
    return item === null && isText(type.of) ? emptyText(inList) : decodeValue(type.of, item, inList);
  });
}

/** Nearly always every key is right, and then little is there to do. */
function decodeMembers(type: MembersType, value: Fields, given: Given): Fields {
  if (!Object.keys(value).every((key) => isRight(type, key, value[key]))) return correctMembers(type, value, given);
  const { place: within, ...rest } = given;
  return mapMembers(value, (member, name) => {
    const field = memberType(type, name);
    return field && decodeValue(field, member, { ...rest, place: { step: name, within }, field: name });
  });
}

function isRight(type: MembersType, key: string, member: unknown): boolean {
  return !isDirective(key) && memberType(type, key) !== undefined && (member !== null || !isTexts(type));
}

function correctMembers(type: MembersType, value: Fields, { place: within, ...rest }: Given): Fields {
  const { found } = rest;
  const nameOf = memberNames(type);
  const others = new Map<string, string>();
  const members = Object.entries(value).flatMap(([key, member]): readonly [string, unknown][] => {
    const name = isDirective(key) ? undefined : nameOf(key);
    const field = name === undefined ? undefined : memberType(type, name);
    if (name === undefined || field === undefined) return [[key, member]];
    const given: Given = { ...rest, place: { step: key, within }, field: name };
    if (member === null && isTexts(type)) return [[name, emptyText(given)]];
    if (name === key) others.delete(name);
    else {
      const beside = Object.hasOwn(value, name) ? name : others.get(name);
      add(spellingFinding({ key, name, beside }), given);
      others.set(name, key);
    }
    return [[name, decodeValue(field, member, given)]];
  });
  const decoded = followable(type, Object.fromEntries(members), { ...rest, place: within });
  if (others.size > 0) found.written.set(decoded, others);
  return decoded;
}

/** ToolHive knows no directive at all, so one that cannot be followed is left out like an unknown field. */
function followable(type: MembersType, patch: Fields, { place: within, whole, found }: Given): Fields {
  const bad = new Set(
    Object.keys(patch).filter((key) => isDirective(key) && (whole === true || !isFollowable({ type, patch, key }))),
  );
  for (const step of bad)
    add({ code: 'MCP041', level: 'warning', message: NO_ORDER }, { place: { step, within }, found });
  return bad.size === 0 ? patch : Object.fromEntries(Object.entries(patch).filter(([key]) => !bad.has(key)));
}

/** Go reads null as no text at all, so under ToolHive it never takes a label away, nor an argument. */
function emptyText(given: Given): string {
  const message = 'null is read as an empty text, as in ToolHive; write "" or remove it.';
  add({ code: 'MCP048', level: 'warning', message }, given);
  return '';
}

/** Labels, annotations, node selectors. */
function isTexts(type: MembersType): boolean {
  return type.kind === 'map' && isText(type.of);
}

function isText(type: FieldType): boolean {
  return type.kind === 'scalar' && type.name === 'string';
}

interface OtherCase {
  readonly key: string;
  readonly name: string;
  /** Another key of the same member. */
  readonly beside: string | undefined;
}

function spellingFinding({ key, name, beside }: OtherCase): Omit<Finding, 'path'> {
  return beside === undefined
    ? { code: 'MCP042', level: 'warning', message: `The field is spelled ${name}; it was read as such.` }
    : { code: TWO_SPELLINGS, level: 'error', message: `${beside} is set beside it; remove ${key}.` };
}

/** The name that a key means. Looking at other cases costs more, so it waits for the first key that is not right. */
function memberNames(type: MembersType): (key: string) => string | undefined {
  if (type.kind === 'map') return (key) => key;
  let otherCase: ((key: string) => string | undefined) | undefined;
  return (key) => {
    if (memberType(type, key) !== undefined) return key;
    otherCase ??= caseKeys(fieldNames(type.name));
    return otherCase(key);
  };
}

function add(finding: Omit<Finding, 'path'>, { place, found: { root, findings } }: Given): void {
  const same = findings.filter(({ code }) => code === finding.code);
  if (same.length < MAX_FINDINGS) findings.push({ ...finding, path: at(root, ...stepsTo(place)) });
}
