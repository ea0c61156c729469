// Explain: the child or field that the user selects, by any name that kubectl has for its kind.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { POSSIBLE_CHILD_RESOURCES } from '../../decode/controller.ts';
import { UsageError } from '../command.ts';
import { isGlob } from '../input/glob.ts';
import { didYouMean } from '../nearest.ts';
import type { Field } from './provenance.ts';

/** Which fields are selected. */
export interface Selector {
  readonly kind: string;
  readonly name: string | undefined;
  readonly path: string;
}

const SHORT: Readonly<Record<string, string>> = {
  deploy: 'Deployment',
  sts: 'StatefulSet',
  svc: 'Service',
  cm: 'ConfigMap',
  sa: 'ServiceAccount',
  netpol: 'NetworkPolicy',
  cnp: 'CiliumNetworkPolicy',
};

/** Kinds by everything that they are called: `Deployment`, `deployments`, `deploy`, in any case. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ...POSSIBLE_CHILD_RESOURCES.flatMap(({ kind, resource }): [string, string][] => [
    [kind.toLowerCase(), kind],
    [resource, kind],
  ]),
  ...Object.entries(SHORT),
]);

/** Words of a command line: files, and a selector. */
export interface Words {
  readonly files: readonly string[];
  readonly selector: Selector | undefined;
}

/** Separates files from the selector. A word that is neither ends the command before anything is read. */
export function parseWords(words: readonly string[], directory: string): Words {
  const others = words.filter((word) => !isFile(word, directory));
  const selectors = others.map((word) => parseSelector(word) ?? refuse(word));
  const [selector, second] = selectors;
  if (second !== undefined)
    throw new UsageError(`one KIND at a time, not ${selectors.map(({ kind }) => kind).join(' and ')}`);
  return { files: words.filter((word) => isFile(word, directory)), selector };
}

const FILE_NAME = /^-$|^kustomize:|\.(ya?ml|json)$/i;

/** A name that ends like a manifest is a file, whether it exists or not; so is every name that exists. */
function isFile(word: string, directory: string): boolean {
  return (
    FILE_NAME.test(word) || existsSync(resolve(directory, word)) || (isGlob(word) && parseSelector(word) === undefined)
  );
}

function parseSelector(word: string): Selector | undefined {
  const [, kind = '', name, path = ''] = /^([A-Za-z]+)(?:\/([^/.]+))?(?:\.(.+))?$/.exec(word) ?? [];
  const found = KINDS.get(kind.toLowerCase());
  return found === undefined ? undefined : { kind: found, name, path };
}

function refuse(word: string): never {
  const [kind = word] = word.split(/[./]/, 1);
  throw new UsageError(
    `${JSON.stringify(word)} is no file that is there, and no kind of child${didYouMean(kind, [...KINDS.keys()])}`,
  );
}

/** Whether a field is the selected one or below it. */
export function isSelected({ child, path }: Field, { kind, name, path: wanted }: Selector): boolean {
  const [childKind, childName] = child.split('/');
  if (childKind !== kind || (name !== undefined && name !== childName)) return false;
  return path === wanted || wanted === '' || path.startsWith(`${wanted}.`) || path.startsWith(`${wanted}[`);
}

/** A suggestion for a selector without match: a similar child name, or a similar path of the same depth. */
export function meantBy({ kind, name, path }: Selector, fields: readonly Field[]): string {
  const ofKind = fields.filter(({ child }) => child.startsWith(`${kind}/`));
  const names = [...new Set(ofKind.map(({ child }) => child))];
  if (name !== undefined && !names.includes(`${kind}/${name}`)) return didYouMean(`${kind}/${name}`, names);
  const steps = path.split('.').length;
  const paths = [...new Set(ofKind.map((field) => field.path.split('.').slice(0, steps).join('.')))];
  return didYouMean(
    `${kind}.${path}`,
    paths.map((each) => `${kind}.${each}`),
  );
}
