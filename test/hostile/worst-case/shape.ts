// The type of a value, in one form for both the schema of MCPServer and the fields of a pod.

/** Numbers the items of a list, so that each can differ from the others. */
export type Index = number;

/** A list or a map. */
export interface Many {
  readonly kind: 'list' | 'map';
  readonly of: Shape;
  /** Member by which a list is merged. */
  readonly key?: string;
}

/** A type of values. */
export type Shape =
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'object'; readonly name: string; readonly fields: () => ReadonlyMap<string, Shape> }
  | Many;

/** How the items of a list or map are made. */
export type Filling = 'empty' | 'equal' | 'distinct' | 'sound' | 'failing' | 'full' | 'null';

/** All of them: the smallest items, equal ones, ones that differ, ones that every rule takes, and ones that break many rules. */
export const FILLINGS: readonly Filling[] = ['empty', 'equal', 'distinct', 'sound', 'failing', 'full', 'null'];

/** Values that the rules of Kubernetes ask for, by the name of the field; anything else gets a text or a number. */
const SOUND: Readonly<Record<string, unknown>> = {
  action: 'Restart',
  apiVersion: 'v1',
  claimName: 'c',
  effect: 'NoSchedule',
  fieldPath: 'metadata.name',
  hostIP: '10.0.0.1',
  image: 'a',
  operator: 'Exists',
  resource: 'limits.cpu',
  restartPolicy: 'Always',
  resourceName: 'cpu',
  protocol: 'TCP',
  maxTokens: 1,
  refillPeriod: '1s',
  maxSkew: 1,
  weight: 1,
  whenUnsatisfiable: 'DoNotSchedule',
};

/** Fields that make an item of a type complete, beside its key. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  Container: ['name', 'image'],
  ContainerResizePolicy: ['resourceName', 'restartPolicy'],
  EnvVar: ['name', 'value'],
  HostAlias: ['ip'],
  HTTPHeader: ['name', 'value'],
  KeyToPath: ['key', 'path'],
  LabelSelectorRequirement: ['key', 'operator'],
  NodeSelectorRequirement: ['key', 'operator'],
  PodReadinessGate: ['conditionType'],
  PreferredSchedulingTerm: ['weight', 'preference'],
  PodAffinityTerm: ['topologyKey'],
  ProxyEnvVar: ['name', 'value'],
  SecretBinding: ['name', 'key', 'targetEnvName'],
  Sysctl: ['name', 'value'],
  Toleration: ['key', 'operator'],
  ToolRateLimit: ['name', 'shared'],
  TokenBucket: ['maxTokens', 'refillPeriod'],
  TopologySpreadConstraint: ['maxSkew', 'topologyKey', 'whenUnsatisfiable'],
  Volume: ['name', 'mountPath', 'hostPath'],
  VolumeDevice: ['name', 'devicePath'],
  VolumeMount: ['name', 'mountPath'],
};

/** One item of a list, or one value of a map. */
export function itemOf(list: Many, filling: Filling, index: Index): unknown {
  if (filling === 'null') return null;
  return valueOf(list.of, filling, { index, name: list.key ?? '', key: list.key });
}

interface At {
  readonly index: Index;
  /** Name of the field that the value stands in. */
  readonly name: string;
  /** Field by which the list around it is merged. */
  readonly key?: string | undefined;
}

function valueOf(shape: Shape, filling: Filling, at: At): unknown {
  if (shape.kind === 'scalar') return scalarOf(shape.name, filling, at);
  if (shape.kind !== 'object') return manyOf(shape, filling, at);
  const fields = [...shape.fields()].filter(([name, member]) =>
    isWanted({ shape: shape.name, name, member }, filling, at),
  );
  return Object.fromEntries(
    fields.map(([name, member]) => [name, valueOf(member, deeper(filling), { index: at.index, name })]),
  );
}

/** Lists inside items are small, or there would be no end. */
function manyOf({ kind, of }: Many, filling: Filling, at: At): unknown {
  if (filling !== 'full') return kind === 'list' ? [] : {};
  const value = valueOf(of, 'failing', at);
  return kind === 'list' ? [value] : { [textOf(filling, at)]: value };
}

/** An item has all of its scalars when it is full; what it has inside is small, or a pod would have no end. */
function deeper(filling: Filling): Filling {
  return filling === 'full' ? 'failing' : filling;
}

function isWanted(
  { shape, name, member }: { readonly shape: string; readonly name: string; readonly member: Shape },
  filling: Filling,
  { key }: At,
): boolean {
  if (filling === 'empty') return false;
  if (filling === 'full') return member.kind === 'scalar' || member.kind === 'object';
  if (name === key) return true;
  const isNeeded = (NEEDED[shape] ?? ['name', 'key']).includes(name);
  return filling === 'sound' || filling === 'failing' ? isNeeded : key === undefined && isNeeded;
}

function scalarOf(type: string, filling: Filling, at: At): unknown {
  if (type === 'boolean') return true;
  if (type === 'int32' || type === 'int64' || type === 'integer') return numberOf(filling, at);
  if (type === 'quantity') return filling === 'failing' ? `-${at.index}` : String(at.index);
  return textOf(filling, at);
}

function numberOf(filling: Filling, { index, name }: At): number {
  if (filling === 'failing' || filling === 'full') return -1 - index;
  if (filling === 'equal' || filling === 'empty') return 1;
  return typeof SOUND[name] === 'number' ? SOUND[name] : 1 + (index % 65_535);
}

function textOf(filling: Filling, { index, name }: At): string {
  if (filling === 'empty') return '';
  if (filling === 'equal') return 'a';
  if (filling === 'failing') return `%${index.toString(36)}`;
  const known = SOUND[name];
  if (filling === 'sound' && typeof known === 'string') return known;
  const text = `a${index.toString(36)}`;
  return /Path$|^path$/.test(name) && name !== 'subPath' ? `/${text}` : text;
}
