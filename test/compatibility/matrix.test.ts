// Manifests in the shape of every release era: accepted or refused as it is written down, and the proxy is told what they say.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fields, isObject } from '../../functions/kube/object.ts';
import { readExpected, readReleases, runRelease } from './matrix.ts';

/** The releases whose shapes differ enough to be told apart, from the history of the schema. */
const ERAS =
  'v0.0.20 v0.0.40 v0.2.0 v0.3.0 v0.4.0 v0.6.0 v0.9.0 v0.12.0 v0.14.0 v0.15.0 v0.17.0 v0.20.0 v0.23.0 v0.28.0 v0.36.0 v0.44.0';

test('compatibility: every era has its manifests', () => {
  assert.equal(
    readReleases()
      .map(({ name }) => name)
      .join(' '),
    ERAS,
  );
});

for (const release of readReleases()) {
  const expected = readExpected(release.name);

  test(`compatibility ${release.name}: each server has an expected result, and no other has`, () => {
    assert.deepEqual(
      runRelease(release).map(({ name }) => name),
      Object.keys(expected),
    );
  });

  for (const { name, isAccepted, findings, phase, proxy } of runRelease(release)) {
    test(`compatibility ${release.name}: ${name}`, () => {
      const wanted = expected[name] ?? {};
      assert.deepEqual(
        { accepted: isAccepted, findings: findings.map(({ code, path }) => `${code} ${path}`) },
        { accepted: wanted['accepted'], findings: wanted['findings'] },
      );
      // What is accepted runs, once its pods do; what is refused says why, as an error.
      assert.equal(phase, isAccepted ? 'Ready' : undefined);
      assert.equal(
        findings.some(({ level }) => level === 'error'),
        !isAccepted,
      );
      for (const [path, value] of Object.entries(isObject(wanted['proxy']) ? wanted['proxy'] : {})) {
        assert.deepEqual(memberAt(proxy, path) ?? null, value, path);
      }
    });
  }
}

function memberAt(fields: Fields, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
      fields,
    );
}
