// Compile: the nodes that both pods of a server may run on.

import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';
import type { Settings } from '../../decode/settings.ts';

/** The labels of the namespace's defaults with those of the pod template over them; no member when there are none. */
export function nodeSelector({ namespacePods }: Settings, own: PodSpec['nodeSelector']): Pick<PodSpec, 'nodeSelector'> {
  if (namespacePods === undefined || Object.keys(namespacePods.nodeSelector).length === 0)
    return own === undefined ? {} : { nodeSelector: own };
  return { nodeSelector: { ...namespacePods.nodeSelector, ...own } };
}
