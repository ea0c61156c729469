// Step: is the CompositeController that calls us set up as this code expects? A wrong set-up could delete children.

import { fail, ok, type Result } from '../kube/result.ts';
import { readObject, readObjects } from '../kube/json-reader.ts';
import { type Fields, isObject } from '../kube/object.ts';
import { SERVER_VERSION, TOOLHIVE_GROUP } from './config-kinds.ts';
import type { CompanionSettings, HostRules, Settings } from './settings.ts';

interface Row<Kind> {
  readonly apiVersion: string;
  /** Plural resource name. */
  readonly resource: string;
  readonly kind: Kind;
  /** Whether ToolHive makes it too. Going back to ToolHive deletes objects of the other kinds: nobody there knows them. */
  readonly inToolHive: boolean;
}

const PLAIN_ROWS = [
  { apiVersion: 'v1', resource: 'serviceaccounts', kind: 'ServiceAccount', inToolHive: true },
  { apiVersion: 'v1', resource: 'configmaps', kind: 'ConfigMap', inToolHive: true },
  { apiVersion: 'v1', resource: 'services', kind: 'Service', inToolHive: true },
  { apiVersion: 'apps/v1', resource: 'deployments', kind: 'Deployment', inToolHive: true },
  { apiVersion: 'apps/v1', resource: 'statefulsets', kind: 'StatefulSet', inToolHive: true },
  { apiVersion: 'networking.k8s.io/v1', resource: 'networkpolicies', kind: 'NetworkPolicy', inToolHive: false },
  { apiVersion: 'rbac.authorization.k8s.io/v1', resource: 'roles', kind: 'Role', inToolHive: true },
  { apiVersion: 'rbac.authorization.k8s.io/v1', resource: 'rolebindings', kind: 'RoleBinding', inToolHive: true },
] as const;

/** Kinds beyond these that a name-aware network engine brings; they exist only in clusters that have the engine. */
const HOST_RULE_ROWS = {
  cilium: [
    { apiVersion: 'cilium.io/v2', resource: 'ciliumnetworkpolicies', kind: 'CiliumNetworkPolicy', inToolHive: false },
  ],
  gke: [
    {
      apiVersion: 'networking.gke.io/v1alpha1',
      resource: 'fqdnnetworkpolicies',
      kind: 'FQDNNetworkPolicy',
      inToolHive: false,
    },
  ],
  deny: [],
} as const;

/** Kinds of companions, by the setting that asks for them. Those of other groups than Kubernetes' own have to be installed. */
const COMPANION_ROWS = {
  podDisruptionBudgets: [
    { apiVersion: 'policy/v1', resource: 'poddisruptionbudgets', kind: 'PodDisruptionBudget', inToolHive: false },
  ],
  autoscalers: [
    {
      apiVersion: 'autoscaling/v2',
      resource: 'horizontalpodautoscalers',
      kind: 'HorizontalPodAutoscaler',
      inToolHive: false,
    },
  ],
  ingresses: [{ apiVersion: 'networking.k8s.io/v1', resource: 'ingresses', kind: 'Ingress', inToolHive: false }],
  httpRoutes: [
    { apiVersion: 'gateway.networking.k8s.io/v1', resource: 'httproutes', kind: 'HTTPRoute', inToolHive: false },
  ],
  // Both with either: another choice then takes the objects of the one before away. The Prometheus operator brings both.
  monitors: [
    { apiVersion: 'monitoring.coreos.com/v1', resource: 'podmonitors', kind: 'PodMonitor', inToolHive: false },
    { apiVersion: 'monitoring.coreos.com/v1', resource: 'servicemonitors', kind: 'ServiceMonitor', inToolHive: false },
  ],
} as const;

/** Which companions the settings can ask for. */
export type Companion = keyof typeof COMPANION_ROWS;

/** Kinds of companions. */
export type CompanionKind = (typeof COMPANION_ROWS)[Companion][number]['kind'];

/** The kinds that a child can have whatever the settings. */
export type PlainChildKind = (typeof PLAIN_ROWS)[number]['kind'];

/** Every kind that a child can have. Tables by kind have it as their key, so that a new kind is left out of none. */
export type ChildKind = PlainChildKind | (typeof HOST_RULE_ROWS)[HostRules][number]['kind'] | CompanionKind;

/** A kind of child as a CompositeController lists it. */
export type ChildResource = Row<ChildKind>;

/** Every kind that the answer of `/sync` contains whatever the settings. Each needs `updateStrategy.method: InPlace`. */
export const CHILD_RESOURCES: readonly Row<PlainChildKind>[] = PLAIN_ROWS;

const HOST_RULE_RESOURCES: Readonly<Record<HostRules, readonly ChildResource[]>> = HOST_RULE_ROWS;

