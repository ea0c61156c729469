// Rule: fields under old names, and old and new names that disagree.

import { LEGACY_FIELDS, type LegacyField } from '../default/legacy-fields.ts';
import { isGroupName } from '../default/translate-legacy-fields.ts';
import { at, type Finding } from '../kube/finding.ts';
import { type Fields, isObject } from '../kube/object.ts';
import { finding, type ValidationInput } from './rule.ts';

/**
 * Both names with different values are an error; an old name alone, or beside the same value, is a warning with the new
 * name. Legacy fields that stand for an object are judged by `validateLegacyObjects`.
 */
export function validateLegacyFields({ server: { sent } }: ValidationInput): readonly Finding[] {
  return LEGACY_FIELDS.filter(({ old }) => old !== 'groupRef' && sent[old] !== undefined).flatMap((field) =>
    validateField(field, sent),
  );
}

function validateField({ old, now, code, removedIn }: LegacyField, spec: Fields): readonly Finding[] {
  const path = at('spec', old);
  const differs = spec[now] !== undefined && spec[now] !== spec[old];
  if (differs && old !== 'tools' && !isSchemaDefault(old, spec[old])) {
    return [finding('MCP003', path, `${old} is the old name of ${now} and both are set, differently; remove ${old}.`)];
  }
  if (code !== 'MCP004' && code !== 'MCP005') return [];
  const remedy = differs ? `${now} is set and counts; remove ${old}` : `rename it to ${now}`;
  return [finding(code, path, `${old} was removed in ToolHive ${removedIn}; ${remedy}.`)];
}

/**
 * The schemas of ToolHive v0.6 to v0.14 had both names and wrote `port: 8080` into every object, whatever `proxyPort` said.
 * ToolHive listened to `proxyPort`.
 */
function isSchemaDefault(old: string, value: unknown): boolean {
  return old === 'port' && value === 8080;
}

/** The shape of `groupRef` as it was sent: a string gets a warning, anything that is no object with a name either is an error. */
export function validateGroupRef(groupRef: unknown): readonly Finding[] {
  const path = 'spec.groupRef';
  if (groupRef === undefined) return [];
  if (isGroupName(groupRef)) {
    return [
      finding(
        'MCP006',
        path,
        'groupRef is an object since ToolHive v0.20; write groupRef: {name: my-group}, the form that is stored.',
      ),
    ];
  }
  if (isObject(groupRef) && typeof groupRef['name'] === 'string' && groupRef['name'] !== '') return [];
  return [
    finding(
      'MCP002',
      path,
      'groupRef must be an object with the name of an MCPGroup; write groupRef: {name: my-group}.',
    ),
  ];
}
