// Entry: the hook server. Environment, start, and a stop that loses nothing.

import { ROUTES } from './hooks/routes.ts';
import { onStopSignals } from './server/drain.ts';
import { VERSION } from './requests/version.ts';
import { readEnvironment } from './server/environment.ts';
import { batchingSink, createLog, errorSentence } from './requests/log.ts';
import { startServer } from './server/start.ts';
import { SAMPLES } from './server/warm-up-samples.ts';
import type { Tracing } from './telemetry.ts';

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
const log = createLog(environment.value.logLevel, sink, clock);

process.on('uncaughtException', (error) => {
  log.error('crashed', { error: errorSentence(error) });
  process.exit(1);
});

/** The SDK of OpenTelemetry is a bundle of its own beside this one: a server that is not traced never reads it. */
async function traceRequests(): Promise<Tracing> {
  try {
    const { startTracing } = await import('./telemetry.ts');
    return startTracing(log, clock);
  } catch (error) {
    return refuseToStart(
      `OpenTelemetry's variables ask for traces, which telemetry.mjs beside server.mjs sends: ${errorSentence(error)}`,
    );
  }
}

const tracing = environment.value.isTraced ? await traceRequests() : undefined;

const started = await startServer(environment.value, { routes: ROUTES, samples: SAMPLES, log, clock });
if (!started.ok) refuseToStart(started.error);

const { listeners, lifecycle } = started.value;
const { port, metricsPort } = listeners;
stopSignals.drainWith({ listeners, lifecycle, drainSeconds: environment.value.drainSeconds, log, ...tracing });
log.info('serving', { port, metricsPort, tls: environment.value.tls !== undefined, version: VERSION });
