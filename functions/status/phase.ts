// Part of status: phase and message, by the first rule that matches.

import { asksForQuarantine } from '../compile/annotations.ts';
import { inlineAuthzName } from '../decode/names.ts';
import type { Finding } from '../kube/finding.ts';
import type { Facts } from './facts.ts';
import type { Failure } from './failure.ts';
import { findingText, isUnparsable } from './findings-text.ts';
import { leftBehindSentence, objectPhrase, takenSentence } from './ownership.ts';
import { refusalHint } from './overdue.ts';
import { isServing } from './rollout.ts';
import { suspendedMessage, suspendingMessage } from './suspended.ts';
import { MAX_MESSAGE_LENGTH, boundedLine } from './text.ts';
import type { Workload } from './workload.ts';

/** Phases of the schema. `Running` was the name of `Ready` before ToolHive v0.17. */
export type Phase = 'Pending' | 'Ready' | 'Failed' | 'Terminating' | 'Stopped';

/** What `kubectl get` and the first lines of `kubectl describe` say. */
export interface Outcome {
  readonly phase: Phase;
  readonly message: string;
}

/** One row of the table: a message when the rule matches. */
interface PhaseRule {
  readonly phase: Phase;
  readonly message: (facts: Facts) => string | undefined;
}

/** From most to least decisive. Texts without details are ToolHive's. */
const RULES: readonly PhaseRule[] = [
  {
    phase: 'Terminating',
    message: ({ input }) => (input.compiled.server.deleting ? 'MCP server is being terminated' : undefined),
  },
  {
    phase: 'Stopped',
    message: ({ input }) =>
      asksForQuarantine(input.compiled.server.annotations)
        ? 'MCP server is quarantined (see condition Quarantined): its pods are kept and changes of the spec wait'
        : undefined,
  },
  { phase: 'Pending', message: leavingMessage },
  {
    phase: 'Failed',
    message: ({ errors, input: { compiled } }) =>
      firstOf(invalidStart(errors), errors, (finding) => findingText(finding, compiled.settings)),
  },
  {
    phase: 'Failed',
    message: ({ input }) => firstOf('Failed to build configuration: ', input.compiled.references.problems, plainText),
  },
  { phase: 'Failed', message: ({ conflict }) => (conflict === undefined ? undefined : `Conflict: ${conflict}`) },
  { phase: 'Stopped', message: suspendedMessage },
  { phase: 'Pending', message: suspendingMessage },
  { phase: 'Stopped', message: stoppedMessage },
  { phase: 'Ready', message: (facts) => (isComplete(facts) ? 'MCP server is running' : undefined) },
  { phase: 'Failed', message: overdueMessage },
  { phase: 'Failed', message: ({ backend, proxy }) => failureMessage(blocking(backend) ?? blocking(proxy)) },
  { phase: 'Ready', message: updatingMessage },
  { phase: 'Pending', message: pendingMessage },
];

/** ToolHive's words for a template that cannot be parsed, the one mistake of a spec that it tells of. */
function invalidStart([first]: readonly Finding[]): string {
  return first !== undefined && isUnparsable(first) ? 'Invalid PodTemplateSpec: ' : 'Invalid spec: ';
}

/** Decides phase and message. */
export function computeOutcome(facts: Facts): Outcome {
  for (const { phase, message } of RULES) {
    const text = message(facts);
    if (text !== undefined) return { phase, message: boundedLine(text, MAX_MESSAGE_LENGTH) };
  }
  throw new Error('no rule of the phase matches');
}

/** Both workloads run what this spec asks for and have ready pods, and nothing else that was asked for is missing. */
function isComplete({ backend, proxy, missing }: Facts): boolean {
  return backend.rollout.state === 'complete' && proxy.rollout.state === 'complete' && missing.length === 0;
}

/** Pods of the spec before serve until the new ones do; a new one that fails is told before. */
function updatingMessage({ backend, proxy, missing, input }: Facts): string | undefined {
  if (!isServing(backend.rollout) || !isServing(proxy.rollout) || missing.length > 0) return undefined;
  return `MCP server is running, and is being updated to generation ${input.compiled.server.generation}`;
}

