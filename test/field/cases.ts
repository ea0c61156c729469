// Support: the cases of real clusters, which lie outside of the checkout. FIELD_CASES names their folder; by default it is
// `shared/field/` beside the checkout. Where it is missing, every test says that it is skipped.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { isKubeObject, isObject, type KubeObject } from '../../functions/kube/object.ts';

/** Where the cases are. */
export const FIELD_CASES: string = process.env['FIELD_CASES'] ?? join(import.meta.dirname, '../../../shared/field');

/** What is laid over an observed child: a document with a kind and without a name. */
export interface Overlay {
  readonly kind: string;
  readonly metadata?: object;
  readonly spec?: object;
  readonly status?: object;
}

/** One case as its file has it. */
export interface FieldCase {
  /** File or folder. */
  readonly path: string;
  /** Every document. */
  readonly documents: readonly unknown[];
  /** The servers in their order; steps of an edit are several. */
  readonly servers: readonly KubeObject[];
  /** Objects beside them. */
  readonly others: readonly KubeObject[];
  readonly overlays: readonly Overlay[];
}

/** Files and folders of the cases; nothing where the folder is missing. */
export function listCases(): readonly string[] {
  return existsSync(FIELD_CASES) ? readdirSync(FIELD_CASES).filter((name) => /^\d\d-/.test(name)) : [];
}

/** Why a case cannot be tried, false when it is there. */
export function whyNoCase(number: string): string | false {
  if (!existsSync(FIELD_CASES)) return `no field cases: FIELD_CASES names no folder (${FIELD_CASES})`;
  return listCases().some((name) => name.startsWith(`${number}-`)) ? false : `there is no field case ${number}`;
}

/** A case by its number. */
export function readCase(number: string): FieldCase {
  const name = listCases().find((each) => each.startsWith(`${number}-`));
  if (name === undefined) throw new Error(`there is no field case ${number}`);
  const path = join(FIELD_CASES, name);
  const documents = path.endsWith('.yaml') && statSync(path).isFile() ? readDocuments(path) : [];
  const objects = documents.filter(isKubeObject).map(withoutNulls);
  return {
    path,
    documents,
    servers: objects.filter(({ kind }) => kind === 'MCPServer'),
    others: objects.filter(({ kind }) => kind !== 'MCPServer'),
    overlays: documents.filter(isOverlay),
  };
}

/** The only server of a case, or the first of its steps. */
export function firstServer({ servers, path }: FieldCase): KubeObject {
  const [server] = servers;
  if (server === undefined) throw new Error(`${path} has no MCPServer`);
  return server;
}

/** One case: skipped with one clear line where it is missing. */
export function fieldTest(number: string, behaviour: string, check: (field: FieldCase) => void | Promise<void>): void {
  test(`field ${number}: ${behaviour}`, { skip: whyNoCase(number) }, async () => check(readCase(number)));
}

/** The API server drops them too. */
function withoutNulls(object: KubeObject): KubeObject {
  const members = Object.entries(object.metadata).filter(([, value]) => value !== null);
  return { ...object, metadata: { ...Object.fromEntries(members), name: object.metadata.name } };
}

function readDocuments(path: string): readonly unknown[] {
  return parseAllDocuments(readFileSync(path, 'utf8')).map((document): unknown => document.toJS());
}

function isOverlay(value: unknown): value is Overlay {
  return isObject(value) && !isKubeObject(value) && typeof value['kind'] === 'string';
}
