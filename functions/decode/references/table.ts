// Reference: every way in which a server refers to something.

import { readAuthServerRef, refuseOtherKind } from './auth-server-ref.ts';
import { readAuthzConfig } from './authz-config.ts';
import { AUTHZ_CONFIG_MAP } from './authz-config-map.ts';
import { CHILD_NAMES } from './child-names.ts';
import { readExternalAuth } from './external-auth-config.ts';
import { resolveGroup } from './group.ts';
import { REFERENCE_KINDS } from './kinds.ts';
import { LEGACY_CA_BUNDLE } from './legacy-ca-bundle.ts';
import { LEGACY_OIDC } from './legacy-oidc.ts';
import { LEGACY_TELEMETRY } from './legacy-telemetry.ts';
import { NAMESPACE } from './namespace.ts';
import { NAMESPACE_DEFAULTS } from './namespace-defaults.ts';
import { readOidcConfig } from './oidc-config.ts';
import { PERMISSION_PROFILE } from './permission-profile.ts';
import { PODS } from './pods.ts';
import type { InformalObject, Reference, ReferenceMember, RequiredObject } from './reference.ts';
import { SECRETS } from './secrets.ts';
import { readTelemetryConfig } from './telemetry-config.ts';
import { LEGACY_TOOLS, readToolConfig } from './tool-config.ts';
import { readWebhookConfig } from './webhook-config.ts';

/** A row about a config object. */
export type ConfigReference = RequiredObject | InformalObject;

/**
 * By member of the spec, where there is one, in the order in which problems are listed. Rows are resolved from the last to the
 * first: a reader finds in `resolved` what the rows below its own have said.
 */
export const REFERENCES: Readonly<Record<ReferenceMember, ConfigReference>> &
  Readonly<Record<string, ConfigReference | Reference>> = {
  permissionProfile: PERMISSION_PROFILE,
  // Without the object the server would offer every tool.
  toolConfigRef: { kind: REFERENCE_KINDS.toolConfigRef, hash: 'toolConfigHash', read: readToolConfig },
  tools: LEGACY_TOOLS,
  // The backend would be called without its credentials. ToolHive shows this condition only while something is wrong.
  externalAuthConfigRef: {
    kind: REFERENCE_KINDS.externalAuthConfigRef,
    hash: 'externalAuthConfigHash',
    condition: {
      type: 'ExternalAuthConfigValidated',
      notFound: 'ExternalAuthConfigNotFound',
      notValid: 'InvalidConfig',
      repeatsVerdict: true,
    },
    read: readExternalAuth,
  },
  authServerRef: {
    kind: REFERENCE_KINDS.authServerRef,
    hash: 'authServerConfigHash',
    condition: {
      type: 'AuthServerRefValidated',
      valid: 'AuthServerRefValid',
      notFound: 'AuthServerRefNotFound',
      notValid: 'AuthServerRefInvalidConfig',
    },
    refuse: refuseOtherKind,
    read: readAuthServerRef,
  },
  // Everybody would be let in.
  oidcConfigRef: {
    kind: REFERENCE_KINDS.oidcConfigRef,
    hash: 'oidcConfigHash',
    condition: {
      type: 'OIDCConfigRefValidated',
      valid: 'OIDCConfigRefValid',
      notFound: 'OIDCConfigRefNotFound',
      notValid: 'OIDCConfigRefNotValid',
    },
    read: readOidcConfig,
  },
  oidcConfig: LEGACY_OIDC,
  caBundle: LEGACY_CA_BUNDLE,
  authzConfig: AUTHZ_CONFIG_MAP,
  // Every call would be allowed.
  authzConfigRef: {
    kind: REFERENCE_KINDS.authzConfigRef,
    hash: 'authzConfigHash',
    condition: {
      type: 'AuthzConfigRefValidated',
      valid: 'AuthzConfigRefValid',
      notFound: 'AuthzConfigRefNotFound',
      notValid: 'AuthzConfigRefNotValid',
    },
    read: readAuthzConfig,
  },
  // ToolHive holds a server back too when its telemetry is missing.
  telemetryConfigRef: {
    kind: REFERENCE_KINDS.telemetryConfigRef,
    hash: 'telemetryConfigHash',
    condition: {
      type: 'TelemetryConfigRefValidated',
      valid: 'TelemetryConfigRefValid',
      notFound: 'TelemetryConfigRefNotFound',
      notValid: 'TelemetryConfigRefInvalid',
    },
    read: readTelemetryConfig,
  },
  telemetry: LEGACY_TELEMETRY,
  // Calls would pass unchecked. ToolHive declares this condition and never sets it.
  webhookConfigRef: {
    kind: REFERENCE_KINDS.webhookConfigRef,
    hash: 'webhookConfigHash',
    condition: {
      type: 'WebhookConfigValidated',
      valid: 'WebhookConfigValid',
      notFound: 'WebhookConfigNotFound',
      notValid: 'WebhookConfigInvalid',
    },
    read: readWebhookConfig,
  },
  groupRef: { kind: REFERENCE_KINDS.groupRef, resolve: resolveGroup },
  namespace: NAMESPACE,
  namespaceDefaults: NAMESPACE_DEFAULTS,
  secrets: SECRETS,
  pods: PODS,
  childNames: CHILD_NAMES,
};

/** The rows about config objects without whose object nothing new is started. */
export const REQUIRED_OBJECTS: readonly (readonly [ReferenceMember, RequiredObject])[] = Object.entries(
  REFERENCES,
).filter((entry): entry is [ReferenceMember, RequiredObject] => 'kind' in entry[1] && 'hash' in entry[1]);
