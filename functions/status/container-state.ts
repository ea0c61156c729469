// Part of status: what kubelet reports about one container, read without trust.

import { readCount, readList, readMember, readText } from '../kube/json-reader.ts';
import { readTime } from './read.ts';

/** An end of a container. */
export interface Termination {
  /** `Error`, `OOMKilled`, `Completed`, `StartError`, …; empty when not told. */
  readonly reason: string;
  /** 0..255 on Linux; above 128 it is 128 plus the signal. */
  readonly exitCode: number;
  /** 0 when the container ended by itself. */
  readonly signal: number;
  readonly finishedAt: string | undefined;
  /** Text of the runtime or of the container itself: to be classified, never shown, since it may hold secrets. */
  readonly message: string;
}

/** One container of a pod. */
export interface ContainerState {
  readonly name: string;
  readonly image: string;
  readonly init: boolean;
  readonly ready: boolean;
  readonly running: boolean;
  readonly restartCount: number;
  /** `reason` is empty when kubelet gives none. */
  readonly waiting: { readonly reason: string; readonly message: string } | undefined;
  readonly terminated: Termination | undefined;
  /** The end before the present state. */
  readonly last: Termination | undefined;
}

/** All containers of a pod: init containers first, in kubelet's order. */
export function listContainerStates(pod: unknown): readonly ContainerState[] {
  return [
    ...readList(pod, 'status', 'initContainerStatuses').map((status) => readContainer(status, true)),
    ...readList(pod, 'status', 'containerStatuses').map((status) => readContainer(status, false)),
  ];
}

function readContainer(status: unknown, init: boolean): ContainerState {
  return {
    name: readText(status, 'name') ?? '',
    image: readText(status, 'image') ?? '',
    init,
    ready: readMember(status, 'ready') === true,
    running: readMember(status, 'state', 'running') !== undefined,
    restartCount: readCount(status, 'restartCount'),
    waiting: readWaiting(readMember(status, 'state', 'waiting')),
    terminated: readTermination(readMember(status, 'state', 'terminated')),
    last: readTermination(readMember(status, 'lastState', 'terminated')),
  };
}

function readWaiting(waiting: unknown): ContainerState['waiting'] {
  if (waiting === undefined) return undefined;
  return { reason: readText(waiting, 'reason') ?? '', message: readText(waiting, 'message') ?? '' };
}

function readTermination(terminated: unknown): Termination | undefined {
  if (terminated === undefined) return undefined;
  return {
    reason: readText(terminated, 'reason') ?? '',
    exitCode: readCount(terminated, 'exitCode'),
    signal: readCount(terminated, 'signal'),
    finishedAt: readTime(terminated, 'finishedAt'),
    message: readText(terminated, 'message') ?? '',
  };
}
