// Stands in for the stock proxy of a stdio server, as far as its behaviour is known: it looks at the StatefulSet once and ends
// where no pod is ready, attaches to the first pod, looks again every 5 s, attaches anew after the end of an attachment and gives
// up after 75 s; a message in between is lost, and its client waits. By WebSocket, where the real one speaks SPDY.

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

const POLL_MS = 5000;
const GIVE_UP_MS = 75_000;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 15_000;
const DRAIN_MS = 30_000;
const [STDIN, STDOUT, STDERR] = [0, 1, 2];

const account = (file) => readFileSync(`/var/run/secrets/kubernetes.io/serviceaccount/${file}`, 'utf8');
const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = process.env;

/** Attaches to the backend of the server and serves its clients. Ends the process as the real one does. */
export async function serveAttached({ container_name: name, host: listenHost, port: listenPort }) {
  setDefaultCACertificates([...getCACertificates(), account('ca.crt')]);
  const namespace = account('namespace');
  if ((await readyReplicas(namespace, name)) === 0) failed('container is not running');
  const { items } = await get(`/api/v1/namespaces/${namespace}/pods?labelSelector=app%3D${name}`);
  if (items.length === 0) failed('no pods found');
  const backend = { write: undefined, waiting: new Map() };
  const server = createServer((incoming, answer) => void serve(backend, incoming, answer));
  server.listen(listenPort, listenHost, () => console.log(`stand-in on ${listenHost}:${listenPort} for stdio`));
  process.once('SIGTERM', () => void drain(server, backend));
  setInterval(() => void poll(namespace, name), POLL_MS);
  attach(backend, `/api/v1/namespaces/${namespace}/pods/${items[0].metadata.name}/attach`);
}

async function poll(namespace, name) {
  const ready = await readyReplicas(namespace, name).catch(() => undefined);
  if (ready === 0) failed('container exited, restart needed');
}

async function readyReplicas(namespace, name) {
  const { status } = await get(`/apis/apps/v1/namespaces/${namespace}/statefulsets/${name}`);
  return status.readyReplicas ?? 0;
}

async function get(path) {
  const answer = await fetch(`https://${host}:${port}${path}`, { headers: authorization() });
  if (!answer.ok) throw new Error(`${path} is answered with ${answer.status}`);
  return answer.json();
}

function authorization() {
  return { authorization: `Bearer ${account('token')}` };
}

/** Keeps attached; what is left of a line when the process ends is lost. */
function attach(backend, path, tried = { since: Date.now(), delayMs: FIRST_RETRY_MS }) {
  const url = `wss://${host}:${port}${path}?container=mcp&stdin=true&stdout=true&stderr=true`;
  const socket = new WebSocket(url, { protocols: ['v4.channel.k8s.io'], headers: authorization() });
  socket.binaryType = 'arraybuffer';
  const output = new PassThrough();
  createInterface({ input: output }).on('line', (line) => received(backend, line));
  let now = tried;
  socket.addEventListener('open', () => {
    console.log('attached');
    backend.write = (line) => socket.send(Buffer.concat([Buffer.from([STDIN]), Buffer.from(`${line}\n`)]));
  });
  socket.addEventListener('message', ({ data }) => {
    const [channel, bytes] = [new Uint8Array(data)[0], Buffer.from(data).subarray(1)];
    if (bytes.length > 0) now = { since: Date.now(), delayMs: FIRST_RETRY_MS };
    if (channel === STDOUT) output.write(bytes);
    if (channel === STDERR) process.stderr.write(bytes);
  });
  socket.addEventListener('error', () => {});
  socket.addEventListener('close', () => {
    backend.write = undefined;
    output.end();
    console.log('attachment ended');
    // For the case in which the real one hangs.
    if (process.env['STAND_IN_HANGS'] !== undefined) return;
    if (Date.now() - now.since > GIVE_UP_MS) failed('cannot attach');
    const next = { since: now.since, delayMs: Math.min(now.delayMs * 2, LAST_RETRY_MS) };
    setTimeout(attach, now.delayMs, backend, path, next);
  });
}

function received({ waiting }, line) {
  const message = parsed(line);
  const client = waiting.get(message?.id);
  if (client === undefined) return;
  waiting.delete(message.id);
  client.answer.writeHead(200, { 'content-type': 'application/json', 'mcp-session-id': client.session });
  client.answer.end(JSON.stringify({ ...message, id: client.id }));
}

function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

let sent = 0;

async function serve(backend, incoming, answer) {
  if (incoming.url === '/health')
    answer.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"healthy"}');
  else if (incoming.method !== 'POST') answer.writeHead(405).end();
  else pass(backend, { incoming, answer, message: parsed(await text(incoming)) });
}

function pass(backend, { incoming, answer, message }) {
  if (message?.id === undefined) {
    backend.write?.(JSON.stringify(message));
    answer.writeHead(202).end();
    return;
  }
  const own = (sent += 1);
  const session = incoming.headers['mcp-session-id'] ?? randomUUID();
  backend.waiting.set(own, { answer, id: message.id, session });
  answer.on('close', () => backend.waiting.delete(own));
  backend.write?.(JSON.stringify({ ...message, id: own }));
}

/** Takes nobody new, and ends when all that wait have their answer. */
async function drain(server, { waiting }) {
  server.close();
  const end = Date.now() + DRAIN_MS;
  while (waiting.size > 0 && Date.now() < end) await new Promise((resolve) => void setTimeout(resolve, 50));
  process.exit(0);
}

function failed(reason) {
  console.error(reason);
  process.exit(1);
}
