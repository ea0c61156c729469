// One request, for the test pods: resolves to status and body. Certificates are verified with the CA that is given.
import { request } from 'node:https';
import { request as plainRequest } from 'node:http';

const ask = (url, { method = 'GET', headers = {}, body, ...tls } = {}) =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? request : plainRequest;
    const outgoing = send(url, { method, headers: { 'content-type': 'application/json', ...headers }, timeout: 10_000, ...tls });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in 10 seconds')));
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part) => (text += part));
      incoming.on('end', () => resolve({ status: incoming.statusCode, text }));
    });
    outgoing.end(body);
  });

const end = (good, said) => {
  console.log(good ? `ok: ${said}` : `failed: ${said}`);
  process.exit(good ? 0 : 1);
};