/** The kinds of each companion. */
export const COMPANION_RESOURCES: Readonly<Record<Companion, readonly Row<CompanionKind>[]>> = COMPANION_ROWS;

/** Every kind that `/sync` can answer with under some settings. */
export const POSSIBLE_CHILD_RESOURCES: readonly ChildResource[] = [
  ...CHILD_RESOURCES,
  ...Object.values(HOST_RULE_RESOURCES).flat(),
  ...Object.values(COMPANION_RESOURCES).flat(),
];

/** Those that hold the network of pods to a permission profile. */
export const POLICY_RESOURCES: readonly ChildResource[] = POSSIBLE_CHILD_RESOURCES.filter(({ kind }) =>
  kind.endsWith('NetworkPolicy'),
);

const POLICY_KINDS: ReadonlySet<string> = new Set(POLICY_RESOURCES.map(({ kind }) => kind));

/** Whether a child's kind is one of those. */
export function isPolicyKind(kind: string): boolean {
  return POLICY_KINDS.has(kind);
}

/** The kinds that a CompositeController must list under these settings. */
export function listChildResources({ permissionProfiles, companions }: Settings): readonly ChildResource[] {
  const chosen = chosenCompanions(companions).flatMap((companion) => COMPANION_RESOURCES[companion]);
  return [...CHILD_RESOURCES, ...HOST_RULE_RESOURCES[permissionProfiles.hostRules], ...chosen];
}

function chosenCompanions(companions: CompanionSettings): readonly Companion[] {
  const { podDisruptionBudgets, autoscalers, routes, monitors } = companions;
  const isChosen: Readonly<Record<Companion, boolean>> = {
    podDisruptionBudgets,
    autoscalers: autoscalers.enabled,
    ingresses: routes.kind === 'Ingress',
    httpRoutes: routes.kind === 'HTTPRoute',
    monitors: monitors.kind !== 'none',
  };
  return COMPANIONS.filter((companion) => isChosen[companion]);
}

const COMPANIONS: readonly Companion[] = ['podDisruptionBudgets', 'autoscalers', 'ingresses', 'httpRoutes', 'monitors'];

/** Plural of the parent. */
const PARENT_RESOURCE = 'mcpservers';

/**
 * Compares a CompositeController with what `/sync` relies on: the parent, the generated selector, hooks of version 2, and
 * `InPlace` for each child kind. Another listed kind is harmless until an object of it is observed; the request decoder checks
 * that. Fails with one sentence that names the field and the value it should have.
 */
export function checkController(controller: unknown, settings: Settings): Result<true> {
  const spec = readObject(controller, 'spec');
  return (
    [
      checkParent(spec),
      checkSelector(spec),
      checkHookVersion(spec),
      ...listChildResources(settings).map((child) => checkChild(spec, child)),
    ].find((check) => !check.ok) ?? ok(true)
  );
}

function checkParent(spec: Fields): Result<true> {
  const parent = readObject(spec, 'parentResource');
  const { apiVersion, resource } = parent;
  if (typeof apiVersion === 'string' && apiVersion.startsWith(`${TOOLHIVE_GROUP}/`) && resource === PARENT_RESOURCE)
    return ok(true);
  return fail(
    `The CompositeController's spec.parentResource is not ${PARENT_RESOURCE} of ${SERVER_VERSION}: this URL serves MCPServers only.`,
  );
}

function checkSelector(spec: Fields): Result<true> {
  if (spec['generateSelector'] === true) return ok(true);
  return fail(
    "The CompositeController's spec.generateSelector must be true: MCPServers have no selector of their own.",
  );
}

/** Version 2 names objects with their namespace. */
export function checkHookVersion(spec: Fields): Result<true> {
  const hooks = readObject(spec, 'hooks');
  const wrong = Object.keys(hooks).find((name) => {
    const hook = hooks[name];
    return isObject(hook) && hook['version'] !== 'v2';
  });
  if (wrong === undefined) return ok(true);
  return fail(
    `The CompositeController's spec.hooks.${wrong}.version must be v2: version v1 names objects without their namespace.`,
  );
}

function checkChild(spec: Fields, child: ChildResource): Result<true> {
  const rules = readObjects(spec, 'childResources');
  const rule = rules.find((entry) => entry['apiVersion'] === child.apiVersion && entry['resource'] === child.resource);
  const name = `${child.resource} of ${child.apiVersion}`;
  if (rule === undefined) {
    return fail(
      `The CompositeController's spec.childResources lacks ${name}: without it these children would never be repaired.`,
    );
  }
  const strategy = isObject(rule['updateStrategy']) ? rule['updateStrategy']['method'] : undefined;
  if (strategy === 'InPlace') return ok(true);
  return fail(
    `The CompositeController's spec.childResources entry for ${name} must have updateStrategy.method InPlace.`,
  );
}
