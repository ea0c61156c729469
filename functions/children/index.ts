// Children: the ordered list of all of them, in ToolHive's order of creation and then the backend.

import type { KubeObject } from '../kube/object.ts';
import { buildAuthzConfigMap } from './authz-config-map.ts';
import { buildBackendHeadlessService } from './backend-headless-service.ts';
import { buildBackendService } from './backend-service.ts';
import { buildBackendStatefulSet } from './backend-stateful-set.ts';
import type { BuildInput, WorkloadInput } from './input.ts';
import { buildBackendNetworkPolicy } from './network-policy-backend.ts';
import { buildHostPolicy } from './network-policy-hosts.ts';
import { buildProxyNetworkPolicy } from './network-policy-proxy.ts';
import { buildProxyDeployment } from './proxy-deployment.ts';
import { buildProxyService } from './proxy-service.ts';
import { buildRoleBinding } from './role-binding.ts';
import { buildRole } from './role.ts';
import { runConfig } from './runconfig/index.ts';
import { buildRunConfigConfigMap } from './runconfig-config-map.ts';
import { buildBackendServiceAccount } from './service-account-backend.ts';
import { buildProxyServiceAccount } from './service-account-proxy.ts';

type Builder<Input> = (input: Input) => KubeObject | undefined;

/** Accounts and rights: harmless while a reference cannot be followed. */
const ACCOUNTS: readonly Builder<BuildInput>[] = [
  buildProxyServiceAccount,
  buildRole,
  buildRoleBinding,
  buildBackendServiceAccount,
];

/** What runs, and what it needs: held back until every reference of the spec can be followed. */
const WORKLOADS: readonly Builder<WorkloadInput>[] = [
  buildBackendNetworkPolicy,
  buildHostPolicy,
  buildProxyNetworkPolicy,
  buildAuthzConfigMap,
  buildRunConfigConfigMap,
  buildProxyDeployment,
  buildProxyService,
  buildBackendStatefulSet,
  buildBackendHeadlessService,
  buildBackendService,
];

/**
 * All children that should exist. Only for a server without error findings. With references that cannot be followed it
 * returns the accounts alone, which is right at first creation only: once workloads are observed, the caller has to
 * restate them instead, because a child that is left out is deleted.
 */
export function buildChildren(input: BuildInput): readonly KubeObject[] {
  const { problems, permissionProfile } = input.references;
  const accounts = ACCOUNTS.flatMap((build) => build(input) ?? []);
  if (problems.length > 0 || permissionProfile === undefined) return accounts;
  const workloadInput = { ...input, runConfig: runConfig(input, permissionProfile) };
  return [...accounts, ...WORKLOADS.flatMap((build) => build(workloadInput) ?? [])];
}
