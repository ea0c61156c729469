// Command: the way from ToolHive's operator to this one, on the running cluster.

import { type Command, CommandError, type Invocation, textOption } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { isStrategy } from '../migrate/apply-strategies.ts';
import { forEach } from '../migrate/reconcile.ts';
import type { Change } from '../migrate/change.ts';
import { releaseConfig } from '../migrate/config-objects.ts';
import { Outdated } from '../migrate/cluster.ts';
import { limitLines, restartLines } from '../migrate/describe.ts';
import { FORWARD } from '../migrate/forward.ts';
import { asStopped, toolhiveOperators } from '../migrate/operators.ts';
import { type Plan, planTakeover } from '../migrate/plan.ts';
import { changesOf, preparation } from '../migrate/prepare.ts';
import { runSteps } from '../migrate/run.ts';
import { inSession, isConfirmed, secondsOption, type Session, SESSION_OPTIONS } from '../migrate/session.ts';
import { newState } from '../migrate/state.ts';
import { changeLine } from '../migrate/steps.ts';
import { leftOverOf } from '../migrate/takeover.ts';
import { countOf } from '../../kube/short-text.ts';
import { linesText } from '../terminal/table.ts';
import { STRATEGY_OPTION } from './migrate-plan.ts';

/** `migrate apply` */
export const MIGRATE_APPLY: Command = {
  name: 'migrate apply',
  summary:
    "Moves a running cluster from ToolHive's operator to this one; interrupted anywhere, it goes on where it was",
  usage: '[OPTION…]',
  options: [
    ...SESSION_OPTIONS,
    STRATEGY_OPTION,
    { name: 'partial', describe: 'go on although some servers cannot be taken over; nobody looks after those' },
    { name: 'wait', value: 'SECONDS', describe: 'how long to wait for this operator to be installed (default: 0)' },
  ],
  example: {
    line: 'toolhive-hooks migrate apply --dry-run',
    purpose: 'every write as the API server judges it; without --dry-run it asks and then does it',
  },
  run: (invocation) => inSession(invocation, (session) => apply(session, invocation)),
};

async function apply(session: Session, invocation: Invocation): Promise<ExitCode> {
  const { folder, state } = session;
  if (state?.direction === 'back')
    throw new CommandError(
      `the migration in ${folder.path} was rolled back; begin a new one with another --state`,
      EXIT.findings,
    );
  const loaded = await session.look();
  const strategy = textOption(invocation, 'strategy');
  const plan = planTakeover(loaded, isStrategy(strategy) ? strategy : undefined);
  refuse(plan, invocation);
  const changes = allChanges(plan);
  invocation.io.out(summary(plan, changes, asStopped(toolhiveOperators(loaded.others)).length));
  await rehearse(session, changes);
  if (invocation.options['dry-run'] === true) return printChanges(changes, invocation);
  if (!(await isConfirmed(invocation, state === undefined ? 'Begin?' : `Go on after step ${state.step}?`)))
    return EXIT.findings;
  const begun = state ?? newState(session.clusterId, plan.strategy);
  const waitMs = secondsOption(invocation, 'wait', 0) * 1000;
  const report = (line: string): void => invocation.io.out(`${line}\n`);
  return runSteps(FORWARD, { ...session, waitMs, report }, begun);
}

/** Ends the command while a server cannot be taken over, unless `--partial` accepts that. */
function refuse(plan: Plan, { io, options }: Invocation): void {
  const refused = plan.servers.filter(({ takeover }) => takeover === undefined);
  for (const { server, problems } of refused)
    io.err(linesText([`${server} cannot be taken over yet: ${problems.join(' ')}`]));
  if (refused.length === 0 || options['partial'] === true) return;
  throw new CommandError(
    `${countOf(refused.length, 'server')} cannot be taken over: correct that, or add --partial to leave nobody to look after them`,
    EXIT.findings,
  );
}

function allChanges(plan: Plan): readonly Change[] {
  const configs = plan.heldConfigs.flatMap((object) => releaseConfig(object) ?? []);
  const prepared = plan.servers.flatMap((server) => {
    const { takeover } = server;
    if (takeover === undefined) return [];
    return changesOf(preparation({ ...server, leftOver: leftOverOf(takeover) }, plan.strategy));
  });
  return [...prepared, ...configs];
}

/** A missing right or a refusing policy is found before anything is stopped. */
async function rehearse({ rehearsal }: Session, changes: readonly Change[]): Promise<void> {
  await forEach(changes, async (change) => {
    try {
      await rehearsal.change(change);
    } catch (error) {
      // Somebody else is writing, perhaps ToolHive's operator: the real write reads the object again.
      if (!(error instanceof Outdated)) throw error;
    }
  });
}

function summary(plan: Plan, changes: readonly Change[], running: number): string {
  const able = plan.servers.flatMap((server) =>
    server.takeover === undefined ? [] : [{ ...server, takeover: server.takeover }],
  );
  const lines = able.flatMap((server) => [
    server.server,
    ...[...restartLines(server.takeover), ...limitLines(server, server.takeover), ...server.warnings].map(
      (line) => `  ${line}`,
    ),
  ]);
  const operators = running === 0 ? "ToolHive's operator does not run" : "ToolHive's operator to stop";
  return `${linesText(lines)}${countOf(able.length, 'server')}: ${operators}, ${countOf(changes.length, 'object')} to prepare for ${plan.strategy}; migrate plan --live --all shows every field\n`;
}

function printChanges(changes: readonly Change[], { io }: Invocation): ExitCode {
  for (const change of changes) io.out(linesText([`${change.object.metadata.namespace ?? ''} ${changeLine(change)}`]));
  io.out(`the API server would take ${countOf(changes.length, 'change')}; nothing was changed\n`);
  return EXIT.fine;
}
