// Condition SessionStorageWarning: whether sessions are lost when a client reaches another proxy pod.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { readCount, readText } from '../../kube/json-reader.ts';

const TYPE = 'SessionStorageWarning';

/** True with more than one proxy pod, asked for or set by an autoscaler, and no Redis, neither in the spec nor in the settings. */
export function computeSessionStorageWarning({ input, proxy }: Facts): ConditionDraft {
  const { server, settings } = input.compiled;
  const replicas = readCount(server.spec, 'replicas');
  if (Math.max(replicas, proxy.rollout.wanted) <= 1) {
    const message = 'One proxy pod keeps its sessions itself';
    return { type: TYPE, status: 'False', reason: 'SessionStorageWarningNotApplicable', message };
  }
  const provider = readText(server.spec, 'sessionStorage', 'provider');
  if (provider === 'redis' || (provider === undefined && settings.redis !== undefined)) {
    return { type: TYPE, status: 'False', reason: 'SessionStorageConfigured', message: 'Sessions are stored in Redis' };
  }
  const why = replicas > 1 ? 'spec.replicas is above 1' : `the Deployment is scaled to ${proxy.rollout.wanted} pods`;
  const message = `${why} and sessions are not shared: set spec.sessionStorage with provider redis`;
  return { type: TYPE, status: 'True', reason: 'SessionStorageMissingForReplicas', message };
}
