// What goes wrong on a real node shows up in status: which container, which reason, and what to do next.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath } from '../apiserver/cluster.ts';
import { startOperator } from '../apiserver/harness/loop.ts';
import { listPath, PODS } from '../apiserver/harness/objects.ts';
import { waitFor } from '../apiserver/harness/wait.ts';
import { conditionOf } from '../apiserver/harness/wire.ts';
import { record } from './record.ts';

const NAMESPACE = 'test-failures';
const cleanup: (() => Promise<void>)[] = [];

after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

/** A server that cannot run, and what its status must say. */
interface Broken {
  readonly spec: Readonly<Record<string, unknown>>;
  /** Reason of condition BackendReady. */
  readonly reason: string;
  readonly message: readonly RegExp[];
}

const SHELL = { image: 'toolbox:1', transport: 'streamable-http' };

const BROKEN: Readonly<Record<string, Broken>> = {
  'bad-image': {
    spec: { image: 'registry.invalid/missing:0.0.1', transport: 'streamable-http' },
    reason: 'ImagePullBackOff',
    message: [/container mcp/, /registry\.invalid\/missing:0\.0\.1/, /Next: .*spec\.image/],
  },
  'crashing-command': {
    spec: { ...SHELL, args: ['sh', '-c', 'echo broken; exit 3'] },
    reason: 'CrashLoopBackOff',
    message: [/container mcp/, /exit(ed with)? code 3|with code 3/, /Next: .*kubectl logs/],
  },
  'command-not-found': {
    spec: { ...SHELL, args: ['no-such-program'] },
    reason: 'StartError',
    message: [/container mcp/, /not found/, /Next: .*spec\.args/],
  },
  'out-of-memory': {
    spec: {
      ...SHELL,
      args: ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=512M'],
      resources: { limits: { memory: '64Mi' } },
    },
    reason: 'OOMKilled',
    message: [/container mcp/, /memory/, /Next: .*spec\.resources\.limits\.memory/],
  },
  unschedulable: {
    spec: { ...SHELL, args: ['sleep', '1000'], resources: { requests: { cpu: '1000' } } },
    reason: 'Unschedulable',
    message: [/unschedulable-0/, /cpu/i, /Next: /],
  },
  'missing-secret': {
    spec: { ...SHELL, args: ['sleep', '1000'], secrets: [{ name: 'absent', key: 'token', targetEnvName: 'TOKEN' }] },
    reason: 'CreateContainerConfigError',
    message: [/container mcp/, /Secret absent/, /Next: /],
  },
  'failing-init': {
    spec: {
      ...SHELL,
      args: ['sleep', '1000'],
      podTemplateSpec: {
        spec: { initContainers: [{ name: 'prepare', image: 'toolbox:1', command: ['sh', '-c', 'exit 4'] }] },
      },
    },
    reason: 'CrashLoopBackOff',
    message: [/init container prepare/, /code 4/, /Next: .*kubectl logs .* -c prepare/],
  },
};

const SERVES = { args: ['nc', '-lk', '-p', '8080', '-s', '0.0.0.0'] };

clusterTest('failures: hooks and loop run, and every broken server is accepted', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const operator = await startOperator(cluster, { hooks: { settings: { proxy: { image: 'stand-in:1' } } } });
  cleanup.push(operator.stop);
  const answers = await Promise.all(
    Object.entries(BROKEN).map(([name, { spec }]) =>
      cluster.request('POST', serversPath(NAMESPACE), {
        apiVersion: 'toolhive.stacklok.dev/v1beta1',
        kind: 'MCPServer',
        metadata: { name },
        spec,
      }),
    ),
  );
  for (const answer of answers) assert.equal(answer.status, 201, answer.body.message);
});

for (const [name, { reason, message }] of Object.entries(BROKEN)) {
  clusterTest(`failures: ${name} shows as ${reason}, with container and next step`, async (cluster) => {
    const path = `${serversPath(NAMESPACE)}/${name}`;
    const server = await waitFor(
      reason,
      async () => {
        const found = await read(cluster, path);
        const condition = conditionOf(found, 'BackendReady');
        if (condition?.reason !== reason)
          throw new Error(`${found.status?.phase}, ${condition?.reason}: ${found.status?.message}`);
        return found;
      },
      { seconds: 120 },
    );
    await record(cluster, name, { namespace: NAMESPACE, name });
    assert.equal(server.status.phase, 'Failed');
    const condition = conditionOf(server, 'BackendReady');
    assert.equal(condition?.status, 'False');
    for (const pattern of message) assert.match(condition?.message ?? '', pattern);
    assert.match(server.status.message ?? '', message[0] ?? /./);
  });
}

/** Corrections of servers that never were ready; nobody deletes their pods. */
const CORRECTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'crashing-command': SERVES,
  'bad-image': { ...SERVES, image: 'toolbox:1' },
  'command-not-found': SERVES,
  unschedulable: { ...SERVES, resources: null },
  'missing-secret': { ...SERVES, secrets: null },
  'failing-init': { ...SERVES, podTemplateSpec: null },
};

for (const [name, correction] of Object.entries(CORRECTIONS)) {
  clusterTest(`failures: ${name} is corrected and becomes healthy by itself`, async (cluster) => {
    const path = `${serversPath(NAMESPACE)}/${name}`;
    const pod = `${listPath(PODS, NAMESPACE)}/${name}-0`;
    const before = await read(cluster, pod);
    await cluster.request('MERGE', path, { spec: correction });
    await waitFor(
      'Ready',
      async () => {
        const { status } = await read(cluster, path);
        if (status.phase !== 'Ready') throw new Error(`${status.phase}: ${status.message}`);
        return true;
      },
      { seconds: 120 },
    );
    assert.notEqual((await read(cluster, pod)).metadata.uid, before.metadata.uid);
  });
}
