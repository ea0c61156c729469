// Annotations of a pod that the API server reads: security profiles of old, and the cost of a pod's end.
// @see k8s.io/kubernetes/pkg/apis/core/validation (v1.36)

import { readItems } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import type { Problem } from './checks.ts';
import { climblessPath } from './grammars.ts';

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP = ['seccomp.security.alpha.kubernetes.io/pod', 'container.seccomp.security.alpha.kubernetes.io/'];
const LOCALHOST = 'localhost/';
const PROFILE = 'must be runtime/default, unconfined or localhost/<profile>';
const WHOLE_NUMBER = /^(?:0|-?[1-9]\d{0,9})$/;
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** Problems of the annotations, each under its key. */
export function podAnnotationProblems(annotations: Fields, spec: Fields): readonly Problem[] {
  const names = new Set(
    ['initContainers', 'containers'].flatMap((list) => readItems(spec[list]).map(({ name }) => name)),
  );
  return Object.entries(annotations).flatMap(([key, value]) => {
    const remedy = annotationProblem(key, String(value), names);
    return remedy === undefined ? [] : [{ path: [key], remedy }];
  });
}

function annotationProblem(key: string, value: string, names: ReadonlySet<unknown>): string | undefined {
  if (key === DELETION_COST) return WHOLE_NUMBER.test(value) ? undefined : 'must be a whole number';
  if (key.startsWith(APP_ARMOR)) {
    if (!names.has(key.slice(APP_ARMOR.length))) return 'must end with the name of a container of the pod';
    return isProfile(value, ['', 'runtime/default', 'unconfined']) ? undefined : PROFILE;
  }
  const isSeccomp = SECCOMP.some((start) => key.startsWith(start));
  return !isSeccomp || isProfile(value, ['runtime/default', 'docker/default', 'unconfined']) ? undefined : PROFILE;
}

function isProfile(value: string, known: readonly string[]): boolean {
  return known.includes(value) || (value.startsWith(LOCALHOST) && climblessPath(value) === undefined);
}
