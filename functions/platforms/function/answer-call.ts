// Step: one call of a function: who calls, the body, the hook, the answer, the log line. What the server does with a connection, for
// platforms that hold the connection themselves.

import { ADMISSION_PATHS } from '../../hooks/admission-paths.ts';
import type { Hook } from '../../hooks/hook.ts';
import { type Answering, answerBody, mayHavePods, problemAnswer, type Route } from '../../requests/answer-body.ts';
import { asApiStatus } from '../../requests/api-status.ts';
import { type BodyRules, createIntake } from '../../requests/body-intake.ts';
import { countInFlight } from '../../requests/counting.ts';
import { headersProblem } from '../../requests/parse-body.ts';
import type { ProblemName } from '../../requests/problems.ts';
import { recordRequest } from '../../requests/record-request.ts';
import { isKnownToken } from '../../requests/tokens.ts';
import type { WireAnswer } from '../../requests/wire-answer.ts';
import type { Call, Reply } from './call.ts';

/** A function that can answer. */
export interface Ready extends Answering {
  /** The hook of the function is the first; another answers where the path of a call ends in its own. */
  readonly routes: Readonly<Record<string, Hook>>;
  readonly tokens?: readonly string[];
  readonly maxBodyBytes: number;
  readonly clock: () => Date;
}

/** Answers one call. */
export async function answerCall(call: Call, ready: Ready): Promise<Reply> {
  const started = performance.now();
  const route = routeOf(call.path, ready.routes);
  const counted = { route: route.path, method: call.method, scheme: 'https' } as const;
  countInFlight(1, counted, ready.metrics);
  const isPost = call.method === 'POST';
  const plain = isPost ? await answerPost(call, route, ready) : problemAnswer('wrong_method');
  const answer = isPost && ADMISSION_PATHS.has(route.path) ? asApiStatus(plain) : plain;
  countInFlight(-1, counted, ready.metrics);
  const milliseconds = isPost ? performance.now() - started : 0;
  recordRequest({ ...counted, milliseconds }, answer, ready);
  return replyOf(answer);
}

/** As it goes out. */
export function replyOf({ status, text, headers }: Pick<WireAnswer, 'status' | 'text' | 'headers'>): Reply {
  return { status, text, headers: { 'content-type': 'application/json', ...headers } };
}

function routeOf(path: string, routes: Readonly<Record<string, Hook>>): Route {
  const all = Object.entries(routes).map(([name, hook]) => ({ path: name, hook }));
  const [main, ...others] = all;
  if (main === undefined) throw new Error('a function has a hook');
  return others.find((other) => path.endsWith(other.path)) ?? main;
}

async function answerPost(call: Call, route: Route, ready: Ready): Promise<WireAnswer> {
  const receivedAt = ready.clock();
  const rules = { maxBodyBytes: ready.maxBodyBytes, mayHavePods: mayHavePods(route.path) };
  const early = callerProblem(call, route.path, ready) ?? headersProblem(bodyHeaders(call), rules);
  if (early !== undefined) return problemAnswer(early);
  const bytes = await readPieces(call, rules);
  return typeof bytes === 'string' ? problemAnswer(bytes) : answerBody(bytes, { route, receivedAt }, ready);
}

/** Only a self-managed API server can be given a token, so admission is not guarded by it. */
function callerProblem({ header }: Call, path: string, { tokens }: Ready): ProblemName | undefined {
  if (tokens === undefined || ADMISSION_PATHS.has(path)) return undefined;
  return isKnownToken(header('authorization') ?? '', tokens) ? undefined : 'unauthenticated';
}

function bodyHeaders({ header }: Call): Parameters<typeof headersProblem>[0] {
  const names = ['content-type', 'content-encoding', 'content-length'] as const;
  return Object.fromEntries(names.map((name) => [name, header(name)]));
}

async function readPieces({ openBody, header }: Call, rules: BodyRules): Promise<Uint8Array | ProblemName> {
  const body = openBody();
  if (typeof body === 'string') return body;
  const announced = header('content-length');
  const intake = createIntake(rules, { take: () => true }, announced === undefined ? undefined : Number(announced));
  try {
    for await (const piece of body) {
      const problem = intake.take(piece);
      if (problem !== undefined) return 'too_large';
    }
  } catch {
    return 'incomplete';
  }
  return intake.takeAll();
}
