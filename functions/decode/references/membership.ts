// Reference, seen from the object that servers refer to: which servers do. A server marks one of its children with every object
// that its spec names, so that the object's own sync is handed these children, and not every server of the namespace.

import type { KubeObject } from '../../kube/object.ts';
import { sha256Hex } from '../../kube/sha256.ts';
import { type ConfigKind, isServer, TOOLHIVE_GROUP } from '../config-kinds.ts';
import { isChildName } from '../names.ts';
import { listAllObjects, type ObjectMap } from '../observed.ts';
import type { RelatedRule } from '../related-rule.ts';
import type { Server } from '../server.ts';
import { CONFIG_REFERENCES } from './kinds.ts';

/** What may stand after the slash of a label's key, of the names that an object can have. */
const LABEL_NAME = /^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/;

/** Hexadecimal digits that stand for a longer name, or for one that no object can have. */
const HASH_LENGTH = 32;

/** Kinds of children that carry the marks: the proxy's policy, or its account where the settings switch policies off. */
const CARRIERS = [
  { apiVersion: 'networking.k8s.io/v1', resource: 'networkpolicies' },
  { apiVersion: 'v1', resource: 'serviceaccounts' },
] as const;

/** Labels that name every object of a config kind that the spec names, whether it exists or not. */
export function referenceLabels({ spec }: Server): Readonly<Record<string, string>> {
  const labels = CONFIG_REFERENCES.flatMap(([member, kind]) => {
    const name = spec[member]?.name ?? '';
    return name === '' ? [] : [[referenceLabel(kind, name), 'true'] as const];
  });
  return Object.fromEntries(labels);
}

/** The related objects of an object of a config kind: the marked children in its namespace. */
export function listMemberRules(kind: ConfigKind, { metadata }: Pick<KubeObject, 'metadata'>): readonly RelatedRule[] {
  const { name, namespace = '' } = metadata;
  const labelSelector = { matchLabels: { [referenceLabel(kind, name)]: 'true' } };
  return CARRIERS.map(({ apiVersion, resource }) => ({ apiVersion, resource, namespace, labelSelector }));
}

/** Names of the servers whose children these are, sorted. An object that no server has under its name counts for none. */
export function listMembers(related: ObjectMap): readonly string[] {
  const names = listAllObjects(related).flatMap((object) =>
    (object.metadata.ownerReferences ?? [])
      .filter((owner) => isServer(owner) && isChildName(object, owner))
      .map(({ name }) => name),
  );
  return [...new Set(names)].toSorted();
}

function referenceLabel(kind: ConfigKind, name: string): string {
  const suffix = LABEL_NAME.test(name) ? name : sha256Hex(name).slice(0, HASH_LENGTH);
  return `${kind.toLowerCase()}.${TOOLHIVE_GROUP}/${suffix}`;
}
