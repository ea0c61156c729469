// Input: files of repositories that are no manifests before another program has built them, with the pipe that does.

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

/** `${NAME}` and `${NAME:=value}`, as Flux and envsubst fill them in. */
const VARIABLE = /^\$\{[A-Za-z_]\w*(?::?[=-][^}]*)?\}$/;

/** What to say of a value that is a variable alone, where its type is wrong as yet. */
export function variableMessage(value: unknown): string | undefined {
  return typeof value === 'string' && VARIABLE.test(value)
    ? `This is a variable, which is judged when it is filled in: flux build kustomization NAME --path DIR | ${LINT}, or envsubst < FILE | ${LINT}`
    : undefined;
}
