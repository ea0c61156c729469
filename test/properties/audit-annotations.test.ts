// Property: what the audit log gets about a server before an update does not depend on what the update makes of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Compiled, compile } from '../../functions/compile/compiled.ts';
import { sourcesOfObject } from '../../functions/compile/sources.ts';
import { decodeServer } from '../../functions/decode/server.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { type Fields, isObject, without } from '../../functions/kube/object.ts';
import { auditAnnotations } from '../../functions/validate/audit-annotations.ts';
import { plainServer } from '../units/validate/plain-server.ts';
import { anyTemplate } from './any-template.ts';

const CONTAINER = fc.record({ name: fc.constantFrom('mcp', 'a', 'b'), image: fc.constantFrom('i:1', 'i:2') });

/** Templates that agree often, with containers of the server's own name in both lists, and a spelling that is an error. */
const templates = fc.oneof(
  anyTemplate,
  fc.constant(undefined),
  fc.record(
    {
      Spec: fc.constantFrom({}, { containers: [] }),
      spec: fc.record(
        {
          containers: fc.array(CONTAINER, { maxLength: 2 }),
          initContainers: fc.array(CONTAINER, { maxLength: 1 }),
          serviceAccountName: fc.constantFrom('', 'c'),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: [] },
  ),
);

const given = fc.record({
  image: fc.constantFrom('a:1', 'a:2'),
  serviceAccount: fc.constantFrom(undefined, '', 'x'),
  template: templates,
});

type Given = typeof given extends fc.Arbitrary<infer T> ? T : never;

function compiled({ image, serviceAccount, template }: Given): Compiled {
  const spec = JSON.parse(JSON.stringify({ image, serviceAccount, podTemplateSpec: template })) as Fields;
  return compile(sourcesOfObject(decodeServer(plainServer({ spec }), DEFAULT_SETTINGS), DEFAULT_SETTINGS));
}

/** The template without the spelling that is an error: what is merged stays the same. */
function corrected(template: unknown): unknown {
  return isObject(template) ? without(template, 'Spec') : template;
}

test('auditAnnotations: of a server before an update the log gets what its own pod has', () => {
  fc.assert(
    fc.property(given, given, fc.boolean(), (one, other, isSameTemplate) => {
      const before = compiled(one);
      const after = compiled(isSameTemplate ? { ...other, template: corrected(one.template) } : other);
      const pod = before.backend;
      const images = pod?.containers.map(
        ({ container }) => `${String(container['name'])}=${String(container['image'])}`,
      );
      const audit = auditAnnotations({ before, after });
      const expected = images === undefined || images.length === 0 ? [`mcp=${one.image}`] : images;
      assert.equal(audit['images-before'], expected.join(' '));
      assert.equal(audit['service-account-before'], pod?.spec['serviceAccountName'] ?? one.serviceAccount ?? '');
    }),
    { numRuns: 500 },
  );
});
