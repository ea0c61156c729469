// Support: a hook server with hooks of the test's own, on free ports, stopped when the test ends.

import type { TestContext } from 'node:test';
import type { Hook } from '../../functions/hooks/hook.ts';
import { drain } from '../../functions/server/drain.ts';
import { decodeEnvironment, type Environment } from '../../functions/server/environment.ts';
import { createLog } from '../../functions/server/log.ts';
import { startServer, type Started } from '../../functions/server/start.ts';
import { measured } from './measured.ts';

/** One line of the log, parsed. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A started server with what it has logged so far. */
export interface RunningServer extends Started {
  readonly port: number;
  readonly metricsPort: number;
  readonly lines: readonly LogLine[];
}

/** What a test may choose; the rest is plain HTTP on free ports and a hook that answers `{}`. */
export interface Choices {
  readonly routes?: Readonly<Record<string, Hook>>;
  readonly samples?: Readonly<Record<string, unknown>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly clock?: () => Date;
  /** What `/metrics` shows; the metrics of this server when absent. */
  readonly exposition?: (() => Promise<string>) | undefined;
}

/** A hook that answers 200 with the body it got. */
export const echo: Hook = (body) => ({ status: 200, body });

/** The environment that the variables mean, with free ports. */
export function environmentOf(variables: Readonly<Record<string, string>>): Environment {
  const secure = 'TLS_CERT_FILE' in variables;
  const preset = { HOST: '127.0.0.1', PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'debug', DRAIN_SECONDS: '0' };
  const environment = decodeEnvironment({ ...preset, ...(!secure && { INSECURE: '1' }), ...variables });
  if (!environment.ok) throw new Error(environment.error);
  return environment.value;
}

/** Starts a server for one test. */
export async function runServer(context: TestContext, choices: Choices = {}): Promise<RunningServer> {
  const lines: LogLine[] = [];
  const clock = choices.clock ?? ((): Date => new Date());
  const log = createLog('debug', (line) => lines.push(JSON.parse(line) as LogLine), clock);
  const routes = choices.routes ?? { '/sync': echo };
  const { samples = {}, variables = {} } = choices;
  const started = await startServer(environmentOf(variables), {
    ...measured(),
    ...choices,
    routes,
    samples,
    log,
    clock,
  });
  if (!started.ok) throw new Error(started.error);
  const { listeners, lifecycle } = started.value;
  context.after(() => drain({ listeners, lifecycle, drainSeconds: 0, log }));
  return { ...started.value, port: listeners.port, metricsPort: listeners.metricsPort, lines };
}
