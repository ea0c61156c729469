// Command: the way back to ToolHive's operator, from wherever `migrate apply` got to.

import { type Command, CommandError, type Invocation } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { BACK, rollbackChanges } from '../migrate/back.ts';
import { titleOf } from '../migrate/cluster.ts';
import { runSteps } from '../migrate/run.ts';
import { inSession, isConfirmed, type Session, SESSION_OPTIONS } from '../migrate/session.ts';
import { countOf } from '../../kube/short-text.ts';

/** `migrate rollback` */
export const MIGRATE_ROLLBACK: Command = {
  name: 'migrate rollback',
  summary:
    "Moves a cluster back to ToolHive's operator, with what migrate apply kept; interrupted anywhere, it goes on",
  usage: '[OPTION…]',
  options: [...SESSION_OPTIONS],
  example: { line: 'toolhive-hooks migrate rollback', purpose: 'in the folder in which migrate apply was run' },
  run: (invocation) => inSession(invocation, (session) => rollBack(session, invocation)),
};

async function rollBack(session: Session, invocation: Invocation): Promise<ExitCode> {
  const { folder, state } = session;
  if (state === undefined)
    throw new CommandError(`no migration was begun in ${folder.path}: name its folder with --state`, EXIT.input);
  const report = (line: string): void => invocation.io.out(`${line}\n`);
  const run = { ...session, waitMs: 0, report };
  const changes = await rollbackChanges(run);
  for (const { object, message } of changes) report(`${titleOf(object)}: ${message}`);
  report(
    `${countOf(changes.length, 'object')} to restore; workloads restart where their template is another one by now`,
  );
  if (invocation.options['dry-run'] === true) {
    report('nothing was changed');
    return EXIT.fine;
  }
  if (!(await isConfirmed(invocation, "Go back to ToolHive's operator?"))) return EXIT.findings;
  const begun = { ...state, direction: 'back' as const, isDone: false };
  await folder.write(begun);
  return runSteps(BACK, run, begun);
}
