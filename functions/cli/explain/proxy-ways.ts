// Explain: each place that the proxy is configured to connect to, and what its policy opens for it.

import { hostPlace, OUTSIDE } from '../../children/permissions/host-place.ts';
import { type Destination, proxyDestinations } from '../../children/permissions/proxy-destinations.ts';
import type { Compiled } from '../../compile/compiled.ts';
import type { ProxyEgressEntry, Settings } from '../../decode/settings.ts';

/** One place. */
export interface ProxyWay {
  /** Host and port as they are written, or the setting. */
  readonly to: string;
  /** What is opened for it. */
  readonly opens: string;
}

/** What its configuration names, then what the settings open to every proxy. */
export function proxyWays(compiled: Compiled): readonly ProxyWay[] {
  const { server, settings } = compiled;
  if (!settings.networkPolicy.enabled) return [];
  const { mode, extra } = settings.networkPolicy.proxyEgress;
  const named = proxyDestinations(compiled).map((destination) => ({
    to: `${destination.host ?? '(found at run time)'}:${destination.port}`,
    opens: mode === 'list' ? listText(destination, server.namespace) : placeText(destination, compiled),
  }));
  return [
    ...new Map(named.map((way) => [way.to, way])).values(),
    ...(mode === 'open'
      ? [{ to: 'setting networkPolicy.proxyEgress.mode', opens: `everything${exceptText(settings)}` }]
      : []),
    ...extra.map((entry, index) => ({
      to: `setting networkPolicy.proxyEgress.extra[${index}]`,
      opens: entryText(entry),
    })),
  ];
}

function listText({ host = '' }: Destination, ownNamespace: string): string {
  const { isApiServer } = hostPlace(host, ownNamespace);
  return isApiServer ? 'the API server' : 'nothing, for networkPolicy.proxyEgress.mode is list';
}

function placeText({ host, port }: Destination, { server, settings }: Compiled): string {
  const { namespace, isApiServer, isOutside } = host === undefined ? OUTSIDE : hostPlace(host, server.namespace);
  const parts = [
    ...(isApiServer ? ['the API server'] : []),
    ...(namespace === undefined ? [] : [`pods of namespace ${namespace}, every port`]),
    ...(isOutside ? [`port ${port} of every address${exceptText(settings)}`] : []),
  ];
  return parts.length === 0 ? 'nothing: it is in the pod' : parts.join(' and ');
}

function exceptText({ permissionProfiles: { network } }: Settings): string {
  return network.except.length === 0 ? '' : ' but those of permissionProfiles.network.except';
}

function entryText({ cidr, namespace, podLabels = {}, ports }: ProxyEgressEntry): string {
  const labels = Object.entries(podLabels).map(([key, value]) => `${key}=${value}`);
  const pods = `pods of ${namespace === undefined ? 'its namespace' : `namespace ${namespace}`}${labels.length > 0 ? ` with ${labels.join(', ')}` : ''}`;
  return `${cidr ?? pods}, ${ports === undefined ? 'every port' : `port ${ports.join(', ')}`}`;
}
