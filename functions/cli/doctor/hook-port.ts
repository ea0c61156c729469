// Doctor: who may connect to the hook port, according to the NetworkPolicies? Whether the cluster enforces them is not visible.

import { matchesSelector } from '../../kube/label-selector.ts';
import { readObject, readObjects, readStringMap, readStrings } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import {
  advice,
  type CheckResult,
  containersOf,
  findHooks,
  type Installation,
  nameOf,
  passed,
  podSpec,
  readOn,
  undetermined,
  unreadable,
} from './installation.ts';

const RESOURCE = 'networkpolicies.networking.k8s.io';
const REMEDY = 'set networkPolicy.apiServerCIDRs, podCIDRs or apiServerPeers in the chart';

/** Whether any pod of the cluster may connect to the hooks, and how to close it. */
export function checkHookPort(installation: Installation): CheckResult {
  const hooks = findHooks(installation);
  if (hooks === undefined) return undetermined('the hooks are not there: install the chart');
  const more = readOn('operations', installation);
  const reason = installation.unseen.get(RESOURCE);
  if (reason !== undefined) return unreadable(reason);
  if (podSpec(hooks)['hostNetwork'] === true)
    return advice(
      'the hooks run in the network of their nodes, where no NetworkPolicy holds, so every pod may connect: set hostNetwork to false in the chart where the API server reaches pods',
    );
  const policies = installation.objects.filter((object) => isAboutIngressOf(object, hooks));
  if (policies.length === 0)
    return advice(
      `every pod may connect, no NetworkPolicy is about it: set networkPolicy.enabled in the chart and ${REMEDY}${more}`,
    );
  const open = policies.find((policy) =>
    readObjects(policy, 'spec', 'ingress').some((rule) => isAboutHookPort(rule, hooks) && isOpen(rule)),
  );
  return open === undefined
    ? passed(`NetworkPolicy ${policies.map(nameOf).join(', ')} says who may connect`)
    : advice(`every pod may connect, NetworkPolicy ${nameOf(open)} lets it: ${REMEDY}${more}`);
}

function isAboutIngressOf(object: KubeObject, hooks: KubeObject): boolean {
  if (object.kind !== 'NetworkPolicy' || object.metadata.namespace !== hooks.metadata.namespace) return false;
  const spec = readObject(object, 'spec');
  const labels = readObject(hooks, 'spec', 'template', 'metadata')['labels'];
  const isIngress = !('policyTypes' in spec) || readStrings(spec, 'policyTypes').includes('Ingress');
  return isIngress && matchesSelector(readObject(spec, 'podSelector'), readStringMap(labels));
}

function isAboutHookPort(rule: Fields, hooks: KubeObject): boolean {
  const ports = readObjects(rule, 'ports');
  const own = readObjects(containersOf(hooks)[0] ?? {}, 'ports').find(({ name }) => name === 'hooks') ?? {};
  const number = Number(own['containerPort']);
  return (
    ports.length === 0 ||
    ports.some(({ port, endPort }) =>
      typeof port === 'number'
        ? port <= number && number <= Number(endPort ?? port)
        : port === undefined || port === own['name'],
    )
  );
}

/** A rule without peers lets everybody in; so do all namespaces, and all addresses without an exception. */
function isOpen(rule: Fields): boolean {
  const peers = readObjects(rule, 'from');
  return peers.length === 0 || peers.some(isEverybody);
}

function isEverybody(peer: Fields): boolean {
  const block = readObject(peer, 'ipBlock');
  if (String(block['cidr']).endsWith('/0')) return readStrings(block, 'except').length === 0;
  return 'namespaceSelector' in peer && isEmpty(peer, 'namespaceSelector') && isEmpty(peer, 'podSelector');
}

function isEmpty(peer: Fields, selector: string): boolean {
  return Object.keys(readObject(peer, selector)).length === 0;
}
