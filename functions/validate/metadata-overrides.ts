// Rule: labels and annotations that the spec adds to children.

import { GENERATION, RESTARTED_AT, RUNCONFIG_CHECKSUM } from '../compile/annotations.ts';
import { backendLabels, proxyLabels } from '../compile/labels.ts';
import { isReservedKey, type MetadataMap } from '../compile/reserved-keys.ts';
import { POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import type { Server } from '../decode/server.ts';
import { at, type Finding } from '../kube/finding.ts';
import { isAnnotationKey, isLabelValue, isQualifiedName } from '../kube/label-grammar.ts';
import { isObject } from '../kube/object.ts';
import { quote } from './quote.ts';
import { finding, type ValidationInput } from './rule.ts';
import { templatePart } from '../compile/backend-pod/template-container.ts';

/** Annotations of the pod templates that decide over rollouts. */
const OUR_ANNOTATIONS = [GENERATION, RESTARTED_AT, RUNCONFIG_CHECKSUM];

/** A set of labels or annotations, and the keys in it that the operator sets itself. */
interface Given {
  readonly path: string;
  readonly values: unknown;
  readonly kind: MetadataMap;
  readonly owned: readonly string[];
}

/** Keys and values follow the grammar of Kubernetes, and the operator's own keys are left alone. */
export function validateMetadataOverrides({ server }: ValidationInput): readonly Finding[] {
  const sets = collect(server);
  return [...sets.flatMap(validateReserved), ...sets.flatMap(validateOwnership), ...sets.flatMap(validateEntries)];
}

function validateReserved({ path, values, kind }: Given): readonly Finding[] {
  return Object.keys(isObject(values) ? values : {})
    .filter((key) => isReservedKey(kind, key))
    .map((key) =>
      finding('MCP065', at(path, key), 'Metacontroller or Kubernetes sets this key itself and goes by it; remove it.'),
    );
}

function validateOwnership({ path, values, owned }: Given): readonly Finding[] {
  return Object.keys(isObject(values) ? values : {})
    .filter((key) => owned.includes(key))
    .map((key) => finding('MCP063', at(path, key), 'The operator sets this key itself and its value wins; remove it.'));
}

function validateEntries(given: Given): readonly Finding[] {
  return Object.entries(isObject(given.values) ? given.values : {}).flatMap(([key, value]) =>
    validateGrammar(given, key, value),
  );
}

function collect(server: Server): readonly Given[] {
  const { proxyDeployment, proxyService } = server.spec.resourceOverrides ?? {};
  const proxy = Object.keys(proxyLabels(server));
  const base = 'spec.resourceOverrides';
  return [
    ...pair(`${base}.proxyDeployment`, proxyDeployment, { labels: proxy, annotations: [] }),
    ...pair(`${base}.proxyDeployment.podTemplateMetadataOverrides`, proxyDeployment?.podTemplateMetadataOverrides, {
      labels: proxy,
      annotations: OUR_ANNOTATIONS,
    }),
    ...pair(`${base}.proxyService`, proxyService, { labels: proxy, annotations: [] }),
    ...pair(at(POD_TEMPLATE_PATH, 'metadata'), templatePart(server, 'metadata'), backendOwned(server)),
  ];
}

function backendOwned(server: Server): Readonly<Record<Given['kind'], readonly string[]>> {
  return { labels: Object.keys(backendLabels(server)), annotations: OUR_ANNOTATIONS };
}

function pair(
  path: string,
  metadata: unknown,
  owned: Readonly<Record<Given['kind'], readonly string[]>>,
): readonly Given[] {
  if (!isObject(metadata)) return [];
  return (['labels', 'annotations'] as const).map((kind) => ({
    path: at(path, kind),
    values: metadata[kind],
    kind,
    owned: owned[kind],
  }));
}

function validateGrammar({ path, kind }: Given, key: string, value: unknown): readonly Finding[] {
  if (!(kind === 'annotations' ? isAnnotationKey(key) : isQualifiedName(key))) {
    return [finding('MCP064', at(path, key), `${quote(key)} is not a valid key of ${kind}; write [prefix/]name.`)];
  }
  if (kind === 'annotations' || typeof value !== 'string' || isLabelValue(value)) return [];
  return [
    finding(
      'MCP064',
      at(path, key),
      `${quote(value)} is not a label value; use at most 63 letters, digits, -, _ and .`,
    ),
  ];
}
