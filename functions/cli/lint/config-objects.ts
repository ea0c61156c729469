// Lint: legacy fields that are separate objects today. Nodes of the YAML are moved, so that comments and quotes move along.

import { readString } from '../../kube/json-reader.ts';
import { isMap, isPair, isScalar, isSeq, type Node, Pair, Scalar, type YAMLMap, YAMLMap as NewMap } from 'yaml';
import type { ConfigKind } from '../../decode/config-kinds.ts';
import { findPair } from '../input/place.ts';

/** The parts of one moved legacy field. */
export interface Moved {
  /** `spec` of the new object. */
  readonly spec: Node;
  /** Members that stay in the server, besides the reference to the object. */
  readonly own: readonly Pair[];
}

/** A legacy field that is a separate object today. */
export interface ConfigMove {
  /** Member of the server's spec, as it was and as it is. */
  readonly old: string;
  readonly now: string;
  readonly kind: ConfigKind;
  /** Appended to the name of the server, it is the name of the new object. */
  readonly suffix: string;
  /** Takes a copy of the value apart; a string is the reason why it cannot. */
  readonly move: (value: Node) => Moved | string;
}

/** All of them. */
export const CONFIG_MOVES: readonly ConfigMove[] = [
  { old: 'oidcConfig', now: 'oidcConfigRef', kind: 'MCPOIDCConfig', suffix: 'oidc', move: moveOidc },
  { old: 'telemetry', now: 'telemetryConfigRef', kind: 'MCPTelemetryConfig', suffix: 'telemetry', move: moveTelemetry },
  { old: 'tools', now: 'toolConfigRef', kind: 'MCPToolConfig', suffix: 'tools', move: moveTools },
];

/** Members of today's objects; `test/cli/lint-fix.test.ts` compares them with the CRDs. */
export const MEMBERS = {
  inline: [
    'issuer',
    'jwksUrl',
    'introspectionUrl',
    'clientId',
    'clientSecretRef',
    'caBundleRef',
    'jwksAuthTokenPath',
    'jwksAllowPrivateIP',
    'protectedResourceAllowPrivateIP',
    'insecureAllowHTTP',
  ],
  kubernetesServiceAccount: ['serviceAccount', 'namespace', 'issuer', 'jwksUrl', 'introspectionUrl', 'useClusterAuth'],
  openTelemetry: [
    'enabled',
    'endpoint',
    'insecure',
    'headers',
    'sensitiveHeaders',
    'resourceAttributes',
    'tracing',
    'metrics',
    'useLegacyAttributes',
    'caBundleRef',
  ],
} as const;

/** The default type of old manifests. */
const OLD_TYPE = 'kubernetes';

function moveOidc(value: Node): Moved | string {
  if (!isMap(value)) return 'it is no object';
  const type = textAt(value, 'type') ?? OLD_TYPE;
  if (!isOidcType(type)) return 'its values are in a ConfigMap: write an MCPOIDCConfig with them';
  const inner = findPair(value.items, type)?.value ?? new NewMap();
  if (!isMap(inner)) return `${type} is no object`;
  const audience = take(inner, 'audience') ?? OIDC_TYPES[type].audience();
  const own = [audience, take(value, 'resourceUrl'), take(inner, 'scopes')].filter(isPair);
  const problem = audience === undefined ? NO_AUDIENCE : oidcProblem(value, inner, type);
  if (problem !== undefined) return problem;
  const { now } = OIDC_TYPES[type];
  put(value, { old: type, now }, inner);
  put(value, { old: 'type', now: 'type' }, new Scalar(now));
  return { spec: value, own };
}

/** The two types that can be moved: their names today, and their default audience of old. */
const OIDC_TYPES = {
  inline: { now: 'inline', audience: (): Pair | undefined => undefined },
  kubernetes: {
    now: 'kubernetesServiceAccount',
    audience: (): Pair | undefined => new Pair(new Scalar('audience'), new Scalar('toolhive')),
  },
} as const;

