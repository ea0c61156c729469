// What the real Metacontroller exposes while the hooks are stopped, and whether the alarm about it goes off. RECORD=1 takes half an
// hour, one scrape a minute and nothing else, and writes the samples by which test/chart/ judges the alarm without a cluster.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { whyNoHelm } from '../chart/helm.ts';
import { judge } from '../chart/judge.ts';
import { type MetacontrollerSamples, readSamples } from '../chart/metacontroller-samples.ts';
import { whyNoPromtool } from '../chart/promtool.ts';
import { type Cluster, clusterTest, installCrd, makeNamespace, removeNamespace, serversPath } from './cluster.ts';
import { freePort } from './harness/free-port.ts';
import { type HookServer, startHookServer } from './harness/hook-server.ts';
import { type MetacontrollerLoop, startMetacontroller, whichMetacontroller } from './harness/metacontroller.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'test-metacontroller-metrics';
const SERVER = `${serversPath(NAMESPACE)}/demo`;
const FILE = new URL('../chart/fixtures/metacontroller-samples.yaml', import.meta.url);
const HEADER = `# What Metacontroller 4.17.2 exposed about its syncs of one MCPServer, one scrape a minute: with hooks, from minute \`stopped\` on with
# the hook server stopped, from minute \`started\` on with it again. Written by
#   RECORD=1 METACONTROLLER=… METACONTROLLER_CRDS=… node test/apiserver/run.ts metacontroller-metrics
`;
const IS_RECORDING = process.env['RECORD'] === '1';
/** Scrapes with hooks, without, and with them again. The alarm looks back ten minutes and waits for five. */
const MINUTES = { before: 6, without: 17, again: 7 };

const program = whichMetacontroller();
const cleanup: (() => Promise<unknown>)[] = [];
after(async () => {
  for (const step of cleanup.toReversed()) await step();
});

interface Scene {
  readonly cluster: Cluster;
  readonly loop: MetacontrollerLoop;
  readonly metricsPort: number;
}

/** A scrape when a minute is over: a real one, or one in which there was a sync or the try of one. */
async function scrapes(count: number, scene: Scene): Promise<readonly string[]> {
  if (count === 0) return [];
  if (IS_RECORDING) await sleep(60_000);
  else {
    scene.loop.resync();
    await sleep(300);
  }
  const text = await (await fetch(`http://127.0.0.1:${scene.metricsPort}/metrics`)).text();
  return [text, ...(await scrapes(count - 1, scene))];
}

async function record(cluster: Cluster): Promise<MetacontrollerSamples> {
  assert.ok(program !== undefined);
  const dir = await mkdtemp(join(tmpdir(), 'toolhive-metrics-'));
  cleanup.push(() => rm(dir, { recursive: true, force: true }));
  const hooks = await startHookServer({ dir });
  cleanup.push(hooks.stop);
  const metricsPort = await freePort();
  const loop = await startMetacontroller(cluster, {
    hooks,
    program,
    applyStrategy: 'server-side-apply',
    readsSecrets: false,
    metricsPort,
  });
  cleanup.push(loop.stop);
  await cluster.request('POST', serversPath(NAMESPACE), {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'demo', namespace: NAMESPACE },
    spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'streamable-http' },
  });
  await waitFor('the server to be synced', async () => (await cluster.get(SERVER))?.status?.url);
  const scene = { cluster, loop, metricsPort };
  const before = await scrapes(MINUTES.before, scene);
  await hooks.stop();
  const without = await scrapes(MINUTES.without, scene);
  const again = await startAgain(hooks, dir);
  cleanup.push(again.stop);
  const texts = [...before, ...without, ...(await scrapes(MINUTES.again, scene))];
  const stopped = MINUTES.before;
  return { stopped, started: stopped + MINUTES.without, series: readSamples(texts) };
}

function startAgain({ url }: HookServer, dir: string): Promise<HookServer> {
  return startHookServer({ dir, port: Number(new URL(url).port) });
}

function check(name: string, body: (cluster: Cluster) => Promise<void>): void {
  const missing = program === undefined ? 'needs METACONTROLLER' : (whyNoPromtool ?? whyNoHelm);
  if (typeof missing === 'string') test(name, { skip: missing });
  else clusterTest(name, body);
}

check(
  'metrics: the alarm about hooks that Metacontroller cannot reach goes off without them, and only then',
  async (cluster) => {
    await installCrd(cluster);
    await makeNamespace(cluster, NAMESPACE);
    cleanup.push(() => removeNamespace(cluster, NAMESPACE));
    const samples = await record(cluster);
    if (IS_RECORDING) await writeFile(FILE, `${HEADER}${stringify(samples, { lineWidth: 0 })}`);
    const alarm = 'ToolHiveSyncUnanswered';
    await judge(samples.series, [
      { alarm, minute: samples.stopped - 1, isOn: false },
      { alarm, minute: samples.started - 1, isOn: true },
      { alarm, minute: samples.started + MINUTES.again - 1, isOn: false },
    ]);
  },
);
