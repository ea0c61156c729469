// Migrate: who calls a backend directly, not through its proxy. ToolHive allows that; here a NetworkPolicy lets only the proxy in.

import { backendServiceNames } from '../../decode/names.ts';
import type { Settings } from '../../decode/settings.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { childName } from '../compare/children.ts';

/** Kinds that are searched because people write addresses in them. */
const WRITTEN_IN = new Set([
  'ConfigMap',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Pod',
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
  'VirtualMCPServer',
  'MCPRemoteProxy',
  'MCPServerEntry',
]);

/** `Kind/name in namespace` of everything that names a backend's Services or selects its pods; empty where the settings let all in. */
export function findDirectCallers(
  parent: KubeObject,
  objects: readonly KubeObject[],
  { networkPolicy }: Settings,
): readonly string[] {
  if (!networkPolicy.enabled || networkPolicy.backendIngress === 'open') return [];
  const callers = objects.filter(
    (object) =>
      (WRITTEN_IN.has(object.kind) && !isOfWorkload(object) && namesBackend(object, parent)) ||
      (object.kind === 'Service' && selectsBackend(object, parent)),
  );
  const isLetIn = networkPolicy.backendIngress === 'namespace';
  return [
    ...new Set(
      callers
        .filter(({ metadata }) => !isLetIn || metadata.namespace !== parent.metadata.namespace)
        .map((object) => `${childName(object)} in ${object.metadata.namespace ?? ''}`),
    ),
  ];
}

/** Finds the host with its namespace anywhere; without it only in the same namespace, in an address or as the backend of a route. */
function namesBackend(object: KubeObject, parent: KubeObject): boolean {
  const { namespace = '' } = parent.metadata;
  const host = `(${backendServiceNames(parent.metadata).join('|').replaceAll('.', '\\.')})`;
  const text = JSON.stringify({ spec: object['spec'], data: object['data'] });
  const start = '(?<![\\w.-])';
  if (new RegExp(`${start}${host}\\.${namespace}(?![\\w-])`).test(text)) return true;
  if (object.metadata.namespace !== namespace) return false;
  const isRoute = object.kind === 'Ingress' || object.kind.endsWith('Route');
  // After a single slash it is part of an image, in quotes it may be a label.
  const alone = [`//${host}(?![\\w.-])`, `${start}(?<!/)${host}:\\d`, ...(isRoute ? [`"name":"${host}"`] : [])];
  return alone.some((pattern) => new RegExp(pattern).test(text));
}

/** A Service other than ToolHive's own that selects the backend's pods. */
function selectsBackend(object: KubeObject, { metadata }: KubeObject): boolean {
  const { namespace, name } = metadata;
  const isOwn = backendServiceNames(metadata).includes(object.metadata.name);
  return (
    !isOwn && object.metadata.namespace === namespace && isEqual(readObject(object, 'spec', 'selector'), { app: name })
  );
}

/** Pods of workloads are skipped: the workload itself is reported. */
function isOfWorkload({ kind, metadata }: KubeObject): boolean {
  return (
    kind === 'Pod' && (metadata.ownerReferences ?? []).some((owner) => /^(ReplicaSet|StatefulSet)$/.test(owner.kind))
  );
}
