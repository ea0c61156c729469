// Reference: the objects that have the names of the server's own children. Metacontroller hands over as children only what it
// could claim, so whether a name is somebody else's can be seen no other way.

import { childNames, workloadName } from '../names.ts';
import { findObject } from '../observed.ts';
import { listChildResources } from '../controller.ts';
import type { Reference, RelatedRules } from './reference.ts';

const STATEFUL_SET = { apiVersion: 'apps/v1', kind: 'StatefulSet' } as const;

/** What has to be asked for. */
export const askChildNames: RelatedRules = (server, settings) =>
  listChildResources(settings).flatMap(({ apiVersion, resource, kind }) => {
    const [first, ...others] = childNames(kind, server);
    return first === undefined
      ? []
      : [{ apiVersion, resource, namespace: server.namespace, names: [first, ...others] as const }];
  });

/** Asked for by name; `findTakenNames` reads them. */
export const CHILD_NAMES: Reference = {
  resolve: ({ server, related }) => {
    const backendByName = findObject(related, STATEFUL_SET, {
      namespace: server.namespace,
      name: workloadName(server),
    });
    return backendByName === undefined ? {} : { backendByName };
  },
};
