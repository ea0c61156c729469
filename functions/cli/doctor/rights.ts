// Doctor: does Metacontroller have the rights that the settings need? It makes all writes, so a missing right shows late and far away.

import { CONFIG_KINDS, configPlural, TOOLHIVE_GROUP } from '../../decode/config-kinds.ts';
import { listChildResources } from '../../decode/controller.ts';
import { readObject, readObjects, readString, readStrings } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import {
  advice,
  type CheckResult,
  failed,
  type Installation,
  passed,
  readOn,
  undetermined,
  unreadable,
} from './installation.ts';
import { findMetacontrollers, isOurController, type Metacontroller } from './metacontroller.ts';

/** A right: verbs on one resource of an API group. */
export interface Right {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
}

const READ = ['get', 'list', 'watch'];
const MANAGE = [...READ, 'create', 'update', 'patch', 'delete'];

/** The rights that Metacontroller needs with these settings and controllers; `readsSecrets`: the CompositeController names Secrets. */
export function neededRights(
  { settings, objects }: Pick<Installation, 'settings' | 'objects'>,
  readsSecrets: boolean,
): readonly Right[] {
  const children = listChildResources(settings).map(({ apiVersion, resource }) => ({
    group: apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '',
    resource,
    verbs: MANAGE,
  }));
  const configs = settings.references.configKinds.map((kind) => ({
    group: TOOLHIVE_GROUP,
    resource: configPlural(kind),
    verbs: READ,
  }));
  return [
    { group: 'metacontroller.k8s.io', resource: 'compositecontrollers', verbs: READ },
    { group: 'apiextensions.k8s.io', resource: 'customresourcedefinitions', verbs: READ },
    { group: TOOLHIVE_GROUP, resource: 'mcpservers', verbs: READ },
    { group: TOOLHIVE_GROUP, resource: 'mcpservers/status', verbs: ['update'] },
    ...configs,
    ...statusRights(objects),
    ...children,
    { group: '', resource: 'pods', verbs: READ },
    { group: '', resource: 'pods/attach', verbs: ['create'] },
    { group: 'authorization.k8s.io', resource: 'selfsubjectrulesreviews', verbs: ['create'] },
    ...(settings.rollout.onSecretChange || readsSecrets ? [{ group: '', resource: 'secrets', verbs: READ }] : []),
  ];
}

/** Kinds that servers refer to get their status where a CompositeController has them as parents. */
function statusRights(objects: readonly KubeObject[]): readonly Right[] {
  const plurals: ReadonlySet<unknown> = new Set(CONFIG_KINDS.map(configPlural));
  const parents = objects
    .filter(({ kind }) => kind === 'CompositeController')
    .flatMap((controller) => readString(controller, 'spec', 'parentResource', 'resource') ?? [])
    .filter((resource) => plurals.has(resource));
  return parents.map((resource) => ({ group: TOOLHIVE_GROUP, resource: `${resource}/status`, verbs: ['update'] }));
}

/** Compares the ClusterRoles bound to Metacontroller's account with what is needed. */
export function checkRights(installation: Installation): CheckResult {
  const [metacontroller] = findMetacontrollers(installation);
  if (metacontroller === undefined)
    return undetermined(`Metacontroller is not there: install it${readOn('install', installation)}`);
  const reason =
    installation.unseen.get('clusterrolebindings.rbac.authorization.k8s.io') ??
    installation.unseen.get('clusterroles.rbac.authorization.k8s.io');
  if (reason !== undefined) return unreadable(reason);
  const rules = rulesOf(metacontroller, installation);
  const readsSecrets = JSON.stringify(installation.objects.filter(isOurController)).includes('"secretRef"');
  const missing = neededRights(installation, readsSecrets).flatMap((right) => lacking(right, rules));
  const account = `${metacontroller.account.namespace}/${metacontroller.account.name}`;
  if (missing.length > 0)
    return failed(
      `account ${account} may not ${missing.slice(0, MAX_NAMED).join('; ')}${missing.length > MAX_NAMED ? ` and ${missing.length - MAX_NAMED} more` : ''}: give its ClusterRole the rules of metacontroller-values.yaml`,
    );
  return rules.some(isEverything)
    ? advice(`account ${account} may do everything: the rules of metacontroller-values.yaml are enough`)
    : passed(`account ${account} may do what servers need`);
}

const MAX_NAMED = 3;

function rulesOf({ account }: Metacontroller, { objects }: Installation): readonly Fields[] {
  const bindings = objects.filter((object) => object.kind === 'ClusterRoleBinding' && isSubject(object, account));
  const roles = new Set(bindings.map((binding) => String(readObject(binding, 'roleRef')['name'])));
  return objects
    .filter(({ kind, metadata }) => kind === 'ClusterRole' && roles.has(metadata.name))
    .flatMap((role) => readObjects(role, 'rules'));
}

function isSubject(binding: KubeObject, { namespace, name }: Metacontroller['account']): boolean {
  const groups = new Set(['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated']);
  return readObjects(binding, 'subjects').some((subject) =>
    subject['kind'] === 'ServiceAccount'
      ? subject['name'] === name && subject['namespace'] === namespace
      : groups.has(String(subject['name'])),
  );
}

function lacking({ group, resource, verbs }: Right, rules: readonly Fields[]): readonly string[] {
  const about = rules.filter(
    (rule) => has(rule, 'apiGroups', group) && has(rule, 'resources', resource) && !('resourceNames' in rule),
  );
  const held = new Set(about.flatMap((rule) => readStrings(rule, 'verbs')));
  const missing = held.has('*') ? [] : verbs.filter((verb) => !held.has(verb));
  return missing.length === 0 ? [] : [`${missing.join(', ')} ${resource}${group === '' ? '' : `.${group}`}`];
}

function has(rule: Fields, name: string, wanted: string): boolean {
  const texts = readStrings(rule, name);
  return texts.includes(wanted) || texts.includes('*');
}

function isEverything(rule: Fields): boolean {
  return ['apiGroups', 'resources', 'verbs'].every((name) => readStrings(rule, name).includes('*'));
}
