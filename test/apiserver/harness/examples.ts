// Test harness: the example folders as objects for a real cluster.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
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

/** Creates an example in a namespace: the ConfigMaps and Secrets it refers to, then the server. */
export async function createExample(on: Cluster, name: string, namespace: string): Promise<WireObject> {
  const related = readDocuments(name, 'related.yaml').filter(({ kind }) => kind === 'ConfigMap' || kind === 'Secret');
  await Promise.all(related.map((object) => create(on, object, namespace)));
  return create(on, readExample(name), namespace);
}

async function create(on: Cluster, object: WireObject, namespace: string): Promise<WireObject> {
  const resource = `${object.kind.toLowerCase()}s`;
  const path = listPath({ apiVersion: object.apiVersion, resource }, namespace);
  const answer = await on.request('POST', path, { ...object, metadata: { ...object.metadata, namespace } });
  if (answer.status !== 201) throw new Error(`${object.kind} ${object.metadata.name}: ${answer.body.message}`);
  return answer.body;
}

function readDocuments(name: string, file: string): readonly WireObject[] {
  const path = join(FOLDER, name, file);
  if (!existsSync(path)) return [];
  return parseAllDocuments(readFileSync(path, 'utf8')).flatMap(
    (document) => (document.toJS() as WireObject | null) ?? [],
  );
}
