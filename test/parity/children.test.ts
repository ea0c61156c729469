// Parity with ToolHive v0.44: its children and its runconfig, changed by the listed deviations and by nothing else, are ours.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { buildChildren } from '../../functions/children/index.ts';
import { contentChecksum } from '../../functions/compile/runconfig/checksum.ts';
import type { Server } from '../../functions/decode/server.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { caseNames, type Loose, type ParityCase, readCase } from './cases.ts';
import { ADDED_KINDS, CHECKED_ELSEWHERE, DEVIATIONS } from './deviations.ts';

const ACCEPTED = caseNames().filter((name) => readCase(name).failure === null);
const REFUSED = caseNames().filter((name) => !ACCEPTED.includes(name));

/** JSON with two spaces as Go prints it. */
function goText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Every data key and value, then every label key and value, sorted by key. */
function checksum(object: Loose): string {
  const parts = [object.data, object.metadata.labels].flatMap((fields: Loose) =>
    Object.keys(fields)
      .toSorted()
      .flatMap((key) => [key, fields[key]]),
  );
  return sha256(parts.join(''));
}

function withDeviations(object: Loose, server: Server): Loose {
  const copy = structuredClone(object);
  for (const deviation of DEVIATIONS) deviation.object?.(copy, server);
  return copy;
}

function runConfigWithDeviations(text: string, server: Server): Loose {
  const config = JSON.parse(text);
  for (const deviation of DEVIATIONS) deviation.runConfig?.(config, server);
  return config;
}

/** The parts of our children that have tests of their own, replaced by the same text as in the expected ones. */
function comparable(object: Loose): Loose {
  const copy = structuredClone(object);
  const annotations = copy.spec?.template?.metadata?.annotations ?? {};
  const hash = 'toolhive.stacklok.dev/runconfig-checksum';
  if (/^[0-9a-f]{64}$/.test(annotations[hash])) annotations[hash] = CHECKED_ELSEWHERE;
  if (copy.data?.kubeconfig !== undefined) copy.data.kubeconfig = CHECKED_ELSEWHERE;
  if (copy.data?.['runconfig.json'] !== undefined) {
    copy.data['runconfig.json'] = CHECKED_ELSEWHERE;
    delete copy.metadata.annotations;
  }
  return copy;
}

const isRunConfig = ({ metadata }: Loose): boolean => String(metadata.name).endsWith('-runconfig');

/** Made by ToolHive's proxy and not by its operator. */
const isRuntime = ({ kind, spec }: Loose): boolean =>
  kind === 'StatefulSet' || (kind === 'Service' && Object.keys(spec.selector).length === 1);

/** Our children of the kinds that ToolHive makes too. */
const comparedChildren = ({ compiled, observed }: Pick<ParityCase, 'compiled' | 'observed'>): readonly KubeObject[] =>
  buildChildren(compiled, observed).filter(({ kind }) => !ADDED_KINDS.has(kind));

const keyOf = ({ kind, metadata }: Loose): string => `${kind}/${metadata.name}`;

test('parity: all twelve cases are there', () => {
  assert.equal(ACCEPTED.length, 11);
  assert.equal(REFUSED.length, 1);
});

for (const name of ACCEPTED) {
  test(`parity ${name}: the children are ToolHive's with the listed deviations`, () => {
    const { compiled, observed, expected } = readCase(name);
    const children = comparedChildren({ compiled, observed });
    assert.deepEqual(children.map(keyOf).toSorted(), expected.map(keyOf).toSorted());
    for (const child of children) {
      const theirs = expected.find((object) => keyOf(object) === keyOf(child));
      assert.deepEqual(comparable(child), comparable(withDeviations(theirs, compiled.server)), keyOf(child));
    }
  });

  test(`parity ${name}: the children come in ToolHive's order of creation`, () => {
    const { compiled, observed, expected } = readCase(name);
    const operators = expected.map(keyOf).slice(0, -expected.filter(isRuntime).length);
    const ours = comparedChildren({ compiled, observed }).map(keyOf);
    assert.deepEqual(ours.slice(0, operators.length), operators);
  });

  test(`parity ${name}: runconfig.json is ToolHive's text with the listed deviations`, () => {
    const { compiled, observed, runConfig } = readCase(name);
    const child: Loose = comparedChildren({ compiled, observed }).find(isRunConfig);
    const text = child.data['runconfig.json'];
    const expected = runConfigWithDeviations(runConfig, compiled.server);
    assert.deepEqual(JSON.parse(text), expected);
    // A member that we add has no place in ToolHive's file; the order of all others is theirs, byte for byte.
    const { remote_url: _ours, ...rest } = JSON.parse(text);
    const { remote_url: _added, ...theirs } = expected;
    assert.equal(goText(rest), goText(theirs));
    assert.equal(text, goText(JSON.parse(text)));
  });

  test(`parity ${name}: the ConfigMap carries ToolHive's checksum of its content`, () => {
    const { compiled, observed } = readCase(name);
    const child: Loose = comparedChildren({ compiled, observed }).find(isRunConfig);
    assert.deepEqual(child.metadata.annotations, { 'toolhive.stacklok.dev/content-checksum': checksum(child) });
  });

  test(`parity ${name}: contentChecksum makes ToolHive's own checksum from ToolHive's own ConfigMap`, () => {
    const { expected } = readCase(name);
    const { data, metadata } = expected.find(isRunConfig);
    const theirs = metadata.annotations['toolhive.stacklok.dev/content-checksum'];
    assert.equal(contentChecksum(data, metadata.labels), theirs);
  });
}

for (const name of REFUSED) {
  test(`parity ${name}: nothing that runs is made, accounts and rights are`, () => {
    const { compiled, failure } = readCase(name);
    const children = comparedChildren({ compiled, observed: {} });
    assert.deepEqual(children.map(keyOf), failure.childrenCreated);
  });
}

test('parity: every deviation changes something in some case', () => {
  const cases = ACCEPTED.map(readCase);
  for (const deviation of DEVIATIONS) {
    const changes = cases.some(({ compiled: { server }, expected, runConfig }) => {
      const objects = structuredClone(expected) as Loose[];
      for (const object of objects) deviation.object?.(object, server);
      const config = JSON.parse(runConfig);
      deviation.runConfig?.(config, server);
      return (
        JSON.stringify(objects) !== JSON.stringify(expected) ||
        JSON.stringify(config) !== JSON.stringify(JSON.parse(runConfig))
      );
    });
    assert.ok(changes, deviation.why);
  }
});
