// rollout.onSecretChange: a changed Secret rolls the pods that use it, and nothing of it is shown.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRelatedRules } from '../../../functions/decode/related-rules.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { backendOf, type Given, compiledOf, type Loose, proxyOf } from '../children/build.ts';

const ON = { rollout: { onSecretChange: true } };
const KEY = 'toolhive.stacklok.dev/secrets-checksum';
const SPEC = {
  secrets: [{ name: 'github', key: 'token', targetEnvName: 'TOKEN' }],
  sessionStorage: { provider: 'redis', address: 'redis:6379', passwordRef: { name: 'redis', key: 'password' } },
};

function secret(name: string, data: Loose, annotations: Loose = {}): Loose {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'tools', annotations }, data };
}

function given(related: readonly Loose[], settings: Loose = ON): Given {
  return { spec: SPEC, related, settings };
}

const checksums = (of: Given): readonly unknown[] =>
  [proxyOf(of), backendOf(of)].map(({ spec }) => spec.template.metadata.annotations[KEY]);

const GITHUB = secret('github', { token: 'c2VjcmV0', other: 'eA==' });
const REDIS = secret('redis', { password: 'cGFzcw==' });

test('onSecretChange: off, no Secret is asked for and nothing is written', () => {
  const { server } = compiledOf(given([]));
  assert.ok(!listRelatedRules(server, DEFAULT_SETTINGS).some(({ resource }) => resource === 'secrets'));
  assert.deepEqual(checksums(given([GITHUB, REDIS], {})), [undefined, undefined]);
});

test('onSecretChange: every Secret that the spec names is asked for, by name', () => {
  const spec = {
    ...SPEC,
    env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'env', key: 'a' } } }],
    envFrom: [{ secretRef: { name: 'env-from' } }],
    volumes: [{ name: 'v', mountPath: '/v', secret: { secretName: 'volume' } }],
    podTemplateSpec: {
      spec: {
        containers: [
          { name: 'mcp', env: [{ name: 'B', valueFrom: { secretKeyRef: { name: 'template', key: 'a' } } }] },
        ],
        initContainers: [{ name: 'init', envFrom: [{ secretRef: { name: 'init' } }] }],
        volumes: [{ name: 'w', secret: { secretName: 'template-volume' } }],
      },
    },
  };
  const rules = listRelatedRules(compiledOf({ spec }).server, { ...DEFAULT_SETTINGS, ...ON });
  const rule = rules.find(({ resource }) => resource === 'secrets');
  const names = ['env', 'env-from', 'github', 'init', 'redis', 'template', 'template-volume', 'volume'];
  assert.deepEqual(rule, { apiVersion: 'v1', resource: 'secrets', namespace: 'tools', names });
});

test('onSecretChange: a change rolls the pods that use the key, and no others', () => {
  const [proxy, backend] = checksums(given([GITHUB, REDIS]));
  assert.match(String(proxy), /^[0-9a-f]{8}$/);
  assert.deepEqual(checksums(given([secret('github', { token: 'bmV3', other: 'eA==' }), REDIS]))[0], proxy);
  assert.notEqual(checksums(given([secret('github', { token: 'bmV3', other: 'eA==' }), REDIS]))[1], backend);
  assert.notEqual(checksums(given([GITHUB, secret('redis', { password: 'bmV3' })]))[0], proxy);
});

test('onSecretChange: other keys and metadata of the Secret roll nothing', () => {
  const before = checksums(given([GITHUB, REDIS]));
  assert.deepEqual(
    checksums(given([secret('github', { token: 'c2VjcmV0', other: 'bmV3' }, { a: 'b' }), REDIS])),
    before,
  );
});

const VOLUMES: Readonly<Record<string, Loose>> = {
  'a volume with items': { secret: { secretName: 'files', items: [{ key: 'used', path: 'a' }] } },
  'a projected volume with items': {
    projected: { sources: [{ secret: { name: 'files', items: [{ key: 'used', path: 'a' }] } }] },
  },
};

for (const [what, source] of Object.entries(VOLUMES)) {
  test(`onSecretChange: ${what} uses these keys and no others`, () => {
    const of = (data: Loose): Given => {
      const podTemplateSpec = { spec: { volumes: [{ name: 'v', ...source }] } };
      return { spec: { podTemplateSpec }, related: [secret('files', data)], settings: ON };
    };
    const before = checksums(of({ used: 'YQ==', other: 'YQ==' }));
    assert.match(String(before[1]), /^[0-9a-f]{8}$/);
    assert.deepEqual(checksums(of({ used: 'YQ==', other: 'Yg==', third: 'Yw==' })), before);
    assert.notDeepEqual(checksums(of({ used: 'Yg==', other: 'YQ==' })), before);
    const rule = listRelatedRules(compiledOf(of({})).server, { ...DEFAULT_SETTINGS, ...ON }).find(
      ({ resource }) => resource === 'secrets',
    );
    assert.deepEqual(rule?.names, ['files']);
  });
}

