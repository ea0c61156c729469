// Reference: names and keys inside a config object that no object can have, such as paths.

import { at } from '../../kube/finding.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { isDataKey, isObjectName } from '../../kube/object-name.ts';

/** References stand within this many levels of a spec; below it is content that belongs to others. */
const MAX_DEPTH = 6;

/** A member that names an object: `clientSecretRef`, `configMapRef`, `secretKeyRef`. */
const REFERENCE = /(Ref|Refs)$/;

/** The first name or key that cannot exist, as a sentence with its place; undefined when there is none. */
export function findBadName(fields: Fields, path: string, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  for (const [member, value] of Object.entries(fields)) {
    const place = at(path, member);
    const problem = Array.isArray(value)
      ? findInList(value, place, depth)
      : isObject(value)
        ? ((REFERENCE.test(member) ? badNameProblem(value, place) : undefined) ?? findBadName(value, place, depth + 1))
        : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function findInList(items: readonly unknown[], path: string, depth: number): string | undefined {
  const fields = items.map((item, index): readonly [unknown, number] => [item, index]);
  for (const [item, index] of fields) {
    const place = `${path}[${index}]`;
    const problem = isObject(item)
      ? ((REFERENCE.test(path) ? badNameProblem(item, place) : undefined) ?? findBadName(item, place, depth + 1))
      : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Empty texts count as absent; who needs them says so. */
function badNameProblem({ name = '', key = '' }: Fields, path: string): string | undefined {
  if (name !== '' && !(typeof name === 'string' && isObjectName(name))) {
    return `${path}.name is no name that an object can have; use lower-case letters, digits, - and . only.`;
  }
  if (key !== '' && !(typeof key === 'string' && isDataKey(key))) {
    return `${path}.key is no key that a ConfigMap or Secret can have; use letters, digits, -, _ and . only.`;
  }
  return undefined;
}
