// Unit: quarantine by annotation: every connection of the pods is closed, nothing else changes, and it ends with the annotation.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { isConnectionAllowed } from '../../../functions/kube/network-policy-evaluator.ts';
import { admissionReview, ask, asObserved, childrenOf, CONTEXT, PARENT, statusOf, syncRequest } from './requests.ts';

const KEY = 'mcpserver.toolhive.stacklok.dev/quarantine';

function quarantined(spec: unknown = PARENT['spec'], value = 'true'): KubeObject {
  return { ...PARENT, metadata: { ...PARENT.metadata, annotations: { [KEY]: value } }, spec };
}

function sync(
  parent: KubeObject,
  children: readonly KubeObject[] = [],
  settings = DEFAULT_SETTINGS,
): ReturnType<typeof ask> {
  return ask('/sync', syncRequest({ parent, children: asObserved(children) }), { ...CONTEXT, settings });
}

const RUNNING = childrenOf(sync(PARENT, childrenOf(sync(PARENT))));

function others(children: readonly KubeObject[]): readonly string[] {
  return children
    .filter(({ kind }) => !kind.endsWith('NetworkPolicy'))
    .map((child) => JSON.stringify(child))
    .toSorted();
}

function policies(children: readonly KubeObject[]): readonly KubeObject[] {
  return children.filter(({ kind }) => kind.endsWith('NetworkPolicy'));
}

/** Whether any of a few telling connections of the two pods is open. */
function reach(children: readonly KubeObject[]): readonly string[] {
  const labelsOf = (kind: string): Record<string, string> => {
    const found = children.find((child) => child.kind === kind) as unknown as {
      spec: { template: { metadata: { labels: Record<string, string> } } };
    };
    return found.spec.template.metadata.labels;
  };
  const pods = {
    backend: { namespace: 'demo', labels: labelsOf('StatefulSet'), ip: '10.0.0.1' },
    proxy: { namespace: 'demo', labels: labelsOf('Deployment'), ip: '10.0.0.2' },
    outside: { ip: '192.0.2.7' },
  };
  const pairs = Object.keys(pods).flatMap((from) => Object.keys(pods).map((to) => [from, to] as const));
  return pairs
    .filter(([from, to]) => from !== to)
    .filter(([from, to]) =>
      [53, 443, 8080].some((port) =>
        isConnectionAllowed(policies(children), {
          from: pods[from as keyof typeof pods],
          to: pods[to as keyof typeof pods],
          port,
          protocol: 'TCP',
        }),
      ),
    )
    .map(([from, to]) => `${from} to ${to}`);
}

test('quarantine: closes every connection that was open, and changes nothing else', () => {
  assert.notDeepEqual(reach(RUNNING), []);
  const children = childrenOf(sync(quarantined(), RUNNING));
  assert.deepEqual(reach(children), []);
  assert.deepEqual(others(children), others(RUNNING));
});

test('quarantine: an edit of the spec waits, and arrives when the annotation is gone', () => {
  const edited = { image: 'ghcr.io/example/fetch:2.0.0', transport: 'streamable-http' };
  assert.deepEqual(others(childrenOf(sync(quarantined(edited), RUNNING))), others(RUNNING));
  const after = JSON.stringify(childrenOf(sync({ ...PARENT, spec: edited }, RUNNING)));
  assert.match(after, /fetch:2\.0\.0/);
});

test('quarantine: cuts also while the spec is invalid or a reference cannot be followed', () => {
  const missing = { type: 'configmap', name: 'gone', key: 'a.json' };
  for (const spec of [
    { image: 'not an image!', transport: 'streamable-http' },
    { image: 'ghcr.io/example/fetch:1.0.0', permissionProfile: missing },
  ]) {
    assert.deepEqual(reach(childrenOf(sync(quarantined(spec), RUNNING))), []);
  }
});

test('quarantine: cuts although the settings switch policies off', () => {
  const settings = { ...DEFAULT_SETTINGS, networkPolicy: { ...DEFAULT_SETTINGS.networkPolicy, enabled: false } };
  const running = childrenOf(sync(PARENT, [], settings));
  assert.deepEqual(policies(running), []);
  assert.deepEqual(reach(childrenOf(sync(quarantined(), running, settings))), []);
});

test('quarantine: the object of a name-aware engine goes, because it would open what the policy closes', () => {
  const permissionProfiles = { ...DEFAULT_SETTINGS.permissionProfiles, hostRules: 'cilium' as const };
  const settings = { ...DEFAULT_SETTINGS, permissionProfiles };
  const outbound = { allow_host: ['api.example.com'], allow_port: [443] };
  const spec = {
    ...(PARENT['spec'] as object),
    permissionProfile: { type: 'inline', inline: { network: { outbound } } },
  };
  const controller = structuredClone(syncRequest()['controller']) as { spec: { childResources: object[] } };
  controller.spec.childResources.push({
    apiVersion: 'cilium.io/v2',
    resource: 'ciliumnetworkpolicies',
    updateStrategy: { method: 'InPlace' },
  });
  const kinds = (metadata: KubeObject['metadata']): readonly string[] =>
    childrenOf(
      ask('/sync', syncRequest({ controller, parent: { ...PARENT, metadata, spec } }), { ...CONTEXT, settings }),
    ).map(({ kind }) => kind);
  assert.ok(kinds(PARENT.metadata).includes('CiliumNetworkPolicy'));
  assert.ok(!kinds(quarantined().metadata).includes('CiliumNetworkPolicy'));
});

test('quarantine: nothing is started for a server that does not run yet', () => {
  const kinds = childrenOf(sync(quarantined())).map(({ kind }) => kind);
  assert.ok(kinds.includes('NetworkPolicy'));
  assert.deepEqual(
    kinds.filter((kind) => kind === 'Deployment' || kind === 'StatefulSet'),
    [],
  );
});

test('quarantine: status says whether it is cut, and only then', () => {
  const cut = childrenOf(sync(quarantined(), RUNNING));
  const said = (parent: KubeObject, observed: readonly KubeObject[]): string | undefined => {
    const found = statusOf(sync(parent, observed)).conditions.find(({ type }) => type === 'Quarantined');
    return found && `${found.status} ${found.reason}`;
  };
  assert.equal(said(quarantined(), RUNNING), 'False NotYetCut');
  assert.equal(said(quarantined(), cut), 'True NetworkCut');
  assert.equal(said(PARENT, RUNNING), undefined);
  const status = statusOf(sync(quarantined(), cut));
  assert.equal(status.phase, 'Stopped');
  assert.match(status.message, /quarantined/);
  const enforced = status.conditions.find(({ type }) => type === 'PermissionsEnforced');
  assert.equal(`${enforced?.status} ${enforced?.reason}`, 'True Quarantined');
});

test('quarantine: any other value cuts nothing, and apply warns of it', () => {
  for (const value of ['yes', 'True', '1']) {
    const parent = quarantined(PARENT['spec'], value);
    assert.deepEqual(policies(childrenOf(sync(parent, RUNNING))), policies(childrenOf(sync(PARENT, RUNNING))));
    const review = admissionReview({ operation: 'UPDATE', object: parent, oldObject: PARENT });
    assert.match(JSON.stringify(ask('/validate', review).body), /MCP103/);
  }
});
