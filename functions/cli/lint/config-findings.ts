// Lint: findings about an object that servers refer to: null, and what the webhook says of it at apply.

import { CONFIG_KINDS } from '../../decode/config-kinds.ts';
import { decodeSent } from '../../decode/sent.ts';
import type { Settings } from '../../decode/settings.ts';
import type { Finding } from '../../kube/finding.ts';
import { type KubeObject, without } from '../../kube/object.ts';
import { shapeBySchema } from '../../simulator/structural-schema.ts';
import { validateConfigObject } from '../../validate/config-object.ts';
import { configSchema } from '../offline/schema.ts';
import { nullField } from '../offline/schema-findings.ts';

/** API004 for each null that server-side apply refuses, and the rules of `/validate` for the rest; nothing for objects of other kinds. */
export function findConfigFindings(object: KubeObject, settings: Settings): readonly Finding[] {
  const schema = configSchema(object);
  const kind = CONFIG_KINDS.find((known) => known === object.kind);
  if (schema === undefined || kind === undefined) return [];
  const { value, nulls } = shapeBySchema(schema, without(object, 'status'));
  return [...nulls.map(nullField), ...validateConfigObject(kind, decodeSent(value), settings)];
}
