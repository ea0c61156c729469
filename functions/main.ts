// Entry: the hook server. Environment, start, and a stop that loses nothing.

import { setFlagsFromString } from 'node:v8';
import { metrics } from '@opentelemetry/api';
import { ROUTES } from './hooks/routes.ts';
import { onStopSignals } from './server/drain.ts';
import { readEnvironment, SCOPE, VERSION, type Wanted } from './server/environment.ts';
import { batchingSink, createLog, errorSentence } from './server/log.ts';
import { switchedLevel } from './server/log-level.ts';
import { startServer } from './server/start.ts';
import { SAMPLES } from './server/warm-up-samples.ts';
import type { Telemetry } from './telemetry.ts';

// Without V8's middle compiler: 20 MiB less under load for the same CPU (docs/decisions/20261126-start-and-memory.md).
setFlagsFromString('--no-maglev');

const stopSignals = onStopSignals((code) => process.exit(code));
const clock = (): Date => new Date();

/** One line on the error output, and the process ends with 1. */
function refuseToStart(sentence: string): never {
  createLog('error', (line) => process.stderr.write(line), clock).error(`not started: ${sentence}`);
  process.exit(1);
}

const environment = readEnvironment();
if (!environment.ok) refuseToStart(environment.error);

const { sink, flush } = batchingSink((lines) => process.stdout.write(lines));
process.on('exit', flush);
const level = switchedLevel(environment.value.logLevel);
const log = createLog(level.now, sink, clock);
process.on('SIGHUP', () => log[level.toggle()]('log level changed', { to: level.now() }));

process.on('uncaughtException', (error) => {
  log.error('crashed', { error: errorSentence(error) });
  process.exit(1);
});

/** The SDK of OpenTelemetry is a bundle of its own beside this one: a server that neither traces nor measures never reads it. */
async function loadTelemetry(wanted: Wanted): Promise<Telemetry> {
  try {
    const { startTelemetry } = await import('./telemetry.ts');
    return await startTelemetry(wanted, log, clock);
  } catch (error) {
    return refuseToStart(
      `OpenTelemetry's variables ask for what telemetry.mjs beside server.mjs does: ${errorSentence(error)}`,
    );
  }
}

const { isTraced, metricExporters } = environment.value;
const telemetry =
  isTraced || metricExporters.length > 0 ? await loadTelemetry({ isTraced, metricExporters }) : undefined;
const meter = metrics.getMeter(SCOPE, VERSION);

const started = await startServer(environment.value, {
  routes: ROUTES,
  samples: SAMPLES,
  log,
  clock,
  meter,
  exposition: telemetry?.exposition,
});
if (!started.ok) refuseToStart(started.error);

const { listeners, lifecycle } = started.value;
const { port, metricsPort } = listeners;
stopSignals.drainWith({ listeners, lifecycle, drainSeconds: environment.value.drainSeconds, log, ...telemetry });
log.info('serving', { port, metricsPort, tls: environment.value.tls !== undefined, version: VERSION });
