// Compile: the security defaults of both pods, those of Pod Security level `restricted`.

import type { PodSecurityContext, SecurityContext } from 'kubernetes-types/core/v1.d.ts';
import type { Settings } from '../../decode/settings.ts';

/** User and group of both processes; on OpenShift the project's range decides instead. */
const RUN_AS_ID = 1000;

/** Defaults of a pod. */
export function podSecurityDefaults(platform: Settings['platform']): PodSecurityContext {
  return {
    runAsNonRoot: true,
    ...(platform === 'kubernetes' && { runAsUser: RUN_AS_ID, runAsGroup: RUN_AS_ID, fsGroup: RUN_AS_ID }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** Defaults of a container. */
export function containerSecurityDefaults(platform: Settings['platform']): SecurityContext {
  return {
    privileged: false,
    runAsNonRoot: true,
    ...(platform === 'kubernetes' && { runAsUser: RUN_AS_ID, runAsGroup: RUN_AS_ID }),
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    seccompProfile: { type: 'RuntimeDefault' },
    capabilities: { drop: ['ALL'] },
  };
}

/** The user's settings of the backend's pod with the gaps filled. OpenShift refuses ids outside its range, so they go there. */
export function fillPodSecurity(
  given: PodSecurityContext | undefined,
  platform: Settings['platform'],
): PodSecurityContext {
  const merged = { ...podSecurityDefaults(platform), ...given };
  if (platform === 'kubernetes') return merged;
  const { runAsUser: _user, runAsGroup: _group, fsGroup: _fsGroup, ...rest } = merged;
  return rest;
}

/** The user's settings of the backend's container with the gaps filled. */
export function fillContainerSecurity(
  given: SecurityContext | undefined,
  platform: Settings['platform'],
): SecurityContext {
  const merged: SecurityContext = { ...containerSecurityDefaults(platform), ...given };
  const consistent = mustEscalate(given) ? dropEscalationDefault(merged, given) : merged;
  if (platform === 'kubernetes') return consistent;
  const { runAsUser: _user, runAsGroup: _group, ...rest } = consistent;
  return rest;
}

/** The API refuses `allowPrivilegeEscalation: false` beside these two. */
function mustEscalate(given: SecurityContext | undefined): boolean {
  const added = given?.capabilities?.add ?? [];
  return given?.privileged === true || added.some((name) => name === 'SYS_ADMIN' || name === 'CAP_SYS_ADMIN');
}

function dropEscalationDefault(merged: SecurityContext, given: SecurityContext | undefined): SecurityContext {
  if (given?.allowPrivilegeEscalation !== undefined) return merged;
  const { allowPrivilegeEscalation: _default, ...rest } = merged;
  return rest;
}
