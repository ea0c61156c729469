// Alarms judged by Prometheus' own rule evaluation on what a running server exposes, before and after the event.

import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hook } from '../../functions/hooks/hook.ts';
import { issueCertificate, mount, secretVolume } from '../server/certificates.ts';
import { call } from '../server/http-client.ts';
import { type RunningServer, runServer } from '../server/running-server.ts';
import { whyNoHelm } from './helm.ts';
import { judge } from './judge.ts';
import { whyNoPromtool } from './promtool.ts';
import { recorded, scrape } from './recorded.ts';

/** Minutes with the first scrape, and with the second before the rules are asked. */
const BEFORE = 10;
const AFTER = 10;

const answering =
  (log: Readonly<Record<string, string | boolean>>): Hook =>
  () => ({ status: 200, body: {}, log });
const failing: Hook = () => {
  throw new Error('a bug');
};
const CALM = { '/validate': answering({ outcome: 'allowed' }) };

/** What makes an alarm go off, from the start of the server to the event. */
interface Row {
  readonly alarm: string;
  readonly routes?: Readonly<Record<string, Hook>>;
  readonly event: (server: RunningServer, folder: string) => Promise<unknown>;
  /** Minutes for which it lasts before the rule goes off. @default AFTER */
  readonly lasts?: number;
  /** An alarm that is not for this event. */
  readonly silent?: string;
  /** Labels that the expression keeps. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Mounts a certificate that ends so soon, and waits until it is served. */
function renewFor(days: number): Row['event'] {
  return async ({ lines }, folder) => {
    mount(folder, issueCertificate('hooks', days));
    while (!lines.some(({ msg }) => msg === 'certificate changed')) await sleep(10);
  };
}

const ROWS: readonly Row[] = [
  {
    alarm: 'ToolHiveHooksPanicked',
    routes: { '/sync': failing },
    event: ({ port }) => secureCall(port, '/sync'),
    labels: { route: '/sync' },
  },
  {
    alarm: 'ToolHiveHooksCertificateExpires',
    event: renewFor(6),
    lasts: 70,
    silent: 'ToolHiveHooksCertificateExpired',
  },
  { alarm: 'ToolHiveHooksCertificateExpired', event: renewFor(0.9) },
  {
    alarm: 'ToolHivePermissionsWidened',
    routes: { '/validate': answering({ outcome: 'allowed', widened: true }) },
    event: ({ port }) => secureCall(port, '/validate'),
  },
  {
    alarm: 'ToolHiveManyRefusals',
    routes: { '/validate': answering({ outcome: 'denied', operation: 'CREATE' }) },
    event: ({ port }) => Promise.all(Array.from({ length: 50 }, () => secureCall(port, '/validate'))),
  },
  {
    alarm: 'ToolHiveHooksCertificateRefused',
    event: async ({ lines }, folder) => {
      mount(folder, { cert: 'x', key: 'y' });
      while (!lines.some(({ level }) => level === 'error')) await sleep(10);
    },
  },
];

const certificate = issueCertificate('hooks');

function secureCall(port: number, path: string): Promise<unknown> {
  return call({ port, path, body: '{}', tls: { rejectUnauthorized: false } });
}

for (const row of ROWS) {
  test(`alarms on a server: ${row.alarm} goes off at the first event, and not before`, {
    skip: whyNoPromtool ?? whyNoHelm,
  }, async (t) => {
    const { folder, variables } = secretVolume(t, certificate);
    const server = await runServer(t, { routes: row.routes ?? CALM, variables });
    const before = await scrape(server);
    await row.event(server, folder);
    const { alarm, labels = {}, lasts = AFTER, silent } = row;
    const series = recorded([before, await scrape(server)], { before: BEFORE, after: lasts });
    await judge(series, [
      { alarm, minute: BEFORE - 1, isOn: false },
      { alarm, minute: BEFORE + lasts, isOn: true, labels },
      ...(silent === undefined ? [] : [{ alarm: silent, minute: BEFORE + lasts, isOn: false }]),
    ]);
  });
}
