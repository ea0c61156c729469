// Step: from the environment to a server that serves; main.ts only calls it.

import type { Hook } from '../hooks/hook.ts';
import { fail, ok, type Result } from '../kube/result.ts';
import { createApp } from './app.ts';
import { anyCaller, bearerCaller, type CallerCheck } from './callers.ts';
import { type Environment, VERSION } from './environment.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { type Listeners, openListeners } from './listeners.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { operationsHandler } from './operations.ts';
import { readSettingsFile } from './settings-file.ts';
import { TlsReloader } from './tls-reloader.ts';
import { followTokenFile } from './token-file.ts';

/** What the start needs beside the environment. */
export interface StartServices {
  readonly routes: Readonly<Record<string, Hook>>;
  readonly log: Log;
  readonly clock: () => Date;
}

/** A server that serves. */
export interface Started {
  readonly listeners: Listeners;
  readonly lifecycle: Lifecycle;
}

/** Starts everything that the environment asks for. The first thing that is wrong stops it: one line that says what to mend. */
export async function startServer(environment: Environment, services: StartServices): Promise<Result<Started>> {
  const { log, clock } = services;
  const settings = await readSettingsFile(environment.settingsFile);
  if (!settings.ok) return settings;
  const isAllowed = callerCheck(environment, log);
  if (!isAllowed.ok) return isAllowed;
  const metrics = createMetrics({ version: VERSION });
  const tls = loadTls(environment, { log, metrics, clock });
  if (!tls.ok) return tls;
  const lifecycle = createLifecycle();
  const isDraining = (): boolean => lifecycle.phase() === 'draining';
  const { maxBodyBytes } = environment;
  const hooks = createApp({
    ...services,
    settings: settings.value,
    metrics,
    isAllowed: isAllowed.value,
    maxBodyBytes,
    isDraining,
  });
  const operations = operationsHandler({ lifecycle, metrics, tlsProblem: () => tls.value?.problem });
  const { host, port, metricsPort } = environment;
  const listeners = await openListeners({ host, port, metricsPort, tls: tls.value, hooks, operations, log, metrics });
  if (!listeners.ok) return listeners;
  lifecycle.serve();
  return ok({ listeners: listeners.value, lifecycle });
}

function callerCheck({ hookTokenFile }: Environment, log: Log): Result<CallerCheck> {
  if (hookTokenFile === undefined) return ok(anyCaller);
  const tokens = followTokenFile(hookTokenFile, log);
  return tokens.ok ? ok(bearerCaller(tokens.value)) : tokens;
}

function loadTls(
  { tls }: Environment,
  services: { readonly log: Log; readonly metrics: Metrics; readonly clock: () => Date },
): Result<TlsReloader | undefined> {
  if (tls === undefined) return ok(undefined);
  const reloader = TlsReloader.load(tls, services);
  return reloader.ok ? reloader : fail(`TLS_CERT_FILE, TLS_KEY_FILE: ${reloader.error}`);
}
