// Unit: settings that their schema lets pass and with which nothing would run.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSettings } from '../../../functions/decode/settings-file.ts';

/** Places and messages of what is wrong. */
function problemsOf(resources: object): readonly string[] {
  const read = decodeSettings({ proxy: { resources } });
  return read.ok ? [] : read.error.map(({ path, message }) => `${path} ${message}`);
}

test('decodeSettings: a limit below the request, also below the one that nobody wrote', () => {
  assert.deepEqual(problemsOf({ limits: { memory: '64Mi' } }), [
    'proxy.resources.requests.memory 80Mi is larger than the limit 64Mi',
  ]);
  assert.deepEqual(problemsOf({ requests: { cpu: '1' }, limits: { cpu: '500m' } }), [
    'proxy.resources.requests.cpu 1 is larger than the limit 500m',
  ]);
  assert.deepEqual(problemsOf({ requests: { memory: '64Mi' }, limits: { memory: '67108864' } }), []);
});

const BAD: Readonly<Record<string, object>> = {
  'proxy.image': { proxy: { image: 'https://ghcr.io/a:1' } },
  'proxy.imagePullSecrets': { proxy: { imagePullSecrets: ['Team Registry'] } },
  'redis.address': { redis: { address: 'redis.cache' } },
  'redis.passwordSecret.name': { redis: { address: 'redis:6379', passwordSecret: { name: 'Redis', key: 'a' } } },
  'redis.passwordSecret.key': { redis: { address: 'redis:6379', passwordSecret: { name: 'redis', key: 'a b' } } },
  'imagePolicy.registries': { imagePolicy: { registries: ['ghcr.io/*'] } },
  'companions.autoscalers.cpu': { companions: { autoscalers: { cpu: '0' } } },
};

for (const [path, settings] of Object.entries(BAD))
  test(`decodeSettings: ${path} ${JSON.stringify(settings)}`, () => {
    const read = decodeSettings(settings);
    assert.deepEqual(read.ok ? [] : read.error.map((found) => found.path), [path]);
  });

test('decodeSettings: registries of every kind', () => {
  const registries = [
    'ghcr.io',
    'ghcr.io/',
    'acme',
    'localhost:5000',
    'registry.example.com:5000/acme',
    'GHCR.io/acme',
  ];
  assert.ok(decodeSettings({ imagePolicy: { registries } }).ok);
});
