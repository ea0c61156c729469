// Migrate: runs the steps in order. A run can start again from the first step: finished work is recognised.

import type { KubeObject } from '../../kube/object.ts';
import { CommandError } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Loaded } from '../input/load.ts';
import type { Cluster } from './cluster.ts';
import type { MigrationState, StateFolder } from './state.ts';

/** What every step works with. */
export interface Run {
  readonly cluster: Cluster;
  readonly folder: StateFolder;
  /** Everything as it is now. */
  readonly look: () => Promise<Loaded>;
  /** A line about what is being done. */
  readonly report: (line: string) => void;
  /** How long to wait for a step of the user; 0: not at all. */
  readonly waitMs: number;
  /** How long the cluster may take for one step. */
  readonly timeoutMs: number;
}

/** The result of a step: the next state, or what the user has to do first. */
export type Outcome = { readonly state: MigrationState } | { readonly userStep: string };

/** One step; its progress lines begin with its name. */
export interface Step {
  readonly name: string;
  readonly run: (run: Run, state: MigrationState) => Promise<Outcome>;
}

/** Runs the steps and writes the state after each. */
export async function runSteps(steps: readonly Step[], run: Run, state: MigrationState): Promise<ExitCode> {
  return runFrom(steps, run, { state, done: 0 });
}

async function runFrom(
  steps: readonly Step[],
  run: Run,
  { state, done }: { readonly state: MigrationState; readonly done: number },
): Promise<ExitCode> {
  const step = steps[done];
  if (step === undefined) {
    await run.folder.write({ ...state, isDone: true });
    return EXIT.fine;
  }
  const report = (line: string): void => run.report(`[${done + 1}/${steps.length}] ${step.name}: ${line}`);
  const outcome = await step.run({ ...run, report }, state);
  if ('userStep' in outcome) {
    run.report(outcome.userStep);
    return EXIT.waiting;
  }
  const next = { ...outcome.state, step: step.name };
  await run.folder.write(next);
  return runFrom(steps, run, { state: next, done: done + 1 });
}

/** File name of the backup that a migration begins with. */
export const BACKUP = 'before.json';

/** The backup in the folder; fails without one, because then there is no way back. */
export async function readBackup({ folder }: Run): Promise<readonly KubeObject[]> {
  const objects = await folder.readObjects(BACKUP);
  if (objects === undefined)
    throw new CommandError(`${folder.path} has a state but no ${BACKUP}: without it there is no way back`, EXIT.input);
  return objects;
}
