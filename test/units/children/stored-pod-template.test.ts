// The merged pod template in the form that the API server stores, and the merge as the builders use it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergePodTemplate } from '../../../functions/compile/backend-pod/merged-template.ts';
import { decodePodTemplate } from '../../../functions/decode/pod-template.ts';
import { storedPodTemplate } from '../../../functions/compile/backend-pod/stored-template.ts';
import type { Loose } from './build.ts';

/** What becomes of one container, or of the rest of the pod. */
const container = (given: Loose): Loose =>
  (storedPodTemplate({ spec: { containers: [{ name: 'c', ...given }] } }) as Loose).spec.containers[0];
const pod = (given: Loose): Loose => (storedPodTemplate({ spec: given }) as Loose).spec;

test('storedPodTemplate: values that mean nothing are not sent', () => {
  const given = {
    stdin: false,
    tty: false,
    args: [],
    command: null,
    resources: { limits: {} },
    workingDir: '',
    env: [{ name: 'A', value: '' }],
    volumeMounts: [{ name: 'v', mountPath: '/v', readOnly: false, subPath: '' }],
    livenessProbe: { tcpSocket: { port: 80 }, initialDelaySeconds: 0 },
  };
  assert.deepEqual(container(given), {
    name: 'c',
    env: [{ name: 'A' }],
    volumeMounts: [{ name: 'v', mountPath: '/v' }],
    livenessProbe: { tcpSocket: { port: 80 } },
  });
});

test('storedPodTemplate: values that mean something stay', () => {
  const given = {
    stdin: true,
    securityContext: { privileged: false, runAsUser: 0 },
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    env: [{ name: 'A', value: '0' }],
  };
  assert.deepEqual(container(given), { name: 'c', ...given });
  const selectors = { affinity: { podAffinity: { x: [{ labelSelector: {}, namespaceSelector: {} }] } } };
  assert.deepEqual(pod(selectors), selectors);
  assert.deepEqual(pod({ shareProcessNamespace: false }), { shareProcessNamespace: false });
});

test('storedPodTemplate: an empty label or annotation is a value', () => {
  const metadata = { labels: { value: '', prefix: '' }, annotations: { subPath: '' } };
  assert.deepEqual(storedPodTemplate({ metadata }), { metadata });
  assert.deepEqual(storedPodTemplate({ metadata: { labels: {}, annotations: { a: 'b' } } }), {
    metadata: { annotations: { a: 'b' } },
  });
});

test('storedPodTemplate: a volume without a source is an empty folder', () => {
  for (const volume of [{ name: 'v' }, { name: 'v', emptyDir: null }, { name: 'v', emptyDir: {} }]) {
    assert.deepEqual(pod({ volumes: [volume] }), { volumes: [{ name: 'v', emptyDir: {} }] });
  }
});

test('storedPodTemplate: defaults inside projected sources are written out', () => {
  const sources = [
    { serviceAccountToken: { path: 't' } },
    { serviceAccountToken: { path: 'u', expirationSeconds: 600 } },
    { downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.name' } }] } },
    { configMap: { name: 'c' } },
  ];
  assert.deepEqual(pod({ volumes: [{ name: 'v', projected: { sources } }] }).volumes[0].projected.sources, [
    { serviceAccountToken: { path: 't', expirationSeconds: 3600 } },
    { serviceAccountToken: { path: 'u', expirationSeconds: 600 } },
    { downwardAPI: { items: [{ path: 'n', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } }] } },
    { configMap: { name: 'c' } },
  ]);
});

test('mergePodTemplate: a patch that was not validated is a bug, and says nothing of its content', () => {
  const wrong = decodePodTemplate({ spec: { hostNetwork: 'a secret text' } }, 'spec.podTemplateSpec');
  assert.throws(() => mergePodTemplate({}, wrong), /^Error: spec\.podTemplateSpec has errors and was not validated$/);
});

test('mergePodTemplate: without a patch the base is the template', () => {
  const base = { spec: { containers: [{ name: 'mcp', resources: { limits: { cpu: '1' } } }] } };
  for (const none of [undefined, { patch: {}, isUsable: true }]) assert.deepEqual(mergePodTemplate(base, none), base);
});
