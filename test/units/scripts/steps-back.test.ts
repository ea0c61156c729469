import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findStepsBack } from '../../../scripts/imports/steps-back.ts';

function problemsOf(path: string, text: string): readonly string[] {
  return findStepsBack([{ path, text }]);
}

test('findStepsBack: lower layers, the own folder and packages are fine', () => {
  const text = `
    import express from 'express';
    import { readFile } from 'node:fs/promises';
    import { isObject } from '../kube/object.ts';
    import type { MCPServer } from '../../schemas/generated/mcp-server.ts';
    import { names } from './names.ts';`;
  assert.deepEqual(problemsOf('functions/children/metadata.ts', text), []);
});

test('findStepsBack: every way to import a higher layer is named', () => {
  for (const statement of [
    `import { computeUrl } from '../status/url.ts';`,
    `import type { Facts } from '../status/url.ts';`,
    `import {\n  computeUrl,\n  type Facts,\n} from "../status/url.ts";`,
    `export { computeUrl } from '../status/url.ts';`,
    `export * from '../status/url.ts';`,
    `import '../status/url.ts';`,
    `const { computeUrl } = await import('../status/url.ts');`,
    `type Facts = import('../status/url.ts').Facts;`,
  ]) {
    assert.deepEqual(
      problemsOf('functions/children/metadata.ts', statement),
      [
        'functions/children/metadata.ts imports functions/status/url.ts, which is not below functions/children; move what both need to a lower layer.',
      ],
      statement,
    );
  }
});

test('findStepsBack: neighbours of one row know nothing of each other', () => {
  assert.equal(problemsOf('functions/status/url.ts', `import { a } from '../validate/index.ts';`).length, 1);
  assert.equal(problemsOf('functions/validate/index.ts', `import { a } from '../status/url.ts';`).length, 1);
});

test('findStepsBack: nothing imports tests or scripts, and the entry cli.ts is not its folder', () => {
  assert.equal(problemsOf('functions/cli/run.ts', `import { a } from '../../test/examples/example.ts';`).length, 1);
  assert.equal(problemsOf('functions/cli/run.ts', `import { a } from '../cli.ts';`).length, 1);
  assert.deepEqual(problemsOf('functions/cli.ts', `import { a } from './cli/run.ts';`), []);
});

test('findStepsBack: a folder without a layer is named', () => {
  assert.match(problemsOf('functions/new/a.ts', `import { a } from './b.ts';`)[0] ?? '', /is in no layer/);
});
