// Command: what a change of manifests or settings does to the children, and whether it restarts anything.

import { EXIT } from '../exit-codes.ts';
import { type Command, type Invocation, textOption, UsageError } from '../command.ts';
import { type ChildChange, compareChildren, describeChanges } from '../compare/children.ts';
import { type OtherRelease, readOtherRelease, upgradeServer } from '../compare/release.ts';
import { findRestarts, type Restart, restartSentence, syncAfter } from '../compare/restarts.ts';
import type { KubeObject } from '../../kube/object.ts';
import { CLUSTER_OPTIONS } from '../input/kubectl.ts';
import { load, loadCluster, type Loaded, loadSettings } from '../input/load.ts';
import { type Rendering, renderServer } from '../offline/render.ts';
import type { Manifest } from '../input/manifests.ts';
import { isSameObject, type SyncAnswer } from '../offline/sync.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import { dataText, serverName, TEXT_OR_DATA } from '../terminal/data-text.ts';
import type { Paint } from '../terminal/paint.ts';
import { inTurn } from '../terminal/progress.ts';
import { linesText } from '../terminal/table.ts';

/** What happens to one server. */
interface ServerChange {
  readonly server: string;
  readonly change: 'added' | 'removed' | 'refused' | 'changed' | 'same';
  readonly children: readonly ChildChange[];
  readonly restarts: readonly Restart[];
}

/** `diff OLD NEW` */
export const DIFF: Command = {
  name: 'diff',
  summary: 'Shows what a change does to the children of servers, and what it restarts',
  usage: '[OPTION…] OLD NEW | --live NEW | -f NEW | --against TOOL FILE…',
  options: [
    outputOption(...TEXT_OR_DATA),
    { name: 'live', describe: 'OLD is the cluster of the present kubectl context; only NEW is named' },
    {
      name: 'against',
      value: 'TOOL',
      describe:
        'the same FILEs under another version: its cli.mjs or command, or what its render -o json printed (.json)',
    },
    { name: 'new-settings', value: 'FILE', describe: 'settings of the NEW side (default: those of --settings)' },
    ...CLUSTER_OPTIONS,
    ...MANIFEST_OPTIONS,
  ],
  example: {
    line: 'toolhive-hooks diff test/cli/manifests/fetch.yaml test/cli/manifests/fetch-next.yaml',
    purpose: 'before a review: the fields that change, and `restarts the backend: yes, because spec.image changed`',
  },
  run: async (invocation) => {
    const tool = textOption(invocation, 'against');
    const { changes, loaded } =
      tool === undefined ? await compareSides(invocation) : await compareReleases(invocation, tool);
    const { io, paint } = invocation;
    const names = changes.filter(({ change }) => change !== 'same').map(({ server }) => serverName(server));
    const data = dataText(textOption(invocation, 'output'), changes, names);
    io.out(data ?? changes.map((change) => describe(change, paint)).join(''));
    const isSame = changes.every(({ change }) => change === 'same');
    return loaded.some(({ problems }) => problems.length > 0) ? EXIT.input : isSame ? EXIT.fine : EXIT.findings;
  },
};

interface Comparison {
  readonly changes: readonly ServerChange[];
  readonly loaded: readonly Loaded[];
}

async function compareSides(invocation: Invocation): Promise<Comparison> {
  const [before, after] = await loadSides(invocation);
  const changes: ServerChange[] = [];
  await inTurn(pairServers(before, after), { io: invocation.io, label: 'comparing server' }, ([old, next]) => {
    changes.push(compareServer(old, next, { before, after }));
  });
  return { changes, loaded: [before, after] };
}

/** The same input under two versions of this tool. */
async function compareReleases(invocation: Invocation, tool: string): Promise<Comparison> {
  const { positionals, options } = invocation;
  if (positionals.length === 0 || positionals.includes('-') || options['live'] === true)
    throw new UsageError('diff --against needs FILEs that both versions can read');
  const loaded = await load(invocation);
  const other = await readOtherRelease(invocation, tool, positionals);
  const changes: ServerChange[] = [];
  await inTurn(loaded.servers, { io: invocation.io, label: 'comparing server' }, (manifest) => {
    changes.push(compareWith(other, renderServer(manifest, loaded, 'running'), loaded));
  });
  return { changes, loaded: [loaded] };
}

