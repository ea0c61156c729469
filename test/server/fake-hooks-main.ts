// Support: the start of functions/main.ts with hooks that answer at once, run as a process by the drain tests.

import { setTimeout as sleep } from 'node:timers/promises';
import { onStopSignals } from '../../functions/server/drain.ts';
import { readEnvironment } from '../../functions/server/environment.ts';
import { createLog } from '../../functions/server/log.ts';
import { startServer } from '../../functions/server/start.ts';
import { measured } from './measured.ts';

const stopSignals = onStopSignals((code) => void sleep(0).then(() => process.exit(code)));
const clock = (): Date => new Date();
const log = createLog('info', (line) => process.stdout.write(line), clock);
const environment = readEnvironment();
if (!environment.ok) throw new Error(environment.error);
const routes = { '/sync': (body: unknown): { status: number; body: unknown } => ({ status: 200, body }) };
const started = await startServer(environment.value, { routes, log, clock, ...measured() });
if (!started.ok) throw new Error(started.error);
const { port, metricsPort } = started.value.listeners;
stopSignals.drainWith({ ...started.value, drainSeconds: environment.value.drainSeconds, log });
// Whoever reads this line may stop the server: it has to know how by then.
log.info('serving', { port, metricsPort });
