// Migrate: the steps from ToolHive's operator to this one and back, as commands that can be run twice.

import type { KubeObject } from '../../kube/object.ts';
import { escapeLine } from '../terminal/safe-text.ts';
import type { ApplyStrategy } from '../../simulator/management.ts';
import { childName } from '../compare/children.ts';
import { commandLine, shellWord } from '../terminal/shell.ts';
import { type Change, unconditional } from './change.ts';
import { releaseConfig } from './config-objects.ts';
import { changesOf, preparation, type ServerObjects } from './prepare.ts';

/** One step. */
export interface MigrationStep {
  readonly title: string;
  readonly commands: readonly string[];
  /** Shown to people instead of long commands. */
  readonly details?: readonly string[];
}

/** ToolHive's chart and ours want the same name in the same namespace. */
const CHART = 'charts/toolhive-operator';

/** Succeeds in a shell while the Deployment of this name is ToolHive's: ours has the variable SETTINGS_FILE. */
const IS_TOOLHIVE =
  "kubectl -n toolhive-system get deployment toolhive-operator --ignore-not-found -o jsonpath='{.kind} {.spec.template.spec.containers[0].env[*].name}' | grep -v SETTINGS_FILE | grep -q Deployment";

const BACKUP = 'before-migration.yaml';
const EXPORT =
  'kubectl get mcpservers,deployments,statefulsets,services,configmaps,serviceaccounts,roles,rolebindings -A -o yaml';

/** What is migrated, and how. */
export interface Move {
  readonly servers: readonly ServerObjects[];
  /** The kinds that servers refer to. */
  readonly configKinds: readonly string[];
  readonly strategy: ApplyStrategy;
  /** Objects that servers refer to, with ToolHive's finalizer. */
  readonly heldConfigs: readonly KubeObject[];
}

/** Steps to this operator. None deletes a workload, and each can be repeated after an interruption. */
export function stepsForward({ servers, configKinds, strategy, heldConfigs }: Move): readonly MigrationStep[] {
  return [
    {
      title: 'Keep a copy of everything, for the way back and for comparing',
      commands: [`[ -e ${BACKUP} ] || { ${EXPORT} > ${BACKUP}.part && mv ${BACKUP}.part ${BACKUP}; }`],
    },
    {
      title: "Stop ToolHive's operator: two operators at once would fight",
      commands: [
        `if ${IS_TOOLHIVE}; then kubectl -n toolhive-system scale deployment toolhive-operator --replicas=0; fi`,
      ],
    },
    ...servers.map((server) => prepareStep(server, strategy)),
    ...configSteps(heldConfigs),
    {
      title: "Remove ToolHive's operator; servers and what was made for them stay",
      commands: [`if ${IS_TOOLHIVE}; then ${UNINSTALL}; fi`],
    },
    {
      title: "Install Metacontroller and this operator, with ToolHive's definitions as long as its chart is installed",
      commands: installCommands(configKinds),
    },
    {
      title: 'When every server is Ready, compare',
      commands: [
        "kubectl wait mcpservers -A --all --for=jsonpath='{.status.phase}'=Ready --timeout=600s",
        `${EXPORT} > after-migration.yaml`,
        `toolhive-hooks migrate verify ${BACKUP} after-migration.yaml`,
      ],
    },
  ];
}

const UNINSTALL = 'helm uninstall toolhive-operator -n toolhive-system --wait';

function installCommands(configKinds: readonly string[]): readonly string[] {
  const listed = shellWord(`settings.references.configKinds={${configKinds.join(',')}}`);
  const kinds = configKinds.length === 0 ? '' : ` --set ${listed}`;
  return [
    `helm upgrade --install metacontroller oci://ghcr.io/metacontroller/metacontroller-helm --version 4.17.2 -n metacontroller --create-namespace --wait -f ${CHART}/metacontroller-values.yaml`,
    `helm upgrade --install toolhive-operator ${CHART} -n toolhive-system --create-namespace --wait --set crds.install=false,crds.configKinds=false${kinds}`,
  ];
}

/** What the user does between preparation and take-over; the values of ToolHive's chart are kept for the way back. */
export function installSteps(configKinds: readonly string[]): readonly string[] {
  return [
    'helm get values toolhive-operator -n toolhive-system -o yaml > toolhive-values.yaml',
    UNINSTALL,
    ...installCommands(configKinds),
  ].map((command) => `  ${command}`);
}

/** Steps back to ToolHive's operator. */
export function stepsBack(): readonly MigrationStep[] {
  return [
    {
      title: 'Stop this operator; servers and what was made for them stay',
      commands: [
        'kubectl delete compositecontroller toolhive-mcpserver --ignore-not-found',
        'helm uninstall toolhive-operator -n toolhive-system --ignore-not-found --wait',
      ],
    },
    {
      title:
        "Install ToolHive's operator again, with its chart and the values that you had. It rolls every proxy once; backends keep running",
      commands: ['helm upgrade --install toolhive-operator "$TOOLHIVE_CHART" -n toolhive-system -f "$TOOLHIVE_VALUES"'],
    },
    { title: 'Going forward again later needs all steps again: it strips the labels', commands: [] },
  ];
}

/** Nothing where none waits. */
function configSteps(held: readonly KubeObject[]): readonly MigrationStep[] {
  const changes = held.flatMap((object) => releaseConfig(object) ?? []);
  if (changes.length === 0) return [];
  const title = "Take ToolHive's finalizer from what servers refer to, which could never be deleted otherwise";
  return [{ title, commands: changes.map(patchCommand), details: changes.map(changeLine) }];
}

function prepareStep(server: ServerObjects, strategy: ApplyStrategy): MigrationStep {
  const { namespace = 'default', name, uid } = server.parent.metadata;
  // Quoted if it is no plain name: some interactive shells run text in a pasted comment.
  const title = `Prepare ${shellWord(escapeLine(`${namespace}/${name}`))}; nothing restarts`;
  if (uid === undefined)
    return { title, commands: [], details: ['the objects are not from a cluster: they have no uid'] };
  const changes = changesOf(preparation(server, strategy));
  return { title, commands: changes.map(patchCommand), details: changes.map(changeLine) };
}

/** `Service/mcp-fetch: owner StatefulSet fetch -> MCPServer fetch, label controller-uid`. */
export function changeLine({ object, messages }: Change): string {
  return `${childName(object)}: ${messages.join(', ')}`;
}

function patchCommand(change: Change): string {
  const { object } = change;
  const { namespace = 'default', name } = object.metadata;
  const patch = JSON.stringify(unconditional(change));
  const named = [object.kind.toLowerCase(), name];
  return commandLine(['kubectl', '-n', namespace, 'patch'], named, ['--type=json', '-p', patch]);
}
