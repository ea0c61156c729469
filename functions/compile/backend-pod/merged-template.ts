// Step: a pod template with the user's `spec.podTemplateSpec` merged in, in the form that the API server stores.

import type { Fields } from '../../kube/object.ts';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1.d.ts';
import { mergeChecked } from '../../kube/strategic-merge.ts';
import { type DecodedPodTemplate, POD_TEMPLATE_PATH } from '../../decode/pod-template.ts';
import { storedPodTemplate } from './stored-template.ts';

type Patch = Pick<DecodedPodTemplate, 'patch' | 'isUsable'>;

const NO_PATCH: Patch = { patch: {}, isUsable: true };

/**
 * The merged template. Throws when the patch has errors: validation refuses such a server, so nobody may ask to build it.
 * Every field has been compared with the Kubernetes API by then, which is why the result may be called a PodTemplateSpec.
 */
export function mergePodTemplate(base: Fields, { patch, isUsable }: Patch = NO_PATCH): PodTemplateSpec {
  if (!isUsable) throw new Error(`${POD_TEMPLATE_PATH} has errors and was not validated`);
  return storedPodTemplate(mergeChecked('PodTemplateSpec', base, patch));
}
