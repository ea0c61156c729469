// Step: from the environment to a server that serves; main.ts only calls it.

import type { Meter } from '@opentelemetry/api';
import type { Fields } from '../kube/object.ts';
import type { Server } from 'node:net';
import type { Hook } from '../hooks/hook.ts';
import { ADMISSION_PATHS } from '../hooks/admission-paths.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import { createApp } from './app.ts';
import { type BodyBudget, createBodyBudget } from './body-budget.ts';
import { bearerCaller, type CallerCheck, eachOf } from './callers.ts';
import { namedCaller } from './client-names.ts';
import type { Environment } from './environment.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { MAX_IN_FLIGHT_BYTES, PACE_LOOK_MS, SMALL_RESERVE_BYTES } from '../requests/limits.ts';
import { type Listeners, openListeners } from './listeners.ts';
import type { Log } from '../requests/log.ts';
import { createMetrics, type Metrics, type MetricsOf } from '../requests/metrics.ts';
import { operationsHandler } from './operations.ts';
import { rareLines } from '../requests/rare-log.ts';
import { observeProcess } from './process-facts.ts';
import { readSettingsFile } from './settings-file.ts';
import { TlsReloader } from './tls-reloader.ts';
import { followTokenFile } from './token-file.ts';
import { warmUp } from './warm-up.ts';

/** What the start needs beside the environment. */
export interface StartServices {
  readonly routes: Readonly<Record<string, Hook>>;
  /** A body for each route that is warmed up; none when absent. */
  readonly samples?: Fields;
  readonly log: Log;
  readonly clock: () => Date;
  readonly meter: Meter;
  /** What `/metrics` shows; absent where nobody asks for it. */
  readonly exposition?: (() => Promise<string>) | undefined;
}

/** A server that serves. */
export interface Started {
  readonly listeners: Listeners;
  readonly lifecycle: Lifecycle;
}

/** Starts everything that the environment asks for. The first problem stops it: one line that says what to correct. */
export async function startServer(environment: Environment, services: StartServices): Promise<Result<Started>> {
  const { log, clock } = services;
  const tell = rareLines(log, clock);
  const settings = await readSettingsFile(environment.settingsFile);
  if (!settings.ok) return settings;
  const callers = callerCheck(environment, log);
  if (!callers.ok) return callers;
  const metrics = createMetrics({
    ...metricsOf(services),
    hasControllerRuntime: environment.hasControllerRuntimeMetrics,
  });
  observeProcess(services.meter);
  const tls = loadTls(environment, { log, metrics, clock });
  if (!tls.ok) return tls;
  const warmUpTheRest = warmUp(services, settings.value);
  const lifecycle = createLifecycle();
  const isDraining = (): boolean => lifecycle.phase() === 'draining';
  const { maxBodyBytes } = environment;
  const budget = createBodyBudget(MAX_IN_FLIGHT_BYTES, SMALL_RESERVE_BYTES);
  const hooks = createApp({
    ...services,
    settings: settings.value,
    metrics,
    callerProblem: callers.value,
    maxBodyBytes,
    budget,
    isDraining,
  });
  const operations = operationsHandler({ ...services, tell, lifecycle, tlsProblem: () => tls.value?.problem });
  const { host, port, metricsPort } = environment;
  const addresses = { host, port, metricsPort, tls: tls.value };
  const listeners = await openListeners({ ...addresses, maxBodyBytes, clock, hooks, operations, log, metrics });
  if (!listeners.ok) return listeners;
  keepPace(budget, { server: listeners.value.hooks, metrics });
  lifecycle.serve();
  warmUpTheRest();
  return ok({ listeners: listeners.value, lifecycle });
}

function metricsOf({ meter, routes }: StartServices): MetricsOf {
  const paths = Object.keys(routes);
  const admissionRoutes = paths.filter((path) => ADMISSION_PATHS.has(path));
  return { meter, routes: paths, admissionRoutes };
}

/** Checks for slow requests while the server listens. */
function keepPace(
  budget: BodyBudget,
  { server, metrics }: { readonly server: Server; readonly metrics: Metrics },
): void {
  const looking = setInterval(() => {
    budget.look();
    metrics.heldBytes.record(budget.heldBytes());
  }, PACE_LOOK_MS);
  server.once('close', () => clearInterval(looking));
}

function callerCheck({ tls, hookTokenFile }: Environment, log: Log): Result<CallerCheck> {
  const named = tls?.clientNames === undefined ? [] : [namedCaller(tls.clientNames)];
  if (hookTokenFile === undefined) return ok(eachOf(named));
  const tokens = followTokenFile(hookTokenFile, log);
  return tokens.ok ? ok(eachOf([...named, bearerCaller(tokens.value)])) : tokens;
}

function loadTls(
  { tls }: Environment,
  services: { readonly log: Log; readonly metrics: Metrics; readonly clock: () => Date },
): Result<TlsReloader | undefined> {
  if (tls === undefined) return ok(undefined);
  const reloader = TlsReloader.load(tls, services);
  return reloader.ok ? reloader : fail(`TLS_CERT_FILE, TLS_KEY_FILE: ${reloader.error}`);
}
