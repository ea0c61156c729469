// Property of a profile that breaks while its server runs: whatever is done to it, nothing is open that was not open before.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { desiredChildren } from '../../functions/hooks/desired-children.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { isConnectionAllowed, type Policy } from '../../functions/kube/network-policy-evaluator.ts';
import { compiledOf, type Loose, objectMap, builtChildren } from '../units/children/build.ts';
import { connection, type Outbound, outbound, profileOf, reaches, RESOLVER, RUNS, settings } from './profiles.ts';

const SPEC = { permissionProfile: { type: 'configmap', name: 'p', key: 'k' } };

function configMap(text: string): Loose {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'p', namespace: 'tools' }, data: { k: text } };
}

function everything(change: Loose): string {
  return JSON.stringify({ network: { outbound: { insecure_allow_all: true, ...change } } });
}

/** What can be done to a ConfigMap so that its profile cannot be read: what is left of the related objects. */
const BREAKS: readonly ((text: string) => readonly Loose[])[] = [
  () => [],
  () => [{ ...configMap(''), data: {} }],
  () => [{ ...configMap(''), data: { other: everything({}) } }],
  () => [{ ...configMap(everything({})), metadata: { name: 'p', namespace: 'elsewhere' } }],
  () => [configMap('')],
  () => [configMap('null')],
  () => [configMap('[]')],
  () => [configMap('"network"')],
  (text) => [configMap(text.slice(0, -1))],
  (text) => [configMap(`${text}}`)],
  () => [configMap(everything({ allow_hosts: [] }))],
  () => [configMap(everything({ allow_host: ['https://example.com'] }))],
  () => [configMap(everything({ allow_host: ['1.2.3.4/33'] }))],
  () => [configMap(everything({ allow_port: [0] }))],
  () => [configMap(everything({ insecure_allow_all: 'true' }))],
  () => [configMap('{"networks":{},"network":{"outbound":{"insecure_allow_all":true}}}')],
  () => [configMap('{"__proto__":{},"network":{"outbound":{"insecure_allow_all":true}}}')],
  () => [configMap('{"network":[{"outbound":{"insecure_allow_all":true}}]}')],
];

/** The children that matter, as Metacontroller applied them: the others only take time. */
function applied(children: readonly KubeObject[]): readonly Loose[] {
  return children.filter(matters).map((child) => {
    const annotations = { 'metacontroller.k8s.io/last-applied-configuration': JSON.stringify(child) };
    return Object.assign({}, child, { metadata: { ...child.metadata, annotations } });
  });
}

function matters({ kind }: KubeObject): boolean {
  return kind === 'StatefulSet' || kind.endsWith('NetworkPolicy');
}

function policies(children: readonly KubeObject[]): readonly Policy[] {
  return children.filter(({ kind }) => kind === 'NetworkPolicy');
}

function engineObjects(children: readonly KubeObject[]): readonly string[] {
  return children
    .filter(({ kind }) => /^(?:Cilium|FQDN)NetworkPolicy$/.test(kind))
    .map((child) => JSON.stringify(child['spec']));
}

const READY: Loose = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'demo', namespace: 'tools' } };
const STRANGER = { namespace: 'tools', labels: { app: 'stranger' } };
const BACKEND = {
  namespace: 'tools',
  labels: { app: 'demo', 'app.kubernetes.io/component': 'backend', 'toolhive-name': 'demo' },
};

interface Running {
  readonly children: readonly KubeObject[];
  readonly text: string;
}

function running(rules: Outbound, given: Loose): Running {
  const text = JSON.stringify(profileOf(rules));
  const server = { spec: SPEC, settings: given, observed: [READY], related: [configMap(text)] };
  assert.deepEqual(compiledOf(server).references.problems, []);
  return { children: builtChildren(server), text };
}

test('profiles: one that breaks never allows more than it did before, and takes no workload away', () => {
  fc.assert(
    fc.property(outbound, fc.tuple(fc.constantFrom(...BREAKS), settings), connection, (rules, [broken, given], to) => {
      const { children: before, text } = running(rules, given);
      const input = compiledOf({ spec: SPEC, settings: given, related: broken(text) });
      assert.notEqual(input.references.problems.length, 0);
      const known = { observed: objectMap(applied(before)), findings: [], taken: [], record: undefined };
      const after = desiredChildren(input, known).children;
      const names = new Set(after.map(({ kind, metadata }) => `${kind} ${metadata.name}`));
      for (const { kind, metadata } of before.filter(matters)) assert.ok(names.has(`${kind} ${metadata.name}`));
      const [was, is] = [policies(before), policies(after)];
      if (!reaches(was, to)) assert.equal(reaches(is, to), false);
      const lookUp = { ...RESOLVER, port: 53, protocol: 'UDP' } as const;
      if (!reaches(was, lookUp)) assert.equal(reaches(is, lookUp), false);
      assert.equal(isConnectionAllowed(is, { from: STRANGER, to: BACKEND, port: 8080 }), false);
      assert.deepEqual(engineObjects(after), engineObjects(before));
    }),
    RUNS,
  );
});
