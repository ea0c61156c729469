// Migrate: the steps from ToolHive's operator to this one.

import { setTimeout as sleep } from 'node:timers/promises';
import { checkController } from '../../decode/controller.ts';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { inOrder } from '../../simulator/in-order.ts';
import { CommandError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import type { Loaded } from '../input/load.ts';
import { isSameObject } from '../offline/sync.ts';
import { countOf } from '../../kube/short-text.ts';
import { findConfigObjects, releaseConfig, verifyConfigs } from './config-objects.ts';
import { reconcile, forEach } from './reconcile.ts';
import { findOwnedObjects } from './owned-objects.ts';
import { OPERATOR_MANAGER } from './adoption.ts';
import { asStopped, ourControllers, scale, toolhiveOperators, waitUntilGone } from './operators.ts';
import { findStrategy, planTakeover } from './plan.ts';
import { type ServerObjects, preparation } from './prepare.ts';
import { BACKUP, type Outcome, readBackup, type Run, type Step } from './run.ts';
import type { MigrationState } from './state.ts';
import { installSteps } from './steps.ts';
import { leftOverOf } from './takeover.ts';
import { verifyTakeover } from './verify.ts';

/** All steps. None deletes anything. */
export const FORWARD: readonly Step[] = [
  { name: 'backup', run: backUp },
  { name: 'stop', run: stop },
  { name: 'prepare', run: prepare },
  { name: 'install', run: install },
  { name: 'adopt', run: adopt },
  { name: 'verify', run: verify },
];

/** What a backup holds: servers, their objects, and ToolHive's operator. */
function objectsToKeep({ servers, others }: Loaded): readonly KubeObject[] {
  const parents = servers.map(({ object }) => object);
  const owned = parents.flatMap((parent) => findOwnedObjects(parent, others));
  return [...parents, ...owned, ...findConfigObjects(others), ...toolhiveOperators(others)];
}

async function backUp(run: Run, state: MigrationState): Promise<Outcome> {
  const { folder, report } = run;
  if ((await folder.readObjects(BACKUP)) !== undefined) {
    report(`${folder.path}/${BACKUP} is there`);
    return { state };
  }
  const loaded = await run.look();
  const objects = objectsToKeep(loaded);
  await folder.writeObjects(BACKUP, objects);
  report(
    `${countOf(loaded.servers.length, 'server')}, ${countOf(objects.length, 'object')} in ${folder.path}/${BACKUP}`,
  );
  return { state };
}

async function stop(run: Run, state: MigrationState): Promise<Outcome> {
  const operators = toolhiveOperators((await run.look()).others);
  // Written before anything is stopped: the number of replicas could not be restored otherwise.
  const stopped = [...state.operators, ...asStopped(operators)];
  const operatorsOf = stopped.filter(
    ({ namespace, name }, index) =>
      stopped.findIndex((other) => other.namespace === namespace && other.name === name) === index,
  );
  const next = { ...state, operators: operatorsOf };
  await run.folder.write(next);
  const end = Date.now() + run.timeoutMs;
  await forEach(operators, async (operator) => {
    await scale(run.cluster, operator, 0);
    await waitUntilGone(run.cluster, operator, end);
  });
  run.report(
    operators.length === 0
      ? "ToolHive's operator is not there"
      : `${operators.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`).join(', ')} has 0 replicas and no pods`,
  );
  return { state: next };
}

async function prepare(run: Run, state: MigrationState): Promise<Outcome> {
  const loaded = await run.look();
  // Metacontroller may have been installed meanwhile, or with another strategy than planned.
  const strategy = findStrategy(loaded.others) ?? state.strategy;
  if (strategy !== state.strategy) run.report(`Metacontroller runs with ${strategy}: prepared for that`);
  const plan = planTakeover(loaded, strategy);
  const servers = plan.servers.flatMap((server) =>
    server.takeover === undefined ? [] : [{ ...server, leftOver: leftOverOf(server.takeover) }],
  );
  let done = 0;
  await inOrder(servers, async (server) => {
    const changed = await prepareOne(run, server, strategy);
    done += 1;
    run.report(`${server.server}, ${countOf(changed, 'object')} changed (${done} of ${servers.length})`);
  });
  await releaseConfigs(run, plan.heldConfigs);
  return { state: { ...state, strategy } };
}

/** Also those that no server names: nobody is left to let them go. */
async function releaseConfigs({ cluster, report }: Run, held: readonly KubeObject[]): Promise<void> {
  await forEach(held, async (object) => {
    await reconcile(cluster, object, releaseConfig);
  });
  if (held.length > 0) report(`${countOf(held.length, 'object')} that servers refer to can be deleted again`);
}

/** The server itself comes last: while it has the finalizer, the preparation is unfinished. */
async function prepareOne(
  { cluster }: Run,
  server: ServerObjects,
  strategy: MigrationState['strategy'],
): Promise<number> {
  let changed = 0;
  const work = async ({ object, neededChange }: ReturnType<typeof preparation>[number]): Promise<void> => {
    const { isChanged } = await reconcile(cluster, object, neededChange);
    if (isChanged) changed += 1;
  };
  const tasks = preparation(server, strategy);
  await forEach(tasks.slice(0, -1), work);
  await forEach(tasks.slice(-1), work);
  return changed;
}

const LOOK_EVERY_MS = 2000;

async function install(run: Run, state: MigrationState, end: number = Date.now() + run.waitMs): Promise<Outcome> {
  const loaded = await run.look();
  const [controller] = ourControllers(loaded.others);
  if (controller !== undefined) return installed(run, { loaded, state, controller });
  if (Date.now() < end) {
    await sleep(LOOK_EVERY_MS);
    return install(run, state, end);
  }
  const { configKinds } = planTakeover(loaded, state.strategy);
  return {
    userStep: `this operator is not installed yet. Now your step:\n${installSteps(configKinds).join('\n')}\nThen run migrate apply again: it goes on from here.`,
  };
}

interface Installed {
  readonly loaded: Loaded;
  readonly state: MigrationState;
  readonly controller: KubeObject;
}

async function installed(run: Run, { loaded, state, controller }: Installed): Promise<Outcome> {
  const checked = checkController(controller, loaded.settings);
  if (!checked.ok) throw new CommandError(checked.error, EXIT.findings);
  const strategy = findStrategy(loaded.others) ?? state.strategy;
  run.report(`CompositeController ${controller.metadata.name} is there, Metacontroller applies by ${strategy}`);
  // Prepared for the other strategy: prepare again before anything is adopted.
  return strategy === state.strategy ? { state } : prepare(run, { ...state, strategy });
}

async function adopt(run: Run, state: MigrationState): Promise<Outcome> {
  const backup = await readBackup(run);
  const { servers } = planTakeover(await run.look(), state.strategy);
  const refused = new Set(
    servers.flatMap(({ parent, takeover }) => (takeover === undefined ? [parent.metadata.uid] : [])),
  );
  await waitForAll(run, { backup, refused, end: Date.now() + run.timeoutMs, reported: -1 });
  return { state };
}

interface Waiting {
  readonly backup: readonly KubeObject[];
  /** Uids of servers that stay as they are with `--partial`; nobody waits for them. */
  readonly refused: ReadonlySet<string | undefined>;
  readonly end: number;
  /** How many were ready when it was last reported. */
  readonly reported: number;
}

async function waitForAll(run: Run, { backup, refused, end, reported }: Waiting): Promise<void> {
  const loaded = await run.look();
  const servers = loaded.servers.filter(({ object }) => !refused.has(object.metadata.uid));
  const waiting = servers.filter(({ object }) => !isTakenOver(object, backup));
  const ready = servers.length - waiting.length;
  if (ready !== reported) run.report(`${ready} of ${countOf(servers.length, 'server')} taken over`);
  if (waiting.length === 0) return;
  if (Date.now() > end)
    throw new CommandError(
      `${waiting.map(({ object }) => unreadiness(object)).join('; ')}. Look at them with kubectl describe mcpserver, then run migrate apply again, or migrate rollback`,
      EXIT.findings,
    );
  await sleep(LOOK_EVERY_MS);
  await waitForAll(run, { backup, refused, end, reported: ready });
}

function isOnTheWay({ object }: Loaded['servers'][number]): boolean {
  return readObject(object, 'status')['phase'] === 'Pending';
}

/** A condition that only this operator writes. */
const OUR_CONDITION = 'BackendReady';

function isTakenOver(server: KubeObject, backup: readonly KubeObject[]): boolean {
  const status = readObject(server, 'status');
  const before = backup.find((object) => isSameObject(object, server));
  const isOurs = readObjects(status, 'conditions').some(({ type }) => type === OUR_CONDITION);
  const wasReady = before === undefined || readObject(before, 'status')['phase'] === 'Ready';
  const { phase } = status;
  const isUp = phase === 'Ready' || phase === 'Stopped' || (!wasReady && phase === 'Failed');
  return isOurs && isUp && hasLastWord(server) && status['observedGeneration'] === server.metadata.generation;
}

/** After going back and forth the condition exists already, so look at who wrote the status last. Times compare as text. */
function hasLastWord({ metadata }: KubeObject): boolean {
  const writes = (metadata.managedFields ?? []).filter(({ subresource }) => subresource === 'status');
  const last = writes.toSorted((left, right) => ((left.time ?? '') < (right.time ?? '') ? 1 : -1));
  const newest = last.filter(({ time }) => time === last[0]?.time);
  return newest.length === 0 || newest.some(({ manager }) => manager !== OPERATOR_MANAGER);
}

function unreadiness(server: KubeObject): string {
  const status = readObject(server, 'status');
  const { phase = 'without phase', message = '' } = status;
  const isOurs = readObjects(status, 'conditions').some(({ type }) => type === OUR_CONDITION);
  if (!isOurs) return `${server.metadata.namespace ?? ''}/${server.metadata.name} was not looked at by this operator`;
  return `${server.metadata.namespace ?? ''}/${server.metadata.name} is ${String(phase)}: ${String(message)}`;
}

async function verify(run: Run, state: MigrationState, end: number = Date.now() + run.timeoutMs): Promise<Outcome> {
  const [before, now] = [await readBackup(run), await run.look()];
  // After a rollback the status may still be the one that this operator wrote before; then pods are replaced once it syncs.
  if (now.servers.some(isOnTheWay) && Date.now() < end) {
    await sleep(LOOK_EVERY_MS);
    return verify(run, state, end);
  }
  await run.folder.writeObjects('after.json', objectsToKeep(now));
  const problems = now.servers.flatMap(({ object }) => {
    const was = before.find((old) => isSameObject(old, object));
    return was === undefined ? [] : verifyTakeover({ was, before, is: object, after: now.others });
  });
  problems.push(...verifyConfigs(now.others));
  if (problems.length > 0) throw new CommandError(problems.join('; '), EXIT.findings);
  run.report(
    `${countOf(now.servers.length, 'server')}: nothing was recreated, everything is adopted, no old finalizer`,
  );
  return { state };
}
