// Measures of one server within the limits of a container: big bodies, many connections, slow clients, start, latency.

import { Agent } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import { MAX_CONNECTIONS, NEAR_CONNECTIONS } from '../../functions/requests/limits.ts';
import { ask, type Outcome } from './limits-clients.ts';
import { bareNodeMs, type Replica, startReplica } from './limits-server.ts';
import { cpuMsOf } from './measured-process.ts';
import type { Measure } from './measure.ts';
import { admissionReview } from './payloads.ts';

const MEBIBYTE = 1024 * 1024;
const SMALL = { memoryMebibytes: 128 };

/** The kernel grants CPU in periods of this length. */
const CPU_PERIOD_MS = 100;

/** First many bodies of 3 MiB, then some of nearly the limit, all at once each time. */
export async function bigBodies(tlsFolder: string): Promise<readonly Measure[]> {
  const replica = await startReplica({ tlsFolder, limits: SMALL });
  try {
    const first = await burst(replica, 16, bigReview(3 * MEBIBYTE));
    const second = await burst(replica, 8, bigReview(6.9 * MEBIBYTE));
    return [
      { what: '16 bodies of 3 MiB at once in 128 MiB', ...first },
      { what: '8 bodies of 6.9 MiB at once in 128 MiB', ...second },
    ];
  } finally {
    await replica.close();
  }
}

async function burst(replica: Replica, count: number, body: Buffer): Promise<Omit<Measure, 'what'>> {
  // Connections that are kept, as the API server's and Metacontroller's are: one that asks for a close loses what it did not read.
  const agent = new Agent({ keepAlive: true });
  const outcomes = await Promise.all(Array.from({ length: count }, () => ask(replica.port, body, agent)));
  agent.destroy();
  const slowest = Math.max(...outcomes.map(({ milliseconds }) => milliseconds));
  const isMet =
    replica.isAlive() && slowest <= 5000 && outcomes.every(({ status }) => [200, 429, 503].includes(status));
  const value = `${tally(outcomes)}; slowest ${slowest.toFixed(0)} ms; ${replica.isAlive() ? 'alive' : 'killed'}`;
  return { value, target: 'alive, 200 or shed, <= 5 s', isMet };
}

/** A review whose object has thousands of small variables: the shape that costs a parser most among sound ones. */
function bigReview(bytes: number): Buffer {
  const review = JSON.parse(admissionReview()) as { request: { object: { spec: { env: unknown[] } } } };
  const rest = Buffer.byteLength(JSON.stringify(review));
  const value = 'x'.repeat(200);
  const size = JSON.stringify({ name: 'VARIABLE_000000', value }).length + 1;
  const count = Math.floor((bytes - rest) / size);
  review.request.object.spec.env = Array.from({ length: count }, (_, index) => ({
    name: `VARIABLE_${String(index).padStart(6, '0')}`,
    value,
  }));
  return Buffer.from(JSON.stringify(review));
}

/** As many connections as a server accepts without closing any. */
const CROWD = NEAR_CONNECTIONS;

/** Many connections, open together, each with a request. */
export async function manyConnections(tlsFolder: string): Promise<Measure> {
  const replica = await startReplica({ tlsFolder, limits: SMALL });
  const agent = new Agent({ keepAlive: true, maxSockets: CROWD, maxFreeSockets: CROWD });
  try {
    const body = admissionReview();
    const round = (): Promise<readonly Outcome[]> =>
      Promise.all(Array.from({ length: CROWD }, () => ask(replica.port, body, agent)));
    const outcomes = [...(await round()), ...(await round())];
    const isMet = replica.isAlive() && outcomes.every(({ status }) => status === 200);
    return {
      what: `${CROWD} TLS connections in 128 MiB, two requests each`,
      value: tally(outcomes),
      target: 'all 200',
      isMet,
    };
  } finally {
    agent.destroy();
    await replica.close();
  }
}

/**
 * As many connections as there may be, most of them from an address that only holds them, some with bodies that stand still, beside
 * bursts of large bodies and a client that asks every 50 ms.
 */
export async function besieged(tlsFolder: string): Promise<Measure> {
  const replica = await startReplica({ tlsFolder, limits: SMALL });
  const idle = Array.from({ length: MAX_CONNECTIONS }, () => besiege(replica.port, ''));
  const stalled = setInterval(() => {
    for (let count = 0; count < 3; count += 1)
      idle.push(besiege(replica.port, `${stalledHead()}${'x'.repeat(5_590_000)}`));
  }, 1000);
  try {
    const body = admissionReview();
    const large = bigReview(3 * MEBIBYTE);
    const [small, big]: [Outcome[], Promise<Outcome>[]] = [[], []];
    const ends = performance.now() + 14_000;
    while (performance.now() < ends) {
      small.push(await ask(replica.port, body));
      if (small.length % 20 === 0) big.push(ask(replica.port, large));
      await sleep(50);
    }
    const bigOnes = await Promise.all(big);
    const value = `small ${tally(small)}, p99 ${percentile(small, 0.99).toFixed(0)} ms; of 3 MiB ${tally(bigOnes)}; ${replica.isAlive() ? 'alive' : 'killed'}`;
    const isMet = replica.isAlive() && small.every(({ status }) => status === 200);
    return {
      what: 'besieged by connections and stalled bodies in 128 MiB',
      value,
      target: 'alive, small all 200',
      isMet,
    };
  } finally {
    clearInterval(stalled);
    for (const socket of idle) socket.destroy();
    await replica.close();
  }
}

