// Reach table: who may connect to what, as Markdown, computed from the policies in the hooks' answers.

import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { QUARANTINE } from '../../../functions/compile/annotations.ts';
import { hardenedSettings, OPENED_BLOCK, type ReachCase, reachCases } from './cases.ts';
import {
  type Address,
  BACKEND_PORT,
  HOME,
  makeTenant,
  mayConnect,
  PROXY_PORT,
  RESOLVER,
  strangerIn,
  type Subject,
  type Tenant,
} from './world.ts';

type Row = readonly string[];

const OPEN = 'open';
const CLOSED = '–';

/** Every table of the page, with a sentence in front of each. */
export function reachTables(root: string): string {
  return [
    `What the **backend** of a server may connect to. The internet is 203.0.113.10, the listed block ${OPENED_BLOCK}, a private`,
    'address 10.1.2.3:5432 or fd12::3, metadata 169.254.169.254:80 or fd00:ec2::254, the API server 10.0.0.5:6443.',
    '',
    backendTable(root),
    '',
    'What its **proxy** may connect to:',
    '',
    proxyTable(root),
    '',
    'Who may connect to **them**:',
    '',
    ingressTable(root),
  ].join('\n');
}

const OUTSIDE: Readonly<Record<string, readonly Address[]>> = {
  'resolver on the node': [{ end: { ip: '169.254.20.10' }, port: 53, protocol: 'UDP' }],
  'API server': [{ end: { ip: '10.0.0.5' }, port: 6443 }],
  metadata: [
    { end: { ip: '169.254.169.254' }, port: 80 },
    { end: { ip: 'fd00:ec2::254' }, port: 80 },
  ],
  'private address': [
    { end: { ip: '10.1.2.3' }, port: 5432 },
    { end: { ip: 'fd12::3' }, port: 5432 },
  ],
  'internet :443': [{ end: { ip: '203.0.113.10' }, port: 443 }],
  'internet :80': [{ end: { ip: '203.0.113.10' }, port: 80 }],
};

const BLOCK: Readonly<Record<string, readonly Address[]>> = {
  'listed block :443': [{ end: { ip: '198.51.100.10' }, port: 443 }],
  'listed block :80': [{ end: { ip: '198.51.100.10' }, port: 80 }],
};

/** The destinations of the table; the neighbour is another server of the namespace, with the same settings. */
function destinations(neighbour: Tenant): Readonly<Record<string, readonly Address[]>> {
  return {
    'cluster DNS': [RESOLVER],
    ...OUTSIDE,
    'any other pod': [{ end: strangerIn('elsewhere'), port: BACKEND_PORT }],
    "another server's backend": [{ end: neighbour.backend, port: BACKEND_PORT }],
    "another server's proxy": [{ end: neighbour.proxy, port: PROXY_PORT }],
  };
}

function backendTable(root: string): string {
  const columns = Object.keys({ ...destinations(makeTenant('other', PLAIN)), ...BLOCK });
  return table(['profile', ...columns, 'listed names'], reachCases(root).map(backendRow));
}

function backendRow({ label, profile, settings, annotations = {} }: ReachCase): Row {
  const subject = makeTenant('demo', { settings, annotations, spec: { permissionProfile: profile } });
  const neighbour = makeTenant('other', { settings, spec: {} });
  const columns = { ...destinations(neighbour), ...BLOCK };
  return [label, ...cells([subject, neighbour], subject.backend, columns), engineOf(subject)];
}

const PLAIN: Subject = { settings: DEFAULT_SETTINGS, spec: {} };

/** Names are for an engine that knows them; NetworkPolicies do not. */
function engineOf({ children }: Tenant): string {
  const kind = children.map((child) => child.kind).find((each) => /^(Cilium|FQDN)/.test(each));
  return kind === undefined ? CLOSED : `by ${kind}`;
}

const ISSUER = { type: 'inline', inline: { issuer: 'https://login.example.com', audience: 'a' } };

const TO_METADATA = { proxyDeployment: { env: [{ name: 'X', value: 'http://169.254.169.254/' }] } };

const PROXIES: Readonly<Record<string, object>> = {
  '`sse`, `streamable-http`': {},
  'the same, with an OIDC issuer at `https://`': { oidcConfig: ISSUER },
  'the same, with a variable `http://169.254.169.254/`': { resourceOverrides: TO_METADATA },
  '`stdio`': { transport: 'stdio' },
};

/** Rows of the proxies whose configuration leads somewhere, under the settings of a preset. */
const UNDER_DENIED_RANGES = Object.keys(PROXIES).slice(1);

function proxyTable(root: string): string {
  const row = (label: string, subject: Subject): Row => {
    const tenant = makeTenant('demo', subject);
    const neighbour = makeTenant('other', { settings: subject.settings, spec: {} });
    const own = { 'its own backend': [{ end: tenant.backend, port: BACKEND_PORT }] };
    return [label, ...cells([tenant, neighbour], tenant.proxy, { ...own, ...destinations(neighbour) })];
  };
  const rows = Object.entries(PROXIES).map(([label, spec]) => row(label, { ...PLAIN, spec }));
  const settings = hardenedSettings(root);
  const hardened = UNDER_DENIED_RANGES.map((label) =>
    row(`${label}, hardened settings`, { settings, spec: PROXIES[label] ?? {} }),
  );
  const quarantined = row('in quarantine', { ...PLAIN, annotations: { [QUARANTINE]: 'true' } });
  const columns = ['its own backend', ...Object.keys(destinations(makeTenant('other', PLAIN)))];
  return table(['transport', ...columns], [...rows, ...hardened, quarantined]);
}

function ingressTable(root: string): string {
  const hardened = hardenedSettings(root);
  const servers: Readonly<Record<string, Subject>> = {
    '': PLAIN,
    ', stdio': { ...PLAIN, spec: { transport: 'stdio' } },
    ', hardened settings': { settings: hardened, spec: {} },
    ', in quarantine': { ...PLAIN, annotations: { [QUARANTINE]: 'true' } },
  };
  const rows = Object.entries(servers).flatMap(([label, subject]) => ingressRows(label, subject));
  return table(
    ['to', 'its own proxy', "another server's proxy", 'a pod of the namespace', 'a pod elsewhere', 'outside'],
    rows,
  );
}

function ingressRows(label: string, subject: Subject): readonly Row[] {
  const tenant = makeTenant('demo', subject);
  const neighbour = makeTenant('other', { settings: subject.settings, spec: {} });
  const callers = [tenant.proxy, neighbour.proxy, strangerIn(HOME), strangerIn('elsewhere'), { ip: '203.0.113.10' }];
  const row = (what: string, address: Address): Row => [
    `${what}${label}`,
    // A pod can always connect to itself.
    ...callers.map((from) => (from === address.end ? '' : cell(mayConnect([tenant, neighbour], from, [address])))),
  ];
  return [
    row('the backend', { end: tenant.backend, port: BACKEND_PORT }),
    row('the proxy', { end: tenant.proxy, port: PROXY_PORT }),
  ];
}

function cells(
  tenants: readonly Tenant[],
  from: Tenant['backend'],
  columns: Readonly<Record<string, readonly Address[]>>,
): readonly string[] {
  return Object.values(columns).map((addresses) => cell(mayConnect(tenants, from, addresses)));
}

function cell(isOpen: boolean): string {
  return isOpen ? OPEN : CLOSED;
}

function table(head: Row, rows: readonly Row[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