function isOidcType(type: string): type is keyof typeof OIDC_TYPES {
  return Object.hasOwn(OIDC_TYPES, type);
}

const NO_AUDIENCE = 'it names no audience, and oidcConfigRef needs one: choose it';

function oidcProblem(value: YAMLMap, inner: YAMLMap, type: keyof typeof OIDC_TYPES): string | undefined {
  if (findPair(inner.items, 'clientSecret') !== undefined)
    return 'its client secret stands in clear: put it into a Secret and name that in clientSecretRef';
  const foreign = foreignMember(inner, MEMBERS[OIDC_TYPES[type].now]) ?? foreignMember(value, ['type', type]);
  return foreign === undefined ? undefined : noSuccessor(foreign);
}

function noSuccessor(member: string): string {
  return `${member} has no successor: decide what is to become of it`;
}

function moveTelemetry(value: Node): Moved | string {
  if (!isMap(value)) return 'it is no object';
  const otel = findPair(value.items, 'openTelemetry')?.value;
  if (otel === undefined) return { spec: value, own: [] };
  if (!isMap(otel)) return 'openTelemetry is no object';
  const own = [take(otel, 'serviceName')].filter(isPair);
  const headers = findPair(otel.items, 'headers');
  if (headers !== undefined && isSeq(headers.value)) {
    const map = headerMap(headers.value.items);
    if (map === undefined) return 'its headers are not all of the form name=value';
    const { flow, comment, commentBefore } = headers.value;
    headers.value = Object.assign(map, { flow: flow === true, comment, commentBefore });
  }
  const foreign = foreignMember(otel, MEMBERS.openTelemetry) ?? foreignMember(value, ['openTelemetry', 'prometheus']);
  return foreign === undefined ? { spec: value, own } : noSuccessor(foreign);
}

function moveTools(value: Node): Moved | string {
  if (!isSeq(value)) return 'it is no list';
  const spec = new NewMap();
  spec.add(new Pair(new Scalar('toolsFilter'), value));
  return { spec, own: [] };
}

/** A list of `name=value` as a map; comments stay with their items. */
function headerMap(items: readonly unknown[]): YAMLMap | undefined {
  const map = new NewMap<Scalar, Scalar>();
  for (const item of items) {
    const text = isScalar(item) && typeof item.value === 'string' ? item.value : '';
    const end = text.indexOf('=');
    const [name, value] = [new Scalar(text.slice(0, end).trim()), new Scalar(text.slice(end + 1).trim())];
    if (end < 1 || !isScalar(item) || map.has(name.value)) return undefined;
    name.commentBefore = item.commentBefore ?? null;
    value.comment = item.comment ?? null;
    map.add(new Pair(name, value));
  }
  return map;
}

function textAt(map: YAMLMap, name: string): string | undefined {
  const value = findPair(map.items, name)?.value;
  return isScalar(value) ? readString(value.value) : undefined;
}

/** Takes a member out of a map. */
function take(map: YAMLMap, name: string): Pair | undefined {
  const pair = findPair(map.items, name);
  if (pair !== undefined) map.items.splice(map.items.indexOf(pair), 1);
  return pair;
}

/** Renames a member and gives it a value; comments beside both stay. */
function put(map: YAMLMap, { old, now }: { readonly old: string; readonly now: string }, value: Node): void {
  const pair = findPair(map.items, old);
  if (pair === undefined) {
    map.items.unshift(new Pair(new Scalar(now), value));
    return;
  }
  if (isScalar(pair.key)) pair.key.value = now;
  if (isScalar(pair.value) && isScalar(value)) pair.value.value = value.value;
  else pair.value = value;
}

function foreignMember(map: YAMLMap, known: readonly string[]): string | undefined {
  return map.items.map(({ key }) => String(isScalar(key) ? key.value : key)).find((name) => !known.includes(name));
}
