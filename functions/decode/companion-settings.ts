// Step: what the schema of the settings cannot say about companions.

import { isLabelValue, isQualifiedName } from '../kube/label-grammar.ts';
import { isObjectName } from '../kube/object-name.ts';
import { isMore } from '../kube/quantity.ts';
import type { Settings } from './settings.ts';

interface Problem {
  /** Below `companions`. */
  readonly key: string;
  readonly message: string;
}

/**
 * Settings with which the API server would refuse a companion of every server, two servers would get one host name, or a server
 * could have the certificate of another application written anew.
 */
export function findBadCompanions({ companions, networkPolicy }: Settings): readonly Problem[] {
  const { autoscalers, routes, monitors } = companions;
  const isNarrow = networkPolicy.enabled && networkPolicy.proxyIngress === 'namespace';
  const route = routes.kind === 'none' ? [] : findBadRoutes(routes);
  const unreachable =
    isNarrow && routes.kind !== 'none' && routes.controllerNamespace === undefined
      ? [problem('routes/controllerNamespace', 'must be there while networkPolicy.proxyIngress is namespace')]
      : [];
  const unseen =
    isNarrow && monitors.kind !== 'none' && monitors.prometheusNamespace === undefined
      ? [problem('monitors/prometheusNamespace', 'must be there while networkPolicy.proxyIngress is namespace')]
      : [];
  const labels = Object.entries(monitors.labels)
    .filter(([key, value]) => !isQualifiedName(key) || !isLabelValue(value))
    .map(([key]) => problem('monitors/labels', `${JSON.stringify(key)} is no label`));
  const cpu = !isMore(autoscalers.cpu, '0')
    ? [problem('autoscalers/cpu', `${JSON.stringify(autoscalers.cpu)} is not an amount above 0, such as 500m`)]
    : [];
  return [...cpu, ...route, ...unreachable, ...unseen, ...labels];
}

type Routes = Settings['companions']['routes'];

function findBadRoutes({ kind, host = '', tlsSecret = '', gateway, annotations }: Routes): readonly Problem[] {
  const keys = Object.keys(annotations).filter((key) => !isQualifiedName(key));
  return [
    ...(isHostPattern(host)
      ? []
      : [problem('routes/host', 'must be a host name with {name} and {namespace} in different labels')]),
    ...(tlsSecret.startsWith('{name}')
      ? [
          problem(
            'routes/tlsSecret',
            'must begin with a part of its own, such as mcp-{name}-tls: servers choose {name}',
          ),
        ]
      : []),
    ...(kind === 'HTTPRoute' && gateway === undefined ? [problem('routes/gateway', 'must be there')] : []),
    ...keys.map((key) => problem('routes/annotations', `${JSON.stringify(key)} is not the key of an annotation`)),
  ];
}

/** In one label `a-b` of `c` and `a` of `b-c` would be the same. */
function isHostPattern(host: string): boolean {
  const labels = host.split('.');
  const isApart = labels.every((label) => !(label.includes('{name}') && label.includes('{namespace}')));
  const sample = host.replaceAll('{name}', 'a').replaceAll('{namespace}', 'b');
  return host.includes('{name}') && host.includes('{namespace}') && isApart && isObjectName(sample);
}

function problem(key: string, message: string): Problem {
  return { key, message };
}
