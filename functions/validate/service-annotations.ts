// Rule: annotations of the proxy's Service that the API server compares with each other.

import { at, type Finding } from '../kube/finding.ts';
import { finding, type ValidationInput } from './rule.ts';

/** The new and the old name of the same setting. */
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';

/** Both names of the topology setting may be given only with one value. */
export function validateServiceAnnotations({ server: { spec } }: ValidationInput): readonly Finding[] {
  const annotations = spec.resourceOverrides?.proxyService?.annotations ?? {};
  const [mode, hints] = [annotations[TOPOLOGY_MODE], annotations[TOPOLOGY_HINTS]];
  if (mode === undefined || hints === undefined || mode === hints) return [];
  const path = at('spec.resourceOverrides.proxyService.annotations', TOPOLOGY_HINTS);
  return [finding('MCP046', path, `It must equal ${TOPOLOGY_MODE}, its new name; remove it.`)];
}
