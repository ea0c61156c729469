// Migrate: a connection to the cluster through `kubectl proxy`, which logs in; this side speaks plain HTTP to it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseJson } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { CommandError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** What the API server answered. */
export interface ClusterAnswer {
  readonly status: number;
  /** An object, a list, or a refusal of kind `Status`. */
  readonly body: Fields;
}

/** What is sent. */
export interface ClusterRequest {
  readonly method: 'GET' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Default: JSON. */
  readonly contentType?: string;
}

/** A cluster that can be asked. Every request fails with a `CommandError` when there is no answer. */
export interface ClusterConnection {
  readonly send: (request: ClusterRequest) => Promise<ClusterAnswer>;
  /** Ends everything that was started for it. */
  readonly close: () => void;
}

/**
 * Runs kubectl and ends it when standard input closes, which also happens when this program is killed. Other users of the
 * machine cannot reach a socket in a private folder, as they could a port.
 */
const SCRIPT =
  'trap "" PIPE; folder=$1; shift; exec 3<&0; kubectl "$@" & pid=$!; (cat <&3 >/dev/null; kill $pid) 2>/dev/null & wait $pid; code=$?; rm -rf "$folder"; exit $code';

const START_TIMEOUT_MS = 30_000;
const ANSWER_TIMEOUT_MS = 60_000;

/** Connects to the cluster of the present kubectl context, or of another one. */
export async function connectCluster(context?: string): Promise<ClusterConnection> {
  const folder = mkdtempSync(join(tmpdir(), 'toolhive-cluster-'));
  const socketPath = join(folder, 'api');
  const args = ['proxy', `--unix-socket=${socketPath}`, ...(context === undefined ? [] : [`--context=${context}`])];
  const child = spawn('sh', ['-c', SCRIPT, 'sh', folder, ...args], { stdio: 'pipe' });
  let errorText = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errorText += text));
  const close = (): void => {
    child.stdin.destroy();
    rmSync(folder, { recursive: true, force: true });
  };
  const ended = once(child, 'exit').then(() => false);
  const served = once(child.stdout, 'data', { signal: AbortSignal.timeout(START_TIMEOUT_MS) }).then(() => true);
  const isServing = await Promise.race([ended, served]).catch(() => false);
  // The loser of the race may still fail; that must not crash the program.
  served.catch(() => {});
  if (!isServing) {
    close();
    throw unreachable(lastLine(errorText));
  }
  return { send: (request) => sendWithRetries(socketPath, request, TRIES), close };
}

function unreachable(problem: string): CommandError {
  const why = /not found/.test(problem) && problem.includes('kubectl') ? 'kubectl is not installed' : problem;
  return new CommandError(`the cluster cannot be asked: ${why}`, EXIT.cluster);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

/** An API server that is overloaded, or has just got a new kind, answers 429 and does nothing. */
const TOO_MANY_REQUESTS = 429;
const TRIES = 15;
const PAUSE_MS = 1000;

async function sendWithRetries(socketPath: string, request: ClusterRequest, tries: number): Promise<ClusterAnswer> {
  const answer = await send(socketPath, request);
  if (answer.status !== TOO_MANY_REQUESTS || tries === 0) return answer;
  await sleep(PAUSE_MS);
  return sendWithRetries(socketPath, request, tries - 1);
}

async function send(socketPath: string, { method, path, body, contentType }: ClusterRequest): Promise<ClusterAnswer> {
  const text = body === undefined ? '' : JSON.stringify(body);
  // kubectl proxy accepts only this host.
  const headers = {
    host: 'localhost',
    accept: 'application/json',
    'content-type': contentType ?? 'application/json',
    // Without it Node sends the body of a DELETE without a length, and it is taken for the next request.
    'content-length': Buffer.byteLength(text),
  };
  const options = { socketPath, method, path, headers, timeout: ANSWER_TIMEOUT_MS };
  try {
    return await new Promise<ClusterAnswer>((resolve, reject) => {
      const outgoing = httpRequest(options, (incoming) => {
        readAnswer(incoming).then(resolve, reject);
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer in ${ANSWER_TIMEOUT_MS / 1000} s`)));
      outgoing.on('error', reject);
      outgoing.end(text);
    });
  } catch (error) {
    throw unreachable(error instanceof Error ? error.message : String(error));
  }
}

async function readAnswer(incoming: IncomingMessage): Promise<ClusterAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  const answer: unknown = parseJson(text);
  // Groups that are not served, and kubectl itself, answer in plain text.
  return { status: incoming.statusCode ?? 0, body: isObject(answer) ? answer : { message: lastLine(text) } };
}
