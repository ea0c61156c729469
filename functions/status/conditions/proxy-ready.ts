// Condition ProxyReady: whether the proxy runs as the spec asks and has a ready pod.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { computeWorkloadCondition } from '../workload-condition.ts';

/** From the observed Deployment and its pods. */
export function computeProxyReady(facts: Facts): ConditionDraft {
  if (!facts.proxyWaits) return computeWorkloadCondition('ProxyReady', facts.proxy, facts);
  const message = 'The proxy of a stdio server is created when its backend has a ready pod';
  return { type: 'ProxyReady', status: 'False', reason: 'WaitingForBackend', message };
}
