// Command: did a migration keep what it should have kept? Compares exports from before and after.

import { type Command, CommandError, UsageError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { codeWith, load } from '../input/load.ts';
import { verifyConfigs } from '../migrate/config-objects.ts';
import { verifyTakeover } from '../migrate/verify.ts';
import { isSameObject } from '../offline/sync.ts';
import { MANIFEST_OPTIONS } from '../options.ts';
import { countOf } from '../../kube/short-text.ts';
import { linesText } from '../terminal/table.ts';

/** `migrate verify BEFORE AFTER` */
export const MIGRATE_VERIFY: Command = {
  name: 'migrate verify',
  summary: 'Checks with exports from before and after that a migration recreated nothing and left nothing behind',
  usage: '[OPTION…] BEFORE AFTER',
  options: [...MANIFEST_OPTIONS],
  example: {
    line: 'toolhive-hooks migrate verify before-migration.yaml after-migration.yaml',
    purpose: 'after the last step of the plan',
  },
  run: async (invocation) => {
    const [before, after, ...more] = invocation.positionals;
    if (before === undefined || after === undefined || more.length > 0)
      throw new UsageError('migrate verify needs BEFORE and AFTER');
    const old = await load(invocation, [before]);
    const now = await load(invocation, [after]);
    const missing = old.servers.find(
      ({ object }) => !now.servers.some((server) => isSameObject(server.object, object)),
    );
    if (missing !== undefined)
      throw new CommandError(
        `MCPServer ${missing.object.metadata.name} is not in ${after}: was it deleted, or not exported?`,
        EXIT.findings,
      );
    const problems = now.servers.flatMap(({ object }) => {
      const was = old.servers.find((server) => isSameObject(server.object, object))?.object;
      return was === undefined ? [] : verifyTakeover({ was, before: old.others, is: object, after: now.others });
    });
    problems.push(...verifyConfigs(now.others));
    const { io, paint } = invocation;
    for (const problem of problems) io.out(linesText([`${paint('red', 'no')}  ${problem}`]));
    if (problems.length === 0)
      io.out(
        `${paint('green', 'ok')}  ${countOf(now.servers.length, 'server')}: nothing was recreated, everything is adopted, no old finalizer\n`,
      );
    const both = { ...now, problems: [...old.problems, ...now.problems] };
    return codeWith(both, problems.length === 0 ? EXIT.fine : EXIT.findings);
  },
};
