// Explain: what a server may do in the API, in one line.

import { type Fields, fieldsAt, listAt, type StoredObject } from '../../simulator/object.ts';

/** What every account may do anyway; the Role of a server that needs nothing says just this. */
const EVERYBODY = 'selfsubjectrulesreviews';

/** Sentences about the proxy's Role and the tokens in both pods. */
export function describeRights(children: readonly StoredObject[]): readonly string[] {
  const rules = children.filter(({ kind }) => kind === 'Role').flatMap((role) => listAt(role, 'rules'));
  const real = rules.filter((rule) => !textsAt(rule, 'resources').includes(EVERYBODY));
  const may = real.length === 0 ? ['nothing in the API'] : real.map(ruleText);
  return [
    `the proxy may: ${may.join('; ')}`,
    `the proxy ${tokenText(children, 'Deployment')}`,
    `the backend ${tokenText(children, 'StatefulSet')}`,
  ];
}

function ruleText(rule: Fields): string {
  const names = textsAt(rule, 'resourceNames');
  const only = names.length === 0 ? '' : ` ${names.join(', ')}`;
  return `${textsAt(rule, 'verbs').join(', ')} ${textsAt(rule, 'resources').join(', ')}${only}`;
}

function tokenText(children: readonly StoredObject[], kind: string): string {
  const workload = children.find((child) => child.kind === kind) ?? {};
  const pod = fieldsAt(fieldsAt(fieldsAt(workload, 'spec'), 'template'), 'spec');
  const account = typeof pod['serviceAccountName'] === 'string' ? pod['serviceAccountName'] : 'default';
  const mounts = pod['automountServiceAccountToken'] !== false;
  return mounts ? `has a token of ServiceAccount ${account}` : `runs as ServiceAccount ${account} without its token`;
}

function textsAt(rule: Fields, name: string): readonly string[] {
  const list = rule[name];
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}
