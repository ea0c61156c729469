// Rule: what somebody without the right to create pods could get through an MCPServer: a node, tolerations, a priority, an account, a
// runtime and labels by which Services find a pod. The setting podTemplate.allowed says which of them a spec may ask for.
// `nodeSelector` and `affinity` are left free: they only narrow the scheduler's choice, which minds taints and room on the node all the
// same.

import { backendLabels, proxyLabels } from '../compile/labels.ts';
import { backendAccountName } from '../decode/names.ts';
import { POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import { at, type Finding } from '../kube/finding.ts';
import { readList } from '../kube/json-reader.ts';
import { isObject } from '../kube/object.ts';
import { quote } from './quote.ts';
import type { RenderedBackend } from '../compile/backend-pod/rendered.ts';
import { isGiven } from './rendered-pod/checks.ts';
import { finding, type ValidationInput } from './rule.ts';

type Allowed = ValidationInput['settings']['podTemplate']['allowed'];
type Check = (input: ValidationInput, backend: RenderedBackend) => readonly Finding[];

/** Stands for everything in each of the lists. */
const ANY = '*';

/** Classes of Kubernetes itself: such a pod pushes every other one off its node. Only their own names allow them. */
const SYSTEM_CLASS = /^system-/;

/** As many as one answer has of one level; a list can be long. */
const MOST = 30;

const POD = at(POD_TEMPLATE_PATH, 'spec');

const CHECKS: readonly Check[] = [
  validateNode,
  validateTolerations,
  validatePriority,
  validateAccount,
  validateRuntime,
  validateLabels,
];

/** Checks the pod as it will run, so that no spelling of the template gets past; labels of the proxy's pod as well. */
export function validatePodTemplateLimits(input: ValidationInput): readonly Finding[] {
  const { backend } = input;
  const ofBackend = backend === undefined ? [] : CHECKS.flatMap((check) => check(input, backend));
  return [...ofBackend, ...validateProxyLabels(input)];
}

function validateNode({ settings }: ValidationInput, { spec }: RenderedBackend): readonly Finding[] {
  if (settings.podTemplate.allowed.nodeName || !isGiven(spec['nodeName'])) return [];
  const what = 'A node by name, past the scheduler and its taints,';
  return [refusal(at(POD, 'nodeName'), what, 'nodeName', 'use nodeSelector or affinity')];
}

function validateTolerations({ settings }: ValidationInput, { spec }: RenderedBackend): readonly Finding[] {
  const allowed = new Set(settings.podTemplate.allowed.tolerations);
  const tolerations = readList(spec, 'tolerations');
  if (allowed.has(ANY)) return [];
  const findings: Finding[] = [];
  for (const [index, toleration] of tolerations.entries()) {
    const key = isObject(toleration) ? toleration['key'] : undefined;
    if (typeof key === 'string' && key !== '' && allowed.has(key)) continue;
    const what = !isGiven(key) ? 'A toleration without a key, of every taint,' : `The toleration of ${quoted(key)}`;
    findings.push(refusal(at(POD, 'tolerations', index), what, 'tolerations', 'remove it'));
    if (findings.length === MOST) break;
  }
  return findings;
}

function validatePriority({ settings }: ValidationInput, { spec }: RenderedBackend): readonly Finding[] {
  const name = spec['priorityClassName'];
  const { priorityClassNames } = settings.podTemplate.allowed;
  const isSystem = typeof name === 'string' && SYSTEM_CLASS.test(name);
  if (
    !isGiven(name) ||
    isListed(isSystem ? priorityClassNames.filter((entry) => entry !== ANY) : priorityClassNames, name)
  )
    return [];
  const what = `Priority class ${quoted(name)}`;
  return [refusal(at(POD, 'priorityClassName'), what, 'priorityClassNames', 'remove it')];
}

/** The account that is made for a server has no rights, so it is always allowed. */
function validateAccount({ settings, server }: ValidationInput, { spec }: RenderedBackend): readonly Finding[] {
  const name = spec['serviceAccountName'];
  const { serviceAccountNames } = settings.podTemplate.allowed;
  if (!isGiven(name) || name === backendAccountName(server) || isListed(serviceAccountNames, name)) return [];
  const path = name === server.spec.serviceAccount ? 'spec.serviceAccount' : at(POD, 'serviceAccountName');
  const what = `ServiceAccount ${quoted(name)}`;
  return [refusal(path, what, 'serviceAccountNames', 'remove it: the server then has an account of its own')];
}

function validateRuntime({ settings }: ValidationInput, { spec }: RenderedBackend): readonly Finding[] {
  const name = spec['runtimeClassName'];
  if (!isGiven(name) || isListed(settings.podTemplate.allowed.runtimeClassNames, name)) return [];
  return [refusal(at(POD, 'runtimeClassName'), `Runtime class ${quoted(name)}`, 'runtimeClassNames', 'remove it')];
}

function validateLabels({ settings, server }: ValidationInput, { labels }: RenderedBackend): readonly Finding[] {
  return validateKeys(settings.podTemplate.allowed, {
    path: at(POD_TEMPLATE_PATH, 'metadata', 'labels'),
    keys: Object.keys(labels),
    own: backendLabels(server),
  });
}

function validateProxyLabels({ settings, server }: ValidationInput): readonly Finding[] {
  const { labels = {} } = server.spec.resourceOverrides?.proxyDeployment?.podTemplateMetadataOverrides ?? {};
  return validateKeys(settings.podTemplate.allowed, {
    path: 'spec.resourceOverrides.proxyDeployment.podTemplateMetadataOverrides.labels',
    keys: Object.keys(labels),
    own: proxyLabels(server),
  });
}

interface Keys {
  readonly path: string;
  readonly keys: readonly string[];
  /** Labels of the operator: its value wins, so that no other Service finds the pod by them. */
  readonly own: Readonly<Record<string, string>>;
}

function validateKeys({ labels }: Allowed, { path, keys, own }: Keys): readonly Finding[] {
  return keys
    .filter((key) => !Object.hasOwn(own, key) && !labels.some((entry) => fitsKey(entry, key)))
    .slice(0, MOST)
    .map((key) => {
      const what = `Label ${quoted(key)}, by which a Service or a policy may take the pod for one of its own,`;
      return refusal(at(path, key), what, 'labels', 'remove it');
    });
}

/** An entry is a key, all keys with a prefix (`example.com/*`), or every key. */
function fitsKey(entry: string, key: string): boolean {
  return entry === ANY || entry === key || (entry.endsWith('/*') && key.startsWith(entry.slice(0, -1)));
}

function isListed(allowed: readonly string[], name: unknown): boolean {
  return allowed.includes(ANY) || (typeof name === 'string' && allowed.includes(name));
}

function quoted(value: unknown): string {
  return quote(typeof value === 'string' ? value : JSON.stringify(value));
}

function refusal(path: string, what: string, ...[setting, remedy]: readonly [keyof Allowed, string]): Finding {
  const sentence = `${what} is not allowed by the setting podTemplate.allowed.${setting}`;
  return finding('MCP112', path, `${sentence}; ${remedy}, or let the cluster's administrator allow it there.`);
}
