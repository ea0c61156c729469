// Doctor: is an installation whole? Every check looks at objects only; what is wrong comes with its remedy.

import { X509Certificate } from 'node:crypto';
import { checkController } from '../../decode/controller.ts';
import type { Settings } from '../../decode/settings.ts';
import { type Fields, fieldsAt, listAt, type StoredObject } from '../../simulator/object.ts';
import { TOOLHIVE_FINALIZER } from '../migrate/prepare.ts';

/** One line of the answer. */
export interface Check {
  readonly what: string;
  /** `unknown`: the objects to tell from are not there. */
  readonly verdict: 'ok' | 'no' | 'unknown';
  readonly says: string;
}

/** What the checks look at. */
export interface Patient {
  readonly objects: readonly StoredObject[];
  readonly settings: Settings;
  readonly nowMs: number;
}

/** All checks, in the order in which an installation is built up. */
export function checkInstallation(patient: Patient): readonly Check[] {
  return CHECKS.map(([what, check]) => {
    const { verdict, says } = check(patient);
    return { what, verdict, says };
  });
}

type Result = Omit<Check, 'what'>;

const CHECKS: readonly (readonly [string, (patient: Patient) => Result])[] = [
  ['definition', checkDefinition],
  ['metacontroller', checkMetacontroller],
  ['hooks', checkHooks],
  ['composite controller', checkComposite],
  ['defaulting webhook', (patient) => checkWebhook(patient, 'MutatingWebhookConfiguration', '/default')],
  ['validating webhook', (patient) => checkWebhook(patient, 'ValidatingWebhookConfiguration', '/validate')],
  ['one operator', checkRival],
  ['old finalizers', checkFinalizers],
];

const MCP_SERVERS = 'mcpservers.toolhive.stacklok.dev';
const VERSION = 'v1beta1';

function checkDefinition({ objects }: Patient): Result {
  const definition = objects.find(
    ({ kind, metadata }) => kind === 'CustomResourceDefinition' && metadata.name === MCP_SERVERS,
  );
  if (definition === undefined) return no(`${MCP_SERVERS} is not installed: set crds.install in the chart`);
  const versions = listAt(fieldsAt(definition, 'spec'), 'versions');
  const served = versions.filter((version) => version['served'] === true).map((version) => String(version['name']));
  if (!served.includes(VERSION)) return no(`${MCP_SERVERS} does not serve ${VERSION}: upgrade it with the chart`);
  return ok(`${MCP_SERVERS} serves ${served.join(', ')}`);
}

/** Before this release a hook that fails could delete children, or strict answers are not understood. */
const OLDEST_METACONTROLLER = [4, 17, 2] as const;

function checkMetacontroller({ objects }: Patient): Result {
  const images = objects.filter(isWorkload).flatMap(imagesOf);
  const image = images.find((name) => /metacontroller[^/]*$/.test(name));
  if (image === undefined) return no('Metacontroller is not running: install it, see docs/install.md');
  const version = /:v?(\d+)\.(\d+)\.(\d+)/.exec(image)?.slice(1).map(Number);
  if (version === undefined)
    return unknown(`the version of ${image} cannot be told; ${OLDEST_METACONTROLLER.join('.')} or later is needed`);
  const isOld = compareVersions(version, OLDEST_METACONTROLLER) < 0;
  return isOld ? no(`${image} is too old: upgrade to ${OLDEST_METACONTROLLER.join('.')} or later`) : ok(image);
}

