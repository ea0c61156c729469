// Doctor: are the definitions there that servers and their references need?

import { readObject, readObjects } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import { configPlural, TOOLHIVE_GROUP } from '../../decode/config-kinds.ts';
import { type Finding, hint, no, ok, type Patient, unknown } from './patient.ts';

const MCP_SERVERS = `mcpservers.${TOOLHIVE_GROUP}`;
const VERSION = 'v1beta1';

/** The definition of MCPServer. */
export function checkDefinition(patient: Patient): Finding {
  const definition = findDefinition(patient, MCP_SERVERS);
  if (definition === undefined)
    return notSeen(patient) ?? no(`${MCP_SERVERS} is not installed: set crds.install in the chart`);
  const versions = readObjects(definition, 'spec', 'versions');
  const served = versions.filter((version) => version['served'] === true).map((version) => String(version['name']));
  if (!served.includes(VERSION)) return no(`${MCP_SERVERS} does not serve ${VERSION}: upgrade it with the chart`);
  if (isRefused(definition)) return no(`${MCP_SERVERS} is not established: kubectl describe crd ${MCP_SERVERS}`);
  const schema = versions.find(({ name }) => name === VERSION) ?? {};
  if (!knowsLegacyFields(schema))
    return hint(
      `${MCP_SERVERS} is ToolHive's own: fields of old manifests, such as port, are dropped; crds.install in the chart brings ours`,
    );
  return ok(`${MCP_SERVERS} serves ${served.join(', ')}`);
}

/** A kind that is listed and not there stops every sync that asks for it. */
export function checkConfigKinds(patient: Patient): Finding {
  const { configKinds } = patient.settings.references;
  const missing = configKinds.filter(
    (kind) => findDefinition(patient, `${configPlural(kind)}.${TOOLHIVE_GROUP}`) === undefined,
  );
  if (missing.length === 0)
    return configKinds.length === 0 ? ok('none are in use (references.configKinds)') : ok(configKinds.join(', '));
  const says = `references.configKinds lists ${missing.join(', ')}, which ${missing.length === 1 ? 'is' : 'are'} not installed: servers that refer to them cannot be synced; set crds.configKinds, or take them off the list`;
  return notSeen(patient) ?? no(says);
}

function notSeen({ unseen }: Patient): Finding | undefined {
  const reason = unseen.get('customresourcedefinitions.apiextensions.k8s.io');
  return reason === undefined ? undefined : unknown(reason);
}

function findDefinition({ objects }: Patient, name: string): KubeObject | undefined {
  return objects.find(({ kind, metadata }) => kind === 'CustomResourceDefinition' && metadata.name === name);
}

/** An exported or rendered definition has no conditions; one that is established says so. */
function isRefused(definition: KubeObject): boolean {
  const conditions = readObjects(definition, 'status', 'conditions');
  return conditions.some(({ type, status }) => type === 'Established' && status !== 'True');
}

function knowsLegacyFields(version: Fields): boolean {
  const schema = readObject(version, 'schema', 'openAPIV3Schema');
  return 'port' in readObject(schema, 'properties', 'spec', 'properties');
}
