// Doctor: is somebody looking after the servers, and only one?

import { findRival } from '../../decode/rival.ts';
import { checkController } from '../../decode/controller.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { TOOLHIVE_FINALIZER } from '../migrate/prepare.ts';
import { commandLine } from '../terminal/shell.ts';
import { count } from '../terminal/table.ts';
import { isOurController, notReady } from './metacontroller.ts';
import {
  containersOf,
  type Finding,
  findHooks,
  hasVariable,
  hint,
  nameOf,
  no,
  ok,
  type Patient,
  unknown,
} from './patient.ts';

/** The Deployment of the hooks. */
export function checkHooks(patient: Patient): Finding {
  const hooks = findHooks(patient);
  if (hooks === undefined)
    return notSeen(patient, 'deployments.apps') ?? no('the hooks are not running: install the chart');
  const ready = readObject(hooks, 'status')['readyReplicas'];
  if (typeof ready !== 'number' || ready === 0) return no(notReady(hooks));
  const says = `Deployment ${nameOf(hooks)} has ${ready} ready`;
  const tag = /:v?([^:@/]+)(@|$)/.exec(String(containersOf(hooks)[0]?.['image']))?.[1];
  return tag === undefined || tag === patient.version || !/^[1-9]|^0\.[1-9]/.test(patient.version)
    ? ok(says)
    : hint(`${says}; they are ${tag} and this program is ${patient.version}: render and diff may differ from them`);
}

/** The CompositeController, against what `/sync` relies on. */
export function checkComposite(patient: Patient): Finding {
  const [controller, second] = patient.objects.filter(isOurController);
  if (controller === undefined)
    return (
      notSeen(patient, 'compositecontrollers.metacontroller.k8s.io') ??
      no('no CompositeController has mcpservers as parent: set metacontroller.enabled in the chart')
    );
  if (second !== undefined)
    return no(`${controller.metadata.name} and ${second.metadata.name} both control mcpservers: delete one`);
  const checked = checkController(controller, patient.settings);
  if (!checked.ok) return no(`${checked.error} Upgrade the chart.`);
  const lost = hookProblem(controller, patient);
  return lost === undefined ? ok(controller.metadata.name) : no(lost);
}

/** The Service behind the URLs of the hooks. */
function hookProblem(controller: KubeObject, { objects, unseen }: Patient): string | undefined {
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

/** ToolHive's operator, running or seen at work. */
export function checkRival({ objects }: Patient): Finding {
  const rival = objects.find(
    (object) =>
      object.kind === 'Deployment' &&
      hasVariable(object, 'TOOLHIVE_RUNNER_IMAGE') &&
      readObject(object, 'spec')['replicas'] !== 0,
  );
  if (rival !== undefined)
    return no(`ToolHive's operator runs as Deployment ${nameOf(rival)}: two operators fight; see migrate plan`);
  const contested = serversOf(objects).filter((server) => findRival(server).length > 0);
  if (contested.length === 0) return ok("ToolHive's operator is not running");
  return no(
    `ToolHive's operator wrote the status of ${someOf(contested)} after us, so it still runs somewhere: find and stop it; see migrate plan`,
  );
}

/** Finalizers of ToolHive's operator, which nobody removes any more. */
export function checkFinalizers(patient: Patient): Finding {
  const waiting = serversOf(patient.objects).filter(
    ({ metadata }) => metadata.finalizers?.includes(TOOLHIVE_FINALIZER) === true,
  );
  if (waiting.length > 0) return no(`${someOf(waiting)} can never be deleted: migrate plan has the command`);
  return (
    notSeen(patient, 'mcpservers.toolhive.stacklok.dev') ?? ok('no server waits for a finalizer that nobody removes')
  );
}

/** How the servers are: one without a status has been seen by nobody. */
export function checkServers(patient: Patient): Finding {
  const servers = serversOf(patient.objects);
  if (servers.length === 0)
    return notSeen(patient, 'mcpservers.toolhive.stacklok.dev') ?? ok('there is no MCPServer yet');
  const strangers = servers.filter((server) => phaseOf(server) === '');
  if (strangers.length > 0)
    return no(`nobody has synced ${someOf(strangers)}, there is no status: look at Metacontroller's log`);
  const failed = servers.find((server) => phaseOf(server) === 'Failed');
  const says = `${count(servers.length, 'server')}: ${phasesOf(servers)}`;
  if (failed === undefined) return ok(says);
  const { name, namespace = '' } = failed.metadata;
  return hint(`${says}; ${commandLine(['kubectl', 'describe'], ['mcpserver', name], ['-n', namespace])}`);
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
  return objects.filter(
    ({ kind, apiVersion }) => kind === 'MCPServer' && apiVersion.startsWith('toolhive.stacklok.dev/'),
  );
}

const MAX_NAMED = 3;

function someOf(objects: readonly KubeObject[]): string {
  const more = objects.length > MAX_NAMED ? ` and ${objects.length - MAX_NAMED} more` : '';
  return `${objects.slice(0, MAX_NAMED).map(nameOf).join(', ')}${more}`;
}

function notSeen({ unseen }: Patient, resource: string): Finding | undefined {
  const reason = unseen.get(resource);
  return reason === undefined ? undefined : unknown(reason);
}
