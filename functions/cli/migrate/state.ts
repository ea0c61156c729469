// Migrate: what a migration remembers between runs: a folder with the state and a backup.

import { parseJson } from '../../kube/json-reader.ts';
import { type Fields, isKubeObject, isObject, type KubeObject } from '../../kube/object.ts';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../kube/result.ts';
import type { ApplyStrategy } from '../../simulator/management.ts';
import { CommandError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { readFileBytes } from '../input/read-file.ts';
import { isStrategy } from './apply-strategies.ts';

/** Version of the format; docs/migration.md describes it. */
const FORMAT = 'toolhive-migration/v1';

/** A Deployment of ToolHive's operator that was stopped. */
export interface StoppedOperator {
  readonly namespace: string;
  readonly name: string;
  readonly replicas: number;
}

/** `state.json`. */
export interface MigrationState {
  readonly format: typeof FORMAT;
  /** The uid of namespace kube-system: one cluster's state must not be used on another. */
  readonly cluster: string;
  readonly direction: 'forward' | 'back';
  readonly strategy: ApplyStrategy;
  readonly operators: readonly StoppedOperator[];
  /** The last step that was finished; `none` at first. */
  readonly step: string;
  readonly isDone: boolean;
}

/** A folder with the state of one migration. */
export interface StateFolder {
  readonly path: string;
  /** Undefined when no migration has begun. */
  readonly read: () => Promise<MigrationState | undefined>;
  readonly write: (state: MigrationState) => Promise<void>;
  /** Objects of a file of the folder; undefined when it is not there. */
  readonly readObjects: (name: string) => Promise<readonly KubeObject[] | undefined>;
  readonly writeObjects: (name: string, objects: readonly KubeObject[]) => Promise<void>;
}

/** A new state for a cluster. */
export function newState(cluster: string, strategy: ApplyStrategy): MigrationState {
  return { format: FORMAT, cluster, direction: 'forward', strategy, operators: [], step: 'none', isDone: false };
}

/** The folder at a path, from the base if it is relative; it is made when something is written. */
export function stateFolder(path: string, base: string): StateFolder {
  const inside = (name: string): string => join(resolve(base, path), name);
  const file = inside('state.json');
  return {
    path,
    read: async () => {
      const text = await readIfThere(file);
      if (text === undefined) return undefined;
      const state = decodeState(parseJson(text));
      if (!state.ok) throw new CommandError(`${file}: ${state.error}`, EXIT.input);
      return state.value;
    },
    write: (state) => writeAtomic(file, `${JSON.stringify(state, null, 2)}\n`),
    readObjects: async (name) => {
      const text = await readIfThere(inside(name));
      const list: unknown = text === undefined ? undefined : parseJson(text);
      if (list === undefined) return undefined;
      const items: unknown = isObject(list) ? list['items'] : undefined;
      if (!Array.isArray(items)) throw new CommandError(`${join(path, name)} holds no list of objects`, EXIT.input);
      return items.filter(isKubeObject);
    },
    writeObjects: (name, objects) =>
      writeAtomic(inside(name), `${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, null, 1)}\n`),
  };
}

function decodeState(value: unknown): Result<MigrationState> {
  if (!isObject(value) || value['format'] !== FORMAT) return fail(`this is no state of a migration (format ${FORMAT})`);
  return isState(value) ? ok(value) : fail('a member of this state is missing or of the wrong type');
}

function isState(value: Fields): value is MigrationState & Fields {
  const wrong = Object.entries(MEMBERS).find(([name, isRight]) => !isRight(value[name]));
  return wrong === undefined;
}

const MEMBERS: Readonly<Record<keyof MigrationState, (value: unknown) => boolean>> = {
  format: (value) => value === FORMAT,
  cluster: (value) => typeof value === 'string',
  direction: (value) => value === 'forward' || value === 'back',
  strategy: (value) => typeof value === 'string' && isStrategy(value),
  operators: (value) => Array.isArray(value) && value.every(isStoppedOperator),
  step: (value) => typeof value === 'string',
  isDone: (value) => typeof value === 'boolean',
};

function isStoppedOperator(value: unknown): value is StoppedOperator {
  return (
    isObject(value) &&
    typeof value['namespace'] === 'string' &&
    typeof value['name'] === 'string' &&
    typeof value['replicas'] === 'number'
  );
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode((await readFileBytes(file)).bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new CommandError(`${file} cannot be read: ${error instanceof Error ? error.message : ''}`, EXIT.input);
  }
}

/** Only the owner may read it: specs can hold secrets. */
const OWN_FILE = 0o600;
const OWN_FOLDER = 0o700;

/** Even after a crash the file is either the old or the new one. */
async function writeAtomic(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: OWN_FOLDER });
    const part = `${file}.part`;
    const handle = await open(part, 'w', OWN_FILE);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
  } catch (error) {
    throw new CommandError(`${file} cannot be written: ${error instanceof Error ? error.message : ''}`, EXIT.input);
  }
}
