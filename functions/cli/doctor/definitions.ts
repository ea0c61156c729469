// Doctor: are the CRDs installed that servers and their references need?

import { readObject, readObjects } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import { configPlural, TOOLHIVE_GROUP } from '../../decode/config-kinds.ts';
import { CHILD_RESOURCES, listChildResources } from '../../decode/controller.ts';
import { advice, type CheckResult, failed, type Installation, passed, unreadable } from './installation.ts';

const MCP_SERVERS = `mcpservers.${TOOLHIVE_GROUP}`;
const VERSION = 'v1beta1';

/** The definition of MCPServer. */
export function checkDefinition(installation: Installation): CheckResult {
  const definition = findDefinition(installation, MCP_SERVERS);
  if (definition === undefined)
    return notSeen(installation) ?? failed(`${MCP_SERVERS} is not installed: set crds.install in the chart`);
  const versions = readObjects(definition, 'spec', 'versions');
  const served = versions.filter((version) => version['served'] === true).map((version) => String(version['name']));
  if (!served.includes(VERSION)) return failed(`${MCP_SERVERS} does not serve ${VERSION}: upgrade it with the chart`);
  if (isRefused(definition)) return failed(`${MCP_SERVERS} is not established: kubectl describe crd ${MCP_SERVERS}`);
  const schema = versions.find(({ name }) => name === VERSION) ?? {};
  if (!knowsLegacyFields(schema))
    return advice(
      `${MCP_SERVERS} is ToolHive's own: fields of old manifests, such as port, are dropped; crds.install in the chart brings ours`,
    );
  return passed(`${MCP_SERVERS} serves ${served.join(', ')}`);
}

/** A kind that is listed in the settings but not installed stops every sync that asks for it. */
export function checkConfigKinds(installation: Installation): CheckResult {
  const { configKinds } = installation.settings.references;
  const missing = configKinds.filter(
    (kind) => findDefinition(installation, `${configPlural(kind)}.${TOOLHIVE_GROUP}`) === undefined,
  );
  if (missing.length === 0)
    return configKinds.length === 0
      ? passed('none are in use (references.configKinds)')
      : passed(configKinds.join(', '));
  const message = `references.configKinds lists ${missing.join(', ')}, which ${missing.length === 1 ? 'is' : 'are'} not installed: servers that refer to them cannot be synced; set crds.configKinds, or take them off the list`;
  return notSeen(installation) ?? failed(message);
}

/** Kinds of children that the settings add and another program brings: Metacontroller does nothing while one of them is missing. */
export function checkChildKinds(installation: Installation): CheckResult {
  const plain = new Set(CHILD_RESOURCES.map(({ resource }) => resource));
  const added = listChildResources(installation.settings).filter(({ resource }) => !plain.has(resource));
  const missing = added.filter(
    ({ apiVersion, resource }) =>
      !BUILT_IN.has(groupOf(apiVersion)) &&
      findDefinition(installation, `${resource}.${groupOf(apiVersion)}`) === undefined,
  );
  const kinds = (rows: typeof added): string => rows.map(({ kind }) => kind).join(', ');
  if (missing.length === 0)
    return passed(
      added.length === 0 ? 'the settings add none (companions, permissionProfiles.hostRules)' : kinds(added),
    );
  const message = `the settings ask for ${kinds(missing)}, which the cluster does not have: no server is synced until its definitions are installed, or the setting is taken back (companions, permissionProfiles.hostRules)`;
  return notSeen(installation) ?? failed(message);
}

/** Groups of Kubernetes' own that companions are of. */
const BUILT_IN: ReadonlySet<string> = new Set(['policy', 'autoscaling', 'networking.k8s.io']);

function groupOf(apiVersion: string): string {
  return apiVersion.split('/', 1)[0] ?? '';
}

function notSeen({ unseen }: Installation): CheckResult | undefined {
  const reason = unseen.get('customresourcedefinitions.apiextensions.k8s.io');
  return reason === undefined ? undefined : unreadable(reason);
}

function findDefinition({ objects }: Installation, name: string): KubeObject | undefined {
  return objects.find(({ kind, metadata }) => kind === 'CustomResourceDefinition' && metadata.name === name);
}

/** A definition with a condition Established that is not True. An exported or rendered one has no conditions. */
function isRefused(definition: KubeObject): boolean {
  const conditions = readObjects(definition, 'status', 'conditions');
  return conditions.some(({ type, status }) => type === 'Established' && status !== 'True');
}

function knowsLegacyFields(version: Fields): boolean {
  const schema = readObject(version, 'schema', 'openAPIV3Schema');
  return 'port' in readObject(schema, 'properties', 'spec', 'properties');
}
