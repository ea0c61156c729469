// Permissions: what the pods of a server may do in the API, in one line; read by status and by whoever explains a server.

import { readMember, readObjects, readString, readStrings } from '../../kube/json-reader.ts';
import { type Fields, isObject, type KubeObject } from '../../kube/object.ts';

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
  const rules = readObjects(role, 'rules').filter((rule) => !readStrings(rule, 'resources').includes(EVERYBODY));
  return { proxy: rules.map(ruleText).join('; '), backend: backendAccount(children) };
}

/** The same as one sentence. */
export function rightsSentence({ proxy, backend }: Rights): string {
  const ofProxy = proxy === '' ? 'do nothing' : proxy;
  return `In the API the proxy may ${ofProxy}, and the backend ${backend === undefined ? 'nothing' : `what ServiceAccount ${backend} may`}`;
}

function ruleText(rule: Fields): string {
  const names = readStrings(rule, 'resourceNames');
  const only = names.length === 0 ? '' : ` ${names.join(', ')}`;
  return `${readStrings(rule, 'verbs').join(', ')} ${readStrings(rule, 'resources').join(', ')}${only}`;
}

function backendAccount(children: readonly KubeObject[]): string | undefined {
  const workload = children.find(({ kind }) => kind === 'StatefulSet');
  const pod = readMember(workload, 'spec', 'template', 'spec');
  return pod === undefined || !hasAccountToken(pod) ? undefined : (readString(pod, 'serviceAccountName') ?? 'default');
}

/** Whether a pod sees a token of its account: the one that is mounted by default, or one among its own volumes. */
export function hasAccountToken(pod: unknown): boolean {
  const sources = readObjects(pod, 'volumes').flatMap((volume) => readObjects(volume, 'projected', 'sources'));
  const isProjected = sources.some(({ serviceAccountToken }) => isObject(serviceAccountToken));
  return isProjected || readMember(pod, 'automountServiceAccountToken') !== false;
}
