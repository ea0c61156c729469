import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fieldsOf, overlay } from '../../functions/simulator/cluster/server-side-apply.ts';

test('fieldsOf: lists with keys by item, atomic objects as one field, everything else by member', () => {
  const applied = {
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'mcp', args: ['x'] }] } },
    },
  };
  assert.deepEqual(fieldsOf(applied), {
    'f:spec': {
      'f:selector': {},
      'f:template': {
        'f:metadata': { 'f:labels': { 'f:a': {} } },
        'f:spec': { 'f:containers': { 'k:{"name":"mcp"}': { '.': {}, 'f:name': {}, 'f:args': {} } } },
      },
    },
  });
});

test('overlay: maps are merged, atomic ones replaced, and ports told apart by their protocol', () => {
  const live = {
    labels: { a: 'b' },
    nodeSelector: { a: 'b' },
    ports: [{ containerPort: 53, protocol: 'UDP', name: 'dns' }],
  };
  const applied = { labels: { c: 'd' }, nodeSelector: { c: 'd' }, ports: [{ containerPort: 53 }] };
  assert.deepEqual(overlay(live, applied), {
    labels: { a: 'b', c: 'd' },
    nodeSelector: { c: 'd' },
    ports: [{ containerPort: 53, protocol: 'UDP', name: 'dns' }, { containerPort: 53 }],
  });
});
