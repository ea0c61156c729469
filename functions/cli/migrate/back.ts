// Migrate: the steps back to ToolHive's operator.

import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { CHILD_RESOURCES, POSSIBLE_CHILD_RESOURCES } from '../../decode/controller.ts';
import { controllerOf, type KubeObject } from '../../kube/object.ts';
import { inOrder } from '../../simulator/in-order.ts';
import type { Loaded } from '../input/load.ts';
import { isSameObject } from '../offline/sync.ts';
import { shellWord } from '../terminal/shell.ts';
import { countOf } from '../../kube/short-text.ts';
import { findConfigObjects, returnConfig } from './config-objects.ts';
import { reconcile, forEach } from './reconcile.ts';
import { titleOf } from './cluster.ts';
import { findOwnedObjects } from './owned-objects.ts';
import { ourControllers, startAgain } from './operators.ts';
import { type Outcome, readBackup, type Run, type Step } from './run.ts';
import { handOver, restoreContent, restoreFinalizer, restoreManagers } from './restore.ts';
import type { MigrationState } from './state.ts';
import { verifyReturn } from './verify.ts';

/** All steps. Only the CompositeController and NetworkPolicies that ToolHive does not know are deleted. */
export const BACK: readonly Step[] = [
  { name: 'release', run: release },
  { name: 'restore', run: restore },
  { name: 'check', run: check },
  { name: 'start', run: start },
];

/** Time for a sync of Metacontroller that is still running. */
const LAST_SYNC_MS = 3000;

async function release(run: Run, state: MigrationState): Promise<Outcome> {
  const controllers = ourControllers((await run.look()).others);
  if (controllers.length > 0) {
    await run.folder.writeObjects('composite-controllers.json', controllers);
    await forEach(controllers, async (controller) => {
      await run.cluster.remove(controller);
      await waitUntilAway(run, controller, Date.now() + run.timeoutMs);
    });
    await sleep(LAST_SYNC_MS);
  }
  const names = controllers.map(({ metadata }) => metadata.name).join(', ');
  run.report(
    controllers.length === 0
      ? 'no CompositeController is there'
      : `CompositeController ${names} is deleted; its servers run on`,
  );
  return { state };
}

/** Until its finalizers are gone and it is deleted, Metacontroller keeps syncing. */
async function waitUntilAway(run: Run, object: KubeObject, end: number): Promise<void> {
  if ((await run.cluster.read(object)) === undefined) return;
  if (Date.now() > end)
    throw new CommandError(
      `${titleOf(object)} is not deleted: a finalizer holds it; remove that, then run migrate rollback again`,
      EXIT.findings,
    );
  await sleep(LOOK_EVERY_MS);
  await waitUntilAway(run, object, end);
}

const LOOK_EVERY_MS = 500;

/** A second round is needed only if somebody else still writes. */
const ROUNDS = 5;

async function restore(run: Run, state: MigrationState, round: number = 1): Promise<Outcome> {
  const loaded = await run.look();
  const backup = await readBackup(run);
  let changed = 0;
  let done = 0;
  await inOrder(loaded.servers, async ({ object }) => {
    const here = await restoreServer(run, object, { loaded, backup });
    changed += here;
    done += 1;
    if (round > 1 && here === 0) return;
    const { namespace = '', name } = object.metadata;
    run.report(`${namespace}/${name}, ${countOf(here, 'object')} changed (${done} of ${loaded.servers.length})`);
  });
  changed += await returnConfigs(run, loaded, backup);
  if (changed === 0) return { state };
  if (round === ROUNDS)
    throw new CommandError(
      'objects change again after they were restored: is another CompositeController or operator running? Stop it, then run migrate rollback again',
      EXIT.findings,
    );
  return restore(run, state, round + 1);
}

async function returnConfigs({ cluster }: Run, { others }: Loaded, backup: readonly KubeObject[]): Promise<number> {
  let changed = 0;
  await forEach(findConfigObjects(others), async (object) => {
    if ((await reconcile(cluster, object, (now) => returnConfig(now, backup))).isChanged) changed += 1;
  });
  return changed;
}

interface Snapshots {
  readonly loaded: Loaded;
  readonly backup: readonly KubeObject[];
}

/** An object of a server with its backup; without one if it is younger than the backup. */
interface Restorable {
  readonly object: KubeObject;
  readonly before: KubeObject | undefined;
  readonly statefulSet: KubeObject | undefined;
}

function restorablesOf(server: KubeObject, { loaded, backup }: Snapshots): readonly Restorable[] {
  const owned = findOwnedObjects(server, loaded.others);
  const statefulSet = owned.find(({ kind }) => kind === 'StatefulSet');
  const isOld = findBefore(server, backup) !== undefined;
  return [...owned, ...hostRules(server, loaded.others)].map((object) => ({
    object,
    before: isOld ? findBefore(object, backup) : undefined,
    statefulSet,
  }));
}

