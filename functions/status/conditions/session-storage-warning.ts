// Condition SessionStorageWarning: whether sessions are lost when a client reaches another proxy pod.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { readCount, readText } from '../../kube/json-reader.ts';

const TYPE = 'SessionStorageWarning';

/** True with more than one proxy pod and no Redis, neither in the spec nor in the settings. */
export function computeSessionStorageWarning({ input }: Facts): ConditionDraft {
  const { server, settings } = input.compiled;
  if (readCount(server.spec, 'replicas') <= 1) {
    const message = 'One proxy pod keeps its sessions itself';
    return { type: TYPE, status: 'False', reason: 'SessionStorageWarningNotApplicable', message };
  }
  const provider = readText(server.spec, 'sessionStorage', 'provider');
  if (provider === 'redis' || (provider === undefined && settings.redis !== undefined)) {
    return { type: TYPE, status: 'False', reason: 'SessionStorageConfigured', message: 'Sessions are stored in Redis' };
  }
  const message = 'spec.replicas is above 1 and sessions are not shared: set spec.sessionStorage with provider redis';
  return { type: TYPE, status: 'True', reason: 'SessionStorageMissingForReplicas', message };
}
