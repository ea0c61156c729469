// The metrics port: liveness, readiness and metrics. Plain HTTP and apart from the hooks, so that probes need no credentials.

import type { RequestListener } from 'node:http';
import type { Lifecycle } from './lifecycle.ts';
import type { Metrics } from '../requests/metrics.ts';

/** What the three paths report. */
export interface OperationsSources {
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  /** Why the served certificate is unusable, if it is. */
  readonly tlsProblem: () => string | undefined;
}

interface Page {
  readonly status: number;
  readonly text: string;
}

/** Answers `/healthz` (200 while the process runs), `/readyz` (200 or 503 with the reason) and `/metrics`; GET and HEAD. */
export function operationsHandler(sources: OperationsSources): RequestListener {
  const pages: Readonly<Record<string, () => Page>> = {
    '/healthz': () => ({ status: 200, text: 'ok\n' }),
    '/readyz': () => readiness(sources),
    '/metrics': () => ({ status: 200, text: sources.metrics.render() }),
  };
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const { status, text } = page === undefined ? NOT_FOUND : isRead ? page() : WRONG_METHOD;
    response.writeHead(status, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      ...(status === WRONG_METHOD.status && { allow: 'GET, HEAD' }),
    });
    response.end(text);
  };
}

const NOT_FOUND: Page = { status: 404, text: 'There are /healthz, /readyz and /metrics.\n' };
const WRONG_METHOD: Page = { status: 405, text: 'Use GET.\n' };

function readiness({ lifecycle, tlsProblem }: OperationsSources): Page {
  const phase = lifecycle.phase();
  const problem = phase === 'serving' ? tlsProblem() : `The server is ${phase}.`;
  return problem === undefined ? { status: 200, text: 'ok\n' } : { status: 503, text: `${problem}\n` };
}
