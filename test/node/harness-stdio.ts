// Test harness: when a stdio server's backend is replaced: what happens one after the other, and when clients are answered again.

import type { ContainerStatus, Pod } from 'kubernetes-types/core/v1.d.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { ATTACHED_TO } from '../../functions/compile/annotations.ts';
import { readString } from '../../functions/kube/json-reader.ts';
import { DEPLOYMENTS, listAll, listPath, PODS } from '../apiserver/harness/objects.ts';
import { type Cluster, read } from '../apiserver/cluster.ts';
import { waitFor } from '../apiserver/harness/wait.ts';

/** A server and where its proxy is reached from this machine. */
export interface Place {
  readonly namespace: string;
  readonly name: string;
  readonly url: URL;
}

/** Milliseconds from the cause until each step was first seen. */
export interface Timeline {
  /** The last answer of the old process. */
  readonly lastAnswer: number;
  /** The old process is gone. */
  readonly ended: number;
  /** The new one is ready. */
  readonly backendReady: number;
  /** The Deployment asks for a proxy for it. */
  readonly asked: number;
  /** A container of such a proxy runs. */
  readonly proxyRuns: number;
  readonly proxyReady: number;
  /** The first answer of the new process through that proxy. */
  readonly answered: number;
}

/** What was seen. */
export interface Story {
  readonly timeline: Timeline;
  /** How often the Deployment was told to replace the proxy. */
  readonly rolls: number;
  /** How often a container of the proxy was started again in its pod. */
  readonly proxyRestarts: number;
}

const CALL_MS = 2000;
const EVERY_MS = 100;
/** As long as clients of the SDK wait by default. */
const PATIENT_MS = 60_000;

/** A new session and a call of one of the tools of the stand-in server; what it answers. */
export async function callTool(url: URL, tool: string, timeoutMs: number = CALL_MS): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs);
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const post = async (method: string, params: object): Promise<Answer> => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
    const answer = await fetch(url, { method: 'POST', headers, body, signal });
    return (await answer.json()) as Answer;
  };
  const clientInfo = { name: 'toolhive-tests', version: '1.0.0' };
  await post('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
  const { result } = await post('tools/call', { name: tool, arguments: {} });
  const text = result?.content[0]?.text;
  if (text === undefined) throw new Error('no result');
  return text;
}

interface Answer {
  readonly result?: { readonly content: readonly { readonly text: string }[] };
}

/** Does something that replaces the process of the backend and follows what comes of it. */
export async function follow(on: Cluster, place: Place, cause: () => Promise<unknown>): Promise<Story> {
  // It has answered once, and a busy machine may need longer for the next answer.
  const before = await callTool(place.url, 'run', PATIENT_MS);
  const old = await look(on, place);
  const start = performance.now();
  const seen: Partial<Record<keyof Timeline, number>> = {};
  const mark = (step: keyof Timeline, happened = true): void => {
    if (happened) seen[step] ??= performance.now() - start;
  };
  let [isOver, rolls, proxyRestarts] = [false, 0, 0];
  const call = async (timeoutMs: number): Promise<void> => {
    const run = await callTool(place.url, 'run', timeoutMs).catch(() => undefined);
    if (run === before) seen.lastAnswer = performance.now() - start;
    else mark('answered', run !== undefined && seen.proxyReady !== undefined);
  };
  const calling = async (): Promise<void> => {
    await call(CALL_MS);
    await sleep(EVERY_MS);
    if (!isOver) await calling();
  };
  const patient = async (): Promise<void> => {
    void call(PATIENT_MS);
    await sleep(1000);
    if (!isOver) await patient();
  };
  await cause();
  const callers = [calling(), patient()];
  await waitFor(
    `${place.name} to answer again`,
    async () => {
      const now = await look(on, place);
      rolls = now.generation - old.generation;
      proxyRestarts = Math.max(proxyRestarts, now.proxyRestarts);
      mark('ended', now.running !== old.running);
      mark('backendReady', now.ready !== undefined && now.ready !== old.ready);
      mark('asked', now.attachedTo !== old.attachedTo);
      mark('proxyRuns', now.proxyRuns && seen.asked !== undefined);
      mark('proxyReady', now.proxyReady && seen.asked !== undefined);
      return seen.answered === undefined ? undefined : true;
    },
    { seconds: 240, everyMs: EVERY_MS },
  );
  isOver = true;
  await callers[0];
  return { timeline: seen as Timeline, rolls, proxyRestarts };
}

/** What runs at one moment. */
interface Look {
  /** Uid and run of the backend that runs, and of one that is ready. */
  readonly running: string | undefined;
  readonly ready: string | undefined;
  readonly attachedTo: string | undefined;
  readonly generation: number;
  /** Of the proxy that the Deployment asks for now. */
  readonly proxyRuns: boolean;
  readonly proxyReady: boolean;
  readonly proxyRestarts: number;
}

async function look(on: Cluster, { namespace, name }: Place): Promise<Look> {
  const list = (await listAll(on, PODS, namespace)) as unknown as readonly Pod[];
  const pods = list.filter(({ metadata }) => metadata?.labels?.['toolhive-name'] === name);
  const deployment = await read(on, `${listPath(DEPLOYMENTS, namespace)}/${name}`);
  const attachedTo = readString(deployment, 'spec', 'template', 'metadata', 'annotations', ATTACHED_TO);
  const [backends, proxies] = [pods.filter((pod) => isFirst(pod, name)), pods.filter((pod) => !isFirst(pod, name))];
  const asked = proxies.filter((pod) => isStaying(pod) && pod.metadata?.annotations?.[ATTACHED_TO] === attachedTo);
  return {
    running: runOf(backends.find((pod) => containerOf(pod)?.state?.running !== undefined)),
    ready: runOf(backends.find((pod) => isStaying(pod) && isReady(pod))),
    attachedTo,
    generation: deployment.metadata.generation,
    proxyRuns: asked.some((pod) => containerOf(pod)?.state?.running !== undefined),
    proxyReady: asked.some(isReady),
    proxyRestarts: Math.max(0, ...proxies.map((pod) => containerOf(pod)?.restartCount ?? 0)),
  };
}

function isFirst({ metadata }: Pod, name: string): boolean {
  return metadata?.name === `${name}-0`;
}

function isStaying({ metadata }: Pod): boolean {
  return metadata?.deletionTimestamp === undefined;
}

function isReady(pod: Pod): boolean {
  return containerOf(pod)?.ready === true;
}

function runOf(pod: Pod | undefined): string | undefined {
  return pod && `${pod.metadata?.uid}/${containerOf(pod)?.restartCount}`;
}

function containerOf(pod: Pod | undefined): ContainerStatus | undefined {
  return pod?.status?.containerStatuses?.[0];
}

/** One line of a table, in seconds. */
export function storyText(name: string, { timeline, rolls, proxyRestarts }: Story): string {
  const steps = Object.entries(timeline).toSorted(([, a], [, b]) => a - b);
  const parts = steps.map(([step, ms]) => `${step} ${(ms / 1000).toFixed(1)}`);
  return `${name}: ${parts.join(', ')}, ${rolls} rolls, ${proxyRestarts} restarts of the proxy`;
}
