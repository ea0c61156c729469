// Input: files of repositories that are no manifests before another program has built them, with the pipe that does.

import type { Finding } from '../../kube/finding.ts';
import { readText } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';

const LINT = 'toolhive-hooks lint -';

/** What to say of a text that is no YAML; undefined unless it is a template of a chart. */
export function templateMessage(text: string): string | undefined {
  return /\{\{-?\s*[\w.$"(/]/.test(text)
    ? `a template of a chart, which is no manifest before it is rendered: helm template CHART | ${LINT}`
    : undefined;
}

/** The suffix that the API server makes has five characters as well. */
const SUFFIX = 'xxxxx';

/** A name like the one that the API server will make of `generateName`. */
export function standInName({ metadata }: KubeObject): string | undefined {
  const prefix = readText(metadata, 'generateName');
  return prefix === undefined || prefix === '' ? undefined : `${prefix}${SUFFIX}`;
}

/** `${NAME}`, `${NAME:=value}` and what else Flux and envsubst fill in. */
const VARIABLE = /\$\{[A-Za-z_][^{}]*\}/;

/**
 * What to say of a value that is a variable, or that has one in it and is wrong as yet: a name, the tag of an image. What is only warned
 * about beside a variable is so whatever that is.
 */
export function variableMessage(value: unknown, level: Finding['level']): string | undefined {
  const [found] = typeof value === 'string' ? (VARIABLE.exec(value) ?? []) : [];
  if (found === undefined || (found !== value && level !== 'error')) return undefined;
  return `This ${found === value ? 'is' : 'has'} a variable, which is judged when it is filled in: flux build kustomization NAME --path DIR | ${LINT}, or envsubst < FILE | ${LINT}`;
}
