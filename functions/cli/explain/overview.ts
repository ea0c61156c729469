// Explain: what a server may do, whom it can reach, and what restarts it; for people and for programs.

import type { KubeObject } from '../../kube/object.ts';
import { alignRows } from '../terminal/table.ts';
import { wrapLine } from '../terminal/wrap.ts';
import { type ExplainedProfile, type Opened, profileLines } from './permissions.ts';
import type { ProxyWay } from './proxy-ways.ts';
import type { Trace } from './provenance.ts';
import { callerTable, namePolicies, type Reach, reachTable } from './reach.ts';
import { describeRights } from './rights.ts';
import { describeWayIn } from './way-in.ts';

/** The overview of a server as a whole. */
export interface Overview {
  /** The way of a call from a client to the server. */
  readonly wayIn: string;
  readonly rights: readonly string[];
  readonly permissions: ExplainedProfile;
  readonly network: {
    /** Where its pods may connect to. */
    readonly to: readonly Reach[];
    /** Who may connect to its pods. */
    readonly from: readonly Reach[];
    /** What the proxy is configured to connect to, and what is opened for it. */
    readonly proxy: readonly ProxyWay[];
    /** Policies that allow names as well, which the tables do not show. */
    readonly names: readonly string[];
  };
  /** What restarts each pod when it changes. */
  readonly restarts: { readonly backend: readonly string[]; readonly proxy: readonly string[] };
}

/** Looks at the children and at what replaces their pods. */
export function overviewOf(
  { name, children }: { readonly name: string; readonly children: readonly KubeObject[] },
  traces: readonly Trace[],
  { permissions, proxy }: Opened,
): Overview {
  return {
    wayIn: describeWayIn(name, children),
    rights: describeRights(children),
    permissions,
    network: { to: reachTable(children), from: callerTable(children), proxy, names: namePolicies(children) },
    restarts: { backend: restartCauses('StatefulSet', traces), proxy: restartCauses('Deployment', traces) },
  };
}

function restartCauses(workload: string, traces: readonly Trace[]): readonly string[] {
  const sources = traces.filter(({ restarts }) => restarts.includes(workload)).map(({ source }) => source);
  return [...new Set(sources)].filter((source) => source !== 'metadata.name');
}

/** Lists are broken here also where no terminal says how wide it is. */
const WIDTH = 100;

/** At most so many entries of a profile, and ways of a proxy, are shown where nobody asked for all. */
const SHOWN_LINES = 6;

/** Lines for people: all of it, or what fits one screen. */
export function overviewLines(
  { wayIn, rights, permissions, network, restarts }: Overview,
  isWhole: boolean,
): readonly string[] {
  const shown = (lines: readonly string[]): readonly string[] => (isWhole ? lines : shortened(lines));
  const names = (causes: readonly string[]): string => (isWhole ? causes : fieldNames(causes)).join(', ');
  return [
    `  way in: ${wayIn}`,
    '  rights',
    ...rights.map((line) => `    ${line}`),
    '  permission profile',
    ...shown(alignRows(profileLines(permissions))).map((line) => `    ${line}`),
    '  network (who may connect to what)',
    ...tableLines('to', network.to),
    ...shown(network.names).map((name) => `    and to the names that ${name} allows`),
    ...tableLines('from', network.from),
    ...wayLines(network.proxy, shown),
    '  restarts',
    ...Object.entries(restarts).flatMap(([pod, causes]) =>
      wrapLine(`    the ${pod} restarts when one of these changes: ${names(causes)}`, WIDTH),
    ),
    isWhole ? '  fields' : '  more: --all for where every field comes from, KIND[/NAME][.FIELD] for those of one child',
  ];
}

function shortened(lines: readonly string[]): readonly string[] {
  const more = lines.length - SHOWN_LINES;
  return more <= 0 ? lines : [...lines.slice(0, SHOWN_LINES), `and ${more} more`];
}

/** `spec.resources` for all that stands below it, and `setting proxy.resources` likewise. */
function fieldNames(causes: readonly string[]): readonly string[] {
  const names = causes.map((cause) => {
    const [, field] = /^(spec\.\w+|setting \w+(?:\.\w+)?|[A-Z]\w+ \S+)/.exec(cause) ?? [];
    return field ?? cause;
  });
  return [...new Set(names)];
}

function tableLines(title: string, rows: readonly Reach[]): readonly string[] {
  const cells = rows.map(({ says, backend, proxy }) => [says, yesOrNo(backend), yesOrNo(proxy)]);
  return alignRows([[title, 'backend', 'proxy'], ...cells]).map((line) => `    ${line}`);
}

function wayLines(
  ways: readonly ProxyWay[],
  shown: (lines: readonly string[]) => readonly string[],
): readonly string[] {
  if (ways.length === 0) return [];
  return [
    '    opened for the proxy',
    ...shown(alignRows(ways.map(({ to, opens }) => [to, opens]))).map((line) => `      ${line}`),
  ];
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
