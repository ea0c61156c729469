// Reference: the server's own pods, so that status can name a failing container and a stdio proxy can follow its backend.

import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { SERVER_NAME } from '../label-keys.ts';
import { listObjects } from '../observed.ts';
import type { Reference, RelatedRules } from './reference.ts';

const POD = { apiVersion: 'v1', kind: 'Pod' };

/** What has to be asked for. */
export const askPods: RelatedRules = (server, settings) =>
  settings.status.podDetails
    ? [
        {
          apiVersion: 'v1',
          resource: 'pods',
          namespace: server.namespace,
          labelSelector: { matchLabels: { [SERVER_NAME]: server.name } },
        },
      ]
    : [];

/** Pods by the label that ToolHive puts on both, so that pods of a taken-over server are seen too. */
export const PODS: Reference = {
  resolve: ({ server, related }) => ({
    pods: listObjects(related, POD).filter(
      (pod) => pod.metadata.namespace === server.namespace,
    ) as unknown as readonly Pod[],
  }),
};
