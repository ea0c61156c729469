// What cannot be read is named in one sentence: the folder, the object, and why.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CHILDREN, parseAnswer } from './answer.ts';
import { exampleOn } from './folders.ts';
import { fullFiles } from './full-files.ts';
import { toYaml } from './yaml.ts';

const MISTAKES: readonly (readonly [what: string, children: string, says: string])[] = [
  [
    'an unknown server',
    '- Deployment/echo: htp',
    'Deployment/echo cannot be read: test/examples/shared has no server "htp"',
  ],
  [
    'a server without the object',
    '- Deployment/ehco: sse',
    'Deployment/ehco cannot be read: test/examples/shared/sse has no such object',
  ],
  [
    'a place that is not there',
    '- Deployment/echo: {like: sse, "spec.template.spec.containers[thv].image": a}',
    'Deployment/echo cannot be read: there is no place for spec.template.spec.containers[thv].image',
  ],
  [
    'a place that cannot be taken away',
    '- Deployment/echo: {like: sse, without: [spec.minReadySeconds]}',
    'Deployment/echo cannot be read: there is no place for spec.minReadySeconds',
  ],
  [
    'a neighbour that is not there',
    '- Deployment/echo: {like: sse, spec.minReadySeconds before paused: 1}',
    'Deployment/echo cannot be read: there is no place for spec.minReadySeconds',
  ],
  [
    'what is no place',
    '- Deployment/echo: {like: sse, "spec..x": 1}',
    'Deployment/echo cannot be read: "spec..x" is no place in an object',
  ],
  [
    'no list of places',
    '- Deployment/echo: {like: sse, without: spec}',
    'Deployment/echo cannot be read: "without" is no list of places',
  ],
  [
    'a whole object of another name',
    '- Deployment/echo: {apiVersion: apps/v1, kind: Deployment, metadata: {name: ehco}}',
    'what is called Deployment/echo has another kind or name',
  ],
];

for (const [what, children, says] of MISTAKES)
  test(`expected files: ${what} is named in one sentence`, () => {
    const files = new Map([[CHILDREN, children]]);
    assert.throws(() => fullFiles(files, exampleOn('start')), { message: `test/examples/start/expected: ${says}` });
  });

test('contributing: the lines that it shows stand for the objects that it says', () => {
  const page = readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8');
  const [, lines = ''] = /```yaml\n(- Role\/echo[^]*?)```/.exec(page) ?? [];
  const { outcome } = parseAnswer(fullFiles(new Map([[CHILDREN, lines]]), exampleOn('start')));
  const [role = '', policy = '', statefulSet = ''] = outcome?.children.map(toYaml) ?? [];
  assert.match(role, /name: echo-proxy-runner\n/);
  assert.match(policy, /egress:\n {4}- to:[^]*?\n {4}- ports:\n {8}- port: 443\n {4}- to:/);
  assert.match(statefulSet, /image: ghcr.io\/acme\/echo:2.0.0\n[^]*args:\n\s+- --verbose\n\s+env:/);
  assert.doesNotMatch(statefulSet, /volumes:/);
});
