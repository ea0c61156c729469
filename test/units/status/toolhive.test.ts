// Parity with ToolHive's status in its own six situations; where this project differs on purpose, one table says so.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { parse } from 'yaml';
import type { MCPServerStatus } from '../../../schemas/generated/mcp-server.ts';
import { computeStatus } from '../../../functions/status/compute-status.ts';
import { NOT_READY, pods, READY, type Situation, statusInput } from './situation.ts';

interface ExpectedCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

interface ExpectedStatus {
  readonly phase: string;
  readonly message: string;
  readonly url?: string;
  readonly readyReplicas?: number;
  readonly observedGeneration: number;
  readonly conditions: readonly ExpectedCondition[];
}

const FOLDER = new URL('toolhive/', import.meta.url);

/** The parts of the inputs that decide about the status. */
const SERVERS: Readonly<Record<string, Situation>> = {
  '01-fetch-streamable': { name: 'fetch' },
  '02-github-stdio-secret': { name: 'github', spec: { transport: 'stdio' } },
  '03-yardstick-sse': { name: 'yardstick', spec: { transport: 'sse' } },
  '22-group-and-pod-annotations': {
    name: 'grouped',
    generation: 7,
    spec: {
      transport: 'stdio',
      proxyMode: 'sse',
      groupRef: { name: 'team' },
      podTemplateSpec: { metadata: { labels: { x: 'y' } } },
    },
  },
};

/** What each of ToolHive's situations is for us: a backend that is ready belongs to a ready server. */
const SITUATIONS: Readonly<Record<string, Situation>> = {
  'first-reconcile (nothing observed)': { service: false },
  'service exists, 1 proxy pod Running but not ready': { deployment: NOT_READY, statefulSet: NOT_READY },
  '1 proxy pod ready, StatefulSet exists': { deployment: READY, statefulSet: READY },
  '1 proxy pod ready, StatefulSet missing': { deployment: READY },
  'only pod: container waiting CrashLoopBackOff': {
    deployment: NOT_READY,
    statefulSet: READY,
    pods: pods('proxy-crash-loop'),
  },
  'Deployment spec.replicas == 0': {
    deployment: { observedGeneration: 1 },
    deploymentSpec: { replicas: 0 },
    statefulSet: READY,
  },
};

/** Where we differ on purpose. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'message of a failed pod': 'ToolHive stops after the reason; ours goes on with container, cause and next step',
  GroupRefValidated: 'groups are not looked up; UnsupportedFields says so',
};

for (const file of readdirSync(FOLDER)) {
  const name = file.replace('.yaml', '');
  const cases = parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Record<string, ExpectedStatus>;
  for (const [situation, expected] of Object.entries(cases)) {
    test(`computeStatus: ${name}, ${situation}, as ToolHive`, () => {
      const status = statusIn(name, situation);
      const { phase, url, readyReplicas, observedGeneration } = status;
      assert.deepEqual(
        { phase, url, readyReplicas, observedGeneration },
        {
          phase: expected.phase,
          url: expected.url,
          readyReplicas: expected.readyReplicas,
          observedGeneration: expected.observedGeneration,
        },
      );
      assertText(status.message ?? '', expected.message, phase);
      for (const condition of expected.conditions.filter(({ type }) => !Object.hasOwn(DIFFERENCES, type))) {
        assertCondition(status, condition);
      }
    });
  }
}

function statusIn(name: string, situation: string): MCPServerStatus {
  const server = SERVERS[name];
  const state = SITUATIONS[situation];
  assert.ok(server !== undefined && state !== undefined, 'the tables of this test name every case and situation');
  const renamed = JSON.stringify(state.pods ?? []).replaceAll('"fetch"', `"${server.name}"`);
  return computeStatus(statusInput({ ...state, ...server, pods: JSON.parse(renamed) }));
}

function assertCondition(
  { conditions = [], phase, observedGeneration }: MCPServerStatus,
  expected: ExpectedCondition,
): void {
  const ours = conditions.find(({ type }) => type === expected.type);
  assert.ok(ours !== undefined, `condition ${expected.type} is there`);
  assert.deepEqual([ours.status, ours.reason], [expected.status, expected.reason]);
  assert.equal(ours.observedGeneration, observedGeneration);
  if (expected.message !== '*') assertText(ours.message, expected.message, phase);
}

function assertText(ours: string, expected: string, phase: string | undefined): void {
  if (phase === 'Failed') assert.ok(ours.startsWith(`${expected}: `), `${ours} starts with ${expected}`);
  else assert.equal(ours, expected);
}