test('onSecretChange: a volume without items, and envFrom, use every key', () => {
  const volume = { volumes: [{ name: 'v', mountPath: '/v', secret: { secretName: 'files' } }] };
  for (const spec of [volume, { envFrom: [{ secretRef: { name: 'files' } }] }]) {
    const of = (data: Loose): Given => ({ spec, related: [secret('files', data)], settings: ON });
    assert.notDeepEqual(checksums(of({ a: 'YQ==', b: 'YQ==' })), checksums(of({ a: 'YQ==', b: 'Yg==' })));
  }
});

test('onSecretChange: a pod template counts as it is applied, in whatever case its keys are written', () => {
  const podTemplateSpec = { spec: { volumes: [{ name: 'v', secret: { secretname: 'files' } }] } };
  const of = (data: Loose): Given => ({ spec: { podTemplateSpec }, related: [secret('files', data)], settings: ON });
  assert.notDeepEqual(checksums(of({ a: 'YQ==' })), checksums(of({ a: 'Yg==' })));
});

test('onSecretChange: the Redis of the settings and the client secret of an old manifest roll the proxy', () => {
  const redis = { address: 'redis:6379', passwordSecret: { name: 'redis', key: 'password' } };
  const inline = { issuer: 'https://a', clientSecretRef: { name: 'client', key: 'secret' } };
  const spec = { oidcConfig: { type: 'inline', inline } };
  const of = (password: string, client: string): Given => ({
    spec,
    related: [secret('redis', { password }), secret('client', { secret: client })],
    settings: { ...ON, redis },
  });
  const [before] = checksums(of('YQ==', 'YQ=='));
  assert.notEqual(checksums(of('Yg==', 'YQ=='))[0], before);
  assert.notEqual(checksums(of('YQ==', 'Yg=='))[0], before);
});

test('onSecretChange: a missing Secret holds nothing back', () => {
  assert.deepEqual(compiledOf(given([])).references.problems, []);
  assert.notDeepEqual(checksums(given([])), checksums(given([GITHUB, REDIS])));
});

for (const [what, away] of Object.entries({
  'a deleted Secret': [],
  'a key that is taken out': [secret('github', { other: 'eA==' }), secret('redis', {})],
})) {
  test(`onSecretChange: ${what} restarts nothing that runs, and what comes back only if it has changed`, () => {
    const before = checksums(given([GITHUB, REDIS]));
    const observed = [proxyOf(given([GITHUB, REDIS])), backendOf(given([GITHUB, REDIS]))];
    const then = (related: readonly Loose[]): readonly unknown[] => checksums({ ...given(related), observed });
    assert.deepEqual(then(away), before);
    assert.deepEqual(then([GITHUB, REDIS]), before);
    assert.notEqual(then([secret('github', { token: 'bmV3' }), REDIS])[1], before[1]);
  });
}

test('onSecretChange: pods do not wait for an optional Secret, so one that goes counts as changed', () => {
  const optional = { name: 'github', optional: true };
  const sources: Readonly<Record<string, Loose>> = {
    env: { env: [{ name: 'A', valueFrom: { secretKeyRef: { ...optional, key: 'token' } } }] },
    envFrom: { envFrom: [{ secretRef: optional }] },
    volume: {
      podTemplateSpec: { spec: { volumes: [{ name: 'v', secret: { secretName: 'github', optional: true } }] } },
    },
    projected: {
      podTemplateSpec: { spec: { volumes: [{ name: 'v', projected: { sources: [{ secret: optional }] } }] } },
    },
  };
  for (const [what, spec] of Object.entries(sources)) {
    const of = (related: readonly Loose[]): Given => ({ spec, related, settings: ON });
    const observed = [backendOf(of([GITHUB]))];
    assert.notEqual(checksums({ ...of([]), observed })[1], checksums(of([GITHUB]))[1], what);
    assert.equal(compiledOf(of([])).references.missingSecrets, undefined, what);
  }
});

test('Secrets: without the setting nobody looks at them, with it missing ones are known', () => {
  assert.deepEqual(compiledOf(given([GITHUB], {})).references.unseenSecrets, ['github', 'redis']);
  const { missingSecrets, unseenSecrets } = compiledOf(given([GITHUB])).references;
  assert.deepEqual([missingSecrets, unseenSecrets], [['redis'], undefined]);
  assert.equal(compiledOf(given([GITHUB, REDIS])).references.missingSecrets, undefined);
});
