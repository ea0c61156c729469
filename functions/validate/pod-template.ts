// Rule: the pod template that is merged into the backend's pod.

import { BACKEND_CONTAINER, PROXY_CONTAINER } from '../decode/names.ts';
import { POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import { at, type Finding } from '../kube/finding.ts';
import { readObject } from '../kube/json-reader.ts';
import { isObject } from '../kube/object.ts';
import { finding, type ValidationInput } from './rule.ts';

/** What reading the template finds (types, unknown fields, what cannot be merged), and containers with unexpected names. */
export function validatePodTemplate({ server }: ValidationInput): readonly Finding[] {
  if (server.podTemplate === undefined) return [];
  const { patch, isUsable, findings } = server.podTemplate;
  return isUsable ? [...findings, ...validateContainers(patch)] : findings;
}

function validateContainers(template: unknown): readonly Finding[] {
  const podSpec = readObject(template, 'spec');
  const { containers } = podSpec;
  if (!Array.isArray(containers)) return [];
  const path = at(POD_TEMPLATE_PATH, 'spec', 'containers');
  const names = containers.map((container: unknown) => (isObject(container) ? container['name'] : undefined));
  const proxy = names.indexOf(PROXY_CONTAINER);
  if (proxy >= 0) {
    const message =
      'This adds a sidecar to the server; the proxy is another pod, and resourceOverrides.proxyDeployment changes it.';
    return [finding('MCP051', at(path, proxy), message)];
  }
  const named = names.filter((name) => typeof name === 'string');
  if (named.length === 0 || named.includes(BACKEND_CONTAINER)) return [];
  return [
    finding(
      'MCP050',
      path,
      `No container is called ${BACKEND_CONTAINER}, so this adds sidecars and does not change the server; rename it if the server is meant.`,
    ),
  ];
}
