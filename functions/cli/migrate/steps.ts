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

/** True in a shell while the Deployment of this name is ToolHive's: this operator's has the variable SETTINGS_FILE. */
const IS_TOOLHIVE =
  "kubectl -n toolhive-system get deployment toolhive-operator --ignore-not-found -o jsonpath='{.kind} {.spec.template.spec.containers[0].env[*].name}' | grep -v SETTINGS_FILE | grep -q Deployment";

const BACKUP = 'before-migration.yaml';
const EXPORT =
  'kubectl get mcpservers,deployments,statefulsets,services,configmaps,serviceaccounts,roles,rolebindings -A -o yaml';

/** The way over; `configKinds` are the kinds that servers refer to. No step deletes a workload, and each can be repeated after an interruption. */
export function stepsForward(
  households: readonly Household[],
  configKinds: readonly string[],
): readonly MigrationStep[] {
  const kinds = configKinds.length === 0 ? '' : ` --set 'settings.references.configKinds={${configKinds.join(',')}}'`;
  return [
    {
      says: 'Keep a copy of everything, for the way back and for comparing',
      commands: [`[ -e ${BACKUP} ] || { ${EXPORT} > ${BACKUP}.part && mv ${BACKUP}.part ${BACKUP}; }`],
    },
    {
      says: "Stop ToolHive's operator: two operators at once would fight",
      commands: [
        `if ${IS_TOOLHIVE}; then kubectl -n toolhive-system scale deployment toolhive-operator --replicas=0; fi`,
      ],
    },
    ...households.map(prepare),
    {
      says: "Remove ToolHive's operator; servers and what was made for them stay",
      commands: [`if ${IS_TOOLHIVE}; then helm uninstall toolhive-operator -n toolhive-system --wait; fi`],
    },
    {
      says: "Install Metacontroller and this operator, with ToolHive's definitions as long as its chart is installed",
      commands: [
        `helm upgrade --install metacontroller oci://ghcr.io/metacontroller/metacontroller-helm --version 4.17.2 -n metacontroller --create-namespace -f ${CHART}/metacontroller-values.yaml`,
        `helm upgrade --install toolhive-operator ${CHART} -n toolhive-system --create-namespace --set crds.install=false,crds.configKinds=false${kinds}`,
      ],
    },
    {
      says: 'When every server is Ready, compare',
      commands: [
        "kubectl wait mcpservers -A --all --for=jsonpath='{.status.phase}'=Ready --timeout=600s",
        `${EXPORT} > after-migration.yaml`,
        `toolhive-hooks migrate verify ${BACKUP} after-migration.yaml`,
      ],
    },
  ];
}

/** Steps back to ToolHive's operator. */
export function stepsBack(): readonly MigrationStep[] {
  return [
    {
      says: 'Stop this operator; servers and what was made for them stay',
      commands: [
        'kubectl delete compositecontroller toolhive-mcpserver --ignore-not-found',
        'helm uninstall toolhive-operator -n toolhive-system --ignore-not-found --wait',
      ],
    },
    {
      says: "Install ToolHive's operator again, with its chart and the values that you had. It rolls every proxy once; backends keep running",
      commands: ['helm upgrade --install toolhive-operator "$TOOLHIVE_CHART" -n toolhive-system -f "$TOOLHIVE_VALUES"'],
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
