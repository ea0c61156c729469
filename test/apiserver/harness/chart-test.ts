// Test harness: tests that need a cluster and Helm.

import { test } from 'node:test';
import { whyNoHelm } from '../../chart/helm.ts';
import { type Cluster, clusterTest } from '../cluster.ts';

/** Runs a check against the cluster, or skips it with one clear line when there is none or no Helm. */
export function chartTest(name: string, check: (cluster: Cluster) => Promise<void>): void {
  if (whyNoHelm === false) clusterTest(name, check);
  else test(name, { skip: whyNoHelm });
}