function compareVersions(left: readonly number[], right: readonly number[]): number {
  return left.map((part, index) => part - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function checkHooks({ objects }: Patient): Result {
  const deployment = objects.find(
    (object) =>
      object.kind === 'Deployment' && hasVariable(object, 'SETTINGS_FILE') && hasVariable(object, 'METRICS_PORT'),
  );
  if (deployment === undefined) return no('the hooks are not running: install the chart');
  const ready = fieldsAt(deployment, 'status')['readyReplicas'];
  const name = `${deployment.metadata.namespace ?? ''}/${deployment.metadata.name}`;
  if (typeof ready !== 'number' || ready === 0)
    return no(
      `Deployment ${name} has no ready pod: kubectl describe deployment ${deployment.metadata.name} -n ${deployment.metadata.namespace ?? ''}`,
    );
  return ok(`Deployment ${name} has ${ready} ready`);
}

function checkComposite({ objects, settings }: Patient): Result {
  const controllers = objects.filter(
    (object) =>
      object.kind === 'CompositeController' &&
      fieldsAt(fieldsAt(object, 'spec'), 'parentResource')['resource'] === 'mcpservers',
  );
  const [controller, second] = controllers;
  if (controller === undefined)
    return no('no CompositeController has mcpservers as parent: set metacontroller.enabled in the chart');
  if (second !== undefined)
    return no(`${controllers.map(({ metadata }) => metadata.name).join(' and ')} both control mcpservers: delete one`);
  const checked = checkController(controller, settings);
  return checked.ok ? ok(controller.metadata.name) : no(checked.error);
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 14;

function checkWebhook({ objects, nowMs }: Patient, kind: string, path: string): Result {
  const webhooks = objects.filter((object) => object.kind === kind).flatMap((object) => listAt(object, 'webhooks'));
  const webhook = webhooks.find(
    (entry) => fieldsAt(fieldsAt(entry, 'clientConfig'), 'service')['path'] === path && isOurs(entry),
  );
  if (webhook === undefined) return no(`no ${kind} leads to ${path}: mistakes are found only after they are stored`);
  const expiry = certificateExpiry(fieldsAt(webhook, 'clientConfig')['caBundle']);
  if (expiry === undefined) return no(`${kind} has no readable caBundle: the API server cannot call ${path}`);
  const days = Math.floor((expiry - nowMs) / DAY_MS);
  if (days < SOON_DAYS)
    return no(
      `the CA of ${path} ${days < 0 ? 'has expired' : `expires in ${days} days`}: renew it, see docs/install.md`,
    );
  return ok(`${path}, failurePolicy ${String(webhook['failurePolicy'])}, CA for another ${days} days`);
}

function isOurs(webhook: Fields): boolean {
  return listAt(webhook, 'rules').some(
    (rule) => Array.isArray(rule['resources']) && rule['resources'].includes('mcpservers'),
  );
}

/** When the first certificate of a bundle ends, in milliseconds; undefined when there is none. */
function certificateExpiry(bundle: unknown): number | undefined {
  if (typeof bundle !== 'string' || bundle === '') return undefined;
  try {
    return Date.parse(new X509Certificate(Buffer.from(bundle, 'base64')).validTo);
  } catch {
    return undefined;
  }
}

function checkRival({ objects }: Patient): Result {
  const rival = objects.find(
    (object) =>
      object.kind === 'Deployment' &&
      hasVariable(object, 'TOOLHIVE_RUNNER_IMAGE') &&
      fieldsAt(object, 'spec')['replicas'] !== 0,
  );
  if (rival === undefined) return ok("ToolHive's operator is not running");
  return no(
    `ToolHive's operator runs as Deployment ${rival.metadata.namespace ?? ''}/${rival.metadata.name}: two operators fight; see migrate plan`,
  );
}

function checkFinalizers({ objects }: Patient): Result {
  const servers = objects.filter(
    ({ kind, metadata }) => kind === 'MCPServer' && metadata.finalizers?.includes(TOOLHIVE_FINALIZER) === true,
  );
  if (servers.length === 0) return ok('no server waits for a finalizer that nobody removes');
  const names = servers.slice(0, 3).map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
  return no(
    `${names.join(', ')}${servers.length > 3 ? ` and ${servers.length - 3} more` : ''} can never be deleted: migrate plan has the command`,
  );
}

function isWorkload({ kind }: StoredObject): boolean {
  return kind === 'Deployment' || kind === 'StatefulSet';
}

function containersOf(object: StoredObject): readonly Fields[] {
  return listAt(fieldsAt(fieldsAt(fieldsAt(object, 'spec'), 'template'), 'spec'), 'containers');
}

function imagesOf(object: StoredObject): readonly string[] {
  return containersOf(object).map((container) => String(container['image']));
}

function hasVariable(object: StoredObject, name: string): boolean {
  return containersOf(object).some((container) => listAt(container, 'env').some((entry) => entry['name'] === name));
}

function ok(says: string): Result {
  return { verdict: 'ok', says };
}

function no(says: string): Result {
  return { verdict: 'no', says };
}

function unknown(says: string): Result {
  return { verdict: 'unknown', says };
}