function stalledHead(): string {
  return 'POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 6000000\r\n\r\n';
}

function besiege(port: number, bytes: string): TLSSocket {
  const options = { port, host: '127.0.0.1', localAddress: '127.0.0.9', rejectUnauthorized: false };
  const socket = connect(options);
  socket.on('error', () => undefined).on('end', () => socket.destroy());
  socket.resume();
  if (bytes !== '') socket.write(bytes);
  return socket;
}

/** Clients whose headers never end, beside one that asks every 50 ms. */
export async function slowHeaders(tlsFolder: string): Promise<Measure> {
  const replica = await startReplica({ tlsFolder, limits: SMALL });
  const slow = Array.from({ length: 50 }, () => trickle(replica.port));
  try {
    const outcomes: Outcome[] = [];
    const ends = performance.now() + 14_000;
    while (performance.now() < ends) {
      outcomes.push(await ask(replica.port, admissionReview()));
      await sleep(50);
    }
    const open = slow.filter(({ socket }) => !socket.destroyed).length;
    const value = `others ${tally(outcomes)}, p99 ${percentile(outcomes, 0.99).toFixed(0)} ms; ${open} slow ones open after 14 s`;
    const isMet = open === 0 && outcomes.every(({ status }) => status === 200);
    return {
      what: '50 clients with endless headers beside a quick one',
      value,
      target: 'others all 200, 0 open',
      isMet,
    };
  } finally {
    for (const { socket, timer } of slow) {
      clearInterval(timer);
      socket.destroy();
    }
    await replica.close();
  }
}

function trickle(port: number): { readonly socket: TLSSocket; readonly timer: NodeJS.Timeout } {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  socket.on('error', () => undefined).on('end', () => socket.destroy());
  socket.resume();
  socket.write('POST /validate HTTP/1.1\r\nHost: x\r\n');
  const timer = setInterval(() => socket.destroyed || socket.write('X-A: b\r\n'), 500);
  return { socket, timer };
}

/** Median of some starts until ready, and of the first request after it on an open connection. */
export async function coldStart(tlsFolder: string, cpuMillis: number, limitMs: number): Promise<readonly Measure[]> {
  const starts: number[] = [];
  const costs: number[] = [];
  const firsts: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    bare.push(await bareNodeMs(tlsFolder, { ...SMALL, cpuMillis }));
    const replica = await startReplica({ tlsFolder, limits: { ...SMALL, cpuMillis } });
    starts.push(replica.readyMs);
    costs.push(cpuMsOf(replica) ?? Number.NaN);
    // The start has used up the CPU of its last period; a Service sends requests later than that.
    await sleep(2 * CPU_PERIOD_MS);
    firsts.push(await firstRequest(replica.port));
    await replica.close();
  }
  const start = spread(starts);
  const what = `start to ready at ${cpuMillis}m CPU`;
  const value = `${start.text}, ${spread(costs).median} ms of CPU; node alone ${spread(bare).text}`;
  const rows = [{ what, value, target: `<= ${limitMs} ms`, isMet: start.median <= limitMs }];
  if (cpuMillis < 500) return rows;
  const first = spread(firsts);
  const isMet = first.median <= 10;
  return [
    ...rows,
    { what: `first request 0.2 s after ready at ${cpuMillis}m`, value: first.text, target: '<= 10 ms', isMet },
  ];
}

async function firstRequest(port: number): Promise<number> {
  const body = admissionReview();
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await new Promise<void>((resolve) => {
    socket.once('secureConnect', resolve);
  });
  const started = performance.now();
  const head = `POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`;
  socket.write(head + body);
  await new Promise<void>((resolve) => {
    socket.once('data', () => resolve());
  });
  socket.destroy();
  return performance.now() - started;
}

/** Requests at a fixed rate, whether the last one is answered or not. */
export async function latency(tlsFolder: string): Promise<Measure> {
  const replica = await startReplica({ tlsFolder, limits: { ...SMALL, cpuMillis: 500 } });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  try {
    await atRate(replica.port, agent, 3);
    const before = replica.throttledMs();
    const outcomes = await atRate(replica.port, agent, 12);
    const throttled = (replica.throttledMs() - before).toFixed(0);
    const [p50, p99] = [percentile(outcomes, 0.5), percentile(outcomes, 0.99)];
    const isMet = p99 <= 40 && outcomes.every(({ status }) => status === 200);
    const value = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ${tally(outcomes)}; throttled for ${throttled} ms`;
    return { what: '200 requests/s at 500m CPU in 128 MiB', value, target: 'p99 <= 40 ms', isMet };
  } finally {
    agent.destroy();
    await replica.close();
  }
}

async function atRate(port: number, agent: Agent, seconds: number): Promise<readonly Outcome[]> {
  const body = admissionReview();
  const started = performance.now();
  const pending: Promise<Outcome>[] = [];
  while (pending.length < 200 * seconds) {
    if (performance.now() - started >= pending.length * 5) pending.push(ask(port, body, agent));
    else await sleep(1);
  }
  return Promise.all(pending);
}

/** How many of each status, or of each failure. */
export function tally(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const { status, failure } of outcomes) {
    const key = failure ?? String(status);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => `${count} x ${key}`).join(', ');
}

function percentile(outcomes: readonly Outcome[], share: number): number {
  const times = outcomes.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}

function spread(values: readonly number[]): { readonly median: number; readonly text: string } {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { median, text: `median ${median.toFixed(0)} ms, best ${(sorted[0] ?? Number.NaN).toFixed(0)} ms` };
}
