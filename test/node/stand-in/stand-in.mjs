// Stands in for the stock proxy on real pods: serves /health, reads the mounted runconfig, passes everything else on to
// `remote_url`; for stdio it attaches to the backend. Like the real one it ends when its Redis does not answer at start.

import { readFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { serveAttached } from './attach.mjs';

const config = JSON.parse(readFileSync('/etc/runconfig/runconfig.json', 'utf8'));
const target = config.remote_url === undefined ? undefined : new URL(config.remote_url);

const server = createServer((incoming, answer) => {
  if (incoming.url === '/health') {
    answer.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"healthy"}');
    return;
  }
  const options = { method: incoming.method, path: incoming.url, headers: { ...incoming.headers, host: target.host } };
  const outgoing = request(target, options, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  outgoing.on('error', () => {
    if (answer.headersSent === true) answer.destroy();
    else answer.writeHead(502).end();
  });
  answer.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
});

const redis = config.scaling_config?.session_redis?.address;
if (redis !== undefined) await tryRedis(redis);

async function tryRedis(address) {
  const [host, port] = address.split(':');
  const socket = connect({ host, port: Number(port) }).setTimeout(4000);
  socket.once('timeout', () => failed('context deadline exceeded')).once('error', ({ message }) => failed(message));
  await new Promise((resolve) => void socket.once('connect', resolve));
  socket.destroy();
}

function failed(reason) {
  console.error(`failed to connect to Redis: ${reason}`);
  process.exit(1);
}

if (target === undefined) {
  await serveAttached(config);
} else {
  server.listen(config.port, config.host, () => console.log(`stand-in on ${config.host}:${config.port} for ${target}`));
  process.once('SIGTERM', () => process.exit(0));
}
