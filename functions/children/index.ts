// Children: the ordered list of all of them, in ToolHive's order of creation and then the backend.

import type { KubeObject } from '../kube/object.ts';
import type { ChildKind } from '../decode/controller.ts';
import type { Server } from '../decode/server.ts';
import { buildAuthzConfigMap } from './authz-config-map.ts';
import { buildAutoscaler } from './autoscaler.ts';
import { buildBackendHeadlessService } from './backend-headless-service.ts';
import { buildBackendService } from './backend-service.ts';
import { buildBackendStatefulSet } from './backend-stateful-set.ts';
import type { Compiled } from '../compile/compiled.ts';
import { buildBackendDisruptionBudget, buildProxyDisruptionBudget } from './disruption-budgets.ts';
import type { ObjectMap } from '../decode/observed.ts';
import { inlineAuthzName, runConfigName, workloadName } from '../decode/names.ts';
import { buildBackendNetworkPolicy } from './network-policy-backend.ts';
import { buildHostPolicy } from './network-policy-hosts.ts';
import { buildProxyNetworkPolicy } from './network-policy-proxy.ts';
import { buildMonitor } from './monitor.ts';
import { buildProxyDeployment } from './proxy-deployment.ts';
import { buildProxyService } from './proxy-service.ts';
import { buildRoleBinding } from './role-binding.ts';
import { buildRoute } from './route.ts';
import { buildRole } from './role.ts';
import { buildRunConfigConfigMap } from './runconfig-config-map.ts';
import { buildBackendServiceAccount } from './service-account-backend.ts';
import { buildProxyServiceAccount } from './service-account-proxy.ts';

/** Makes one child, or none of it. Most need to know nothing of what is there. */
export type Builder = (compiled: Compiled, observed: ObjectMap) => KubeObject | undefined;

/** A child that stays as it is while its server is held, because what it is made of cannot be read then. */
export interface KeptChild {
  readonly whileHeld: 'kept';
  readonly apiVersion: string;
  readonly kind: ChildKind;
  readonly name: (server: Server) => string;
  readonly build: Builder;
  /** What the builder reads: the spec alone, or what it refers to as well. */
  readonly reads: 'spec' | 'references';
}

/** A child that is made anew, also while its server is held. */
interface RenewedChild {
  /**
   * `account`: harmless, so that it exists even before a reference can be followed. `policy`: follows profile and settings
   * whatever else is broken. `beside`: follows the pods that run.
   */
  readonly whileHeld: 'account' | 'policy' | 'beside';
  readonly build: Builder;
}

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' } as const;
const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' } as const;
const STATEFUL_SET = { apiVersion: 'apps/v1', kind: 'StatefulSet' } as const;

/** Every child, and what becomes of it while its server is held: one that is left out of an answer is deleted. */
const CHILDREN: readonly (RenewedChild | KeptChild)[] = [
  { whileHeld: 'account', build: buildProxyServiceAccount },
  { whileHeld: 'account', build: buildRole },
  { whileHeld: 'account', build: buildRoleBinding },
  { whileHeld: 'account', build: buildBackendServiceAccount },
  { whileHeld: 'policy', build: buildBackendNetworkPolicy },
  { whileHeld: 'policy', build: buildHostPolicy },
  { whileHeld: 'policy', build: buildProxyNetworkPolicy },
  { whileHeld: 'kept', ...CONFIG_MAP, name: inlineAuthzName, build: buildAuthzConfigMap, reads: 'spec' },
  { whileHeld: 'kept', ...CONFIG_MAP, name: runConfigName, build: buildRunConfigConfigMap, reads: 'references' },
  { whileHeld: 'kept', ...DEPLOYMENT, name: workloadName, build: buildProxyDeployment, reads: 'references' },
  { whileHeld: 'beside', build: buildProxyService },
  { whileHeld: 'kept', ...STATEFUL_SET, name: workloadName, build: buildBackendStatefulSet, reads: 'spec' },
  { whileHeld: 'beside', build: buildBackendHeadlessService },
  { whileHeld: 'beside', build: buildBackendService },
  { whileHeld: 'beside', build: buildProxyDisruptionBudget },
  { whileHeld: 'beside', build: buildBackendDisruptionBudget },
  { whileHeld: 'beside', build: buildAutoscaler },
  { whileHeld: 'beside', build: buildRoute },
  { whileHeld: 'beside', build: buildMonitor },
];

/** Accounts and rights: harmless while a reference cannot be followed. */
export const ACCOUNTS: readonly Builder[] = buildersOf('account');

/** Policies follow profile and settings whatever else is broken. */
export const POLICIES: readonly Builder[] = buildersOf('policy');

/** Addresses of proxy and backend follow the pods that run. */
export const BESIDE: readonly Builder[] = buildersOf('beside');

/** What runs, and the files that it reads. */
export const KEPT_CHILDREN: readonly KeptChild[] = CHILDREN.flatMap((child) =>
  child.whileHeld === 'kept' ? [child] : [],
);

const AFTER_ACCOUNTS = CHILDREN.filter(({ whileHeld }) => whileHeld !== 'account').map(({ build }) => build);

function buildersOf(whileHeld: RenewedChild['whileHeld']): readonly Builder[] {
  return CHILDREN.filter((child) => child.whileHeld === whileHeld).map(({ build }) => build);
}

/**
 * All children that should exist. Only for a server without error findings. With references that cannot be followed it
 * returns the accounts alone, which is right at first creation only: once workloads are observed, `keepChildren` answers
 * instead, because a child that is left out is deleted.
 */
export function buildChildren(compiled: Compiled, observed: ObjectMap): readonly KubeObject[] {
  const { problems, permissionProfile } = compiled.references;
  const accounts = buildAll(ACCOUNTS, compiled, observed);
  if (problems.length > 0 || permissionProfile === undefined) return accounts;
  return [...accounts, ...buildAll(AFTER_ACCOUNTS, compiled, observed)];
}

/** What the builders make of one server; those that have nothing to make are left out. */
export function buildAll(builders: readonly Builder[], compiled: Compiled, observed: ObjectMap): readonly KubeObject[] {
  return builders.flatMap((build) => build(compiled, observed) ?? []);
}
