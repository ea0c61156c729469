// Expected files: checksums that follow from other parts of the same answer. The files say what they are of instead of repeating
// them, so that an edit shows where it is made and not in every checksum after it. They are computed here in their own way, not
// by the code under test.

import { createHash } from 'node:crypto';
import { toSortedGoJson } from '../../functions/kube/go-json.ts';
import { isObject, type KubeObject } from '../../functions/kube/object.ts';
import { mapTexts } from './parts.ts';

/** What a server becomes, as far as its parts depend on each other. */
export interface Outcome {
  readonly children: readonly KubeObject[];
  readonly status: unknown;
}

const OF_CONTENT = '<checksum of data and labels>';
const OF_RUNCONFIG = '<checksum of the runconfig>';
const OF_CHILD = '<digest>';

/** What the proxy does not act on in its configuration, so that it keeps running when that changes. */
const NOT_READ_BY_PROXY: ReadonlySet<string> = new Set([
  'schema_version',
  'image',
  'cmd_args',
  'name',
  'base_name',
  'permission_profile_name_or_path',
  'permission_profile',
  'env_vars',
  'volumes',
]);

/** The outcome with a mark in place of each checksum that is as computed here; others stay. */
export function markChecksums({ children, status }: Outcome): Outcome {
  const runConfig = runConfigChecksum(children);
  return {
    children: children.map((child) =>
      mapAnnotations(child, (text) => {
        if (text === contentChecksum(child)) return OF_CONTENT;
        return text === runConfig ? OF_RUNCONFIG : text;
      }),
    ),
    status: mapRecord(status, (key, text) => (text === digestOf(children, key) ? OF_CHILD : text)),
  };
}

/** The outcome with its marks computed. */
export function computeChecksums({ children, status }: Outcome): Outcome {
  const runConfig = runConfigChecksum(children);
  const computed = children.map((child) =>
    mapAnnotations(child, (text) => {
      if (text === OF_CONTENT) return contentChecksum(child);
      return text === OF_RUNCONFIG ? (runConfig ?? text) : text;
    }),
  );
  const record = mapRecord(status, (key, text) => (text === OF_CHILD ? (digestOf(computed, key) ?? text) : text));
  return { children: computed, status: record };
}

/** The child with the annotations of its own and of its pods replaced. */
function mapAnnotations(child: KubeObject, change: (text: string) => string): KubeObject {
  const map = (value: unknown, name = ''): unknown => {
    if (name === 'annotations' && isObject(value))
      return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, change(String(text))]));
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, map(member, key)]));
  };
  return map(child) as KubeObject;
}

/** The status with the digests of its record replaced: `Deployment/fetch 0a1b…`. */
function mapRecord(status: unknown, change: (key: string, text: string) => string): unknown {
  const conditions: unknown = isObject(status) ? status['conditions'] : undefined;
  if (!isObject(status) || !Array.isArray(conditions)) return status;
  const replace = (message: string): string =>
    message.replace(
      /(\S+\/\S+) ([0-9a-f]{24}|<digest>)/g,
      (_found, key: string, text: string) => `${key} ${change(key, text)}`,
    );
  const replaced = conditions.map((condition: unknown) =>
    isObject(condition) && condition['type'] === 'Applied' ? mapTexts(condition, replace) : condition,
  );
  return { ...status, conditions: replaced };
}

function contentChecksum({ data = {}, metadata }: KubeObject): string {
  const parts = [data, metadata.labels ?? {}].flatMap((fields) => Object.entries(fields as object).toSorted(byName));
  return sha256(parts.flat().join(''));
}

function runConfigChecksum(children: readonly KubeObject[]): string | undefined {
  const map = children.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith('-runconfig'));
  const text = isObject(map?.['data']) ? map['data']['runconfig.json'] : undefined;
  if (typeof text !== 'string') return undefined;
  const { scaling_config: scaling, ...read } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const acted = Object.entries(read).filter(([name]) => !NOT_READ_BY_PROXY.has(name));
  const redis = isObject(scaling) ? scaling['session_redis'] : undefined;
  return sha256(toSortedGoJson({ ...Object.fromEntries(acted), scaling_config: redis }));
}

function digestOf(children: readonly KubeObject[], key: string): string | undefined {
  const child = children.find(({ kind, metadata }) => key === `${kind}/${metadata.name}`);
  if (child === undefined) return undefined;
  const { metadata, spec, ...rest } = child;
  const { name, labels, annotations } = metadata;
  const { replicas: _replicas, ...kept } = isObject(spec) ? spec : {};
  return sha256(sorted({ ...rest, spec: kept, metadata: { name, labels, annotations } })).slice(0, 24);
}

/** JSON with sorted members and without what is empty, a comma after each member. */
function sorted(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '' : `[${value.map(sorted).join(',')}]`;
  if (!isObject(value)) return ['', 0, false, undefined, null].includes(value as null) ? '' : JSON.stringify(value);
  const members = Object.entries(value)
    .toSorted(byName)
    .map(([name, member]) => [JSON.stringify(name), sorted(member)])
    .filter(([, text]) => text !== '');
  return members.length === 0 ? '' : `{${members.map((member) => `${member.join(':')},`).join('')}}`;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
