// Test harness: the example folders as objects for a real cluster.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Files } from '../../expected/answer.ts';
import { readExpected } from '../../expected/folders.ts';
import type { Cluster } from '../cluster.ts';
import { listPath } from './objects.ts';
import type { WireObject } from './wire.ts';

const FOLDER = join(import.meta.dirname, '../../examples');

/** Names of the example folders, sorted. */
export function exampleNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => existsSync(join(FOLDER, name, 'mcpserver.yaml')))
    .toSorted();
}

/** The MCPServer of an example. */
export function readExample(name: string): WireObject {
  const [server] = readDocuments(name, 'mcpserver.yaml');
  if (server === undefined) throw new Error(`${name} has no MCPServer`);
  return server;
}

/** How an example ends once everything has been done that a cluster does. */
export interface ExampleEnd {
  readonly phase: 'Ready' | 'Failed' | 'Stopped';
  /** Whether it may have workloads, and with them a URL. */
  readonly runs: boolean;
}

/**
 * The end of an example, from what its folder expects of the hooks; `kinds` are the config kinds that the cluster has (a
 * group that is not there holds nothing back). Ready
 * stands for every server that may run: the expected files show its first moment, in which no pod is ready yet.
 */
export function endOfExample(name: string, kinds: readonly string[]): ExampleEnd {
  const text = (file: string): string => readText(name, file);
  const expected = readExpected(name);
  const asked = [...text('settings.yaml').matchAll(/MCP[A-Za-z]+Config/g)].map(([kind]) => kind);
  // The hooks of the cluster read no ConfigMap mcp-defaults, so what one says holds nothing back there.
  if (text('settings.yaml').includes('namespaceDefaults')) return { phase: 'Ready', runs: true };
  const refused = (expected.get('admission.yaml') ?? '').includes('allowed: false');
  if (refused && readBefore(name) !== undefined) return { phase: 'Failed', runs: true };
  if (refused || isHeldBack(text, expected) || asked.some((kind) => !kinds.includes(kind)))
    return { phase: 'Failed', runs: false };
  return { phase: (expected.get('status.yaml') ?? '').includes('phase: Stopped') ? 'Stopped' : 'Ready', runs: true };
}

/** What a server was before its reference broke is not there in a new cluster. */
function isHeldBack(text: (file: string) => string, expected: Files): boolean {
  if (!(expected.get('status.yaml') ?? '').includes('phase: Failed')) return false;
  return text('related-before.yaml') !== '' || !(expected.get('children.yaml') ?? '').includes('kind: StatefulSet');
}

/** Creates an example in a namespace: the objects it refers to whose kinds are there, then the server as it was first. */
export async function createExample(on: Cluster, name: string, namespace: string): Promise<WireObject> {
  const related = readDocuments(name, 'related.yaml').filter(
    ({ kind, metadata }) => isCreatable(kind, on.kinds) && metadata.name !== 'mcp-defaults',
  );
  await Promise.all(related.map((object) => create(on, object, namespace)));
  return create(on, readBefore(name) ?? readExample(name), namespace);
}

/** Edits the server of an example that is about an edit; the others stay as they were created. */
export async function editExample(on: Cluster, name: string, namespace: string): Promise<void> {
  if (readBefore(name) === undefined) return;
  const { apiVersion, metadata, ...rest } = readExample(name);
  const { annotations = {}, labels = {} } = metadata;
  const path = `${listPath({ apiVersion, resource: 'mcpservers' }, namespace)}/${metadata.name}`;
  const answer = await on.request('MERGE', path, { ...rest, metadata: { annotations, labels } });
  if (answer.status !== 200) throw new Error(`${name}: ${answer.body.message}`);
}

/** The server before the edit that an example is about. */
function readBefore(name: string): WireObject | undefined {
  return readDocuments(name, 'before.yaml')[0];
}

async function create(on: Cluster, object: WireObject, namespace: string): Promise<WireObject> {
  const resource = `${object.kind.toLowerCase()}s`;
  const path = listPath({ apiVersion: object.apiVersion, resource }, namespace);
  const answer = await on.request('POST', path, { ...object, metadata: { ...object.metadata, namespace } });
  if (answer.status !== 201) throw new Error(`${object.kind} ${object.metadata.name}: ${answer.body.message}`);
  return answer.body;
}

function isCreatable(kind: string, kinds: readonly string[]): boolean {
  return ['ConfigMap', 'Secret', 'ServiceAccount', ...kinds].includes(kind);
}

function readText(name: string, file: string): string {
  const path = join(FOLDER, name, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function readDocuments(name: string, file: string): readonly WireObject[] {
  return parseAllDocuments(readText(name, file)).flatMap((document) => (document.toJS() as WireObject | null) ?? []);
}
