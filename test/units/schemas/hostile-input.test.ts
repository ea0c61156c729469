// The generated validators against hostile bodies: huge, deep, with odd keys.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateMCPServer, validateSyncRequest } from '../../../schemas/generated/validators.js';
import { manifest } from './manifests.ts';

/** Far more than people read, far less than memory. */
const ENOUGH_ERRORS = 512;

function withSpec(spec: object): unknown {
  return { ...manifest('image: a'), spec: { image: 'a', ...spec } };
}

const LONG = 100_000;

const HUGE: Readonly<Record<string, object>> = {
  'a list of wrong scalars': { args: Array.from({ length: LONG }, () => 1) },
  'a list of wrong objects': { env: Array.from({ length: LONG }, () => 1) },
  'a list of objects with several mistakes each': {
    volumes: Array.from({ length: LONG }, () => ({ name: 1, mountPath: 2, readOnly: 3, secret: {} })),
  },
  'a map of wrong values': {
    resourceOverrides: {
      proxyService: { labels: Object.fromEntries(Array.from({ length: LONG }, (_, index) => [`l${index}`, 1])) },
    },
  },
  'every list at once': Object.fromEntries(
    ['args', 'command', 'env', 'envFrom', 'volumes', 'secrets', 'tools'].map((name) => [
      name,
      Array.from({ length: LONG }, () => 1),
    ]),
  ),
};

for (const [name, spec] of Object.entries(HUGE)) {
  test(`validateMCPServer: ${name} gives a bounded number of errors`, () => {
    assert.equal(validateMCPServer(withSpec(spec)), false);
    const count = validateMCPServer.errors?.length ?? 0;
    assert.ok(count > 0 && count < ENOUGH_ERRORS, `${count} errors`);
  });
}

test('validateSyncRequest: a hundred thousand broken children give a bounded number of errors', () => {
  const children = { 'Service.v1': Object.fromEntries(Array.from({ length: LONG }, (_, index) => [`a/${index}`, 1])) };
  assert.equal(
    validateSyncRequest({ controller: { spec: {} }, parent: {}, children, related: children, finalizing: false }),
    false,
  );
  assert.ok((validateSyncRequest.errors?.length ?? 0) < ENOUGH_ERRORS);
});

const LONG_TEXTS: readonly (readonly [string, object, string])[] = [
  [
    'a duration',
    { rateLimiting: { shared: { maxTokens: 1, refillPeriod: '1s'.repeat(3_000_000) } } },
    '/spec/rateLimiting/shared/refillPeriod',
  ],
  ['a quantity', { resources: { limits: { cpu: '1'.repeat(5_000_000) } } }, '/spec/resources/limits/cpu'],
  ['a type name', { authzConfig: { groupEntityType: 'a::'.repeat(2_000_000) } }, '/spec/authzConfig/groupEntityType'],
  ['an account', { serviceAccount: `${'a-'.repeat(2_000_000)}-` }, '/spec/serviceAccount'],
];

for (const [name, spec, place] of LONG_TEXTS) {
  test(`validateMCPServer: ${name} of megabytes is too long, and nothing worse`, () => {
    assert.equal(validateMCPServer(withSpec(spec)), false);
    assert.deepEqual(
      validateMCPServer.errors?.map(({ instancePath, keyword }) => [instancePath, keyword]),
      [[place, 'maxLength']],
    );
  });
}

test('validateMCPServer: a very deep pod template is not walked', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as unknown;
  assert.equal(validateMCPServer(withSpec({ podTemplateSpec: deep })), true);
});

const ODD_KEYS: readonly (readonly [string, string, boolean])[] = [
  ['__proto__ cannot lend an image', '{"__proto__":{"image":"a"}}', false],
  ['constructor and prototype are keys like others', '{"image":"a","constructor":1,"prototype":2,"toString":3}', true],
  [
    '__proto__ in a map is a key like others',
    '{"image":"a","resourceOverrides":{"proxyService":{"labels":{"__proto__":"x"}}}}',
    true,
  ],
  [
    'a wrong __proto__ in a map is refused',
    '{"image":"a","resourceOverrides":{"proxyService":{"labels":{"__proto__":1}}}}',
    false,
  ],
];

for (const [name, spec, fits] of ODD_KEYS) {
  test(`validateMCPServer: ${name}`, () => {
    const text = JSON.stringify({ ...manifest('image: a'), spec: 'SPEC' }).replace('"SPEC"', spec);
    assert.equal(validateMCPServer(JSON.parse(text)), fits);
  });
}

for (const value of [undefined, null, 1, 'x', true, [], [[]], {}, Number.NaN]) {
  test(`validateMCPServer: ${JSON.stringify(value) ?? 'undefined'} is refused without an exception`, () => {
    assert.equal(validateMCPServer(value), false);
    assert.ok((validateMCPServer.errors?.length ?? 0) > 0);
  });
}
