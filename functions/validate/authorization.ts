// Rule: authorization of tool calls.

import { parseJson } from '../kube/json-reader.ts';
import type { InlineAuthz } from '../../schemas/generated/mcp-server.ts';
import { at, type Finding } from '../kube/finding.ts';
import { finding, type ValidationInput } from './rule.ts';

const PATH = 'spec.authzConfig';

/** One place for the policies, the place that the type names, and policies that the proxy can read. */
export function validateAuthorization({ server: { spec } }: ValidationInput): readonly Finding[] {
  const { authzConfig, authzConfigRef } = spec;
  if (authzConfig === undefined) return [];
  const members = (['configMap', 'inline'] as const).filter(
    (member) => (authzConfig[member] !== undefined) !== (authzConfig.type === member),
  );
  return [
    ...(authzConfigRef === undefined
      ? []
      : [finding('MCP060', PATH, 'authzConfig and authzConfigRef exclude each other; remove one of them.')]),
    ...members.map((member) =>
      finding(
        'MCP060',
        at(PATH, member),
        authzConfig.type === member
          ? `This must be set, because the type is ${member}; write it or change the type.`
          : `This is not used, because the type is ${authzConfig.type}; remove it or change the type.`,
      ),
    ),
    ...(authzConfig.inline === undefined ? [] : validateInline(authzConfig.inline, at(PATH, 'inline'))),
  ];
}

function validateInline({ policies, entitiesJson = '' }: InlineAuthz, path: string): readonly Finding[] {
  return [
    ...policies.flatMap((policy, index) =>
      policy.trim() === ''
        ? [finding('MCP061', at(path, 'policies', index), 'The policy is empty; write it or remove the entry.')]
        : [],
    ),
    ...(entitiesJson === '' || Array.isArray(parseJson(entitiesJson))
      ? []
      : [
          finding(
            'MCP062',
            at(path, 'entitiesJson'),
            'This is not a JSON list of Cedar entities; write one, for example [].',
          ),
        ]),
  ];
}
