// Children of before a restore, which nobody owns: told of with the command that lets Metacontroller take them back.

import assert from 'node:assert/strict';
import test from 'node:test';
import { findLeftBehind, findTakenNames } from '../../../functions/decode/taken-names.ts';
import { decodeServer } from '../../../functions/decode/server.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import type { ObjectMap } from '../../../functions/decode/observed.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { computeStatus } from '../../../functions/status/compute-status.ts';
import { statusInput, UID } from './situation.ts';

const SERVER = decodeServer(
  { metadata: { name: 'fetch', namespace: 'toolhive-system', uid: UID }, spec: { image: 'a', transport: 'stdio' } },
  DEFAULT_SETTINGS,
);
const OURS = { 'app.kubernetes.io/managed-by': 'toolhive-operator', 'app.kubernetes.io/instance': 'fetch' };

function deployment(metadata: object): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'fetch', namespace: 'toolhive-system', ...metadata },
  };
}

function mapOf(objects: readonly KubeObject[]): ObjectMap {
  const entries = objects.map((object) => [`toolhive-system/${object.metadata.name}`, object]);
  return { 'Deployment.apps/v1': Object.fromEntries(entries) };
}

function leftOf(object: KubeObject, observed: readonly KubeObject[] = []): number {
  const maps = [mapOf([object]), mapOf(observed)] as const;
  const left = findLeftBehind(SERVER, ...maps).length;
  assert.ok(left + findTakenNames(SERVER, ...maps).length <= 1);
  return left;
}

test('findLeftBehind: a child without an owner that Metacontroller has not handed over', () => {
  assert.equal(leftOf(deployment({ labels: OURS })), 1);
});

test('findLeftBehind: not what is a child, what has an owner, what is of Helm, and what has no name of ours', () => {
  const own = deployment({ labels: OURS });
  assert.equal(leftOf(own, [own]), 0);
  assert.equal(
    leftOf(deployment({ labels: OURS, ownerReferences: [{ kind: 'MCPServer', name: 'fetch', uid: 'old' }] })),
    0,
  );
  assert.equal(leftOf(deployment({ labels: { 'app.kubernetes.io/managed-by': 'Helm' } })), 0);
  assert.equal(leftOf(deployment({ name: 'other', labels: OURS })), 0);
});

test('computeStatus: objects that nobody owns are in the message, with the label that helps', () => {
  const leftBehind = [{ ...deployment({}), kind: 'Service', metadata: { name: 'mcp-fetch-proxy' } }, deployment({})];
  const { message, conditions } = computeStatus(statusInput({ service: false, input: { leftBehind } }));
  assert.match(
    message ?? '',
    /^MCP server is being created; Deployment fetch and 1 more object are there and nobody owns them, .* Next: kubectl label deployment,service -n toolhive-system -l app\.kubernetes\.io\/instance=fetch,app\.kubernetes\.io\/managed-by=toolhive-operator controller-uid=\S+ --overwrite$/,
  );
  assert.equal(conditions?.find(({ type }) => type === 'ProxyReady')?.reason, 'NotOwned');
  assert.equal(conditions?.find(({ type }) => type === 'BackendReady')?.reason, 'NotCreated');
});
