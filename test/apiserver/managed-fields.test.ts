// What a manager applied, read back from managedFields of a real API server: applying it again must change nothing.

import assert from 'node:assert/strict';
import { extractApplied } from '../../functions/kube/managed-fields.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { clusterTest, makeNamespace, read, removeNamespace } from './cluster.ts';

const NAMESPACE = 'test-managed-fields';
const MANAGER = 'test-manager';
const LABELS = { app: 'restated' };

const DESIRED = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'restated', namespace: NAMESPACE, labels: LABELS, annotations: { 'example.com/note': 'ours' } },
  spec: {
    replicas: 0,
    serviceName: 'restated',
    selector: { matchLabels: LABELS },
    template: {
      metadata: { labels: LABELS },
      spec: {
        containers: [
          {
            name: 'mcp',
            image: 'ghcr.io/example/mcp-server:1',
            args: ['--a', '--b'],
            env: [
              { name: 'A', value: '1' },
              { name: 'B', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
            ],
            ports: [{ containerPort: 8080, protocol: 'TCP' }],
            resources: { limits: { memory: '1Gi' } },
            securityContext: { capabilities: { drop: ['ALL'] } },
            volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
          },
        ],
        tolerations: [{ key: 'a', operator: 'Exists' }],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    },
  },
};

/** What another program adds: it must not become ours. */
const OTHERS = {
  metadata: { labels: { other: 'label' }, annotations: { 'example.com/other': 'note' } },
  spec: { template: { metadata: { annotations: { 'example.com/restarted': 'now' } } } },
};

clusterTest('extractApplied: what was applied comes back, and applying it again changes nothing', async (cluster) => {
  await makeNamespace(cluster, NAMESPACE);
  const path = `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets/restated`;
  const applyPath = `${path}?fieldManager=${MANAGER}&force=true`;
  try {
    const applied = await cluster.request('APPLY', applyPath, DESIRED);
    assert.ok(applied.status < 300, JSON.stringify(applied.body));
    assert.equal((await cluster.request('MERGE', path, OTHERS)).status, 200);

    const live = (await read(cluster, path)) as unknown as KubeObject;
    const restated = extractApplied(live, MANAGER);
    assert.deepEqual(restated, DESIRED);

    const again = await cluster.request('APPLY', applyPath, restated);
    assert.equal(again.status, 200);
    // Not the resourceVersion: the controller manager writes the status meanwhile.
    assert.equal(again.body.metadata.generation, live.metadata.generation);
  } finally {
    await removeNamespace(cluster, NAMESPACE);
  }
});
