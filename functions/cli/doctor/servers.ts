// Doctor: does exactly one operator look after the servers?

import { isServer } from '../../decode/config-kinds.ts';
import { findOtherOperator } from '../../decode/other-operator.ts';
import { checkController } from '../../decode/controller.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { TOOLHIVE_FINALIZER } from '../migrate/prepare.ts';
import { commandLine } from '../terminal/shell.ts';
import { countOf } from '../../kube/short-text.ts';
import { isOurController, notReady } from './metacontroller.ts';
import { sharingProblem } from './shards.ts';
import {
  containersOf,
  type CheckResult,
  findHooks,
  hasVariable,
  advice,
  nameOf,
  failed,
  passed,
  type Installation,
  unreadable,
} from './installation.ts';

/** Checks the Deployment of the hooks. */
export function checkHooks(installation: Installation): CheckResult {
  const hooks = findHooks(installation);
  if (hooks === undefined)
    return notSeen(installation, 'deployments.apps') ?? failed('the hooks are not running: install the chart');
  const ready = readObject(hooks, 'status')['readyReplicas'];
  if (typeof ready !== 'number' || ready === 0) return failed(notReady(hooks));
  const message = `Deployment ${nameOf(hooks)} has ${ready} ready`;
  const tag = /:v?([^:@/]+)(@|$)/.exec(String(containersOf(hooks)[0]?.['image']))?.[1];
  return tag === undefined || tag === installation.version || !/^[1-9]|^0\.[1-9]/.test(installation.version)
    ? passed(message)
    : advice(
        `${message}; they are ${tag} and this program is ${installation.version}, so render and diff may differ from them: use the program of that version`,
      );
}

/** Checks the CompositeController against what `/sync` relies on. */
export function checkComposite(installation: Installation): CheckResult {
  const controllers = installation.objects.filter(isOurController);
  if (controllers.length === 0)
    return (
      notSeen(installation, 'compositecontrollers.metacontroller.k8s.io') ??
      failed('no CompositeController has mcpservers as parent: set metacontroller.enabled in the chart')
    );
  const shared = sharingProblem(
    controllers,
    installation.objects.filter(({ kind }) => kind === 'MCPServer'),
  );
  if (shared !== undefined) return failed(shared);
  const problem = controllers.map((controller) => controllerProblem(controller, installation)).find(Boolean);
  return problem === undefined ? passed(controllers.map(({ metadata }) => metadata.name).join(', ')) : failed(problem);
}

function controllerProblem(controller: KubeObject, installation: Installation): string | undefined {
  const checked = checkController(controller, installation.settings);
  return checked.ok ? hookProblem(controller, installation) : `${checked.error} Upgrade the chart.`;
}

/** A hook URL whose Service does not exist. */
function hookProblem(controller: KubeObject, { objects, unseen }: Installation): string | undefined {
  if (unseen.has('services')) return undefined;
  const services = new Set(objects.filter(({ kind }) => kind === 'Service').map(nameOf));
  const hooks = readObject(controller, 'spec', 'hooks');
  const urls = Object.keys(hooks).map((name) => String(readObject(hooks, name, 'webhook')['url']));
  const lost = urls.find((url) => {
    const [, name, namespace] = /^https?:\/\/([^./:]+)\.([^./:]+)\.svc[.:/]/.exec(url) ?? [];
    return name !== undefined && !services.has(`${namespace ?? ''}/${name}`);
  });
  return lost === undefined
    ? undefined
    : `${controller.metadata.name} calls ${lost}, and no such Service is there: upgrade the chart`;
}

/** Checks that ToolHive's operator neither runs nor has written a status lately. */
export function checkOneOperator({ objects }: Installation): CheckResult {
  const other = objects.find(
    (object) =>
      object.kind === 'Deployment' &&
      hasVariable(object, 'TOOLHIVE_RUNNER_IMAGE') &&
      readObject(object, 'spec')['replicas'] !== 0,
  );
  if (other !== undefined)
    return failed(`ToolHive's operator runs as Deployment ${nameOf(other)}: two operators fight; see migrate plan`);
  const contested = serversOf(objects).filter((server) => findOtherOperator(server).length > 0);
  if (contested.length === 0) return passed("ToolHive's operator is not running");
  return failed(
    `ToolHive's operator wrote the status of ${someOf(contested)} after us, so it still runs somewhere: find and stop it; see migrate plan`,
  );
}

/** Checks for finalizers of ToolHive's operator, which nobody removes any more. */
export function checkFinalizers(installation: Installation): CheckResult {
  const waiting = serversOf(installation.objects).filter(
    ({ metadata }) => metadata.finalizers?.includes(TOOLHIVE_FINALIZER) === true,
  );
  if (waiting.length > 0) return failed(`${someOf(waiting)} can never be deleted: migrate plan has the command`);
  return (
    notSeen(installation, 'mcpservers.toolhive.stacklok.dev') ??
    passed('no server waits for a finalizer that nobody removes')
  );
}

/** Checks the phases of the servers; one without a status was never synced, and one of an older generation not since its edit. */
export function checkServers(installation: Installation): CheckResult {
  const servers = serversOf(installation.objects);
  if (servers.length === 0)
    return notSeen(installation, 'mcpservers.toolhive.stacklok.dev') ?? passed('there is no MCPServer yet');
  const strangers = servers.filter((server) => phaseOf(server) === '');
  if (strangers.length > 0)
    return failed(`nobody has synced ${someOf(strangers)}, there is no status: look at Metacontroller's log`);
  const behind = servers.filter(isBehind);
  if (behind.length > 0)
    return failed(
      `nobody has synced ${someOf(behind)} since the last edit, so that status and READY tell of the spec before: look at Metacontroller's log`,
    );
  const failing = servers.find((server) => phaseOf(server) === 'Failed');
  const message = `${countOf(servers.length, 'server')}: ${phasesOf(servers)}`;
  if (failing === undefined) return passed(message);
  const { name, namespace = '' } = failing.metadata;
  return advice(`${message}; ${commandLine(['kubectl', 'describe'], ['mcpserver', name], ['-n', namespace])}`);
}

/** ToolHive's operator did not always write the generation. */
function isBehind(server: KubeObject): boolean {
  const { observedGeneration } = readObject(server, 'status');
  return typeof observedGeneration === 'number' && observedGeneration < (server.metadata.generation ?? 0);
}

function phaseOf(server: KubeObject): string {
  const { phase } = readObject(server, 'status');
  return typeof phase === 'string' ? phase : '';
}

function phasesOf(servers: readonly KubeObject[]): string {
  const phases = servers.map(phaseOf);
  return [...new Set(phases)].map((phase) => `${phases.filter((each) => each === phase).length} ${phase}`).join(', ');
}

function serversOf(objects: readonly KubeObject[]): readonly KubeObject[] {
  return objects.filter(isServer);
}

const MAX_NAMED = 3;

function someOf(objects: readonly KubeObject[]): string {
  const more = objects.length > MAX_NAMED ? ` and ${objects.length - MAX_NAMED} more` : '';
  return `${objects.slice(0, MAX_NAMED).map(nameOf).join(', ')}${more}`;
}

function notSeen({ unseen }: Installation, resource: string): CheckResult | undefined {
  const reason = unseen.get(resource);
  return reason === undefined ? undefined : unreadable(reason);
}
