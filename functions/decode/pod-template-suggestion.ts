// Step: suggests the right place for a misplaced field of a pod template.

import { fieldNames, memberType, type MembersType, objectType } from '../kube/field-types.ts';

/** Fields are most often forgotten one level up: the type that they are written into, and the levels they belong to. */
const LEVELS: Readonly<Record<string, readonly { readonly type: string; readonly below: string }[]>> = {
  PodTemplateSpec: [
    { type: 'PodSpec', below: 'spec' },
    { type: 'Container', below: 'spec.containers[]' },
    { type: 'ObjectMeta', below: 'metadata' },
  ],
  PodSpec: [{ type: 'Container', below: 'containers[]' }],
};

/** The path at which Kubernetes has a field of this name; undefined when none is near. */
export function suggestPlace(type: MembersType, key: string, path: string): string | undefined {
  if (type.kind !== 'object' || !path.endsWith(key)) return undefined;
  const levels = [...(LEVELS[type.name] ?? []), ...objectsBelow(type)];
  const level = levels.find((candidate) => memberType(objectType(candidate.type), key) !== undefined);
  return level === undefined ? undefined : `${path.slice(0, path.length - key.length)}${level.below}.${key}`;
}

/** Members that are objects: `secretKeyRef` beside `valueFrom` belongs into it. */
function objectsBelow(type: MembersType & { readonly kind: 'object' }): (typeof LEVELS)[string] {
  return fieldNames(type.name).flatMap((below) => {
    const member = memberType(type, below);
    return member?.kind === 'object' ? [{ type: member.name, below }] : [];
  });
}
