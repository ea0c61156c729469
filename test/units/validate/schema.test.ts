// Schema violations as findings.

import assert from 'node:assert/strict';
import test from 'node:test';
import { validateSchema } from '../../../functions/validate/schema.ts';
import { plainServer } from './plain-server.ts';

function told(spec: Record<string, unknown>): readonly string[] {
  return validateSchema(plainServer({ spec })).map(({ path, message }) => `${path}: ${message}`);
}

test('validateSchema: a plain server fits', () => {
  assert.deepEqual(validateSchema(plainServer({})), []);
});

test('validateSchema: places are JSON paths, sentences say what is wanted', () => {
  assert.deepEqual(told({ env: [{ name: 'A', value: '1' }, {}, { name: 'B', value: 7 }] }), [
    'spec.env[1].name: This field is required; set it.',
    'spec.env[2].value: This must be text (put numbers and words like true in quotes); correct the value.',
  ]);
  assert.deepEqual(told({ transport: 'http' }), ['spec.transport: This must be one of stdio, streamable-http, sse.']);
  assert.deepEqual(told({ proxyPort: 0 }), ['spec.proxyPort: This must be at least 1.']);
  assert.deepEqual(told({ mcpPort: '80' }), [
    'spec.mcpPort: This must be a whole number without quotes; correct the value.',
  ]);
  assert.deepEqual(told({ image: '' }), ['spec.image: This must not be empty; set a value or remove the field.']);
  assert.deepEqual(told({ resources: { limits: { cpu: 'lots' } } }), [
    'spec.resources.limits.cpu: This must be a quantity such as 100m or 0.5.',
  ]);
  assert.deepEqual(told({ env: [{ name: 'A=B', value: '' }] }), [
    'spec.env[0].name: This must be printable ASCII characters other than =.',
  ]);
});

test('validateSchema: anything that is no object gets one finding', () => {
  for (const value of [null, [], 'x', 7, true]) {
    assert.deepEqual(
      validateSchema(value).map(({ code, path }) => `${code} ${path}`),
      ['MCP001 object'],
    );
  }
});

test('validateSchema: many violations, few findings', () => {
  const env = Array.from({ length: 500 }, () => ({ value: 1 }));
  assert.equal(validateSchema(plainServer({ spec: { env } })).length, 20);
});

test('validateSchema: no value of the object is repeated', () => {
  const secret = 'hunter2hunter2';
  const findings = [
    ...told({
      env: [{ name: `A=${secret}`, value: [secret] }],
      transport: secret,
      resources: { limits: { cpu: secret } },
    }),
    ...told({ env: secret, image: { secret } }),
  ];
  assert.ok(findings.length >= 4);
  assert.doesNotMatch(findings.join('\n'), /hunter2/);
});

test('validateSchema: keys that look like paths stay one step', () => {
  const metadata = { annotations: { 'a/b~c': 7 } };
  const [finding] = validateSchema({ ...plainServer({}), metadata });
  assert.equal(finding?.path, 'metadata.annotations["a/b~c"]');
});
