// Part of status: by which field manager a field was written, by the API server's account.

import { parseJson, readObject, readText } from '../kube/json-reader.ts';
import type { Fields } from '../kube/object.ts';
import type { FieldPath, FieldStep } from '../kube/subset-differences.ts';

/** What one manager has written, as `metadata.managedFields` says. */
export interface Written {
  readonly manager: string;
  readonly fields: Fields;
}

/**
 * The first manager of each path that has one. A leaf of a manager's set stands for all below it; a removed item is nobody's. The
 * time is that of reading paths and sets once: anybody may write under any number of names.
 */
export function findManagers(paths: readonly FieldPath[], written: readonly Written[]): ReadonlyMap<FieldPath, string> {
  const tree = newNode();
  for (const path of paths) pathNode(tree, path).paths.push(path);
  const managers = new Map<FieldPath, string>();
  for (const { manager, fields } of written) claim(tree, fields, (path) => managers.set(path, manager));
  return managers;
}

/** Paths that nobody has yet, by their first step. */
interface Node {
  /** Those that end here. */
  readonly paths: FieldPath[];
  readonly below: Map<string, Node>;
}

function newNode(): Node {
  return { paths: [], below: new Map() };
}

function pathNode(tree: Node, path: FieldPath): Node {
  let node = tree;
  for (const step of path) {
    const name = stepName(step);
    const next = node.below.get(name) ?? newNode();
    node.below.set(name, next);
    node = next;
  }
  return node;
}

/** What is claimed leaves the tree. */
function claim(node: Node, set: Fields, onPath: (path: FieldPath) => void): void {
  for (const path of node.paths.splice(0)) onPath(path);
  for (const key of Object.keys(set)) {
    const name = keyName(key);
    const next = name === undefined ? undefined : node.below.get(name);
    if (name === undefined || next === undefined) continue;
    const inner = readObject(set, key);
    if (Object.keys(inner).length > 0) claim(next, inner, onPath);
    else {
      node.below.delete(name);
      claimAll(next, onPath);
    }
  }
}

function claimAll({ paths, below }: Node, onPath: (path: FieldPath) => void): void {
  for (const path of paths) onPath(path);
  for (const next of below.values()) claimAll(next, onPath);
}

function stepName(step: FieldStep): string {
  return typeof step === 'string' ? `f:${step}` : `k:${step.name}`;
}

function keyName(key: string): string | undefined {
  if (key.startsWith('f:')) return key;
  const name = key.startsWith('k:') ? readText(parseJson(key.slice(2)), 'name') : undefined;
  return name === undefined ? undefined : `k:${name}`;
}
