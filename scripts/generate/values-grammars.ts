// Generator vocabulary: grammars that `# @schema {is: …}` names in the chart's values.yaml. What a value may be decides what can
// come out of a template, so each text that is no free text has one. All patterns begin with ^ and end with $.

import type { Schema } from './schema.ts';

const LABEL = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const QUALIFIED = '([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?';
const NUMBER_AND_UNIT = '[0-9]+([.][0-9]+)?(ms|s|m|h)';

function text(pattern: string, maxLength: number): Schema {
  return { type: 'string', pattern: `^${pattern}$`, maxLength };
}

const LABELS: Schema = {
  type: 'object',
  additionalProperties: text('([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?', 63),
};

/** By name. */
export const GRAMMARS: Readonly<Record<string, Schema>> = {
  /** A DNS label, as names of namespaces are. */
  label: text(LABEL, 63),
  /** A DNS label that begins with a letter, as names of Services do. */
  service: text('[a-z]([-a-z0-9]{0,61}[a-z0-9])?', 63),
  /** Any other name of an object. */
  name: text(`${LABEL}([.]${LABEL})*`, 253),
  /** A key of a Secret or ConfigMap. */
  key: text('[-._A-Za-z0-9]{1,253}', 253),
  kind: text('[A-Z][A-Za-z0-9]*', 63),
  qualified: text(QUALIFIED, 317),
  variable: text('[-._A-Za-z][-._A-Za-z0-9]*', 253),
  /** Registry, or repository. */
  image: text('[A-Za-z0-9][A-Za-z0-9._:/-]*', 255),
  tag: text('[A-Za-z0-9_][A-Za-z0-9_.-]*', 128),
  cidr: text('[0-9A-Fa-f:.]+/[0-9]{1,3}', 64),
  /** As Go reads it. */
  duration: text(`(${NUMBER_AND_UNIT})+`, 64),
  url: text('https?://[^ "<>\\\\^`{|}\\x00-\\x20\\x7f]+', 2048),
  labels: LABELS,
  /** Annotations. */
  texts: { type: 'object', additionalProperties: { type: 'string' } },
  selector: {
    type: 'object',
    additionalProperties: false,
    properties: {
      matchLabels: LABELS,
      matchExpressions: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['key', 'operator'],
          properties: {
            key: text(QUALIFIED, 317),
            operator: { type: 'string', enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
            values: { type: 'array', items: { type: 'string' } },
          },
        },
      },
    },
  },
};
