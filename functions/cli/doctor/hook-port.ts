// Doctor: who may connect to the hook port, according to the NetworkPolicies? Whether the cluster enforces them is not visible.

import { matchesSelector } from '../../simulator/label-selector.ts';
import { type Fields, fieldsAt, listAt, type StoredObject } from '../../simulator/object.ts';
import {
  containersOf,
  type CheckResult,
  findHooks,
  advice,
  nameOf,
  passed,
  type Installation,
  podSpec,
  textsAt,
  undetermined,
} from './installation.ts';

const RESOURCE = 'networkpolicies.networking.k8s.io';
const REMEDY =
  'set networkPolicy.apiServerCIDRs, podCIDRs or apiServerPeers in the chart, see "Callers" in docs/operations.md';

/** Whether any pod of the cluster may connect to the hooks, and how to close it. */
export function checkHookPort(installation: Installation): CheckResult {
  const hooks = findHooks(installation);
  if (hooks === undefined) return undetermined('the hooks are not there');
  const reason = installation.unseen.get(RESOURCE);
  if (reason !== undefined) return undetermined(reason);
  if (podSpec(hooks)['hostNetwork'] === true)
    return advice('the hooks run in the network of their nodes, where no NetworkPolicy holds: every pod may connect');
  const policies = installation.objects.filter((object) => isAboutIngressOf(object, hooks));
  if (policies.length === 0)
    return advice(
      `every pod may connect, no NetworkPolicy is about it: set networkPolicy.enabled in the chart and ${REMEDY}`,
    );
  const open = policies.find((policy) =>
    listAt(fieldsAt(policy, 'spec'), 'ingress').some((rule) => isAboutHookPort(rule, hooks) && isOpen(rule)),
  );
  return open === undefined
    ? passed(`NetworkPolicy ${policies.map(nameOf).join(', ')} says who may connect`)
    : advice(`every pod may connect, NetworkPolicy ${nameOf(open)} lets it: ${REMEDY}`);
}

function isAboutIngressOf(object: StoredObject, hooks: StoredObject): boolean {
  if (object.kind !== 'NetworkPolicy' || object.metadata.namespace !== hooks.metadata.namespace) return false;
  const spec = fieldsAt(object, 'spec');
  const labels = fieldsAt(fieldsAt(fieldsAt(hooks, 'spec'), 'template'), 'metadata')['labels'];
  const isIngress = !('policyTypes' in spec) || textsAt(spec, 'policyTypes').includes('Ingress');
  return isIngress && matchesSelector(fieldsAt(spec, 'podSelector'), asTexts(labels));
}

function isAboutHookPort(rule: Fields, hooks: StoredObject): boolean {
  const ports = listAt(rule, 'ports');
  const own = listAt(containersOf(hooks)[0] ?? {}, 'ports').find(({ name }) => name === 'hooks') ?? {};
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
  const peers = listAt(rule, 'from');
  return peers.length === 0 || peers.some(isEverybody);
}

function isEverybody(peer: Fields): boolean {
  const block = fieldsAt(peer, 'ipBlock');
  if (String(block['cidr']).endsWith('/0')) return textsAt(block, 'except').length === 0;
  return 'namespaceSelector' in peer && isEmpty(peer, 'namespaceSelector') && isEmpty(peer, 'podSelector');
}

function isEmpty(peer: Fields, selector: string): boolean {
  return Object.keys(fieldsAt(peer, selector)).length === 0;
}

function asTexts(labels: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(labels ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
