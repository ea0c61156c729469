// Vocabulary of the rules about a rendered pod: what a value must be, as the end of a sentence.

import { readList } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';

/** Steps from the object that a rule looks at. */
export type Steps = readonly (string | number)[];

/** One value that the API server refuses. */
export interface Problem {
  readonly path: Steps;
  /** What the value has to be, as the end of a sentence that begins with its name. */
  readonly remedy: string;
}

/** Undefined for a good value; otherwise what it has to be. Gets values that are there, never an empty text. */
export type Check = (value: unknown) => string | undefined;

/** All rules about objects of one type. */
export interface TypeRules {
  /** Members that must be there and not be empty. */
  readonly required?: readonly string[];
  /** Of these members exactly one must be there. */
  readonly exactlyOneOf?: readonly string[];
  /** Grammar and range of single members. */
  readonly fields?: Readonly<Record<string, Check>>;
  /** Lists whose items must differ, with the members that tell them apart; those that are merged by key are known anyway. */
  readonly distinct?: Readonly<Record<string, readonly string[]>>;
  /** Rules about several members together. */
  readonly together?: (value: Fields) => readonly Problem[];
}

/** One of a few texts, in this spelling. */
export function oneOf(...values: readonly string[]): Check {
  return (value) => (values.some((known) => known === value) ? undefined : `must be ${listed(values)}`);
}

/** A number, both ends included. */
export function between(least: number, most: number): Check {
  return (value) =>
    typeof value === 'number' && value >= least && value <= most ? undefined : `must be from ${least} to ${most}`;
}

/** A number that is not below this one. */
export function atLeast(least: number): Check {
  return (value) => (typeof value === 'number' && value >= least ? undefined : `must be at least ${least}`);
}

/** A text of some grammar. */
export function text(isGood: (value: string) => boolean, remedy: string): Check {
  return (value) => (typeof value === 'string' && !isGood(value) ? remedy : undefined);
}

/** A list, each item of it. */
export function each(check: Check): Check {
  return (value) => readList(value).reduce<string | undefined>((found, item) => found ?? check(item), undefined);
}

/** Nothing may be there. */
export function absent(remedy: string): Check {
  return (value) => (value === false || (Array.isArray(value) && value.length === 0) ? undefined : remedy);
}

/** `a`, `a or b`, `one of a, b, c`. */
export function listed(values: readonly string[]): string {
  return values.length > 2 ? `one of ${values.join(', ')}` : values.join(' or ');
}

/** Whether a member is there: not absent, not null, not an empty text. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
