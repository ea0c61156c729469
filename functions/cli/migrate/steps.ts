// Migrate: the steps from ToolHive's operator to this one and back, as commands that can be run twice.

import type { StoredObject } from '../../simulator/object.ts';

/** Finalizer that only ToolHive's operator removes; without it a deleted server would hang for ever. */
export const TOOLHIVE_FINALIZER = 'mcpserver.toolhive.stacklok.dev/finalizer';

/** One step. */
export interface MigrationStep {
  readonly says: string;
  readonly commands: readonly string[];
}

/** A server with the objects that it has. */
export interface Household {
  readonly parent: StoredObject;
  readonly live: readonly StoredObject[];
}

const CHART = 'charts/toolhive-operator';

/** The way over. No step deletes a workload, and each can be repeated after an interruption. */
export function stepsForward(households: readonly Household[]): readonly MigrationStep[] {
  return [
    {
      says: 'Keep a copy of everything, for the way back and for comparing',
      commands: [
        'kubectl get mcpservers,deployments,statefulsets,services,configmaps,serviceaccounts,roles,rolebindings -A -o yaml > before-migration.yaml',
      ],
    },
    {
      says: "Stop ToolHive's operator: two operators at once would fight",
      commands: [
        'kubectl -n toolhive-system scale deployment toolhive-operator --replicas=0',
        'kubectl -n toolhive-system rollout status deployment toolhive-operator',
      ],
    },
    ...households.map(prepare),
    {
      says: "Remove ToolHive's operator; servers and what was made for them stay",
      commands: ['helm uninstall toolhive-operator -n toolhive-system'],
    },
    {
      says: 'Install Metacontroller and this operator',
      commands: [
        `helm install metacontroller oci://ghcr.io/metacontroller/metacontroller-helm --version 4.17.2 -n metacontroller --create-namespace -f ${CHART}/metacontroller-values.yaml`,
        `helm install toolhive-operator ${CHART} -n toolhive-system`,
      ],
    },
    { says: 'See every server become Ready', commands: ['kubectl get mcpservers -A --watch'] },
  ];
}

/** Steps back to ToolHive's operator. */
export function stepsBack(): readonly MigrationStep[] {
  return [
    {
      says: 'Stop Metacontroller and this operator; servers and what was made for them stay',
      commands: [
        'kubectl -n metacontroller scale statefulset,deployment --all --replicas=0',
        'helm uninstall toolhive-operator -n toolhive-system',
      ],
    },
    {
      says: "Install ToolHive's operator again, with the values that you had. It rolls every proxy once; backends keep running",
      commands: ['helm install toolhive-operator oci://ghcr.io/stacklok/toolhive/toolhive-operator -n toolhive-system'],
    },
    { says: 'Going forward again later needs all steps again: it strips the labels', commands: [] },
  ];
}

/** Resource names that kubectl takes, by kind. */
const RESOURCES: Readonly<Record<string, string>> = {
  ServiceAccount: 'serviceaccount',
  Role: 'role',
  RoleBinding: 'rolebinding',
  ConfigMap: 'configmap',
  Deployment: 'deployment',
  StatefulSet: 'statefulset',
  Service: 'service',
};

/** Services of the backend lose the StatefulSet as their owner, everything gets the label that it is adopted by, the finalizer goes. */
function prepare({ parent, live }: Household): MigrationStep {
  const { namespace = 'default', name } = parent.metadata;
  const services = [`mcp-${name}`, `mcp-${name}-headless`].filter((service) =>
    live.some(({ kind, metadata }) => kind === 'Service' && metadata.name === service),
  );
  const objects = live.flatMap(({ kind, metadata }) =>
    RESOURCES[kind] === undefined ? [] : [`${RESOURCES[kind]}/${metadata.name}`],
  );
  const uid = `"$(kubectl -n ${namespace} get mcpserver ${name} -o jsonpath='{.metadata.uid}')"`;
  return {
    says: `Prepare ${namespace}/${name}; nothing restarts`,
    commands: [
      ...services.map(
        (service) =>
          `kubectl -n ${namespace} patch service ${service} --type=merge -p '{"metadata":{"ownerReferences":null}}'`,
      ),
      ...(objects.length === 0
        ? []
        : [`kubectl -n ${namespace} label --overwrite ${objects.join(' ')} controller-uid=${uid}`]),
      ...removeFinalizer(parent),
    ],
  };
}

function removeFinalizer(parent: StoredObject): readonly string[] {
  const { namespace = 'default', name, finalizers = [] } = parent.metadata;
  if (!finalizers.includes(TOOLHIVE_FINALIZER)) return [];
  const rest = finalizers.filter((finalizer) => finalizer !== TOOLHIVE_FINALIZER);
  const patch = JSON.stringify({ metadata: { finalizers: rest.length === 0 ? null : rest } });
  return [`kubectl -n ${namespace} patch mcpserver ${name} --type=merge -p '${patch}'`];
}