function findBefore(object: KubeObject, backup: readonly KubeObject[]): KubeObject | undefined {
  return backup.find((old) => isSameObject(old, object) && old.metadata.uid === object.metadata.uid);
}

/** The server itself comes last: until it has its finalizer again, the restore is unfinished. */
async function restoreServer(run: Run, server: KubeObject, snapshots: Snapshots): Promise<number> {
  let changed = 0;
  await forEach(restorablesOf(server, snapshots), async (restorable) => {
    if (await restoreObject(run, restorable)) changed += 1;
  });
  const was = findBefore(server, snapshots.backup);
  if (was !== undefined && (await reconcile(run.cluster, server, (now) => restoreFinalizer(now, was))).isChanged)
    changed += 1;
  return changed;
}

async function restoreObject({ cluster }: Run, { object, before, statefulSet }: Restorable): Promise<boolean> {
  if (before === undefined) {
    if (!isUnknownToToolHive(object))
      return (await reconcile(cluster, object, (now) => handOver(now, statefulSet))).isChanged;
    await cluster.remove(object);
    return true;
  }
  const original = { before, statefulSet };
  const content = await reconcile(cluster, object, (now) => restoreContent(now, original));
  if (content.now === undefined) return content.isChanged;
  const managers = await reconcile(cluster, content.now, (now) => restoreManagers(now, original));
  return content.isChanged || managers.isChanged;
}

/** The changes of a rollback, in words. */
export async function rollbackChanges(
  run: Run,
): Promise<readonly { readonly object: KubeObject; readonly message: string }[]> {
  const loaded = await run.look();
  const snapshots = { loaded, backup: await readBackup(run) };
  const configs = findConfigObjects(loaded.others).flatMap((object) => {
    const messages = returnConfig(object, snapshots.backup)?.messages ?? [];
    return messages.map((message) => ({ object, message }));
  });
  const owned = loaded.servers
    .flatMap(({ object }) => restorablesOf(object, snapshots))
    .flatMap((restorable) => {
      const { object } = restorable;
      const message = describeRestore(restorable);
      return message === '' ? [] : [{ object, message }];
    });
  return [...owned, ...configs];
}

function describeRestore({ object, before, statefulSet }: Restorable): string {
  if (before === undefined && isUnknownToToolHive(object)) return 'deleted, ToolHive does not know it';
  const changes =
    before === undefined
      ? [handOver(object, statefulSet)]
      : [restoreContent(object, { before, statefulSet }), restoreManagers(object, { before, statefulSet })];
  return changes.flatMap((change) => change?.messages ?? []).join(', ');
}

/** ToolHive makes no policies, for one, and ours would block its proxy. */
function isUnknownToToolHive({ kind }: KubeObject): boolean {
  return !CHILD_RESOURCES.some((child) => child.kind === kind && child.inToolHive);
}

/** Objects of a name-aware network engine. */
function hostRules(server: KubeObject, objects: readonly KubeObject[]): readonly KubeObject[] {
  const plain: ReadonlySet<string> = new Set(CHILD_RESOURCES.map(({ kind }) => kind));
  const extra = POSSIBLE_CHILD_RESOURCES.filter(({ kind }) => !plain.has(kind));
  const kinds = new Set<string>(extra.map(({ kind }) => kind));
  return objects.filter((object) => kinds.has(object.kind) && controllerOf(object)?.uid === server.metadata.uid);
}

async function check(run: Run, state: MigrationState): Promise<Outcome> {
  const [before, now] = [await readBackup(run), await run.look()];
  const problems = now.servers.flatMap(({ object }) => {
    const was = before.find((old) => isSameObject(old, object));
    return was === undefined ? [] : verifyReturn({ was, before, is: object, after: now.others });
  });
  // ToolHive's operator recreates what is missing, so no problem keeps it from being started.
  for (const problem of problems) run.report(problem);
  if (problems.length === 0) run.report(`${countOf(now.servers.length, 'server')}: nothing was recreated`);
  return { state };
}

async function start(run: Run, state: MigrationState): Promise<Outcome> {
  const missing = await startAgain(run.cluster, state.operators);
  const [gone] = missing;
  if (gone !== undefined)
    return {
      userStep: [
        "ToolHive's operator is not there any more. Now your step:",
        `  helm uninstall toolhive-operator -n ${shellWord(gone.namespace)} --ignore-not-found --wait`,
        `  helm upgrade --install toolhive-operator "$TOOLHIVE_CHART" -n ${shellWord(gone.namespace)} -f toolhive-values.yaml`,
        'Then run migrate rollback again: it checks that it runs.',
      ].join('\n'),
    };
  const names = state.operators.map(({ namespace, name }) => `${namespace}/${name}`).join(', ');
  run.report(names === '' ? "ToolHive's operator was not running before" : `${names} runs again`);
  return { state };
}