/** What is refused explains why other things wait or fail. It begins with ToolHive's words, which scripts look for. */
function overdueMessage({ overdue, input }: Facts): string | undefined {
  if (overdue?.sentence === undefined) return undefined;
  const { kind, metadata } = overdue.first;
  const isPolicies = kind === 'ConfigMap' && metadata.name === inlineAuthzName(input.compiled.server);
  return `Failed to ${isPolicies ? 'ensure authorization ConfigMap' : (REFUSED[kind] ?? 'create children')}: ${overdue.sentence}`;
}

const RBAC = 'ensure RBAC resources';

/** What ToolHive says it failed to do, by the kind that is refused. */
const REFUSED: Readonly<Record<string, string>> = {
  ServiceAccount: RBAC,
  Role: RBAC,
  RoleBinding: RBAC,
  Deployment: 'create Deployment',
};

/** A server that was deleted and made again at once waits for the garbage collector. */
function leavingMessage({ input }: Facts): string | undefined {
  const first = input.taken.find(({ isLeaving }) => isLeaving);
  return first === undefined ? undefined : `MCP server is waiting: ${takenSentence(first)}`;
}

function stoppedMessage({ backend, proxy }: Facts): string | undefined {
  if (proxy.rollout.state === 'stopped') return 'MCP server is stopped (scaled to zero)';
  return backend.rollout.state === 'stopped' ? 'MCP server is stopped (backend scaled to zero)' : undefined;
}

/** A pod that fails beside ready ones is told by the condition of its workload. */
function blocking({ failure, rollout }: Workload): Failure | undefined {
  return rollout.state === 'complete' ? undefined : failure;
}

function failureMessage(failure: Failure | undefined): string | undefined {
  if (failure === undefined) return undefined;
  const subject = failure.kind === 'pod' ? 'MCP server pod failed' : 'MCP server workload failed';
  return `${subject}: ${failure.reason}: ${failure.message}`;
}

/** Details of a start are in the conditions BackendReady and ProxyReady. */
function pendingMessage(facts: Facts): string {
  const { backend, proxy, proxyWaits, input } = facts;
  if (backend.rollout.state === 'absent') return absentMessage(facts);
  // Why nothing becomes ready is in the conditions too, but `kubectl get` shows the message only.
  if (proxyWaits)
    return `MCP server is starting; ${backend.hint ?? 'the proxy of a stdio server is created when its backend has a ready pod'}`;
  if (backend.rollout.state === 'complete' && proxy.rollout.state === 'complete') return missingMessage(facts);
  const serving = backend.rollout.readyReplicas > 0 && proxy.rollout.readyReplicas > 0;
  return serving
    ? `MCP server is being updated to generation ${input.compiled.server.generation}${refusedUpdate(facts)}`
    : [proxy.isLeaving ? 'No healthy pods found' : 'MCP server is starting', backend.hint ?? proxy.hint]
        .filter((part) => part !== undefined)
        .join('; ');
}

function absentMessage({ proxy, input }: Facts): string {
  if (proxy.rollout.readyReplicas > 0) return 'MCP server proxy is running; recreating missing workload StatefulSet';
  return ['MCP server is being created', leftBehindSentence(input)].filter((part) => part !== undefined).join('; ');
}

/** Only an event of Metacontroller knows whether a change is refused or on its way. */
function refusedUpdate({ backend, proxy, input }: Facts): string {
  const isOpen = [backend, proxy].some(({ rollout: { state, seen } }) => state === 'unapplied' && seen);
  return isOpen ? `; ${refusalHint(input)}` : '';
}

/** A child that the API server refuses, or whose name somebody else has, is not seen here: it just stays missing. */
function missingMessage({ missing, input }: Facts): string {
  const { name, namespace } = input.compiled.server;
  return `MCP server is waiting for ${missing.map(objectPhrase).join(', ')}; if this lasts, it was refused or its name is taken: kubectl describe mcpserver ${name} -n ${namespace}`;
}

function firstOf(prefix: string, findings: readonly Finding[], text: (finding: Finding) => string): string | undefined {
  const [first, ...others] = findings;
  if (first === undefined) return undefined;
  return `${prefix}${text(first)}${others.length === 0 ? '' : ` (and ${others.length} more, see conditions)`}`;
}

function plainText({ message }: Finding): string {
  return message;
}
