// Generator: values.schema.json of the chart, from values.yaml and, for `settings`, from the schema of the settings file.

import { CHART, type ChartValue, readChartValues } from './chart-values.ts';
import { GRAMMARS } from './values-grammars.ts';
import { dereference, type Generator, mapSchema, readSchema, type Schema } from './schema.ts';

/** Makes the schema that Helm checks values with. Keys that are not in values.yaml are refused. */
export const generateValuesSchema: Generator = (root) => {
  const settings = mapSchema(dereference(readSchema(root, 'settings')), plainSchema);
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Values of the chart toolhive-operator',
    ...withGlobal(group(readChartValues(root), [], settings)),
  };
  return Promise.resolve([{ path: `${CHART}/values.schema.json`, text: `${JSON.stringify(schema, undefined, 2)}\n` }]);
};

/** Without our descriptions of patterns, which draft 7 does not know, and without titles. */
function plainSchema({ 'x-pattern-means': _words, title: _title, ...plain }: Schema): Schema {
  return plain;
}

/** Helm hands `global` to every chart below another one. */
function withGlobal(schema: Schema): Schema {
  return { ...schema, properties: { ...schema.properties, global: { type: 'object' } } };
}

function group(values: readonly ChartValue[], path: readonly string[], settings: Schema): Schema {
  const keys = new Set(values.map((value) => value.path[path.length] ?? ''));
  const properties = [...keys].map((key) => {
    const inside = values.filter((value) => value.path[path.length] === key);
    const leaf = inside.find((value) => value.path.length === path.length + 1);
    return [key, leaf === undefined ? group(inside, [...path, key], settings) : valueSchema(leaf, settings)] as const;
  });
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

function valueSchema({ description, preset, hint }: ChartValue, settings: Schema): Schema {
  const { settings: isSettings, open: _open, ...constraints } = hint;
  if (isSettings === true) return { ...settings, description };
  return { description, type: typeOf(preset), ...(expand(constraints) as Schema) };
}

/** Replaces `is` by the grammar that it names, anywhere in a hint. A question mark allows the empty text too. */
function expand(hint: unknown): unknown {
  if (Array.isArray(hint)) return hint.map(expand);
  if (typeof hint !== 'object' || hint === null) return hint;
  const { is, ...rest } = hint as Readonly<Record<string, unknown>>;
  const members = Object.entries(rest).map(([name, value]) => [name, expand(value)] as const);
  return { ...(typeof is === 'string' && grammar(is)), ...Object.fromEntries(members) };
}

function grammar(is: string): Schema {
  const name = is.replace(/\?$/, '');
  const found = GRAMMARS[name];
  if (found === undefined) throw new Error(`values.yaml: there is no grammar ${name}`);
  return is === name ? found : { ...found, pattern: `^(${String(found['pattern']).slice(1, -1)})?$` };
}

function typeOf(preset: unknown): string {
  if (Array.isArray(preset)) return 'array';
  return typeof preset === 'number' ? 'integer' : typeof preset;
}
