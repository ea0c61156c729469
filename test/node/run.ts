// Runs the suites of this folder on a real node that it starts and stops: images first, then one file after the other.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runFiles } from '../apiserver/harness/run-files.ts';
import { buildImageTree } from './harness-image-tree.ts';
import { addMetacontroller } from './harness-metacontroller.ts';
import { type RealNode, startNode, whyNoNode } from './node-tools.ts';

const folder = import.meta.dirname;
const chosen = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts') && (chosen.length === 0 || chosen.some((word) => file.includes(word))))
  .toSorted()
  .map((file) => join(folder, file));

const BACKEND_PACKAGE = '@modelcontextprotocol/server-everything';

async function main(): Promise<boolean> {
  const reason = whyNoNode();
  if (reason !== undefined) {
    console.log(`test-node: skipped, ${reason}`);
    return true;
  }
  const node = await startNode();
  try {
    await node.addImage('stand-in:1', [process.execPath, join(folder, 'stand-in')], ['/node', '/stand-in.mjs']);
    await addHooks(node);
    await addMetacontroller(node);
    process.env['BACKEND_IMAGE'] = await node.addNpmImage(BACKEND_PACKAGE);
    process.env['KUBECONFIG'] = node.kubeconfig;
    const caller = process.env['METACONTROLLER'] === undefined ? 'the simulator' : 'Metacontroller';
    console.log(`test-node: a node runs, backend image ${process.env['BACKEND_IMAGE']}, ${caller} calls the hooks`);
    return await runFiles({ name: 'test-node', files, places: [process.env] });
  } finally {
    await node.stop();
  }
}

/** The hooks as the Dockerfile makes them, for the chart. */
async function addHooks(node: RealNode): Promise<void> {
  const tree = buildImageTree();
  try {
    await node.addImage('hooks:v1', [tree.folder], tree.entrypoint);
  } finally {
    tree.remove();
  }
}

// An interrupted run stops the node, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => console.log(`test-node: ${signal}, stopping the node`));

process.exitCode = (await main()) ? 0 : 1;
