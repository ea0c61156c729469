// Step: from an object that servers refer to, and those that do, to the full `status` of the object.

import type { ConfigKind } from '../decode/config-kinds.ts';
import { INVALID_SPEC } from '../decode/references/config-object.ts';
import { ENTERPRISE_REQUIRED } from '../decode/references/obo.ts';
import type { Settings } from '../decode/settings.ts';
import { type Finding, hasErrors } from '../kube/finding.ts';
import { readList } from '../kube/json-reader.ts';
import type { Fields } from '../kube/object.ts';
import { computeCondition } from './condition-times.ts';
import type { ConditionDraft } from './condition-draft.ts';
import { VALID_SPEC } from './conditions/valid.ts';
import { findingsText } from './findings-text.ts';

/** What is known of such an object. */
export interface ConfigStatusInput {
  readonly kind: ConfigKind;
  readonly generation: number;
  /** Of the spec; undefined for one that is too large to be used. */
  readonly hash: string | undefined;
  /** Its type is `obo`, which ToolHive's open source release does not have. */
  readonly isObo: boolean;
  /** `parent.status` */
  readonly previous: unknown;
  /** Names of the MCPServers of its namespace that name it, sorted. */
  readonly servers: readonly string[];
  readonly findings: readonly Finding[];
  readonly settings: Settings;
  readonly receivedAt: string;
}

/**
 * The whole status in the form that ToolHive's controllers give it: of a group its phase and servers, of the other kinds the
 * hash of the spec and the workloads that refer to it. Whether an object is in use never makes it invalid.
 */
export function computeConfigStatus(input: ConfigStatusInput): Fields {
  const { generation, receivedAt } = input;
  const previous = readList(input.previous, 'conditions');
  const draft = input.kind === 'MCPGroup' ? groupReady(input.servers) : specValid(input);
  return {
    observedGeneration: generation,
    ...(input.kind === 'MCPGroup' ? membersOf(input.servers) : usesOf(input)),
    conditions: [computeCondition(draft, { previous, receivedAt, generation })],
  };
}

function membersOf(servers: readonly string[]): Fields {
  return { phase: 'Ready', serverCount: servers.length, servers };
}

function usesOf({ hash, servers }: ConfigStatusInput): Fields {
  return {
    ...(hash !== undefined && { configHash: hash }),
    referencingWorkloads: servers.map((name) => ({ kind: 'MCPServer', name })),
  };
}

function groupReady({ length }: readonly string[]): ConditionDraft {
  return {
    type: 'Ready',
    status: 'True',
    reason: 'ServersListed',
    message: `${length === 1 ? '1 MCPServer belongs' : `${length} MCPServers belong`} to this group`,
  };
}

function specValid({ isObo, findings, settings }: ConfigStatusInput): ConditionDraft {
  const errors = findings.filter(({ level }) => level === 'error');
  if (hasErrors(errors)) return notValid(INVALID_SPEC, findingsText(errors, settings));
  if (isObo) return notValid(ENTERPRISE_REQUIRED.reason, ENTERPRISE_REQUIRED.message);
  return { type: 'Valid', status: 'True', reason: VALID_SPEC, message: 'The spec is valid' };
}

function notValid(reason: string, why: string): ConditionDraft {
  return {
    type: 'Valid',
    status: 'False',
    reason,
    message: `MCPServers that name this object are not started: ${why}`,
  };
}
