// Output: foreign text reaches a terminal escaped, in every command, format and error.

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { COMMANDS } from '../../functions/cli/commands.ts';
import { createPaint } from '../../functions/cli/terminal/paint.ts';
import { cellText, forTerminal, escapeLine } from '../../functions/cli/terminal/safe-text.ts';
import { shellWord } from '../../functions/cli/terminal/shell.ts';
import { yamlText } from '../../functions/cli/terminal/yaml-text.ts';
import { readObject, readObjects } from '../../functions/kube/json-reader.ts';
import type { KubeObject } from '../../functions/kube/object.ts';
import { type Run, run } from './command-line.ts';

/** Escape sequences for title, clipboard and colour, a bell, a reversed line, a forged line, and invisible characters. */
const HOSTILE =
  'a\u001b]0;title\u0007\u001b]52;c;aGk=\u0007\u001b[35mred\u001b[8m\u009b2J\b\u007f\r\u0085\u202etxt.exe\u2066\u2069\u200b\u2060\ufeff\u00ad\u{e0041}\u2028\nFORGED\tok';
const CONTROL = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const OWN_COLOURS = new RegExp(String.raw`\u001b\[(0|1|2|31|32|33|36)m`, 'g');

function assertSafe(text: string, what: string): void {
  const found = CONTROL.exec(text);
  assert.equal(
    found,
    null,
    `${what}: ${JSON.stringify(text.slice(Math.max(0, (found?.index ?? 0) - 60), (found?.index ?? 0) + 20))}`,
  );
  assert.doesNotMatch(text, /^FORGED/m, what);
}

const folder = mkdtempSync(join(tmpdir(), 'hostile-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const NAME = HOSTILE.replaceAll('/', '').slice(0, 60);
const file = join(folder, `${NAME}.yaml`);

const META = { labels: { [HOSTILE]: HOSTILE }, annotations: { [HOSTILE]: HOSTILE, note: HOSTILE } };
const server = (metadata: object, spec: object): object => ({
  apiVersion: 'toolhive.stacklok.dev/v1beta1',
  kind: 'MCPServer',
  metadata: { name: 'a', namespace: 'team', uid: 'u', ...metadata },
  spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'stdio', ...spec },
});
const list = (...items: readonly object[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

/** Accepted: the texts are in fields that take any text. */
const VALUES = list(
  server(META, { args: [HOSTILE, '\u202eshort'], env: [{ name: 'X', value: HOSTILE }] }),
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: HOSTILE, namespace: 'team', ...META },
    data: { [HOSTILE]: HOSTILE },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: HOSTILE, namespace: HOSTILE },
    spec: { template: { spec: { containers: [{ name: HOSTILE, image: HOSTILE }] } } },
  },
);
/** Refused: every field is wrong and holds foreign text. */
const NAMES = list(
  server(
    { name: HOSTILE, namespace: HOSTILE, finalizers: ['mcpserver.toolhive.stacklok.dev/finalizer'], ...META },
    {
      image: HOSTILE,
      transport: HOSTILE,
      [HOSTILE]: HOSTILE,
      groupRef: HOSTILE,
      permissionProfile: { type: 'configmap', name: HOSTILE, key: HOSTILE },
      podTemplateSpec: { spec: { [HOSTILE]: 1, containers: [{ name: HOSTILE, image: HOSTILE }] } },
    },
  ),
  { ...server({ name: HOSTILE, namespace: 'team' }, {}), status: { phase: 'Failed', message: HOSTILE } },
  {
    apiVersion: 'metacontroller.k8s.io/v1alpha1',
    kind: 'CompositeController',
    metadata: { name: HOSTILE },
    spec: { parentResource: { resource: 'mcpservers' }, hooks: { sync: { webhook: { url: HOSTILE } } } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: HOSTILE, namespace: HOSTILE, labels: { toolhive: 'true', 'toolhive-name': HOSTILE } },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: HOSTILE, namespace: HOSTILE },
    spec: {
      template: {
        spec: {
          containers: [
            {
              name: 'm',
              image: HOSTILE,
              env: [
                { name: 'TOOLHIVE_RUNNER_IMAGE', value: HOSTILE },
                { name: 'SETTINGS_FILE', value: HOSTILE },
                { name: 'METRICS_PORT' },
              ],
            },
          ],
        },
      },
    },
  },
);
const BROKEN = `${HOSTILE.replaceAll('\n', '')}: [\n---\nkind: ${JSON.stringify(HOSTILE)}\n`;
writeFileSync(file, VALUES);
writeFileSync(join(folder, 'names.json'), NAMES);
writeFileSync(join(folder, 'broken.yaml'), BROKEN);
writeFileSync(join(folder, 'settings.yaml'), JSON.stringify({ [HOSTILE]: HOSTILE, proxy: { image: HOSTILE } }));

/** A kubectl whose every error message is this text. */
const PROGRAMS = join(folder, 'bin');
mkdirSync(PROGRAMS);
writeFileSync(
  join(PROGRAMS, 'kubectl'),
  `#!/bin/sh\nprintf '%s' ${shellWord(HOSTILE.replaceAll('\n', ' '))} >&2\nexit 1\n`,
);
chmodSync(join(PROGRAMS, 'kubectl'), 0o755);
process.env['PATH'] = `${PROGRAMS}${delimiter}${process.env['PATH'] ?? ''}`;

