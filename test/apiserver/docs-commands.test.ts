// The kubectl commands of the documentation, as they stand there, on a real API server; only the namespace is another one.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { commandsOf } from '../docs/blocks.ts';
import { blocksFor } from '../docs/inventory.ts';
import { clusterTest, installCrd, makeNamespace, type Need, read, removeNamespace, serversPath } from './cluster.ts';
import { createExample } from './harness/examples.ts';
import { shell } from './harness/kubectl.ts';
import { settle, startOperator } from './harness/loop.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'test-docs-commands';
/** The server that the pages talk about is the one of the README. */
const EXAMPLE = 'readme';
const SERVER = 'example-server';

/** What a command has to answer beside ending well; the first that fits counts. */
const ANSWERS: readonly (readonly [command: RegExp, answer: RegExp])[] = [
  [/^kubectl apply/, /mcpserver\.toolhive\.stacklok\.dev\/echo created/],
  [/^kubectl delete/, /"echo" deleted/],
  [/get mcpservers --all-namespaces/, new RegExp(`${NAMESPACE} +(echo|${SERVER}) `)],
  [/jsonpath='\{\.status\.url\}'/, /^http:\/\/mcp-echo-proxy\.\S+:8080\/mcp$/],
  [/describe mcpserver/, /Type: +BackendReady/],
  [/grep toolhive/, /mcpservers\.toolhive\.stacklok\.dev/],
  [/get pods/, /example-server-0 +1\/1 +Running/],
  [/describe pod/, /Controlled By: +StatefulSet\/example-server/],
  [/get all /, /statefulset\.apps\/example-server/],
  [/get serviceaccount/, /example-server-sa/],
  [/get rolebinding/, /Role\/example-server-proxy-runner/],
  [/get networkpolicy/, /example-server-mcp/],
  [/-o yaml/, /^status:$/m],
];

const cleanup: (() => Promise<void>)[] = [];

after(async () => {
  for (const step of cleanup.toReversed()) await step();
});

/** The command for the namespace of this test; manifests that name a namespace are moved on their way. */
function moved(command: string): string {
  const file = /^(kubectl (?:apply|delete)) -f (\S+)$/.exec(command);
  if (file !== null) return `sed 's/namespace: default/namespace: ${NAMESPACE}/' ${file[2]} | ${file[1]} -f -`;
  return command.replace('-n default', `-n ${NAMESPACE}`);
}

clusterTest('documentation: the server of the pages is there', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  cleanup.push(() => removeNamespace(cluster, NAMESPACE));
  const operator = await startOperator(cluster);
  cleanup.push(operator.stop);
  await createExample(cluster, EXAMPLE, NAMESPACE);
  await settle(operator);
  await waitFor('a phase', async () => (await read(cluster, `${serversPath(NAMESPACE)}/${SERVER}`)).status.phase);
});

for (const block of blocksFor('cluster'))
  for (const command of commandsOf(block))
    clusterTest(`${block.page}:${block.line}: ${command}`, () => check(command), needsOf(command));

/** Pods are there only where something like a kubelet is. */
function needsOf(command: string): readonly Need[] {
  return /\bpods?\b/.test(command) ? ['pods'] : [];
}

async function check(command: string): Promise<void> {
  const [, answer] = ANSWERS.find(([pattern]) => pattern.test(command)) ?? [];
  assert.ok(answer, 'say in ANSWERS what it has to answer');
  // The operator needs a moment for what was applied a line before.
  const { stdout } = await waitFor(command, async () => {
    const result = await shell(moved(command));
    assert.equal(result.code, 0, result.stderr);
    return command.startsWith('kubectl get') && !answer.test(result.stdout) ? undefined : result;
  });
  assert.match(stdout, answer);
}
