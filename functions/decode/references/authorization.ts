// Reference: a document with authorization policies, from a ConfigMap or from an MCPAuthzConfig.

import { parseJson, readObject, readText } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { NOT_YAML, readYaml, type YamlProblem } from '../../kube/yaml-text.ts';
import type { Server } from '../server.ts';

/** Engines that ToolHive v0.44 knows: where each keeps its policies, and what it needs there. */
const ENGINES: Readonly<
  Record<string, { readonly member: string; readonly findProblem: (config: Fields) => string | undefined }>
> = {
  cedarv1: { member: 'cedar', findProblem: cedarProblem },
  httpv1: { member: 'pdp', findProblem: () => undefined },
};

/** Deepest document that is read, in levels; entities of Cedar have a handful. */
const MAX_DEPTH = 64;

/** The text of a ConfigMap key, JSON or YAML, with the claim names of the server laid over it. */
export function parseAuthzDocument(text: string, server: Server): Result<Fields> {
  const document = parseText(text);
  if (!document.ok) return document;
  if (!isJson(document.value)) {
    return fail(
      'it cannot be written as JSON: an alias stands inside its own anchor, it is too deep, or has .nan or .inf.',
    );
  }
  const { version, type } = document.value;
  if (typeof version !== 'string') return fail('version is missing; write version: "1.0".');
  const engine = findEngine(type);
  if (!engine.ok) return engine;
  const { member } = engine.value;
  if (!isObject(document.value[member]))
    return fail(`${member} is missing; type ${String(type)} keeps its policies there.`);
  const config = { ...readObject(document.value, member), ...(member === 'cedar' ? claimNames(server) : {}) };
  const problem = engine.value.findProblem(config);
  return problem === undefined ? ok({ ...document.value, [member]: config }) : fail(`${member}.${problem}`);
}

/** The spec of an MCPAuthzConfig as the same document. */
export function readAuthzSpec({ type, config }: Fields): Result<Fields> {
  const engine = findEngine(type);
  if (!engine.ok) return fail(`spec.${engine.error}`);
  if (!isObject(config)) return fail('spec.config is missing.');
  const problem = engine.value.findProblem(config);
  if (problem !== undefined) return fail(`spec.config.${problem}`);
  return ok({ version: '1.0', type, [engine.value.member]: config });
}

function findEngine(type: unknown): Result<(typeof ENGINES)[string] & object> {
  const engine = typeof type === 'string' && Object.hasOwn(ENGINES, type) ? ENGINES[type] : undefined;
  return engine === undefined ? fail('type must be cedarv1 or httpv1.') : ok(engine);
}

function parseText(text: string): Result<Fields> {
  // JSON is YAML too, but a large document is read a hundred times faster as what it is.
  const json = parseJson(text);
  if (isObject(json)) return ok(json);
  const yaml = readYaml(text);
  if (!yaml.ok) return fail(yamlSentence(yaml.error));
  return isObject(yaml.value) ? ok(yaml.value) : fail('it is not a mapping; write version, type and the policies.');
}

/** A text that is no YAML is none of the two; anything else is wrong with YAML only. */
function yamlSentence({ message, line, column }: YamlProblem): string {
  const place = `see line ${line}, column ${column}`;
  return message === NOT_YAML ? `it is neither JSON nor YAML, ${place}.` : `it ${message}, ${place}.`;
}

/** Whether the proxy's file can hold a document; YAML knows more than JSON, and an alias may name a node that it stands in. */
function isJson(value: unknown, around: readonly unknown[] = []): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (around.includes(value) || around.length >= MAX_DEPTH) return false;
  const inside = [...around, value];
  return Object.values(value).every((member) => isJson(member, inside));
}

function cedarProblem({ policies, entities_json: entities = '' }: Fields): string | undefined {
  if (!Array.isArray(policies) || policies.length === 0) return 'policies must be a list with at least one policy.';
  const bad = policies.findIndex((policy) => typeof policy !== 'string' || policy.trim() === '');
  if (bad >= 0) return `policies[${bad}] is not a policy; write it or remove the entry.`;
  return entities === '' || isJsonList(entities) ? undefined : 'entities_json must be a JSON list in a text.';
}

function isJsonList(text: unknown): boolean {
  return typeof text === 'string' && Array.isArray(parseJson(text));
}

/** What the server itself says about claims; it wins over the document. */
function claimNames({ spec: { authzConfig = {} } }: Server): Fields {
  const given = { ...authzConfig } as Fields;
  const names = [
    ['group_claim_name', readText(given, 'groupClaimName')],
    ['role_claim_name', readText(given, 'roleClaimName')],
    ['group_entity_type', readText(given, 'groupEntityType')],
  ] as const;
  return Object.fromEntries(names.filter(([, value]) => value !== undefined));
}
