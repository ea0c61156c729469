// Every kubectl command that the documentation of the operator gives its users answers usefully. One row, one check.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { clusterTest, installCrd, makeNamespace, read, removeNamespace, serversPath, type Need } from './cluster.ts';
import { createExample } from './harness/examples.ts';
import { shell } from './harness/kubectl.ts';
import { settle, startOperator } from './harness/loop.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'test-commands';
const SERVER = 'inline-authorization';
const URL_PATTERN = `http://mcp-${SERVER}-proxy\\.${NAMESPACE}\\.svc\\.cluster\\.local:8080/mcp`;

/** A command as documents print it, with the placeholders filled in, and what its answer must contain. */
interface Command {
  readonly command: string;
  readonly contains: readonly RegExp[];
  readonly needs?: readonly Need[];
}

const selector = `-n ${NAMESPACE} -l app.kubernetes.io/instance=${SERVER}`;

const COMMANDS: readonly Command[] = [
  { command: 'kubectl get crd | grep toolhive', contains: [/mcpservers\.toolhive\.stacklok\.dev/] },
  {
    command: 'kubectl get mcpservers --all-namespaces',
    contains: [
      /NAMESPACE +NAME +STATUS +READY +REPLICAS +URL +AGE/,
      new RegExp(`${NAMESPACE} +${SERVER} +\\w+ +(True|False|Unknown) .*${URL_PATTERN}`),
    ],
  },
  {
    command: 'kubectl get mcpservers --all-namespaces',
    contains: [new RegExp(`${NAMESPACE} +${SERVER} +Ready +True +1 +${URL_PATTERN}`)],
    needs: ['pods'],
  },
  {
    command: `kubectl describe mcpserver ${SERVER} -n ${NAMESPACE}`,
    contains: [
      /Image: +ghcr\.io\/example\/fetch:1\.4\.0/,
      /Type: +BackendReady/,
      /Type: +ProxyReady/,
      /Phase:/,
      /Message:/,
      new RegExp(`URL?: +${URL_PATTERN}`, 'i'),
    ],
  },
  {
    command: `kubectl get mcpserver ${SERVER} -n ${NAMESPACE} -o jsonpath='{.status.url}'`,
    contains: [new RegExp(`^${URL_PATTERN}$`)],
  },
  {
    command: `kubectl get pods ${selector}`,
    contains: [/inline-authorization-0 +1\/1 +Running/, /inline-authorization-[0-9a-f]+-\w+ +1\/1 +Running/],
    needs: ['pods'],
  },
  {
    command: `kubectl describe pod ${SERVER}-0 -n ${NAMESPACE}`,
    contains: [
      /^ {2}mcp:/m,
      /Image: +ghcr\.io\/example\/fetch:1\.4\.0/,
      /Controlled By: +StatefulSet\/inline-authorization/,
    ],
    needs: ['pods'],
  },
  {
    command: `kubectl get serviceaccount ${selector}`,
    contains: [/inline-authorization-proxy-runner/, /inline-authorization-sa/],
  },
  {
    command: `kubectl get rolebinding ${selector}`,
    contains: [/inline-authorization-proxy-runner +Role\/inline-authorization-proxy-runner/],
  },
  {
    command: `kubectl get all ${selector}`,
    contains: [
      /deployment\.apps\/inline-authorization/,
      /statefulset\.apps\/inline-authorization/,
      /service\/mcp-inline-authorization-proxy/,
      /service\/mcp-inline-authorization /,
      /service\/mcp-inline-authorization-headless/,
    ],
  },
  {
    command: `kubectl get mcpserver ${SERVER} -n ${NAMESPACE} -o yaml`,
    contains: [
      /^kind: MCPServer$/m,
      /^ {2}image: ghcr\.io\/example\/fetch:1\.4\.0$/m,
      /^status:$/m,
      /^ {2}conditions:$/m,
    ],
  },
  { command: `kubectl get mcpserver,toolhive -n ${NAMESPACE}`, contains: [new RegExp(SERVER)] },
];

const cleanup: (() => Promise<void>)[] = [];

after(async () => {
  await cleanup.toReversed().reduce((before, step) => before.then(step), Promise.resolve());
});

clusterTest('commands: a server is there and has come to rest', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const operator = await startOperator(cluster);
  cleanup.push(operator.stop);
  await createExample(cluster, SERVER, NAMESPACE);
  await settle(operator);
  await waitFor('a phase', async () => (await read(cluster, `${serversPath(NAMESPACE)}/${SERVER}`)).status.phase);
});

clusterTest(
  'commands: the server is Ready',
  async (cluster) => {
    await waitFor('Ready', async () => {
      const { status } = await read(cluster, `${serversPath(NAMESPACE)}/${SERVER}`);
      return status.phase === 'Ready' ? true : undefined;
    });
  },
  ['pods'],
);

for (const { command, contains, needs } of COMMANDS) {
  const title = needs === undefined ? command : `${command} (with ${needs.join(', ')})`;
  clusterTest(
    `commands: ${title}`,
    async () => {
      const { code, stdout, stderr } = await shell(command);
      assert.equal(code, 0, stderr);
      for (const pattern of contains) assert.match(stdout, pattern);
    },
    needs,
  );
}
