// Reference: `spec.authzConfigRef`, the MCPAuthzConfig that decides which calls are allowed.

import { ok } from '../../kube/result.ts';
import type { ReferenceKind } from './resolved.ts';
import { readAuthzConfig } from './authorization.ts';
import { configRules } from './config-object.ts';
import { followConfig } from './follow-config.ts';

const RESOURCE = { kind: 'MCPAuthzConfig', resource: 'mcpauthzconfigs' } as const;
const CONDITION = {
  type: 'AuthzConfigRefValidated',
  valid: 'AuthzConfigRefValid',
  notFound: 'AuthzConfigRefNotFound',
  notValid: 'AuthzConfigRefNotValid',
};

/** Policies. A missing object holds new workloads back: without it every call would be allowed. */
export const AUTHZ_CONFIG: ReferenceKind = {
  relatedRules: (server, settings) =>
    configRules(server, settings, { resource: RESOURCE, name: server.spec.authzConfigRef?.name }),
  resolve: (server, related, settings) =>
    followConfig(
      { server, related, settings },
      {
        resource: RESOURCE,
        name: server.spec.authzConfigRef?.name,
        path: 'spec.authzConfigRef',
        hash: 'authzConfigHash',
        condition: CONDITION,
      },
      (spec) => {
        const document = readAuthzConfig(spec);
        return document.ok ? ok({ authorization: document.value }) : document;
      },
    ),
};
