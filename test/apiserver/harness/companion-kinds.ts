// Test harness: the kinds of companions that Kubernetes does not bring.

import assert from 'node:assert/strict';
import type { Cluster } from '../cluster.ts';
import { waitFor } from './wait.ts';

/** As small as they can be: any spec, and a status. */
const DEFINITIONS = [
  { group: 'gateway.networking.k8s.io', plural: 'httproutes', kind: 'HTTPRoute' },
  { group: 'monitoring.coreos.com', plural: 'podmonitors', kind: 'PodMonitor' },
  { group: 'monitoring.coreos.com', plural: 'servicemonitors', kind: 'ServiceMonitor' },
].map(({ group, plural, kind }) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: `${plural}.${group}`,
    // The API server wants a link to the approval of a group of Kubernetes' own.
    annotations: { 'api-approved.kubernetes.io': 'unapproved, a definition of a test' },
  },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List` },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
              status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
            },
          },
        },
      },
    ],
  },
}));

/** Defines HTTPRoute and the two monitors; what is there already stays. */
export async function installCompanionKinds(on: Cluster): Promise<void> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  for (const definition of DEFINITIONS) {
    const answer = await on.request('POST', path, definition);
    assert.ok([201, 409].includes(answer.status), answer.body.message);
  }
  await waitFor('their objects to be listed', async () => {
    const lists = DEFINITIONS.map(({ spec: { group, names } }) =>
      on.request('GET', `/apis/${group}/v1/${names.plural}`),
    );
    return (await Promise.all(lists)).every(({ status }) => status === 200) ? true : undefined;
  });
}
