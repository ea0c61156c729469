// Condition StdioReplicaCapped: whether more pods were asked for than stdio allows.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { TRANSPORT_TRAITS } from '../../decode/transports.ts';
import { readCount } from '../../kube/json-reader.ts';

/** True when `spec.replicas` or `spec.backendReplicas` is above 1 with stdio: one process has one standard input. */
export function computeStdioReplicaCapped({ input }: Facts): ConditionDraft {
  const { spec, transport } = input.compiled.server;
  const requested = Math.max(readCount(spec, 'replicas'), readCount(spec, 'backendReplicas'));
  if (requested > TRANSPORT_TRAITS[transport].maxReplicas) {
    const message = `${transport} runs one pod of each workload; ${requested} were asked for`;
    return { type: 'StdioReplicaCapped', status: 'True', reason: 'StdioTransportCapAt1', message };
  }
  const message = 'The numbers of pods are not capped';
  return { type: 'StdioReplicaCapped', status: 'False', reason: 'StdioReplicaCapNotActive', message };
}
