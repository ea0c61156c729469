// Support: a spec with the value of one leaf changed.

import { isObject } from '../../functions/kube/object.ts';
import type { Schema } from '../../scripts/generate/schema.ts';
import type { Loose } from '../units/children/build.ts';

/** The spec with every value at a path replaced; undefined when the spec has none there. */
export function changed(value: Loose, steps: readonly string[], schema: Schema): Loose {
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined ? undefined : otherValue(value, schema);
  if (step === '[]') return changedItems(value, rest, schema);
  const name = step === '*' && isObject(value) ? Object.keys(value)[0] : step;
  if (!isObject(value) || name === undefined) return undefined;
  const inner = changed(value[name], rest, schema);
  return inner === undefined ? undefined : { ...value, [name]: inner };
}

function changedItems(value: Loose, steps: readonly string[], schema: Schema): Loose {
  if (!Array.isArray(value)) return undefined;
  const items = value.map((item) => changed(item, steps, schema) ?? item);
  return JSON.stringify(items) === JSON.stringify(value) ? undefined : items;
}

function otherValue(value: Loose, { enum: choices }: Schema): Loose {
  if (choices !== undefined) return choices.find((choice) => choice !== value) ?? `${value}x`;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (isObject(value)) return otherObject(value);
  return `${value}x`;
}

/** The three fields that take objects of any content: a pod template, a reference, the spec of a volume claim. */
function otherObject(value: Loose): Loose {
  if ('spec' in value) return { ...value, spec: { ...value.spec, hostname: 'other' } };
  return 'name' in value ? { ...value, name: 'other' } : { ...value, volumeName: 'other' };
}

/** A path of a leaf as steps; `[]` is every item, `*` the first member. */
export function stepsOf(path: string): readonly string[] {
  return path.replaceAll('[]', '.[]').split('.');
}
