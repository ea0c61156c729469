import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';

import { mergeByStrategy } from '../units/kube/merge-by-strategy.ts';

const NAME = fc.constantFrom('a', 'b', 'c', 'd', '__proto__');
const TEXTS = fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 });
const LABELS = fc.dictionary(NAME, fc.string({ maxLength: 3 }), { maxKeys: 3 });

const keyed = <T>(item: fc.Arbitrary<T>, key: (value: T) => unknown): fc.Arbitrary<T[]> =>
  fc.uniqueArray(item, { selector: key, maxLength: 4 });

const ENV = keyed(fc.record({ name: NAME, value: fc.string({ maxLength: 3 }) }), ({ name }) => name);
const PORTS = keyed(
  fc.record({ containerPort: fc.integer({ min: 1, max: 4 }), name: NAME }),
  (port) => port.containerPort,
);
const CONTAINERS = keyed(
  fc.record({ name: NAME, image: NAME, args: TEXTS, env: ENV, ports: PORTS }, { requiredKeys: ['name'] }),
  ({ name }) => name,
);
const VOLUMES = keyed(
  fc.record({ name: NAME, secret: fc.record({ secretName: NAME }) }, { requiredKeys: ['name'] }),
  ({ name }) => name,
);
const TOLERATIONS = fc.array(fc.record({ key: NAME }), { maxLength: 2 });

/** Pod templates without directives; each is a patch as well. */
const TEMPLATE = fc.record(
  {
    metadata: fc.record({ labels: LABELS, annotations: LABELS }, { requiredKeys: [] }),
    spec: fc.record(
      {
        containers: CONTAINERS,
        initContainers: CONTAINERS,
        volumes: VOLUMES,
        tolerations: TOLERATIONS,
        nodeSelector: LABELS,
        hostNetwork: fc.boolean(),
        securityContext: fc.record(
          { runAsUser: fc.nat(), supplementalGroups: fc.array(fc.nat()) },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

function merge(original: object, patch: object): object {
  const merged = mergeByStrategy('PodTemplateSpec', original, patch);
  assert.ok(merged.ok, JSON.stringify(merged));
  return merged.value;
}

/** Plain JSON, so that objects without a prototype compare equal. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const reversed = (object: object): object => Object.fromEntries(Object.entries(object).toReversed());

test('mergeByStrategy: an empty patch changes nothing', () => {
  fc.assert(fc.property(TEMPLATE, (original) => assert.deepEqual(plain(merge(original, {})), plain(original))));
});

test('mergeByStrategy: a template merged into nothing is itself', () => {
  fc.assert(fc.property(TEMPLATE, (patch) => assert.deepEqual(plain(merge({}, patch)), plain(patch))));
});

test('mergeByStrategy: merging twice is merging once', () => {
  fc.assert(
    fc.property(TEMPLATE, TEMPLATE, (original, patch) => {
      const once = merge(original, patch);
      assert.deepEqual(plain(merge(once, patch)), plain(once));
    }),
  );
});

test('mergeByStrategy: the order of members does not matter', () => {
  fc.assert(
    fc.property(TEMPLATE, TEMPLATE, (original, patch) => {
      const other = reversed({ ...patch, ...(patch.spec === undefined ? {} : { spec: reversed(patch.spec) }) });
      assert.deepEqual(plain(merge(original, other)), plain(merge(original, patch)));
    }),
  );
});

test('mergeByStrategy: no argument is changed', () => {
  fc.assert(
    fc.property(TEMPLATE, TEMPLATE, (original, patch) => {
      const before = JSON.stringify([original, patch]);
      merge(original, patch);
      assert.equal(JSON.stringify([original, patch]), before);
    }),
  );
});

test('mergeByStrategy: any JSON as a patch is merged or refused, never an exception', () => {
  const patch = fc.oneof(
    fc.dictionary(fc.constantFrom('metadata', 'spec', '$patch', '$retainKeys', '__proto__'), fc.jsonValue()),
    fc.record({
      spec: fc.dictionary(
        fc.constantFrom('containers', 'volumes', '$setElementOrder/containers', 'tolerations', '$patch'),
        fc.jsonValue(),
      ),
    }),
  );
  fc.assert(
    fc.property(TEMPLATE, patch, (original, value) => void mergeByStrategy('PodTemplateSpec', original, value)),
  );
});
