// Permissions: what the pods of a server may do in the API, in one line; read by status and by whoever explains a server.

import { isObject, type KubeObject } from '../../kube/object.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What every account may do anyway; the Role of a server that needs nothing says just this. */
const EVERYBODY = 'selfsubjectrulesreviews';

/** Rights of one server. */
export interface Rights {
  /** Rules of the proxy's Role, `get statefulsets a; list pods`; empty for those that every account has. */
  readonly proxy: string;
  /** The ServiceAccount whose token the backend has; undefined without one. */
  readonly backend: string | undefined;
}

/** Read from the children themselves; undefined while there is no Role among them. */
export function describeRights(children: readonly KubeObject[]): Rights | undefined {
  const role = children.find(({ kind }) => kind === 'Role');
  if (role === undefined) return undefined;
  const rules = items(role['rules']).filter((rule) => !texts(rule['resources']).includes(EVERYBODY));
  return { proxy: rules.map(ruleText).join('; '), backend: backendAccount(children) };
}

/** The same as one sentence. */
export function rightsSentence({ proxy, backend }: Rights): string {
  const ofProxy = proxy === '' ? 'do nothing' : proxy;
  return `In the API the proxy may ${ofProxy}, and the backend ${backend === undefined ? 'nothing' : `what ServiceAccount ${backend} may`}`;
}

function ruleText(rule: Fields): string {
  const names = texts(rule['resourceNames']);
  const only = names.length === 0 ? '' : ` ${names.join(', ')}`;
  return `${texts(rule['verbs']).join(', ')} ${texts(rule['resources']).join(', ')}${only}`;
}

function backendAccount(children: readonly KubeObject[]): string | undefined {
  const workload = children.find(({ kind }) => kind === 'StatefulSet');
  const pod = ['spec', 'template', 'spec'].reduce<unknown>(member, workload);
  if (pod === undefined || member(pod, 'automountServiceAccountToken') === false) return undefined;
  const account = member(pod, 'serviceAccountName');
  return typeof account === 'string' ? account : 'default';
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function items(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
