// Doctor: do the webhook configurations call paths that the hooks serve, with a CA that is still valid?

import { configPlural } from '../../decode/config-kinds.ts';
import { ROUTES } from '../../hooks/routes.ts';
import { readObject, readObjects, readStrings } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import {
  advice,
  type CheckResult,
  daysUntil,
  failed,
  findHooks,
  type Installation,
  passed,
  readOn,
  SOON_DAYS,
  unreadable,
} from './installation.ts';
import { bundleEnd } from './certificates.ts';

const VERSIONS = ['v1beta1', 'v1alpha1'];
const OPERATIONS = ['CREATE', 'UPDATE'];

/** One of the two configurations, by its kind and the path that its MCPServers are sent to. */
export function checkWebhook(installation: Installation, kind: string, path: string): CheckResult {
  const entries = installation.objects
    .filter((object) => object.kind === kind)
    .flatMap((object) => readObjects(object, 'webhooks'));
  const ours = entries.filter((entry) => isAbout(entry, 'mcpservers') && serviceOf(entry) !== undefined);
  const webhook =
    ours.find((entry) => serviceOf(entry)?.['path'] === path) ?? ours.find((entry) => isOfHooks(entry, installation));
  if (webhook === undefined) {
    const reason = installation.unseen.get(`${kind.toLowerCase()}s`);
    return reason === undefined
      ? failed(
          `no ${kind} leads to ${path}, so mistakes are found only after they are stored: set webhooks.enabled in the chart`,
        )
      : unreadable(reason);
  }
  const [problem] = [
    ...routeProblems(webhook, path),
    ...serviceProblems(webhook, installation),
    ...ruleProblems(webhook),
    ...bundleProblems(webhook, installation),
  ];
  if (problem !== undefined) return failed(problem);
  const policy = String(webhook['failurePolicy']);
  const days = daysUntil(bundleEnd(caBundle(webhook)) ?? 0, installation);
  const message = `${path}, failurePolicy ${policy}, CA for another ${days} days`;
  const [leftOut] = namespacesLeftOut(webhook, installation);
  if (leftOut !== undefined)
    return advice(
      `${message}; servers of namespace ${leftOut} are not judged at apply: upgrade the chart, or move them`,
    );
  // A missed default is harmless: every sync fills in the same.
  return policy === 'Ignore' && path === '/validate'
    ? advice(
        `${message}: while the hooks are down, mistakes are found only after they are stored; set webhooks.validating.failurePolicy to Fail in the chart`,
      )
    : passed(message);
}

/** Namespaces with servers that the configuration leaves out by name. Those left out by their labels are so on purpose. */
function namespacesLeftOut(webhook: Fields, { objects }: Installation): readonly string[] {
  const left = readObjects(readObject(webhook, 'namespaceSelector'), 'matchExpressions')
    .filter(({ key, operator }) => key === 'kubernetes.io/metadata.name' && operator === 'NotIn')
    .flatMap((expression) => readStrings(expression, 'values'));
  const used = new Set(objects.flatMap(({ kind, metadata }) => (kind === 'MCPServer' ? [metadata.namespace] : [])));
  return left.filter((namespace) => used.has(namespace));
}

function serviceOf(entry: Fields): Fields | undefined {
  const service = readObject(entry, 'clientConfig', 'service');
  return service['name'] === undefined ? undefined : service;
}

function caBundle(entry: Fields): unknown {
  return readObject(entry, 'clientConfig')['caBundle'];
}

function isAbout(entry: Fields, resource: string): boolean {
  return readObjects(entry, 'rules').some((rule) => readStrings(rule, 'resources').includes(resource));
}

function isOfHooks(entry: Fields, installation: Installation): boolean {
  return serviceOf(entry)?.['namespace'] === findHooks(installation)?.metadata.namespace;
}

function routeProblems(entry: Fields, wanted: string): readonly string[] {
  const path = String(serviceOf(entry)?.['path']);
  if (path === wanted) return [];
  const served = Object.keys(ROUTES).join(', ');
  return [
    `webhook ${String(entry['name'])} calls ${path}, which ${path in ROUTES ? 'is for others' : 'nobody serves'} (served: ${served}): set it to ${wanted}, or upgrade the chart`,
  ];
}

function serviceProblems(entry: Fields, { objects, unseen }: Installation): readonly string[] {
  const { name, namespace, port = 443 } = serviceOf(entry) ?? {};
  if (unseen.has('services')) return [];
  const services = objects.filter(({ kind }) => kind === 'Service');
  const service = services.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  if (service === undefined)
    return [
      `webhook ${String(entry['name'])} calls Service ${String(namespace)}/${String(name)}, which is not there: every MCPServer is refused; upgrade the chart`,
    ];
  const spec = readObject(service, 'spec');
  const ports = readObjects(spec, 'ports').map((each) => each['port']);
  if (spec['type'] === 'ExternalName' || ports.includes(port)) return [];
  return [
    `webhook ${String(entry['name'])} calls port ${String(port)} of Service ${String(name)}, which has ${ports.join(', ')}: upgrade the chart`,
  ];
}

function ruleProblems(entry: Fields): readonly string[] {
  const rules = readObjects(entry, 'rules').filter((rule) => readStrings(rule, 'resources').includes('mcpservers'));
  const lacks = (member: string, wanted: readonly string[]): readonly string[] =>
    wanted.filter(
      (each) => !rules.some((rule) => [each, '*'].some((text) => readStrings(rule, member).includes(text))),
    );
  const missing = [...lacks('operations', OPERATIONS), ...lacks('apiVersions', VERSIONS)];
  return missing.length === 0
    ? []
    : [`webhook ${String(entry['name'])} is not asked about ${missing.join(', ')}: upgrade the chart`];
}

function bundleProblems(entry: Fields, installation: Installation): readonly string[] {
  const end = bundleEnd(caBundle(entry));
  const path = String(serviceOf(entry)?.['path']);
  if (end === undefined)
    return [`webhook ${String(entry['name'])} has no readable caBundle: the API server cannot call ${path}`];
  const days = daysUntil(end, installation);
  if (days >= SOON_DAYS) return [];
  return [
    `the CA of ${path} ${days < 0 ? 'has expired' : `expires in ${days} days`}: renew it${readOn('install', installation)}`,
  ];
}

/** Whether the config kinds that servers refer to are validated at apply as well. */
export function checkConfigWebhook({ objects, settings }: Installation): CheckResult {
  const { configKinds } = settings.references;
  if (configKinds.length === 0) return passed('none are in use (references.configKinds)');
  const entries = objects
    .filter(({ kind }: KubeObject) => kind === 'ValidatingWebhookConfiguration')
    .flatMap((object) => readObjects(object, 'webhooks'));
  const unwatched = configKinds.filter((kind) => !entries.some((entry) => isAbout(entry, configPlural(kind))));
  return unwatched.length === 0
    ? passed(`/validate judges ${configKinds.length} kinds`)
    : advice(`${unwatched.join(', ')}: mistakes are found only when a server uses them; upgrade the chart`);
}
