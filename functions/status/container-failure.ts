// Part of status: from the state of a container to its reason, what happened, and the next step. First match of a table.

import { type Cause, COMMAND_CAUSES, CONFIG_CAUSES, findCause, IMAGE_CAUSES } from './failure-cause.ts';
import { REACH_CAUSES } from './reach-cause.ts';
import type { ContainerState, Termination } from './container-state.ts';
import { exitPhrase } from './exit-code.ts';
import type { Failure } from './failure.ts';
import { readItems } from '../kube/json-reader.ts';
import { countOf } from '../kube/short-text.ts';
import { describeCommand, logsCommand, type PodPlace, podPhrase, WORKLOADS } from './workload-name.ts';

/** A container and where it runs. */
export interface ContainerPlace extends PodPlace {
  readonly state: ContainerState;
}

/** What a rule says about a container. `next` is an imperative without a full stop. */
interface Diagnosis {
  readonly reason: string;
  readonly what: string;
  readonly next: string;
}

type Rule = (place: ContainerPlace) => Diagnosis | undefined;

/** Reasons for which kubelet waits in the normal course of a start. */
const NORMAL_WAITING: ReadonlySet<string> = new Set(['', 'ContainerCreating', 'PodInitializing']);

/** kubelet alternates between the attempt and the pause after it; one reason for both keeps the status stable. */
const IMAGE_REASONS: Readonly<Record<string, string>> = {
  ErrImagePull: 'ImagePullBackOff',
  ImagePullBackOff: 'ImagePullBackOff',
  ErrImageNeverPull: 'ErrImageNeverPull',
  RegistryUnavailable: 'RegistryUnavailable',
  ImageInspectError: 'ImageInspectError',
  SignatureValidationFailed: 'SignatureValidationFailed',
};

/** Restarts from which a container that runs but is not ready counts as failed: one crash at start is common and heals. */
const MANY_RESTARTS = 2;

const RULES: readonly Rule[] = [
  invalidImage,
  imagePull,
  configError,
  startError,
  outOfMemory,
  crashLoop,
  ended,
  otherWaiting,
];

/** The failure of a container, or undefined when it runs, starts, or has done its work. */
export function computeContainerFailure(place: ContainerPlace): Failure | undefined {
  for (const rule of RULES) {
    const diagnosis = rule(place);
    if (diagnosis !== undefined) {
      const { reason, what, next } = diagnosis;
      const { name, init } = place.state;
      return {
        reason,
        kind: 'pod',
        message: `${init ? 'init container' : 'container'} ${name} of ${podPhrase(place)} ${what}. Next: ${withCommand(next, place)}`,
      };
    }
  }
  return undefined;
}

/** Each next step ends in a command that can be copied. */
function withCommand(next: string, place: ContainerPlace): string {
  return next.includes('kubectl ') ? next : `${next}; details with ${describeCommand(place)}`;
}

function invalidImage({ state, ...place }: ContainerPlace): Diagnosis | undefined {
  if (state.waiting?.reason !== 'InvalidImageName') return undefined;
  const next = `correct ${imageField({ state, ...place })}`;
  return { reason: 'InvalidImageName', what: `has an image that is no valid reference: ${state.image}`, next };
}

function imagePull(place: ContainerPlace): Diagnosis | undefined {
  const { waiting, image } = place.state;
  const reason = Object.hasOwn(IMAGE_REASONS, waiting?.reason ?? '') ? IMAGE_REASONS[waiting?.reason ?? ''] : undefined;
  if (waiting === undefined || reason === undefined) return undefined;
  const field = imageField(place);
  const cause = findCause(IMAGE_CAUSES, waiting.message, { ...place, field });
  const fallback = `check ${field}, and see why with ${describeCommand(place)}`;
  return { reason, ...explain(`cannot get its image ${image}`, cause, fallback) };
}

function configError(place: ContainerPlace): Diagnosis | undefined {
  const { waiting } = place.state;
  if (waiting?.reason !== 'CreateContainerConfigError') return undefined;
  const cause = findCause(CONFIG_CAUSES, waiting.message, { ...place, field: sourceOf(place) });
  return {
    reason: waiting.reason,
    ...explain('cannot be configured', cause, `see why with ${describeCommand(place)}`),
  };
}

/** Reasons for which a container has no first process; `ContainerCannotRun` is an older name of `StartError`. */
const START_REASONS: ReadonlySet<string> = new Set([
  'StartError',
  'ContainerCannotRun',
  'RunContainerError',
  'CreateContainerError',
]);

function startError(place: ContainerPlace): Diagnosis | undefined {
  const { running, terminated, last, waiting } = place.state;
  const reported = running
    ? undefined
    : [terminated, last, waiting].find((one) => START_REASONS.has(one?.reason ?? ''));
  if (reported === undefined) return undefined;
  const cause = findCause(COMMAND_CAUSES, reported.message, { ...place, field: commandField(place) });
  const text = explain('cannot be started', cause, `see why with ${describeCommand(place)}`);
  return { reason: reported.reason, ...text };
}

