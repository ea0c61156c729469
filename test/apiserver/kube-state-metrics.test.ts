// The real kube-state-metrics with the values of the chart, over a server in a real cluster: what alarms and dashboards read is there.
// KUBE_STATE_METRICS names the program.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { CHART } from '../chart/helm.ts';
import type { Part } from '../chart/render.ts';
import { type Cluster, clusterTest, installCrd, makeNamespace, removeNamespace, serversPath } from './cluster.ts';
import { freePort } from './harness/free-port.ts';
import { startProgram } from './harness/process.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'test-kube-state-metrics';
const TIME = '2026-11-29T08:00:00Z';
const PROGRAM = process.env['KUBE_STATE_METRICS'];

const cleanup: (() => Promise<void>)[] = [];
after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

function condition(type: string, status: string, reason: string): object {
  return { type, status, reason, message: 'a message', lastTransitionTime: TIME, observedGeneration: 1 };
}

/** A server that is suspended and whose profile is not enforced, and a plain one without status. */
async function makeServers(on: Cluster): Promise<void> {
  await installCrd(on);
  await makeNamespace(on, NAMESPACE);
  cleanup.push(() => removeNamespace(on, NAMESPACE));
  const common = { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer' };
  const permissionProfile = { type: 'builtin', name: 'network' };
  const spec = { image: 'a:1', transport: 'streamable-http', replicas: 3, permissionProfile };
  for (const object of [
    { ...common, metadata: { name: 'fetch' }, spec },
    { ...common, metadata: { name: 'new' }, spec: { image: 'a:1', transport: 'stdio' } },
  ]) {
    const { status, body } = await on.request('POST', serversPath(NAMESPACE), object);
    assert.equal(status, 201, body.message);
  }
  const conditions = [
    condition('Ready', 'False', 'NotReady'),
    condition('PermissionsEnforced', 'Unknown', 'NetworkPolicyNotApplied'),
    condition('Suspended', 'True', 'ScaledToZero'),
    condition('LastRollout', 'True', 'SpecChanged'),
  ];
  const { status, body } = await on.request('MERGE', `${serversPath(NAMESPACE)}/fetch/status`, {
    status: { phase: 'Stopped', readyReplicas: 2, conditions },
  });
  assert.equal(status, 200, body.message);
}

/** Starts the program with the part of the values that its chart passes on; answers with a way to scrape it. */
async function startExporter(
  on: Cluster,
): Promise<{ readonly scrape: () => Promise<string>; readonly log: () => string }> {
  const folder = mkdtempSync(join(tmpdir(), 'kube-state-metrics-'));
  const values: Part = parse(readFileSync(join(CHART, 'kube-state-metrics-values.yaml'), 'utf8'));
  const config = join(folder, 'config.yaml');
  writeFileSync(config, stringify(values.customResourceState.config));
  const [port, telemetryPort] = [await freePort(), await freePort()];
  const program = startProgram({
    name: 'kube-state-metrics',
    command: PROGRAM ?? '',
    args: [
      `--kubeconfig=${on.kubeconfig}`,
      `--custom-resource-state-config-file=${config}`,
      '--custom-resource-state-only',
      '--host=127.0.0.1',
      `--port=${port}`,
      '--telemetry-host=127.0.0.1',
      `--telemetry-port=${telemetryPort}`,
    ],
    logFile: join(folder, 'log'),
  });
  cleanup.push(async () => {
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const scrape = async (): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined);
    return (await answer?.text()) ?? '';
  };
  return { scrape, log: program.log };
}

/** Name, the labels that count, and the value of each series of one server. */
function seriesOf(text: string, server: string): ReadonlySet<string> {
  const lines = text.split('\n').filter((line) => line.includes(`name="${server}"`));
  return new Set(
    lines.map((line) => {
      const [, name = '', labels = '', value = ''] = /^([^{]+)\{(.*)\} (\S+)$/.exec(line) ?? [];
      const told = labels.split(/,(?=\w+=)/).filter((label) => !/^(?:customresource_|name=|namespace=)/.test(label));
      return `${name}{${told.toSorted().join(',')}} ${Number(value)}`;
    }),
  );
}

const TITLE = 'kube-state-metrics: phase, conditions with reason, replicas, profile and transport of a server';

if (PROGRAM === undefined)
  test(TITLE, { skip: 'needs kube-state-metrics: KUBE_STATE_METRICS names the program' }, () => {});
else clusterTest(TITLE, tellsOfServers);

async function tellsOfServers(cluster: Cluster): Promise<void> {
  await makeServers(cluster);
  const { scrape, log } = await startExporter(cluster);
  const text = await waitFor(
    'both servers to be seen',
    async () => {
      const found = await scrape();
      return /_info\{[^}]*name="new"/.test(found) && found.includes('reason="ScaledToZero"') ? found : undefined;
    },
    { seconds: 60 },
  );
  const prefix = 'toolhive_mcpserver';
  const seconds = Date.parse(TIME) / 1000;
  const fetched = seriesOf(text, 'fetch');
  for (const expected of [
    `${prefix}_info{image="a:1",permission_profile="network",permission_profile_type="builtin",transport="streamable-http"} 1`,
    `${prefix}_status_phase{phase="Stopped"} 1`,
    `${prefix}_status_phase{phase="Ready"} 0`,
    `${prefix}_status_condition{reason="NotReady",type="Ready"} 0`,
    `${prefix}_status_condition{reason="NetworkPolicyNotApplied",type="PermissionsEnforced"} 0`,
    `${prefix}_status_condition{reason="ScaledToZero",type="Suspended"} 1`,
    `${prefix}_status_condition_transition_seconds{reason="SpecChanged",type="LastRollout"} ${seconds}`,
    `${prefix}_spec_replicas{} 3`,
    `${prefix}_status_ready_replicas{} 2`,
  ])
    assert.ok(fetched.has(expected), `${expected}\nof\n${[...fetched].join('\n')}`);
  assert.ok(
    [...fetched].every((series) => !series.includes('_spec_backend_replicas')),
    'what the spec does not say',
  );
  assert.ok(seriesOf(text, 'new').has(`${prefix}_status_ready_replicas{} 0`));
  assert.doesNotMatch(log(), /expected number but found nil/, 'a number that is not there is no error');
}
