// Command: did a migration keep what it should have kept? Compares exports from before and after.

import type { StoredObject } from '../../simulator/object.ts';
import { type Command, CommandError, UsageError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { codeWith, load } from '../input/load.ts';
import { findEstate } from '../migrate/estate.ts';
import { TOOLHIVE_FINALIZER } from '../migrate/prepare.ts';
import { isSameObject } from '../offline/sync.ts';
import { MANIFEST_OPTIONS } from '../options.ts';
import { count } from '../terminal/table.ts';

/** `migrate verify BEFORE AFTER` */
export const MIGRATE_VERIFY: Command = {
  name: 'migrate verify',
  summary: 'Checks with exports from before and after that a migration recreated nothing and left nothing behind',
  usage: '[OPTION…] BEFORE AFTER',
  options: [...MANIFEST_OPTIONS],
  example: {
    line: 'toolhive-hooks migrate verify before-migration.yaml after-migration.yaml',
    says: 'after the last step of the plan',
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
      return was === undefined ? [] : verify({ was, before: old.others, is: object, after: now.others });
    });
    const { io, paint } = invocation;
    for (const problem of problems) io.out(`${paint('red', 'no')}  ${problem}\n`);
    if (problems.length === 0)
      io.out(
        `${paint('green', 'ok')}  ${count(now.servers.length, 'server')}: nothing was recreated, everything is adopted, no old finalizer\n`,
      );
    return codeWith(now, codeWith(old, EXIT.fine) === EXIT.fine && problems.length === 0 ? EXIT.fine : EXIT.findings);
  },
};

interface Sides {
  readonly was: StoredObject;
  readonly before: readonly StoredObject[];
  readonly is: StoredObject;
  readonly after: readonly StoredObject[];
}

/** What must have the uid that it had: anything else was deleted and made again. */
const KEPT = new Set(['Deployment', 'StatefulSet', 'Service']);

function verify({ was, before, is, after }: Sides): readonly string[] {
  const server = `${is.metadata.namespace ?? ''}/${is.metadata.name}`;
  const estate = findEstate(was, before).filter(({ kind }) => KEPT.has(kind));
  const objects = estate.flatMap((old) => {
    const name = `${server}: ${old.kind} ${old.metadata.name}`;
    const now = after.find((object) => isSameObject(object, old));
    if (now === undefined) return [`${name} is gone`];
    if (now.metadata.uid !== old.metadata.uid) return [`${name} was recreated`];
    return isAdopted(now, is) ? [] : [`${name} is not adopted: label it with controller-uid=${is.metadata.uid ?? ''}`];
  });
  const hasFinalizer = (is.metadata.finalizers ?? []).includes(TOOLHIVE_FINALIZER);
  const state = is['status'];
  const phase = typeof state === 'object' && state !== null && 'phase' in state ? state.phase : undefined;
  return [
    ...(is.metadata.uid === was.metadata.uid ? [] : [`${server}: the MCPServer was recreated`]),
    ...objects,
    ...(hasFinalizer
      ? [`${server}: the finalizer ${TOOLHIVE_FINALIZER} is still there: it could never be deleted`]
      : []),
    ...(phase === 'Ready' ? [] : [`${server}: phase is ${typeof phase === 'string' ? phase : 'not known'}, not Ready`]),
  ];
}

function isAdopted(object: StoredObject, server: StoredObject): boolean {
  return (object.metadata.ownerReferences ?? []).some(
    (owner) => owner.controller === true && owner.uid === server.metadata.uid,
  );
}
