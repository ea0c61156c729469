// The hook application: its paths and the steps that lead to each of them.

import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Settings } from '../decode/settings.ts';
import type { Hook } from '../hooks/hook.ts';
import { type BodyBudget, createBodyBudget } from './body-budget.ts';
import { anyCaller, type CallerCheck } from './callers.ts';
import { hookHandler, refuse, type Services } from './hook-handler.ts';
import { DEFAULT_MAX_BODY_BYTES, MAX_IN_FLIGHT_BYTES, SMALL_RESERVE_BYTES } from './limits.ts';
import { errorSentence, type Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { rareLines } from './rare-log.ts';

/** What the application is made of. The optional ones have the defaults of a server without caller authentication. */
export interface AppOptions {
  readonly routes: Readonly<Record<string, Hook>>;
  readonly settings: Settings;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: () => Date;
  readonly callerProblem?: CallerCheck;
  /** Bytes; `DEFAULT_MAX_BODY_BYTES` when absent. */
  readonly maxBodyBytes?: number;
  /** `MAX_IN_FLIGHT_BYTES` for this application alone when absent. */
  readonly budget?: BodyBudget;
  readonly isDraining?: () => boolean;
}

/**
 * Makes the application: POST on each route, 405 for its other methods, 404 for everything else. Every answer is JSON.
 * The body is read by our own reader, which knows the caller and the size before it takes a byte.
 */
export function createApp(options: AppOptions): Express {
  const services: Services = {
    callerProblem: anyCaller,
    maxBodyBytes: DEFAULT_MAX_BODY_BYTES,
    budget: createBodyBudget(MAX_IN_FLIGHT_BYTES, SMALL_RESERVE_BYTES),
    isDraining: () => false,
    tell: rareLines(options.log, options.clock),
    ...options,
  };
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false);
  app.enable('case sensitive routing').enable('strict routing');
  for (const [path, hook] of Object.entries(options.routes)) {
    app
      .route(path)
      .post(hookHandler({ path, hook }, services))
      .all(refuse(path, 'wrong_method', services));
  }
  app.use(refuse('other', 'not_found', services));
  app.use(lastResort(services));
  return app;
}

/** What express itself throws (a URL that cannot be decoded) or a bug in this folder; without it express would answer HTML. */
function lastResort(services: Services): ErrorRequestHandler {
  // oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
  return (error: unknown, request, response, _next) => {
    services.tell({ level: 'error', msg: 'request failed' }, { error: errorSentence(error) });
    services.metrics.panics.add(1, { route: 'other' });
    if (!response.headersSent) refuse('other', 'bug', services)(request, response);
  };
}
