// Servers that must be accepted: those that ToolHive accepts, and the example of the original README.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { parseAllDocuments } from 'yaml';
import { findingsOfObject } from './plain-server.ts';

const FOLDER = join(import.meta.dirname, '../../parity/golden');

for (const name of readdirSync(FOLDER)) {
  test(`validateServer: parity case ${name} has no error`, () => {
    const [server] = parseAllDocuments(readFileSync(join(FOLDER, name, 'input.yaml'), 'utf8'));
    assert.deepEqual(
      findingsOfObject(server?.toJS()).filter(({ level }) => level === 'error'),
      [],
    );
  });
}

test('validateServer: the example of the original README gets three warnings and no error', () => {
  const server = {
    apiVersion: 'toolhive.stacklok.dev/v1alpha1',
    kind: 'MCPServer',
    metadata: { name: 'example-server', namespace: 'default' },
    spec: {
      image: 'ghcr.io/example/mcp-server',
      transport: 'streamable-http',
      port: 8080,
      permissionProfile: { type: 'builtin', name: 'network' },
      resources: { limits: { cpu: '100m', memory: '128Mi' }, requests: { cpu: '50m', memory: '64Mi' } },
    },
  };
  assert.deepEqual(
    findingsOfObject(server).map(({ code, level, path }) => `${code} ${level} ${path}`),
    ['MCP004 warning spec.port', 'MCP013 warning spec.image'],
  );
});
