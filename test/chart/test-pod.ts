// Support: the program of a `helm test` pod, run on this machine.

import { spawn } from 'node:child_process';
import type { Part, Rendered } from './render.ts';

/** How it ended and what it said. */
export interface TestPodResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs the pod's script with its environment; `env` replaces addresses that only exist in a cluster. */
export function runTestPod(
  objects: readonly Rendered[],
  name: string,
  env: Readonly<Record<string, string>>,
): Promise<TestPodResult> {
  const pod = objects.find(({ kind, metadata }) => kind === 'Pod' && metadata.name.endsWith(`-test-${name}`));
  if (pod === undefined) throw new Error(`the chart has no test ${name}`);
  const { command, args, env: own } = pod.spec.containers[0];
  const rendered = Object.fromEntries(own.map((entry: Part) => [entry.name, entry.value]));
  const child = spawn(process.execPath, [...command.slice(1), ...args], { env: { ...rendered, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
