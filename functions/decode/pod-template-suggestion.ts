// Step: where a field of a pod template that stands in the wrong place was probably meant to be.

import { fieldType } from '../kube/pod-template-types.ts';

/** Fields are most often forgotten one level up: the type that they are written into, and the levels they belong to. */
const LEVELS: Readonly<Record<string, readonly { readonly type: string; readonly below: string }[]>> = {
  PodTemplateSpec: [
    { type: 'PodSpec', below: 'spec' },
    { type: 'Container', below: 'spec.containers[]' },
    { type: 'ObjectMeta', below: 'metadata' },
  ],
  PodSpec: [
    { type: 'Container', below: 'containers[]' },
    { type: 'PodSecurityContext', below: 'securityContext' },
  ],
  Container: [
    { type: 'SecurityContext', below: 'securityContext' },
    { type: 'ResourceRequirements', below: 'resources' },
  ],
};

/** The path at which Kubernetes has a field of this name; undefined when none is near. */
export function suggestPlace(type: string, key: string, path: string): string | undefined {
  const level = (LEVELS[type] ?? []).find((candidate) => fieldType(candidate.type, key) !== undefined);
  if (level === undefined) return undefined;
  return `${path.slice(0, path.length - key.length)}${level.below}.${key}`;
}
