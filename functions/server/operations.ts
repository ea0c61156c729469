// The metrics port: liveness, readiness and metrics. Plain HTTP and apart from the hooks, so that probes need no credentials.

import type { RequestListener, ServerResponse } from 'node:http';
import type { Lifecycle } from './lifecycle.ts';
import { errorSentence } from './log.ts';
import type { RareLine } from './rare-log.ts';

/** What the three paths report. */
export interface OperationsSources {
  readonly lifecycle: Lifecycle;
  /** The text of all metrics; absent where Prometheus is not asked for. */
  readonly exposition?: (() => Promise<string>) | undefined;
  readonly tell: RareLine;
  /** Why the served certificate is unusable, if it is. */
  readonly tlsProblem: () => string | undefined;
}

interface Page {
  readonly status: number;
  readonly text: string;
}

/** Answers `/healthz` (200 while the process runs), `/readyz` (200 or 503 with the reason) and `/metrics`; GET and HEAD. */
export function operationsHandler(sources: OperationsSources): RequestListener {
  const pages: Readonly<Record<string, () => Page | Promise<Page>>> = {
    '/healthz': () => ({ status: 200, text: 'ok\n' }),
    '/readyz': () => readiness(sources),
    '/metrics': () => metricsPage(sources),
  };
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const made = page === undefined ? NOT_FOUND : isRead ? page() : WRONG_METHOD;
    if (made instanceof Promise) void made.then((late) => send(response, late));
    else send(response, made);
  };
}

function send(response: ServerResponse, { status, text }: Page): void {
  response.writeHead(status, {
    'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...(status === WRONG_METHOD.status && { allow: 'GET, HEAD' }),
  });
  response.end(text);
}

/** Never rejects. */
async function metricsPage({ exposition, tell }: OperationsSources): Promise<Page> {
  if (exposition === undefined) return NO_METRICS;
  try {
    return { status: 200, text: await exposition() };
  } catch (error) {
    tell({ level: 'error', msg: 'metrics not read' }, { error: errorSentence(error) });
    return { status: 500, text: 'The log of the hook server has the reason.\n' };
  }
}

const NOT_FOUND: Page = { status: 404, text: 'There are /healthz, /readyz and /metrics.\n' };
const NO_METRICS: Page = { status: 404, text: 'OTEL_METRICS_EXPORTER=prometheus shows metrics here.\n' };
const WRONG_METHOD: Page = { status: 405, text: 'Use GET.\n' };

function readiness({ lifecycle, tlsProblem }: OperationsSources): Page {
  const phase = lifecycle.phase();
  const problem = phase === 'serving' ? tlsProblem() : `The server is ${phase}.`;
  return problem === undefined ? { status: 200, text: 'ok\n' } : { status: 503, text: `${problem}\n` };
}
