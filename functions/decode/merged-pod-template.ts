// Step: a pod template with the user's `spec.podTemplateSpec` merged in, in the form that the API server stores.

import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import { hasErrors } from '../kube/finding.ts';
import { mergeByStrategy } from '../kube/strategic-merge.ts';
import { decodePodTemplate } from './pod-template.ts';
import { storedPodTemplate } from './stored-pod-template.ts';

const PATH = 'spec.podTemplateSpec';

/**
 * The merged template. Throws when the patch has errors: validation refuses such a server, so nobody may ask to build it.
 * Every field has been compared with the Kubernetes API by then, which is why the result may be called a PodTemplateSpec.
 */
export function mergePodTemplate(base: Readonly<Record<string, unknown>>, raw: unknown): PodTemplateSpec {
  const { patch, findings } = decodePodTemplate(raw ?? {}, PATH);
  if (hasErrors(findings)) throw new Error(`${PATH} has errors and was not validated`);
  const merged = mergeByStrategy('PodTemplateSpec', base, patch);
  if (!merged.ok) throw new Error(`${merged.error.path} cannot be merged and was not validated`);
  return storedPodTemplate(merged.value);
}
