// Condition UnsupportedFields: fields of the spec that are accepted and change nothing, so that nobody relies on them.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { readMember, readText } from '../read.ts';

/** One field without effect. */
interface UnsupportedField {
  readonly path: string;
  /** What a reader may wrongly expect. */
  readonly effect: string;
  readonly isUsed: (spec: unknown) => boolean;
}

function set(name: string): UnsupportedField['isUsed'] {
  return (spec) => readMember(spec, name) !== undefined;
}

/** Fields of ToolHive's schema that this release does not act on. Delete a row when its field works. */
const FIELDS: readonly UnsupportedField[] = [
  { path: 'spec.oidcConfigRef', effect: 'clients are not authenticated', isUsed: set('oidcConfigRef') },
  { path: 'spec.authServerRef', effect: 'there is no authorization server', isUsed: set('authServerRef') },
  { path: 'spec.authzConfigRef', effect: 'no policies are enforced', isUsed: set('authzConfigRef') },
  {
    path: 'spec.authzConfig.configMap',
    effect: 'no policies are enforced',
    isUsed: (spec) => readText(spec, 'authzConfig', 'type') === 'configMap',
  },
  { path: 'spec.telemetryConfigRef', effect: 'no telemetry is sent', isUsed: set('telemetryConfigRef') },
  { path: 'spec.webhookConfigRef', effect: 'no webhooks are called', isUsed: set('webhookConfigRef') },
  { path: 'spec.groupRef', effect: 'the group is not looked up', isUsed: set('groupRef') },
];

/** True lists the fields and what they do not do. */
export function computeUnsupportedFields({ input }: Facts): ConditionDraft {
  const type = 'UnsupportedFields';
  const used = FIELDS.filter(({ isUsed }) => isUsed(input.server.spec));
  if (used.length === 0) {
    return { type, status: 'False', reason: 'AllFieldsSupported', message: 'Every field of the spec has an effect' };
  }
  const listed = used.map(({ path, effect }) => `${path}: ${effect}`).join('; ');
  return { type, status: 'True', reason: 'FieldsIgnored', message: `Without effect in this release: ${listed}` };
}
