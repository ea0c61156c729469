// Step: suggests the right place for a misplaced field of a pod template.

import { fieldNames, memberType, type MembersType, objectType } from '../kube/field-types.ts';

/** A field that its object does not have. */
export interface MisplacedField {
  readonly type: MembersType;
  readonly key: string;
  readonly path: string;
  /** Where the template stands. */
  readonly root: string;
}

/** A type that may have the field, and where an object of it is. */
interface Candidate {
  readonly type: string;
  /** Below the object that the field stands in. */
  readonly below?: string;
  /** Below the template, for objects that are not below that one. */
  readonly place?: string;
}

const POD: Candidate = { type: 'PodSpec', place: 'spec' };
const POD_SECURITY: Candidate = { type: 'PodSecurityContext', place: 'spec.securityContext' };
const CONTAINERS: Candidate = { type: 'Container', place: 'spec.containers[]' };
const CONTAINER_SECURITY: Candidate = { type: 'SecurityContext', place: 'spec.containers[].securityContext' };
const METADATA: Candidate = { type: 'ObjectMeta', place: 'metadata' };

/** Where fields of these objects belong that are most often forgotten one level up, down or beside, nearest first. */
const CANDIDATES: Readonly<Record<string, readonly Candidate[]>> = {
  PodTemplateSpec: [POD, CONTAINERS, METADATA, POD_SECURITY, CONTAINER_SECURITY],
  PodSpec: [CONTAINERS, POD_SECURITY, CONTAINER_SECURITY, METADATA],
  PodSecurityContext: [CONTAINER_SECURITY, POD, CONTAINERS],
  Container: [POD, POD_SECURITY, METADATA],
  SecurityContext: [POD_SECURITY, CONTAINERS, POD],
};

/** In words, where objects of these types are; others are named by their place alone. */
const WHERE: Readonly<Record<string, string>> = {
  PodSpec: 'on the pod',
  PodSecurityContext: 'on the pod',
  Container: 'on containers',
  SecurityContext: 'on containers',
  ObjectMeta: 'in the metadata',
};

/** Says where Kubernetes has a field of this name, as an order; undefined when it is nowhere near. */
export function suggestPlace({ type, key, path, root }: MisplacedField): string | undefined {
  if (type.kind !== 'object' || !path.endsWith(key)) return undefined;
  const candidates = [...objectsBelow(type), ...(CANDIDATES[type.name] ?? [])];
  const found = candidates.find((candidate) => memberType(objectType(candidate.type), key) !== undefined);
  if (found === undefined) return undefined;
  const { place, below = '' } = found;
  const target = place === undefined ? `${path.slice(0, path.length - key.length)}${below}` : `${root}.${place}`;
  const where = WHERE[found.type] ?? `in ${below}`;
  return `it exists ${where}: move it to ${target}.${key}`;
}

/** Members that are objects: `secretKeyRef` beside `valueFrom` belongs into it. */
function objectsBelow(type: MembersType & { readonly kind: 'object' }): readonly Candidate[] {
  return fieldNames(type.name).flatMap((below) => {
    const member = memberType(type, below);
    return member?.kind === 'object' ? [{ type: member.name, below }] : [];
  });
}
