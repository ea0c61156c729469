// The servers of test/examples/shared: each is there, and others are like it; what nobody is like would only have to be read.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { isObject } from '../../functions/kube/object.ts';
import { listExamples } from '../examples/example.ts';
import { CHILDREN, STATUS } from './answer.ts';
import { exampleOn, readFiles, SHARED } from './folders.ts';
import { STATUS_PART } from './shared-server.ts';
import { readYaml } from './yaml.ts';

/** A folder as its files stand: what it says of each part, the children by kind and name. */
interface Folder {
  readonly name: string;
  readonly entries: ReadonlyMap<string, unknown>;
}

function readFolder(folder: string): Folder {
  const files = readFiles(folder);
  const children = readYaml(files.get(CHILDREN) ?? '').flat() as readonly object[];
  const status = readYaml(files.get(STATUS) ?? '').map((entry) => [STATUS_PART, entry] as const);
  const entries = new Map<string, unknown>([...children.flatMap((child) => Object.entries(child)), ...status]);
  return { name: exampleOn(folder).server.name, entries };
}

const FOLDERS = [...SHARED.map((like) => `shared/${like}`), ...listExamples()].map(readFolder);

function isUsed(like: string, part: string): boolean {
  return FOLDERS.some(({ name, entries }) => {
    const entry = entries.get(part.replaceAll('the-server', name));
    return (isObject(entry) ? entry['like'] : entry) === like;
  });
}

test('shared servers: every folder is in the list, and every entry of the list is a folder', () => {
  const folders = readdirSync(new URL('../examples/shared', import.meta.url));
  assert.deepEqual(folders.toSorted(), SHARED.toSorted(), 'folders of test/examples/shared, and SHARED in folders.ts');
});

for (const like of SHARED)
  test(`shared server ${like}: something is like each child that it has of its own, or like its status`, () => {
    const own = [...readFolder(`shared/${like}`).entries].filter(([, entry]) => isObject(entry)).map(([part]) => part);
    const children = own.filter((part) => part !== STATUS_PART);
    const unused = (children.length > 0 ? children : own).filter((part) => !isUsed(like, part));
    assert.deepEqual(unused, [], `nothing is like these objects of shared/${like}`);
    assert.ok(own.length > 0, `shared/${like} has nothing of its own`);
  });
