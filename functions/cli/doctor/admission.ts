// Doctor: do the webhook configurations lead to what the hooks serve, with an authority that is still good?

import { configPlural } from '../../decode/config-kinds.ts';
import { ROUTES } from '../../hooks/routes.ts';
import { readObject, readObjects, readStrings } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import { daysUntil, findHooks, type Finding, hint, no, ok, type Patient, SOON_DAYS, unknown } from './patient.ts';
import { bundleEnd } from './certificates.ts';

const VERSIONS = ['v1beta1', 'v1alpha1'];
const OPERATIONS = ['CREATE', 'UPDATE'];

/** One of the two configurations, by its kind and the path that its MCPServers are sent to. */
export function checkWebhook(patient: Patient, kind: string, path: string): Finding {
  const entries = patient.objects
    .filter((object) => object.kind === kind)
    .flatMap((object) => readObjects(object, 'webhooks'));
  const ours = entries.filter((entry) => isAbout(entry, 'mcpservers') && serviceOf(entry) !== undefined);
  const webhook =
    ours.find((entry) => serviceOf(entry)?.['path'] === path) ?? ours.find((entry) => isOfHooks(entry, patient));
  if (webhook === undefined) {
    const reason = patient.unseen.get(`${kind.toLowerCase()}s`);
    return reason === undefined
      ? no(`no ${kind} leads to ${path}: mistakes are found only after they are stored`)
      : unknown(reason);
  }
  const [problem] = [
    ...routeProblems(webhook, path),
    ...serviceProblems(webhook, patient),
    ...ruleProblems(webhook),
    ...bundleProblems(webhook, patient),
  ];
  if (problem !== undefined) return no(problem);
  const policy = String(webhook['failurePolicy']);
  const days = daysUntil(bundleEnd(caBundle(webhook)) ?? 0, patient);
  const says = `${path}, failurePolicy ${policy}, CA for another ${days} days`;
  // What defaulting fills in, every sync fills in as well.
  return policy === 'Ignore' && path === '/validate'
    ? hint(`${says}: while the hooks are down, mistakes are found only after they are stored`)
    : ok(says);
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

function isOfHooks(entry: Fields, patient: Patient): boolean {
  return serviceOf(entry)?.['namespace'] === findHooks(patient)?.metadata.namespace;
}

function routeProblems(entry: Fields, wanted: string): readonly string[] {
  const path = String(serviceOf(entry)?.['path']);
  if (path === wanted) return [];
  const served = Object.keys(ROUTES).join(', ');
  return [
    `webhook ${String(entry['name'])} calls ${path}, which ${path in ROUTES ? 'is for others' : 'nobody serves'} (served: ${served}): set it to ${wanted}, or upgrade the chart`,
  ];
}

function serviceProblems(entry: Fields, { objects, unseen }: Patient): readonly string[] {
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

function bundleProblems(entry: Fields, patient: Patient): readonly string[] {
  const end = bundleEnd(caBundle(entry));
  const path = String(serviceOf(entry)?.['path']);
  if (end === undefined)
    return [`webhook ${String(entry['name'])} has no readable caBundle: the API server cannot call ${path}`];
  const days = daysUntil(end, patient);
  if (days >= SOON_DAYS) return [];
  return [`the CA of ${path} ${days < 0 ? 'has expired' : `expires in ${days} days`}: renew it, see docs/install.md`];
}

/** Kinds that servers refer to are judged at apply as well, where the chart says so. */
export function checkConfigWebhook({ objects, settings }: Patient): Finding {
  const { configKinds } = settings.references;
  if (configKinds.length === 0) return ok('none are in use (references.configKinds)');
  const entries = objects
    .filter(({ kind }: KubeObject) => kind === 'ValidatingWebhookConfiguration')
    .flatMap((object) => readObjects(object, 'webhooks'));
  const unwatched = configKinds.filter((kind) => !entries.some((entry) => isAbout(entry, configPlural(kind))));
  return unwatched.length === 0
    ? ok(`/validate judges ${configKinds.length} kinds`)
    : hint(`${unwatched.join(', ')}: mistakes are found only when a server uses them; upgrade the chart`);
}
