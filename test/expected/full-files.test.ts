// What cannot be read is named in one sentence: the folder, the object, and why.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHILDREN } from './answer.ts';
import { exampleOn } from './folders.ts';
import { fullFiles } from './full-files.ts';

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
