// Doctor: does a Metacontroller run that is new enough, selects our controller, and has fast enough flags?

import { isWorkload } from '../../decode/observed.ts';
import { readObject, readString, readStrings } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import {
  advice,
  type CheckResult,
  containersOf,
  failed,
  type Installation,
  nameOf,
  passed,
  podSpec,
  readOn,
  undetermined,
  unreadable,
} from './installation.ts';
import { matchesSelector } from '../../kube/label-selector.ts';
import { commandLine } from '../terminal/shell.ts';

/** In older releases a failing hook could delete children, or strict responses were not understood. */
const OLDEST = [4, 17, 2] as const;
const OLDEST_TEXT = OLDEST.join('.');

/** A Metacontroller of the cluster. */
export interface Metacontroller {
  readonly workload: KubeObject;
  readonly image: string;
  /** `--name=value` by name. */
  readonly flags: Readonly<Record<string, string>>;
  /** Namespace and name of its account. */
  readonly account: { readonly namespace: string; readonly name: string };
}

/** All of them: a large cluster may have one for each shard. */
export function findMetacontrollers({ objects }: Pick<Installation, 'objects'>): readonly Metacontroller[] {
  return objects.filter(isWorkload).flatMap((workload) =>
    containersOf(workload)
      .filter(({ image }) => /\bmetacontroller\b[^/]*$/.test(String(image)))
      .map((container) => ({
        workload,
        image: String(container['image']),
        flags: readFlags(container),
        account: {
          namespace: workload.metadata.namespace ?? '',
          name: readString(podSpec(workload), 'serviceAccountName') ?? 'default',
        },
      })),
  );
}

/** Checks that one runs, is new enough and ready. */
export function checkMetacontroller(installation: Installation): CheckResult {
  const [first] = findMetacontrollers(installation);
  if (first === undefined)
    return (
      notSeen(installation) ?? failed(`Metacontroller is not running: install it${readOn('install', installation)}`)
    );
  const { image, workload } = first;
  const version = /:v?(\d+)\.(\d+)\.(\d+)/.exec(image)?.slice(1).map(Number);
  if (version !== undefined && isOlder(version, OLDEST))
    return failed(`${image} is too old: upgrade to ${OLDEST_TEXT} or later`);
  const ready = readObject(workload, 'status')['readyReplicas'];
  if ('status' in workload && (typeof ready !== 'number' || ready === 0)) return failed(notReady(workload));
  return version === undefined
    ? undetermined(`the version of ${image} cannot be told: see that it is ${OLDEST_TEXT} or later`)
    : passed(image);
}

/** What to look at when no pod of a workload is ready. */
export function notReady(workload: KubeObject): string {
  const { namespace = '', name } = workload.metadata;
  const kind = workload.kind.toLowerCase();
  return `${workload.kind} ${nameOf(workload)} has no ready pod: ${commandLine(['kubectl', 'describe'], [kind, name], ['-n', namespace])}`;
}

function isOlder(left: readonly number[], right: readonly number[]): boolean {
  const difference = left.map((part, index) => part - (right[index] ?? 0)).find((each) => each !== 0);
  return (difference ?? 0) < 0;
}

/** Checks the flags that make it slow, or make it ignore our controller. */
export function checkFlags(installation: Installation): CheckResult {
  const all = findMetacontrollers(installation);
  const [first] = all;
  if (first === undefined)
    return undetermined(`Metacontroller is not there: install it${readOn('install', installation)}`);
  const lost = installation.objects
    .filter(isOurController)
    .map((controller) => lookedAfter(controller, all))
    .find((problem) => problem !== undefined);
  if (lost !== undefined) return failed(lost);
  const slow = ADVICE.filter(([name, least]) => Number(first.flags[name] ?? 0) < least);
  if (slow.length > 0)
    return advice(
      `slow with many servers: give Metacontroller ${slow.map(([name, least]) => `--${name}=${least}`).join(' ')} (metacontroller-values.yaml)`,
    );
  const strategy = first.flags['apply-strategy'] ?? 'dynamic-apply';
  return strategy === 'server-side-apply'
    ? passed('--apply-strategy=server-side-apply')
    : advice(`--apply-strategy is ${strategy}: server-side-apply is recommended${readOn('operations', installation)}`);
}

/** What is wrong with who runs a CompositeController; undefined when exactly one Metacontroller does. */
function lookedAfter(controller: KubeObject, all: readonly Metacontroller[]): string | undefined {
  const runners = all.filter(({ flags }) => selects(flags, controller));
  const { name } = controller.metadata;
  if (runners.length === 1) return undefined;
  const selectors = all.map(({ flags }) => flags['target-label-selector'] ?? 'every label');
  return runners.length === 0
    ? `no Metacontroller looks after CompositeController ${name}: give it the label of ${selectors.join(' or ')} (metacontroller.labels or metacontroller.shards in the chart)`
    : `${runners.length} Metacontrollers look after CompositeController ${name} and write against each other: give each its own --target-label-selector`;
}

/** The defaults are 5 workers and 5 requests a second: an hour for 1,000 servers. */
const ADVICE = [
  ['workers', 10],
  ['client-go-qps', 50],
  ['client-go-burst', 100],
] as const;

function selects(flags: Metacontroller['flags'], controller: KubeObject): boolean {
  const selector = flags['target-label-selector'];
  if (selector === undefined || selector === '') return true;
  const pairs = selector.split(',').map((pair) => pair.split(/==?/));
  // Only name=value is read; any other form of a selector is assumed to match.
  if (pairs.some((pair) => pair.length !== 2)) return true;
  return matchesSelector({ matchLabels: Object.fromEntries(pairs) }, controller.metadata.labels);
}

/** Whether a CompositeController has MCPServers as parent. */
export function isOurController(object: KubeObject): boolean {
  return (
    object.kind === 'CompositeController' && readObject(object, 'spec', 'parentResource')['resource'] === 'mcpservers'
  );
}

/** `--name=value` and `--name value`, from the command and its arguments. */
function readFlags(container: Fields): Readonly<Record<string, string>> {
  const words = [...readStrings(container, 'command'), ...readStrings(container, 'args')];
  return Object.fromEntries(
    words.flatMap((word, index): [string, string][] => {
      const [, name, value] = /^--?([a-z][a-z-]*)(?:=(.*))?$/.exec(word) ?? [];
      if (name === undefined) return [];
      const next = words[index + 1];
      return [[name, value ?? (next?.startsWith('-') === false ? next : 'true')]];
    }),
  );
}

function notSeen({ unseen }: Installation): CheckResult | undefined {
  const reason = unseen.get('statefulsets.apps') ?? unseen.get('deployments.apps');
  return reason === undefined ? undefined : unreadable(reason);
}