function outOfMemory(place: ContainerPlace): Diagnosis | undefined {
  const end = failedEnd(place.state);
  if (end?.reason !== 'OOMKilled') return undefined;
  const what = `was killed because it used more memory than its limit (${exitPhrase(end)}${restarts(place.state)})`;
  return { reason: 'OOMKilled', what, next: `raise ${memoryField(place)}` };
}

function crashLoop(place: ContainerPlace): Diagnosis | undefined {
  const { state } = place;
  const end = failedEnd(state) ?? (state.waiting?.reason === 'CrashLoopBackOff' ? state.last : undefined);
  if (state.waiting?.reason !== 'CrashLoopBackOff' && (end === undefined || state.restartCount < 1)) return undefined;
  return { reason: 'CrashLoopBackOff', ...endText(place, end) };
}

function ended(place: ContainerPlace): Diagnosis | undefined {
  const end = failedEnd(place.state);
  return end === undefined ? undefined : { reason: 'ContainerTerminated', ...endText(place, end) };
}

function otherWaiting(place: ContainerPlace): Diagnosis | undefined {
  const { waiting } = place.state;
  if (waiting === undefined || NORMAL_WAITING.has(waiting.reason)) return undefined;
  const next = `see why with ${describeCommand(place)}`;
  return { reason: waiting.reason, what: `waits with reason ${waiting.reason}`, next };
}

/** The failed end that explains the present state: the state itself, or the one before a pause or another try. */
function failedEnd(state: ContainerState): Termination | undefined {
  const { terminated, last, waiting, running, ready, restartCount } = state;
  if (terminated !== undefined) return isFailed(terminated) ? terminated : undefined;
  if (last === undefined || !isFailed(last)) return undefined;
  if (waiting?.reason === 'CrashLoopBackOff') return last;
  return running && !ready && restartCount >= MANY_RESTARTS ? last : undefined;
}

function isFailed(end: Termination): boolean {
  return end.exitCode !== 0 || end.signal !== 0 || end.reason === 'OOMKilled';
}

function endText(place: ContainerPlace, end: Termination | undefined): Omit<Diagnosis, 'reason'> {
  const { state } = place;
  const logs = `read its last words with ${logsCommand(place, { container: state.name, previous: state.terminated === undefined })}`;
  if (end === undefined) return { what: `ends again and again${restarts(state)}`, next: logs };
  const where = { ...place, field: commandField(place) };
  const cause = findCause(COMMAND_CAUSES, `exit code ${end.exitCode}`, where) ?? lastWords(place, end);
  const what = `ended with ${exitPhrase(end)}${restarts(state)}`;
  return {
    what: cause === undefined ? what : `${what}: ${cause.what}`,
    next: cause === undefined ? logs : `${cause.next}; ${logs}`,
  };
}

/** Of our own proxy alone: what others write before they end means anything. */
function lastWords(place: ContainerPlace, { message }: Termination): Cause | undefined {
  if (place.component !== 'proxy' || !isMain(place)) return undefined;
  return findCause(REACH_CAUSES, message, { ...place, field: '' });
}

function explain(what: string, cause: Cause | undefined, fallback: string): Omit<Diagnosis, 'reason'> {
  return cause === undefined ? { what, next: fallback } : { what: `${what}: ${cause.what}`, next: cause.next };
}

function restarts({ restartCount }: ContainerState): string {
  return restartCount === 0 ? '' : `, restarted ${countOf(restartCount, 'time')}`;
}

function isMain({ state, component }: ContainerPlace): boolean {
  return !state.init && state.name === WORKLOADS[component].container;
}

/** Where a container is described: the pod template is not the proxy's, and sidecars of meshes are in neither. */
function sourceOf(place: ContainerPlace): string {
  const { server, component, state } = place;
  if (isMain(place)) return component === 'backend' ? 'in spec.podTemplateSpec' : 'in the settings of the operator';
  const given = ['initContainers', 'containers'].flatMap((list) => readItems(server.podTemplate?.patch, 'spec', list));
  const isOfTemplate = component === 'backend' && given.some(({ name }) => name === state.name);
  return isOfTemplate ? 'in spec.podTemplateSpec' : 'where the program that put it into the pod is configured';
}

/** Where the image of a container is written. */
function imageField(place: ContainerPlace): string {
  if (!isMain(place)) return `the image of that container ${sourceOf(place)}`;
  return place.component === 'backend' ? 'spec.image' : 'proxy.image in the settings of the operator';
}

function commandField(place: ContainerPlace): string {
  return isMain(place) && place.component === 'backend'
    ? 'spec.command and spec.args'
    : 'the command of that container';
}

function memoryField(place: ContainerPlace): string {
  if (!isMain(place)) return `the memory limit of that container ${sourceOf(place)}`;
  return place.component === 'backend'
    ? 'spec.resources.limits.memory'
    : 'spec.resourceOverrides.proxyDeployment.resources.limits.memory';
}