function compareWith(other: OtherRelease, { key, admission, sync }: Rendering, loaded: Loaded): ServerChange {
  const old = other.get(key);
  const nothing = { server: key, children: [], restarts: [] };
  if (sync === undefined) return { ...nothing, change: old === undefined ? 'same' : 'refused' };
  if (old === undefined) return { ...nothing, change: 'added', children: compareChildren([], sync.children) };
  const side = { parent: admission.stored, others: loaded.others, settings: loaded.settings };
  const { sync: next, restarts } = upgradeServer(old, side);
  const children = compareChildren(old, next.children);
  return { server: key, change: children.length === 0 ? 'same' : 'changed', children, restarts };
}

/** `--live`, or as `kubectl diff -f NEW` without an OLD. */
function isWithCluster({ options, positionals }: Invocation): boolean {
  const isNamed = ['filename', 'kustomize'].some((name) => options[name] !== undefined);
  return options['live'] === true || (isNamed && positionals.length === 1);
}

/** OLD with `--settings`; NEW with `--new-settings`, or the same. */
async function loadSides(invocation: Invocation): Promise<readonly [Loaded, Loaded]> {
  const isLive = isWithCluster(invocation);
  const [next, old] = invocation.positionals.toReversed();
  if (next === undefined || invocation.positionals.length !== (isLive ? 1 : 2))
    throw new UsageError(isLive ? 'diff --live needs NEW alone' : 'diff needs OLD and NEW');
  const named = await load(invocation, [next]);
  const cluster = old === undefined ? await loadCluster(invocation) : undefined;
  const before = cluster === undefined ? await load(invocation, [old ?? next]) : onlyServersOf(named, cluster);
  const after = cluster === undefined ? named : { ...named, others: [...cluster.others, ...named.others] };
  const newSettings = textOption(invocation, 'new-settings');
  return [
    before,
    newSettings === undefined ? after : { ...after, settings: await loadSettings(invocation, 'new-settings') },
  ];
}

/** Of a cluster only the servers that NEW has: applying NEW deletes no others. */
function onlyServersOf(named: Loaded, cluster: Loaded): Loaded {
  const isNamed = ({ object }: Manifest): boolean =>
    named.servers.some((server) => isSameObject(server.object, object));
  return { ...cluster, servers: cluster.servers.filter(isNamed) };
}

type Pair = readonly [Rendering | undefined, Rendering | undefined];

function pairServers(before: Loaded, after: Loaded): readonly Pair[] {
  const old = before.servers.map((manifest) => renderServer(manifest, before, 'running'));
  const next = after.servers.map((manifest) => renderServer(manifest, after, 'running'));
  const keys = [...new Set([...next, ...old].map(({ key }) => key))];
  return keys.map((key) => [old.find((side) => side.key === key), next.find((side) => side.key === key)]);
}

interface Sides {
  readonly before: Loaded;
  readonly after: Loaded;
}

function compareServer(old: Rendering | undefined, next: Rendering | undefined, sides: Sides): ServerChange {
  const server = keyOf(next ?? old);
  const nothing = { server, children: [], restarts: [] };
  if (next === undefined) return { ...nothing, change: 'removed', children: compareChildren(childrenOf(old), []) };
  if (next.sync === undefined) return { ...nothing, change: 'refused' };
  if (old?.sync === undefined)
    return { ...nothing, change: 'added', children: compareChildren([], next.sync.children) };
  return { server, ...compareRunning(old, old.sync, { next, ...sides }) };
}

function keyOf(rendering: Rendering | undefined): string {
  return rendering?.key ?? '';
}

function childrenOf(rendering: Rendering | undefined): readonly KubeObject[] {
  return rendering?.sync?.children ?? [];
}

function compareRunning(
  old: Rendering,
  sync: SyncAnswer,
  { next, before, after }: Sides & { readonly next: Rendering },
): Omit<ServerChange, 'server'> {
  const left = { parent: old.admission.stored, others: before.others, settings: before.settings };
  const right = { parent: next.admission.stored, others: after.others, settings: after.settings };
  const children = compareChildren(sync.children, syncAfter(sync, left, right).children);
  return { change: children.length === 0 ? 'same' : 'changed', children, restarts: findRestarts(sync, left, right) };
}

const TITLES = {
  added: 'new server',
  removed: 'deleted, with everything that was made for it',
  refused: 'refused at apply: nothing changes; run lint to see why',
  changed: 'changed',
  same: 'no child changes',
} as const;

function describe({ server, change, children, restarts }: ServerChange, paint: Paint): string {
  const lines = [
    `${paint('bold', server)}: ${TITLES[change]}`,
    ...describeChanges(children, paint),
    ...restarts.map((restart) => `  ${paint(restart.restarts ? 'yellow' : 'dim', restartSentence(restart))}`),
  ];
  return linesText(lines);
}