const FILES = [file, 'names.json', 'broken.yaml', `${NAME}-gone.yaml`];
/** `FILES` stands for all files; `HOSTILE` and `NAME` for those texts. */
const LINES: readonly string[] = `
init HOSTILE
schema HOSTILE
render -o yaml FILES
render -o json FILES
render -o table FILES
render --show all FILES
lint --references -o text FILES
lint --references -o json FILES
lint -o sarif FILES
lint -o junit FILES
lint -o github FILES
explain -o text FILES
explain -o json FILES
explain -o yaml FILES
explain -o name FILES
explain NAME.yaml HOSTILE
explain NAME.yaml Deployment.HOSTILE
images -o table FILES
images -o json FILES
images -o yaml FILES
images -o list FILES
diff -o text NAME.yaml names.json
diff -o json NAME.yaml names.json
diff -o text names.json NAME.yaml
diff -o yaml NAME.yaml names.json
diff -o name NAME.yaml names.json
diff --live NAME.yaml
diff -f NAME.yaml
render -k HOSTILE
render -v 6 -o name FILES
doctor -v 6
simulate -o yaml FILES
diff --against NAME.json NAME.yaml
diff --against bin/kubectl NAME.yaml
simulate --fault quota -o text FILES
simulate --fault quota -o json FILES
migrate plan -o text FILES
migrate plan -o json FILES
migrate plan -o sh FILES
migrate plan --live
migrate verify names.json NAME.yaml
migrate verify NAME.yaml names.json
migrate apply --context HOSTILE
migrate rollback --state HOSTILE
doctor -o text FILES
doctor -o json FILES
doctor
HOSTILE
render --HOSTILE
render -o HOSTILE
simulate --fault HOSTILE NAME.yaml
lint --settings HOSTILE NAME.yaml
lint --settings settings.yaml NAME.yaml
lint --namespace HOSTILE NAME.yaml
migrate apply --timeout HOSTILE
`
  .trim()
  .split('\n');

function wordsOf(line: string): readonly string[] {
  return line
    .split(' ')
    .flatMap((word) => (word === 'FILES' ? FILES : [word.replace('HOSTILE', HOSTILE).replace('NAME', NAME)]));
}

const WANTED = { terminal: true, colour: true, directory: folder } as const;

for (const line of LINES)
  test(`output: ${line} prints no control and no unseen character of others`, async () => {
    const { out, err } = await run(wordsOf(line), WANTED);
    assertSafe(out.replaceAll(OWN_COLOURS, ''), 'out');
    assertSafe(err.replaceAll(OWN_COLOURS, ''), 'err');
    assert.notEqual(out + err, '');
  });

test('output: this file covers every command', () => {
  for (const { name } of COMMANDS)
    assert.ok(
      LINES.some((line) => line.startsWith(name)),
      name,
    );
});

test('output: JSON and YAML say the same with escapes, to programs and to terminals', async () => {
  const [body = ''] = (await told('render -o json')).out.split('\n');
  assert.ok(body.includes(String.raw`\u202etxt.exe`));
  assert.deepEqual(argsOf(JSON.parse(body).children), [HOSTILE, '\u202eshort']);
  const documents = parseAllDocuments((await told('render')).out).map((document) => document.toJS());
  assert.deepEqual(argsOf(documents), [HOSTILE, '\u202eshort']);
  const images = parse((await told('images -o yaml')).out);
  assert.ok(images.map((each: { readonly image: string }) => each.image).includes(HOSTILE) === true);
});

function told(line: string): Promise<Run> {
  return run([...line.split(' '), file], { directory: folder });
}

function argsOf(children: readonly KubeObject[]): unknown {
  const workload = children.find(({ kind }) => kind === 'StatefulSet') ?? {};
  const pod = readObject(workload, 'spec', 'template', 'spec');
  return readObjects(pod, 'containers')[0]?.['args'];
}

test('output: a repaired file goes unescaped into a pipe, and escaped onto a terminal', async () => {
  const text = `# tab\there, bell\u0007\n${JSON.stringify(server({ name: 'a' }, {}))}\n`;
  assert.equal((await run('lint --fix -', { stdin: text })).out, text);
  assertSafe((await run('lint --fix -', { stdin: text, terminal: true })).out, 'terminal');
});

test('colours: our own reach a terminal, those in foreign text do not, whatever the text', () => {
  const paint = createPaint(true);
  assert.equal(forTerminal(paint('red', 'x')), '\u001b[31mx\u001b[0m');
  assert.equal(createPaint(false)('red', 'x'), 'x');
  const mark = paint('red', '').slice(0, -1);
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('\u001b', '[', '3', '1', 'm', '\u0002', '\u0003', ':', 'k', '\n', '\u202e') }),
      (text) => {
        const shown = forTerminal(text + paint('bold', text));
        assert.equal(shown.split('\u001b').length - 1, 2);
        assertSafe(shown.replaceAll(OWN_COLOURS, ''), text);
      },
    ),
  );
  // Half a mark, or one of another process, is treated like any text.
  assertSafe(forTerminal(mark.slice(1)), 'half a mark');
  assertSafe(forTerminal('\u0002abc:31\u0003'), 'a mark of others');
});

test('safe text: nothing is lost, nothing is escaped twice, visible characters stay', () => {
  const seen = 'Grüße, 日本語, עברית, \u{1f600} -> "quotes" \\ ok';
  assert.equal(escapeLine(seen), seen);
  assert.equal(cellText(seen), seen);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.equal(escapeLine(escapeLine(text)), escapeLine(text));
      assert.equal(JSON.parse(forTerminal(JSON.stringify({ text }))).text, text);
      const isWhole = text.isWellFormed();
      if (isWhole) assert.equal(parse(yamlText({ text }), { version: '1.1' }).text, text);
      assert.doesNotMatch(escapeLine(text), CONTROL);
    }),
  );
});
