// Step: every rule about an MCPServer, in the order in which people read its spec.

import { POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import { writtenPlace } from '../decode/written-place.ts';
import type { Finding } from '../kube/finding.ts';
import { validateAnnotations } from './annotations.ts';
import { validateArgsPort } from './args-port.ts';
import { validateAuthorization } from './authorization.ts';
import { MAX_FINDINGS } from './bound.ts';
import { validateCompanions } from './companions.ts';
import { validateEnv, validateEnvFrom, validateProxyEnv } from './environment.ts';
import { errorPlaces } from './error-places.ts';
import { validateImagePolicy } from './image-policy.ts';
import { validateImage } from './image.ts';
import { validateGroupRef, validateLegacyFields } from './legacy-fields.ts';
import { validateLegacyObjects } from './legacy-objects.ts';
import { validateLiteralCredentials } from './literal-credentials.ts';
import { validateMetadataOverrides } from './metadata-overrides.ts';
import { validateObjectNames } from './object-names.ts';
import { validatePermissionProfileEntries } from './permission-profile-entries.ts';
import { validatePermissionProfile } from './permission-profile.ts';
import { validatePodSecurity } from './pod-security.ts';
import { validatePodTemplateLimits } from './pod-template-limits.ts';
import { validatePodTemplate } from './pod-template.ts';
import { validateAuthentication, validateTransport } from './proxy.ts';
import { validateRateLimiting } from './rate-limiting.ts';
import { validateAuthServer, validateReferenceKinds } from './references.ts';
import { validateRenderedPod } from './rendered-pod.ts';
import { validateResources } from './resources.ts';
import type { Rule, ValidationInput } from './rule.ts';
import { validateScaling } from './scaling.ts';
import { validateSecrets } from './secrets.ts';
import { validateServerName } from './server-name.ts';
import { validateServiceAnnotations } from './service-annotations.ts';
import { validateTrustEnvironment } from './trust-environment.ts';
import { validateVolumes } from './volumes.ts';
import { validateWithoutEffect } from './without-effect.ts';

const RULES: readonly Rule[] = [
  validateServerName,
  validateAnnotations,
  validateLegacyFields,
  ({ server }) => validateGroupRef(server.sent['groupRef']),
  validateLegacyObjects,
  validateImage,
  validateTransport,
  validateArgsPort,
  validateEnv,
  validateEnvFrom,
  validateSecrets,
  validateLiteralCredentials,
  validateVolumes,
  validateResources,
  validatePodTemplate,
  validatePodSecurity,
  validatePodTemplateLimits,
  validateImagePolicy,
  validateMetadataOverrides,
  validateServiceAnnotations,
  validateProxyEnv,
  validateTrustEnvironment,
  validateObjectNames,
  validatePermissionProfile,
  validatePermissionProfileEntries,
  validateAuthentication,
  validateAuthServer,
  validateAuthorization,
  validateRateLimiting,
  validateScaling,
  validateCompanions,
  validateWithoutEffect,
  validateReferenceKinds,
];

/** Takes the rules' findings, before it is asked whether the API server would refuse the pod. */
export type Soften = (findings: readonly Finding[]) => readonly Finding[];

/**
 * Everything that is to be said about a server that keeps its schema: all rules, muted warnings too, in any number. Needs no
 * other object, so /validate and /sync find the same.
 */
export function validateServer(input: ValidationInput, soften: Soften): readonly Finding[] {
  const findings = soften(RULES.flatMap((rule) => rule(input)));
  return [...findings, ...firstRefusals(input, findings)].map(asWritten(input));
}

/** Rules name places in the canonical template; people look for the keys that they wrote. */
function asWritten({ server: { podTemplate } }: ValidationInput): (finding: Finding) => Finding {
  if (podTemplate === undefined || podTemplate.written.size === 0) return (finding) => finding;
  return (finding) => ({ ...finding, path: writtenPlace(podTemplate, finding.path, POD_TEMPLATE_PATH) });
}

/**
 * The first refusals, one more than are shown. What the spec has wrong shows again in the pod that is made of it; one error
 * about a place is enough.
 */
function firstRefusals(input: ValidationInput, findings: readonly Finding[]): readonly Finding[] {
  const places = errorPlaces(findings);
  const kept: Finding[] = [];
  validateRenderedPod(input, (refusal) => {
    if (!places.has(refusal.path)) kept.push(refusal);
    return kept.length <= MAX_FINDINGS.error;
  });
  return kept;
}
