// Reference: the legacy field `spec.oidcConfig` (ToolHive v0.0.40 to v0.22), read as if it were an MCPOIDCConfig.

import { readObject, readObjects, readStrings, readText } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { defined } from './fields.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import type { Server } from '../server.ts';
import type { KeyRef } from '../settings.ts';
import { readDataText } from './text.ts';
import { configMapRules, findConfigMap } from './config-map.ts';
import { idleOidcMembers, type OidcAudience, type OidcConfig, readClusterOidc, readInlineOidc } from './oidc.ts';
import { brokenReference, type Reference, type ReferenceContext, type RelatedRules } from './reference.ts';

const PATH = 'spec.oidcConfig';

/** What old releases took when the manifest said nothing. */
const DEFAULT_TYPE = 'kubernetes';
const DEFAULT_AUDIENCE = 'toolhive';
const DEFAULT_KEY = 'oidc.json';

const ALLOWS_HTTP = { insecureAllowHTTP: true };

/** What has to be asked for. */
export const askLegacyOidc: RelatedRules = (server) => configMapRules(server, legacyConfigMap(server)?.name);

/** Authentication of an old manifest. Today's ToolHive drops the field and lets everybody in; here it counts. */
export const LEGACY_OIDC: Reference = {
  resolve: (context) => {
    const field = legacyField(context.server);
    if (field === undefined) return {};
    const reference = legacyConfigMap(context.server);
    const oidc = reference === undefined ? readLegacyOidc(field) : readConfigMap(field, reference, context);
    if (!oidc.ok) return { problems: [brokenReference(PATH, oidc.error)] };
    return { oidc: oidc.value, ignored: ignoredOidcMembers(field).map((member) => `${PATH}.${member}`) };
  },
};

/** What can be read without any other object; the sentence of a failure says which member is wrong. */
export function readLegacyOidc(field: Fields): Result<OidcConfig> {
  const type = legacyType(field);
  if (type === 'kubernetes') {
    const fields = readObject(field, 'kubernetes');
    return within('kubernetes.', readClusterOidc(fields, audienceOf(field, fields, DEFAULT_AUDIENCE)));
  }
  if (type !== 'inline') return fail('type must be kubernetes, configMap or inline.');
  const fields = readObject(field, 'inline');
  return within('inline.', readInlineOidc(fields, audienceOf(field, fields, '')));
}

/** The ConfigMap of a legacy field of type configMap; undefined for the other types, and when it has no name. */
export function legacyConfigMap(server: Server): KeyRef | undefined {
  const field = legacyField(server);
  if (field === undefined || legacyType(field) !== 'configmap') return undefined;
  const reference = readObject(field, 'configMap');
  const name = readText(reference, 'name');
  return name === undefined ? undefined : { name, key: readText(reference, 'key') ?? DEFAULT_KEY };
}

/** The field, unless today's name of it is set too; then that one counts. */
export function legacyField(server: Server): Fields | undefined {
  const { legacy, spec } = server;
  if (spec.oidcConfigRef !== undefined || !isObject(legacy.oidcConfig)) return undefined;
  const field = legacy.oidcConfig;
  const inline = readObject(field, 'inline');
  return allowsHttpByVariable(server) ? { ...field, inline: { ...inline, ...ALLOWS_HTTP } } : field;
}

/** Variable of the proxy with which ToolHive v0.2 to v0.20 took issuers without TLS; its Keycloak sample has it. */
export const HTTP_VARIABLE = 'INSECURE_DISABLE_URL_VALIDATION';

/** Whether the variable stands for `insecureAllowHTTP`. Not for the cluster's own issuer. */
export function allowsHttpByVariable({ legacy, spec }: Server): boolean {
  if (!isObject(legacy.oidcConfig) || legacyType(legacy.oidcConfig) === DEFAULT_TYPE) return false;
  const env = readObjects(spec, 'resourceOverrides', 'proxyDeployment', 'env');
  return env.some((entry) => entry['name'] === HTTP_VARIABLE && readText(entry, 'value')?.toLowerCase() === 'true');
}

/** Members of the field that nothing acts on. */
export function ignoredOidcMembers(field: Fields): readonly string[] {
  const type = legacyType(field);
  const fields = readObject(field, type);
  return idleOidcMembers(fields).map((member) => `${type}.${member}`);
}

/** `configMap` had two spellings. */
function legacyType(field: Fields): string {
  return (readText(field, 'type') ?? DEFAULT_TYPE).replace('configMap', 'configmap');
}

function audienceOf(field: Fields, fields: Fields, otherwise: string): OidcAudience {
  const scopes = readStrings(fields, 'scopes');
  return defined<OidcAudience>({
    audience: readText(fields, 'audience') ?? otherwise,
    resourceUrl: readText(field, 'resourceUrl'),
    scopes: scopes.length === 0 ? undefined : scopes,
  });
}

function within(place: string, result: Result<OidcConfig>): Result<OidcConfig> {
  return result.ok ? result : fail(`${place}${result.error}`);
}

/** The members of `inline`, as one JSON text or as one key each. */
function readConfigMap(field: Fields, { name, key }: KeyRef, context: ReferenceContext): Result<OidcConfig> {
  const { server, settings } = context;
  const data = findConfigMap(context, name)?.['data'];
  if (!isObject(data)) return fail(`ConfigMap ${name} was not found in namespace ${server.namespace}, or is empty.`);
  const text = readDataText(data, key, settings);
  if (!text.ok) return fail(`Key ${key} of ConfigMap ${name}: ${text.error}`);
  const fields = readSettings(data, text.value ?? '');
  if (!fields.ok) return fail(`Key ${key} of ConfigMap ${name} ${fields.error}`);
  const members = { ...fields.value, ...(allowsHttpByVariable(server) && ALLOWS_HTTP) };
  return within(`ConfigMap ${name}: `, readInlineOidc(members, audienceOf(field, members, '')));
}

function readSettings(data: Fields, text: string): Result<Fields> {
  if (text === '') return ok(Object.fromEntries(Object.entries(data).map(([name, value]) => [name, plain(value)])));
  try {
    const settings: unknown = JSON.parse(text);
    return isObject(settings) ? ok(settings) : fail('is not a JSON object.');
  } catch {
    return fail('is not JSON.');
  }
}

function plain(value: unknown): unknown {
  return value === 'true' ? true : value;
}
