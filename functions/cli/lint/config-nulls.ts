// Lint: null in an object that servers refer to. The webhook's other rules for these kinds are not asked here.

import type { Finding } from '../../kube/finding.ts';
import { type KubeObject, without } from '../../kube/object.ts';
import { shapeBySchema } from '../../simulator/structural-schema.ts';
import { configSchema } from '../offline/schema.ts';
import { nullField } from '../offline/schema-findings.ts';

/** API004 for each null that server-side apply refuses; nothing for objects of other kinds. */
export function findConfigNulls(object: KubeObject): readonly Finding[] {
  const schema = configSchema(object);
  return schema === undefined ? [] : shapeBySchema(schema, without(object, 'status')).nulls.map(nullField);
}
