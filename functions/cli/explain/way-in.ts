// Explain: the way of a call from a client to the server, in one line.

import { BACKEND_CONTAINER, backendServiceName, proxyServiceName } from '../../decode/names.ts';
import { readObjects } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';

/** `clients -> mcp-fetch-proxy:8080 -> proxy -> mcp-fetch:3000 -> backend` */
export function describeWayIn(name: string, children: readonly KubeObject[]): string {
  const proxy = addressOf(children, proxyServiceName({ name }));
  const backend = addressOf(children, backendServiceName({ name }));
  const inside =
    backend === undefined ? [`standard input of container ${BACKEND_CONTAINER}`, 'backend'] : [backend, 'backend'];
  return ['clients', ...(proxy === undefined ? [] : [proxy]), 'proxy', ...inside].join(' -> ');
}

/** `mcp-fetch:3000`; undefined without such a Service. */
function addressOf(children: readonly KubeObject[], name: string): string | undefined {
  const service = children.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name);
  const [port] = readObjects(service, 'spec', 'ports');
  return service === undefined ? undefined : `${name}:${String(port?.['port'])}`;
}
