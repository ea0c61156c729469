// Whoever comes with the README of ToolHive's operator finds each of its commands here, with names filled in, run by a suite.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandsOf, listBlocks } from './blocks.ts';
import { runnerOf } from './inventory.ts';

/** Shapes of the commands, with the names that a page may choose. */
const COMMANDS: readonly RegExp[] = [
  /^kubectl get deployment -n toolhive-system$/,
  /^kubectl get pods -n toolhive-system$/,
  /^kubectl logs -n toolhive-system deployment\/toolhive-operator$/,
  /^kubectl get mcpservers --all-namespaces$/,
  /^kubectl describe mcpserver [\w-]+ -n [\w-]+$/,
  /^kubectl get mcpserver [\w-]+ -n [\w-]+ -o jsonpath='\{\.status\.url\}'$/,
  /^kubectl get crd \| grep toolhive$/,
  /^kubectl get pods -n [\w-]+ -l app\.kubernetes\.io\/instance=[\w-]+$/,
  /^kubectl describe pod [\w-]+ -n [\w-]+$/,
  /^kubectl logs [\w-]+ -n [\w-]+ -c mcp$/,
  /^kubectl get serviceaccount -n [\w-]+ -l app\.kubernetes\.io\/instance=[\w-]+$/,
  /^kubectl get rolebinding -n [\w-]+ -l app\.kubernetes\.io\/instance=[\w-]+$/,
  /^kubectl get all -n [\w-]+ -l app\.kubernetes\.io\/instance=[\w-]+$/,
  /^kubectl get events -n toolhive-system --sort-by='\.lastTimestamp'$/,
  /^kubectl get mcpserver [\w-]+ -n [\w-]+ -o yaml$/,
];

const lines = listBlocks()
  .filter(({ language }) => language === 'sh')
  .flatMap((block) => commandsOf(block).map((command) => ({ command, runner: runnerOf(block) })));

for (const pattern of COMMANDS)
  test(`original README: ${pattern.source}`, () => {
    const found = lines.filter(({ command }) => pattern.test(command));
    assert.ok(found.length > 0, 'no page has it');
    assert.ok(
      found.some(({ runner }) => runner !== undefined && !('cannot' in runner)),
      'no suite runs it',
    );
  });
