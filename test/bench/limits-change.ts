// Measures of change under load: replicas that are replaced, and a certificate that is swapped.

import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';
import { type Crowd, openSwitchOver, startCrowd } from './limits-clients.ts';
import { tally } from './limits-load.ts';
import { type Replica, startReplica } from './limits-server.ts';
import type { Measure } from './measure.ts';
import { admissionReview } from './payloads.ts';

const CLIENTS = 20;
const MIN_REQUESTS = 25_000;

/** Milliseconds that a node takes to learn that an endpoint is gone; new connections come until then. */
const ENDPOINT_LAG_MS = 2000;

/** Writes a pair as kubelet does: a new folder, and `..data` swapped to it in one rename. Gives the common name. */
export function mountPair(folder: string, name: string): void {
  const { cert, key } = createThrowawayCertificate([name, '127.0.0.1']);
  const version = mkdtempSync(join(folder, '..v'));
  writeFileSync(join(version, 'tls.crt'), cert);
  writeFileSync(join(version, 'tls.key'), key);
  symlinkSync(version, join(folder, '..data_tmp'));
  renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
}

/** A folder like a mounted Secret. */
export function tlsVolume(parent: string, name: string): string {
  const folder = mkdtempSync(join(parent, 'tls-'));
  mkdirSync(folder, { recursive: true });
  mountPair(folder, name);
  for (const file of ['tls.crt', 'tls.key']) symlinkSync(join('..data', file), join(folder, file));
  return folder;
}

/** Two replicas are replaced one after the other, as a Deployment with maxSurge 1 does it, while clients ask. */
export async function rollingRestart(tlsFolder: string): Promise<Measure> {
  const old = [await startReplica({ tlsFolder }), await startReplica({ tlsFolder })] as const;
  const fresh: Replica[] = [];
  const front = await openSwitchOver();
  front.route(old.map(({ port }) => port));
  const crowd = startCrowd(CLIENTS, front.port, admissionReview());
  const exits: Promise<number>[] = [];
  try {
    await sleep(1000);
    for (const [index, leaving] of old.entries()) {
      fresh.push(await startReplica({ tlsFolder }));
      const staying = [...old.slice(index + 1), ...fresh].map(({ port }) => port);
      front.route([...staying, leaving.port]);
      exits.push(terminate(leaving));
      await sleep(ENDPOINT_LAG_MS);
      front.route(staying);
    }
    const slowest = Math.max(...(await Promise.all(exits)));
    await enough(crowd);
    const { count, failed } = await crowd.stop();
    const value = `${count} requests, ${failed.length} failed${failed.length > 0 ? ` (${tally(failed)})` : ''}; exit after ${(slowest / 1000).toFixed(1)} s`;
    const isMet = count >= MIN_REQUESTS && failed.length === 0 && slowest <= 15_000;
    return {
      what: 'rolling restart of 2 replicas, 20 TLS clients',
      value,
      target: '>= 25000, 0 failed, <= 15 s',
      isMet,
    };
  } finally {
    await crowd.stop();
    front.close();
    await Promise.all([...old, ...fresh].map(({ close }) => close()));
  }
}

async function terminate({ child }: Replica): Promise<number> {
  const started = performance.now();
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
  return performance.now() - started;
}

/** Waits for the promised number of requests, two minutes at most. */
async function enough(crowd: Crowd): Promise<void> {
  const ends = performance.now() + 120_000;
  while (crowd.count() < MIN_REQUESTS && performance.now() < ends) await sleep(100);
}

/** The mounted certificate is swapped while clients ask. */
export async function certificateSwap(tlsFolder: string): Promise<Measure> {
  const replica = await startReplica({ tlsFolder });
  const crowd = startCrowd(CLIENTS, replica.port, admissionReview());
  try {
    await sleep(1000);
    mountPair(tlsFolder, 'second');
    const started = performance.now();
    while ((await servedName(replica.port)) !== 'second' && performance.now() - started < 30_000) await sleep(20);
    const seconds = (performance.now() - started) / 1000;
    await sleep(2000);
    const { count, failed } = await crowd.stop();
    const value = `${count} requests, ${failed.length} failed; served after ${seconds.toFixed(1)} s`;
    const isMet = failed.length === 0 && seconds <= 15;
    return { what: 'certificate swap, 20 TLS clients', value, target: '0 failed, <= 15 s', isMet };
  } finally {
    await crowd.stop();
    await replica.close();
  }
}

function servedName(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', () => resolve(''));
  });
}
