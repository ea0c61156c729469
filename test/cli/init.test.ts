// `init`, `schema` and `--watch`: help while writing.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Ajv } from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import type { Io } from '../../functions/cli/io.ts';
import { runCommandLine } from '../../functions/cli/run.ts';
import { listExamples } from '../examples/example.ts';
import { ROOT, run, serverYaml } from './command-line.ts';

const SCHEMAS = join(ROOT, 'schemas/generated/json');

/** What these tests look at. */
interface Manifest {
  readonly metadata: { readonly namespace: string };
  readonly spec: { readonly transport: string; readonly secrets: readonly unknown[] };
}

async function validatorOf(name: string) {
  const schema: object = JSON.parse(await readFile(join(SCHEMAS, `${name}.json`), 'utf8'));
  return new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
}

for (const transport of ['streamable-http', 'sse', 'stdio'])
  test(`init: the ${transport} manifest is what lint and the schema want`, async () => {
    const words = ['--image', 'ghcr.io/example/fetch:1.4.0', '--transport', transport, '--port', '3000'];
    const { out, code, err } = await run([
      'init',
      'fetch',
      ...words,
      '--secrets',
      'a:token:TOKEN,b:key:KEY',
      '-n',
      'team',
    ]);
    assert.equal(code, 0, err);
    const validate = await validatorOf('mcpserver');
    const manifest: Manifest = parse(out);
    assert.ok(validate(manifest), JSON.stringify(validate.errors));
    assert.deepEqual([manifest.metadata.namespace, manifest.spec.transport], ['team', transport]);
    assert.deepEqual(manifest.spec.secrets[1], { name: 'b', key: 'key', targetEnvName: 'KEY' });
    const lint = await run('lint', { stdin: out });
    assert.match(lint.out, /1 server, 0 errors/);
  });

test('init: asks what is not said, and takes nothing that would be refused', async () => {
  const answers = ['fetch', 'ghcr.io/example/fetch:1.4.0', 'stdio', ''];
  const asked: string[] = [];
  let out = '';
  const io: Io = {
    readStdin: () => Promise.resolve(new Uint8Array()),
    stdinIsTerminal: true,
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(answers.shift() ?? '');
    },
    out: (text) => void (out += text),
    copy: () => {},
    outIsTerminal: true,
    err: () => {},
    progress: () => {},
    pause: () => Promise.resolve(),
    hasColour: false,
    directory: ROOT,
    version: '0.0.0',
  };
  assert.equal(await runCommandLine(['init'], io), 0);
  assert.equal(asked.length, 4);
  assert.match(out, /^ {2}transport: stdio$/m);
  assert.match(out, /name: none\}$/m);
  assert.equal((await run('init fetch')).code, 2);
  assert.match((await run('init fetch --image https://x')).err, /^error: spec\.image: /m);
  assert.match((await run('init fetch --image a:1 --secrets a:b')).err, /SECRET:KEY:VARIABLE/);
});

test('schema: every kind of the files, in any spelling, and a suggestion', async () => {
  const names = (await run('schema')).out.trim().split('\n');
  const files = await readdir(SCHEMAS);
  assert.deepEqual(names.map((name) => `${name.toLowerCase()}.json`).toSorted(), files.toSorted());
  const { out } = await run('schema mcpservers');
  assert.deepEqual(JSON.parse(out), JSON.parse(await readFile(join(SCHEMAS, 'mcpserver.json'), 'utf8')));
  assert.match((await run('schema MCPServr')).err, /did you mean MCPServer\?/);
});

/** Examples that are about what the schema refuses. */
const REFUSED = new Set(['many-mistakes']);

test('schemas: take the examples, with the line that editors look for, and refuse what is misspelt', async () => {
  const validate = await validatorOf('mcpserver');
  for (const name of listExamples().filter((each) => !REFUSED.has(each))) {
    const text = await readFile(join(ROOT, 'test/examples', name, 'mcpserver.yaml'), 'utf8');
    const [, path = 'no modeline'] = /^# yaml-language-server: \$schema=(.*)$/m.exec(text) ?? [];
    assert.equal(join(ROOT, 'test/examples', name, path), join(SCHEMAS, 'mcpserver.json'), name);
    for (const document of parseAllDocuments(text, { merge: true, version: '1.1' }))
      assert.ok(validate(document.toJS()), `${name}: ${JSON.stringify(validate.errors)}`);
  }
  assert.ok(!validate(parse(serverYaml('a', '  imagee: x\n'))));
  assert.ok(!validate(parse(serverYaml('a', '  replicas: many\n'))));
});

test('schemas: every field has a description', async () => {
  const missing: string[] = [];
  const walk = (schema: Readonly<Record<string, unknown>>, path: string): void => {
    for (const [name, part] of Object.entries({ ...(schema['properties'] as Record<string, object>) })) {
      if (!('description' in part)) missing.push(`${path}.${name}`);
      walk(part as Record<string, unknown>, `${path}.${name}`);
    }
    for (const word of ['items', 'additionalProperties'])
      if (typeof schema[word] === 'object') walk(schema[word] as Record<string, unknown>, `${path}[]`);
  };
  walk(JSON.parse(await readFile(join(SCHEMAS, 'mcpserver.json'), 'utf8')), 'MCPServer');
  assert.deepEqual(missing, []);
});

/** Runs until the output has a text; each further step changes the file. */
async function watched(context: TestContext, command: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cli-watch-'));
  context.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'a.yaml');
  await writeFile(file, serverYaml('first'));
  const end = new AbortController();
  let out = '';
  const waiting: { readonly text: RegExp; readonly seen: () => void }[] = [];
  const look = (text: string): void => {
    out += text;
    for (const { text: wanted, seen } of waiting) if (wanted.test(out)) seen();
  };
  const until = (text: RegExp): Promise<void> =>
    new Promise((resolve) => void (text.test(out) ? resolve() : waiting.push({ text, seen: resolve })));
  const io: Io = {
    readStdin: () => Promise.resolve(new Uint8Array()),
    stdinIsTerminal: true,
    out: look,
    copy: look,
    outIsTerminal: false,
    err: look,
    progress: () => {},
    pause: () => Promise.resolve(),
    hasColour: false,
    directory: folder,
    version: '0.0.0',
    ended: end.signal,
  };
  const code = runCommandLine([...command.split(' '), '--watch', 'a.yaml'], io);
  await until(/watching a\.yaml/);
  await writeFile(file, serverYaml('second', '  replicas: -1\n'));
  await until(/second|replicas/);
  await until(/(watching[^]*){2}/);
  end.abort();
  assert.equal(await code, 1);
}

test('render --watch: renders again when the file changes', (context) => watched(context, 'render -o table'));
test('lint --watch: looks again when the file changes', (context) => watched(context, 'lint'));

test('--watch: needs files', async () => {
  assert.match((await run('lint --watch -', { stdin: serverYaml('a') })).err, /--watch needs files/);
});
