// Step: the cold start: the configuration is read once, and a wrong one is told in the log and answered with 500 at every call.

import { metrics as telemetry } from '@opentelemetry/api';
import { ADMISSION_PATHS } from '../../hooks/admission-paths.ts';
import type { Hook } from '../../hooks/hook.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { problemAnswer } from '../../requests/answer-body.ts';
import { asApiStatus } from '../../requests/api-status.ts';
import { createLog, errorSentence } from '../../requests/log.ts';
import { createMetrics } from '../../requests/metrics.ts';
import type { ProblemName } from '../../requests/problems.ts';
import { rareLines } from '../../requests/rare-log.ts';
import { SCOPE, VERSION } from '../../requests/version.ts';
import type { Variables } from '../../requests/variables.ts';
import { answerCall, type Ready, replyOf } from './answer-call.ts';
import type { Call, Invoke, Reply } from './call.ts';
import { readConfiguration, type ReadFile } from './configuration.ts';
import { hostSink, hostVariables, readHostFile } from './host.ts';

type Routes = Readonly<Record<string, Hook>>;

const clock = (): Date => new Date();

/** What a function starts with; tests give their own. */
export interface Start {
  readonly routes: Routes;
  readonly variables?: Variables;
  readonly readFile?: ReadFile;
  readonly sink?: (lines: string) => void;
}

/** A function with these hooks. It starts at once, and again where the first call brings variables. */
export function createFunction(start: Start): Invoke {
  const variables = start.variables ?? hostVariables();
  let given: Variables | undefined;
  let starting = startFunction(start, variables);
  return async (call, more) => {
    if (more !== undefined && given === undefined) {
      given = more;
      starting = startFunction(start, { ...variables, ...more });
    }
    return answer(call, await starting, start);
  };
}

/** Nothing that is thrown leaves a function: some platforms end the process for it. */
async function answer(call: Call, started: Result<Ready>, { routes, sink = hostSink }: Start): Promise<Reply> {
  if (!started.ok) return refusal('misconfigured', routes);
  try {
    return await answerCall(call, started.value);
  } catch (error) {
    createLog('error', sink, clock).error('request failed', { error: errorSentence(error) });
    return refusal('bug', routes);
  }
}

/** To the API server in its own form, else it shows people "unknown". */
function refusal(name: ProblemName, routes: Routes): Reply {
  const plain = problemAnswer(name);
  return replyOf(Object.keys(routes).every((path) => ADMISSION_PATHS.has(path)) ? asApiStatus(plain) : plain);
}

async function startFunction(start: Start, variables: Variables): Promise<Result<Ready>> {
  const { sink = hostSink } = start;
  const started = await readied(start, variables);
  if (!started.ok) createLog('error', sink, clock).error(`not started: ${started.error}`);
  return started;
}

async function readied(
  { routes, readFile = readHostFile, sink = hostSink }: Start,
  variables: Variables,
): Promise<Result<Ready>> {
  try {
    const read = await readConfiguration(variables, readFile);
    if (!read.ok) return read;
    const { logLevel, ...configuration } = read.value;
    const paths = Object.keys(routes);
    const admissionRoutes = paths.filter((path) => ADMISSION_PATHS.has(path));
    // Counts where the platform has registered an SDK in this process; a function has no port of its own to be asked at.
    const metrics = createMetrics({ meter: telemetry.getMeter(SCOPE, VERSION), routes: paths, admissionRoutes });
    const log = createLog(logLevel, sink, clock);
    return ok({ ...configuration, routes, metrics, clock, log, tell: rareLines(log, clock) });
  } catch (error) {
    // Deno throws where a variable may not be read.
    return fail(errorSentence(error));
  }
}
