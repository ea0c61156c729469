// Properties of the children of any server.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyGiven } from '../units/children/arbitrary.ts';
import { type Given, builtChildren, type Loose, READY_BACKEND } from '../units/children/build.ts';

const RUNS = { numRuns: 300 };

/** Maps that mean something even when they are empty. */
const MEANINGFUL_WHEN_EMPTY = new Set(['emptyDir', 'labelSelector', 'namespaceSelector', 'podSelector']);

/** The same value with the members of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

/** Places of unstorable values: nulls, undefined items, empty maps and lists. */
function unstorable(value: unknown, path: string): readonly string[] {
  if (value === null || value === undefined) return [path];
  if (typeof value !== 'object') return [];
  const members = Object.entries(value);
  const name = path.slice(path.lastIndexOf('.') + 1);
  // An empty item of a list is stored: `egress: [{}]` allows everything.
  if (members.length === 0 && !MEANINGFUL_WHEN_EMPTY.has(name) && !/^\d+$/.test(name)) return [path];
  return members.flatMap(([key, member]) => unstorable(member, `${path}.${key}`));
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

test('buildChildren: the same children whatever the order of members, and nothing given is changed', () => {
  fc.assert(
    fc.property(anyGiven, (given) => {
      const children = builtChildren(freeze(given));
      const again = builtChildren(reversed(given) as Given);
      assert.deepEqual(again, children);
      assert.equal(JSON.stringify(again.map(({ data }) => data)), JSON.stringify(children.map(({ data }) => data)));
    }),
    RUNS,
  );
});

test('buildChildren: every child is in the namespace of the server', () => {
  fc.assert(
    fc.property(anyGiven, (given) => {
      for (const { metadata } of builtChildren(given)) assert.equal(metadata.namespace, 'tools');
    }),
    RUNS,
  );
});

test('buildChildren: no null, no undefined item, no empty map or list, nothing that JSON would change', () => {
  fc.assert(
    fc.property(anyGiven, (given) => {
      for (const child of builtChildren(given)) {
        assert.deepEqual(unstorable(child, child.kind), []);
        assert.deepEqual(JSON.parse(JSON.stringify(child)), child);
      }
    }),
    RUNS,
  );
});

test('buildChildren: no two children are the same object, and none brings an owner', () => {
  fc.assert(
    fc.property(anyGiven, (given) => {
      const children = builtChildren(given);
      assert.equal(new Set(children.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).size, children.length);
      for (const { metadata } of children) {
        for (const member of Object.keys(metadata)) assert.match(member, /^(name|namespace|labels|annotations)$/);
      }
    }),
    RUNS,
  );
});

test('buildChildren: label values are valid and selectors match their pods', () => {
  fc.assert(
    fc.property(anyGiven, (given) => {
      for (const { metadata, spec } of builtChildren(given)) {
        const template = spec?.template?.metadata.labels;
        for (const value of Object.values({ ...metadata.labels, ...template })) {
          assert.match(String(value), /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/);
        }
        for (const [key, value] of Object.entries(spec?.selector?.matchLabels ?? {}))
          assert.equal(template[key], value);
      }
    }),
    RUNS,
  );
});

test('buildChildren: names of variables, volumes and mount paths are unique in each container', () => {
  fc.assert(
    fc.property(anyGiven, (given) => {
      for (const { spec } of builtChildren(given)) {
        for (const container of spec?.template?.spec.containers ?? []) {
          const names = (container.env ?? []).map(({ name }: Loose) => name);
          assert.deepEqual(names, [...new Set(names)]);
        }
        const volumes = (spec?.template?.spec.volumes ?? []).map(({ name }: Loose) => name);
        assert.deepEqual(volumes, [...new Set(volumes)]);
      }
    }),
    RUNS,
  );
});

test('buildChildren: what was built, once observed, is built again', () => {
  fc.assert(
    fc.property(anyGiven, (given) => {
      const first = builtChildren({ ...given, observed: [READY_BACKEND] });
      const observed = first.map((child) => applied(child));
      assert.deepEqual(builtChildren({ ...given, observed }), first);
    }),
    RUNS,
  );
});

/** A child as it is stored under dynamic apply, with a ready pod. */
function applied(child: Loose): Loose {
  const annotations = {
    ...child.metadata.annotations,
    'metacontroller.k8s.io/last-applied-configuration': JSON.stringify(child),
  };
  return { ...child, metadata: { ...child.metadata, annotations }, status: { readyReplicas: 1 } };
}
