// Reference: ConfigMap `mcp-defaults` of the server's namespace: defaults for its pods, and rules stricter than the settings'.

import type { NamespaceDefaults } from '../../../schemas/generated/namespace-defaults.ts';
import { type SchemaError, validateNamespaceDefaults } from '../../../schemas/generated/validators.js';
import { parseCidr } from '../../kube/cidr.ts';
import { at, type Finding } from '../../kube/finding.ts';
import { isMore, parseQuantity } from '../../kube/quantity.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { readYaml } from '../../kube/yaml-text.ts';
import type { Settings } from '../settings.ts';
import { configMapRules, findConfigMap } from './config-map.ts';
import type { Reference, RelatedRules } from './reference.ts';
import { readDataText } from './text.ts';

/** Name of the ConfigMap, the same in every namespace. */
const DEFAULTS_NAME = 'mcp-defaults';

/** The only key that is read. */
const DEFAULTS_KEY = 'defaults.yaml';

/** What has to be asked for. */
export const askNamespaceDefaults: RelatedRules = (server, { namespaceDefaults }) =>
  configMapRules(server, namespaceDefaults.enabled ? DEFAULTS_NAME : undefined);

/** Without the ConfigMap the settings hold alone. One that cannot be read could be stricter, so it holds everything back. */
export const NAMESPACE_DEFAULTS: Reference = {
  resolve: (context) => {
    const { settings } = context;
    const found = settings.namespaceDefaults.enabled ? findConfigMap(context, DEFAULTS_NAME) : undefined;
    if (found === undefined) return {};
    const defaults = readDefaults(found['data'], settings);
    return defaults.ok ? { namespaceDefaults: defaults.value } : { problems: [problem(defaults.error)] };
  },
};

function problem(reason: string): Finding {
  const message = `ConfigMap ${DEFAULTS_NAME} cannot be read: ${reason}`;
  return { code: 'MCP160', level: 'error', path: 'metadata.namespace', message };
}

function readDefaults(data: unknown, settings: Settings): Result<NamespaceDefaults> {
  const text = readDataText(data, DEFAULTS_KEY, settings);
  if (!text.ok) return text;
  if (text.value === undefined) return fail(`it has no key ${DEFAULTS_KEY}.`);
  const document = parseText(text.value);
  return document.ok ? checkDefaults(document.value) : document;
}

function checkDefaults(value: unknown): Result<NamespaceDefaults> {
  if (!validateNamespaceDefaults(value)) return fail(schemaSentence(validateNamespaceDefaults.errors ?? []));
  const [wrong] = [...findBadCidrs(value), ...findBadQuantities(value), ...findHighRequests(value)];
  return wrong === undefined ? ok(value) : fail(wrong);
}

/** JSON is YAML too, and read much faster as what it is. */
function parseText(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return parseYaml(text);
  }
}

function parseYaml(text: string): Result<unknown> {
  const yaml = readYaml(text);
  if (!yaml.ok)
    return fail(`${DEFAULTS_KEY} ${yaml.error.message}, see line ${yaml.error.line}, column ${yaml.error.column}.`);
  // A file of comments alone says nothing.
  return ok(yaml.value ?? {});
}

function schemaSentence([first]: readonly SchemaError[]): string {
  const steps = (first?.instancePath ?? '').split('/').slice(1);
  return `${steps.length === 0 ? DEFAULTS_KEY : at('', ...steps)} ${first?.message ?? 'is wrong'}.`;
}

function findBadCidrs({ permissionProfiles }: NamespaceDefaults): readonly string[] {
  const except = permissionProfiles?.network?.except ?? [];
  return except
    .filter((text) => parseCidr(text) === undefined)
    .map((text) => `permissionProfiles.network.except has ${JSON.stringify(text)}, which is no CIDR.`);
}

function findBadQuantities({ resources = {} }: NamespaceDefaults): readonly string[] {
  return [resources.requests, resources.limits]
    .flatMap((list) => [list?.cpu ?? '0', list?.memory ?? '0'])
    .filter((text) => parseQuantity(text) === undefined)
    .map((text) => `resources has ${JSON.stringify(text)}, which is no quantity.`);
}

/** The API server would refuse the pods of every server that says nothing itself. */
function findHighRequests({ resources: { requests, limits } = {} }: NamespaceDefaults): readonly string[] {
  return (['cpu', 'memory'] as const)
    .filter((name) => isMore(requests?.[name], limits?.[name]))
    .map((name) => `resources.requests.${name} is larger than the limit.`);
}
