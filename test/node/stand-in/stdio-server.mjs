// A small MCP server on standard input and output. Its tool `run` tells which process answers, `crash` ends it. With the argument
// `ignores-sigterm` it is like most servers that handle no signals: as the first process of a container it lives on until killed.

import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';

const RUN = randomUUID();
let isInitialized = false;

const METHODS = {
  initialize: ({ protocolVersion }) => {
    isInitialized = true;
    return { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'stand-in', version: '1' } };
  },
  'tools/list': () => ({ tools: ['run', 'crash'].map((name) => ({ name, inputSchema: { type: 'object' } })) }),
  'tools/call': ({ name }) => {
    if (name === 'crash') process.exit(1);
    return { content: [{ type: 'text', text: RUN }] };
  },
};

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params = {} } = JSON.parse(line);
  if (id === undefined) return;
  const answer = METHODS[method];
  if (answer === undefined || (!isInitialized && method !== 'initialize'))
    return reply({ id, error: { code: -32_600, message: 'not initialized, or unknown' } });
  reply({ id, result: answer(params) });
});

function reply(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

if (process.argv[2] !== 'ignores-sigterm') process.once('SIGTERM', () => process.exit(0));
