// Step: the values of legacy fields under today's names.

import { type Fields, isObject } from '../kube/object.ts';
import { MAX_NAME_LENGTH } from '../kube/object-name.ts';
import { LEGACY_FIELDS } from './legacy-fields.ts';

/** Whether a value can be a TCP port. */
export function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

/** The member that an old value becomes; undefined for an unusable value. */
type Translate = (value: unknown) => unknown;

const asPort: Translate = (value) => (isPort(value) ? value : undefined);

/** Whether a text can be the name of an MCPGroup; the answer of /default holds it again. */
export function isGroupName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_NAME_LENGTH;
}

/** By the path of today. The group is the only field with two shapes: one stored text would break every typed client. */
const TRANSLATIONS: Readonly<Record<string, Translate>> = {
  proxyPort: asPort,
  mcpPort: asPort,
  'groupRef.name': (value) => (isGroupName(value) ? { name: value } : undefined),
};

const MOVES = LEGACY_FIELDS.flatMap(({ old, now }) => {
  const translate = TRANSLATIONS[now];
  return translate === undefined ? [] : [{ old, member: now.split('.')[0] ?? '', translate }];
});

/**
 * Members to add to a spec. Empty when there is nothing to translate, when the new name is set as well (it wins; a
 * difference is a finding), or when the old value is unusable.
 */
export function translateLegacyFields(spec: Fields): Fields {
  const moved = MOVES.flatMap(({ old, member, translate }): readonly (readonly [string, unknown])[] => {
    const value = translate(spec[old]);
    return value === undefined || isSetToday(spec, member) ? [] : [[member, value]];
  });
  return Object.fromEntries(moved);
}

/** A string where an object belongs today is the old form. */
function isSetToday(spec: Fields, member: string): boolean {
  return member === 'groupRef' ? isObject(spec[member]) : spec[member] !== undefined;
}
