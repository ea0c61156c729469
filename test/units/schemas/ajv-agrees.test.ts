// The generated validators find what Ajv finds, in its order, with the same rules.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import * as generated from '../../../schemas/generated/validators.js';
import { readSchema } from '../../../scripts/generate/schema.ts';
import { forValidators } from '../../../scripts/generate/validator-rules.ts';
import { valuesOf } from './values-of-schema.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** After so many errors the generated ones leave a list. */
const ALL_FOUND = 64;

for (const [schema, validate] of Object.entries({
  'mcp-server': generated.validateMCPServer,
  settings: generated.validateSettingsFile,
  'namespace-defaults': generated.validateNamespaceDefaults,
  'admission-review': generated.validateAdmissionReview,
  'sync-request': generated.validateSyncRequest,
  'customize-request': generated.validateCustomizeRequest,
})) {
  test(`${schema}: what Ajv says of any value`, () => {
    const translated = forValidators(readSchema(ROOT, schema));
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, inlineRefs: false, keywords: ['means'] });
    const oracle = ajv.compile(translated);
    let compared = 0;
    fc.assert(
      fc.property(valuesOf(translated), (value) => {
        const [ours, theirs] = [validate(value), oracle(value)];
        const expected = (oracle.errors ?? []).map(({ instancePath, keyword, params }) => ({
          instancePath,
          keyword,
          params,
        }));
        assert.equal(ours, theirs);
        if (expected.length > ALL_FOUND) return;
        compared += expected.length;
        const found = (validate.errors ?? []).map(
          ({ instancePath, keyword, params: { means: _means, ...params } }) => ({ instancePath, keyword, params }),
        );
        assert.deepEqual(found, expected);
      }),
      { numRuns: 400 },
    );
    assert.ok(compared > 400, `${compared} errors were compared`);
  });
}
