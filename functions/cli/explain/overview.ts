// Explain: what a server may do, whom it can reach, and what restarts it; for people and for programs.

import type { KubeObject } from '../../kube/object.ts';
import { alignRows } from '../terminal/table.ts';
import { type ExplainedProfile, type Opened, profileLines } from './permissions.ts';
import type { ProxyWay } from './proxy-ways.ts';
import type { Field } from './provenance.ts';
import { callerTable, namePolicies, type Reach, reachTable } from './reach.ts';
import { describeRights } from './rights.ts';

/** The overview of a server as a whole. */
export interface Overview {
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

/** Looks at the children and at what all their fields come from. */
export function overviewOf(
  children: readonly KubeObject[],
  fields: readonly Field[],
  { permissions, proxy }: Opened,
): Overview {
  return {
    rights: describeRights(children),
    permissions,
    network: { to: reachTable(children), from: callerTable(children), proxy, names: namePolicies(children) },
    restarts: { backend: restartCauses('StatefulSet', fields), proxy: restartCauses('Deployment', fields) },
  };
}

function restartCauses(workload: string, fields: readonly Field[]): readonly string[] {
  const inTemplate = fields.filter(
    ({ child, path }) => child.startsWith(`${workload}/`) && path.startsWith('spec.template'),
  );
  return [...new Set(inTemplate.flatMap(({ sources }) => sources))].filter((source) => source !== 'metadata.name');
}

/** Lines for people. */
export function overviewLines({ rights, permissions, network, restarts }: Overview): readonly string[] {
  return [
    '  rights',
    ...rights.map((line) => `    ${line}`),
    '  permission profile',
    ...alignRows(profileLines(permissions)).map((line) => `    ${line}`),
    '  network (who may connect to what)',
    ...tableLines('to', network.to),
    ...network.names.map((name) => `    and to the names that ${name} allows`),
    ...tableLines('from', network.from),
    ...wayLines(network.proxy),
    '  restarts',
    ...Object.entries(restarts).map(
      ([pod, causes]) =>
        `    the ${pod} restarts when one of these changes: ${causes.length === 0 ? 'nothing that is set here' : causes.join(', ')}`,
    ),
    '  fields',
  ];
}

function tableLines(title: string, rows: readonly Reach[]): readonly string[] {
  const cells = rows.map(({ says, backend, proxy }) => [says, yesOrNo(backend), yesOrNo(proxy)]);
  return alignRows([[title, 'backend', 'proxy'], ...cells]).map((line) => `    ${line}`);
}

function wayLines(ways: readonly ProxyWay[]): readonly string[] {
  if (ways.length === 0) return [];
  return [
    '    opened for the proxy',
    ...alignRows(ways.map(({ to, opens }) => [to, opens])).map((line) => `      ${line}`),
  ];
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
