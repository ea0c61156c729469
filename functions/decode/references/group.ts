// Reference: `spec.groupRef`, the MCPGroup that the server belongs to. It decides nothing and never holds a server back.

import { readText } from '../../kube/json-reader.ts';
import type { ReferenceCondition } from './condition.ts';
import { findConfig } from './config-object.ts';
import type { ReferenceContext } from './reference.ts';
import type { References } from './resolved.ts';

const TYPE = 'GroupRefValidated';

/** Whether the group is there. One without a phase, where no controller judges groups, counts as ready. */
export function resolveGroup(name: string, context: ReferenceContext): Partial<References> {
  const { server, settings } = context;
  if (name === '') return {};
  if (!settings.references.configKinds.includes('MCPGroup')) {
    return { ignored: ['spec.groupRef: the group is not looked up, because references.configKinds has no MCPGroup'] };
  }
  const found = findConfig(context, { kind: 'MCPGroup', name });
  if (!found.ok && found.error.kind === 'not-found') {
    return refused('GroupRefNotFound', `MCPGroup '${name}' not found in namespace '${server.namespace}'`);
  }
  const phase = found.ok ? (readText(found.value.status, 'phase') ?? 'Ready') : 'Failed';
  if (phase !== 'Ready') return refused('GroupRefNotReady', `MCPGroup '${name}' is not ready (phase ${phase})`);
  return {
    conditions: [
      { type: TYPE, status: 'True', reason: 'GroupRefIsValid', message: `MCPGroup '${name}' is valid and ready` },
    ],
  };
}

function refused(reason: string, message: string): { readonly conditions: readonly ReferenceCondition[] } {
  return { conditions: [{ type: TYPE, status: 'False', reason, message }] };
}
