// The yardstick: node:http alone. Reads and parses the same bodies and writes the same answers, without deciding anything.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** Path -> the value that is answered; absent for the cold start, where `{}` will do. */
const file = process.env['ANSWERS_FILE'];
const answers = file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'));

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    const text = JSON.stringify(answers[request.url] ?? {});
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');
