// Input: everything a command reads: the servers, all other objects, and the settings.

import { resolve } from 'node:path';
import { CONFIG_KINDS, isServer } from '../../decode/config-kinds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../decode/settings.ts';
import { readSettingsText } from '../../requests/settings-text.ts';
import { isKubeObject, type KubeObject } from '../../kube/object.ts';
import { shapeBySchema } from '../../simulator/structural-schema.ts';
import { CommandError, type Invocation, textOption, UsageError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { configSchema } from '../offline/schema.ts';
import { kubectlOf, listCluster, SERVERS } from './kubectl.ts';
import { type Manifest, type Manifests, parseManifests } from './manifests.ts';
import { leaveOutPatches } from './patches.ts';
import { placeText } from './place.ts';
import { type Problem, readNamedText, readSources } from './sources.ts';

import { linesText } from '../terminal/table.ts';

/** Everything that a command reads. */
export interface Loaded {
  /** The MCPServers, in the order of the files. */
  readonly servers: readonly Manifest[];
  /** All other objects: what servers refer to, and existing children. */
  readonly others: readonly KubeObject[];
  /** The same with their places. */
  readonly otherManifests: readonly Manifest[];
  readonly problems: readonly Problem[];
  readonly settings: Settings;
}

const DEFAULT_NAMESPACE = 'default';

/**
 * Reads the files of a command line and `--settings`. Problems of single documents are printed and collected, so that the good
 * ones are handled. Fails without any object for which `isEnough` holds: an MCPServer by default.
 */
export async function load(
  invocation: Invocation,
  names: readonly string[] = invocation.positionals,
  isEnough: (object: KubeObject) => boolean = isServer,
): Promise<Loaded> {
  const settings = await loadSettings(invocation);
  const read = sorted(await loadObjects(invocation, names), settings);
  const { servers, notes } = leaveOutPatches(read.servers);
  for (const note of notes) invocation.io.err(linesText([`${invocation.paint('yellow', 'note:')} ${note}`]));
  const loaded = { ...read, servers };
  if (loaded.servers.length > 0 || loaded.others.some(isEnough)) return loaded;
  const where = names.length === 0 ? 'standard input' : names.join(', ');
  throw new CommandError(noServers(where, loaded.others), EXIT.input);
}

/** The same from the cluster of the present kubectl context. */
export async function loadCluster(invocation: Invocation): Promise<Loaded> {
  const settings = await loadSettings(invocation);
  invocation.io.err('asking the cluster of the present kubectl context…\n');
  const { texts } = await listCluster(SERVERS, kubectlOf(invocation), invocation.io.progress);
  const manifests = texts.flatMap((text) => parseManifests({ file: 'kubectl', text }, '').manifests);
  return sorted({ manifests, problems: [] }, settings);
}

function sorted({ manifests, problems }: Manifests, settings: Settings): Loaded {
  const servers = manifests.filter(({ object }) => isServer(object));
  const otherManifests = manifests.filter(({ object }) => !isServer(object));
  return {
    servers,
    others: otherManifests.map(({ object }) => withoutNulls(object)),
    otherManifests,
    problems,
    settings,
  };
}

/** As the API server stores an object that servers refer to; `lint` names the nulls by the manifest. */
function withoutNulls(object: KubeObject): KubeObject {
  const { value, nulls } = shapeBySchema(configSchema(object) ?? {}, object);
  return nulls.length > 0 && isKubeObject(value) ? value : object;
}

/** Reads files of any kinds; problems of single documents are printed. */
export async function loadObjects(invocation: Invocation, names: readonly string[]): Promise<Manifests> {
  const { io, paint } = invocation;
  if (names.length === 0 && io.stdinIsTerminal)
    throw new UsageError('name a file, a folder, a glob, or - for standard input');
  const read = await readSources(names, io);
  const namespace = textOption(invocation, 'namespace') ?? DEFAULT_NAMESPACE;
  const parsed = read.sources.map((source) => parseManifests(source, namespace));
  const problems = [...read.problems, ...parsed.flatMap((each) => each.problems)];
  for (const problem of problems) io.err(linesText([`${paint('red', 'error:')} ${problemText(problem)}`]));
  return { manifests: parsed.flatMap((each) => each.manifests), problems };
}

/** The chart's own defaults: it lists the config kinds that it installs in the settings file. */
const CHART_SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS },
};

/** The settings that `--settings` (or another option) names, over those of the chart. */
export async function loadSettings(invocation: Invocation, option = 'settings'): Promise<Settings> {
  const file = textOption(invocation, option);
  if (file === undefined) return CHART_SETTINGS;
  const name = `--${option} ${file}`;
  const text = await readNamedText(resolve(invocation.io.directory, file), name);
  const settings = await readSettingsText(text, `SETTINGS_FILE ${file}`, CHART_SETTINGS);
  if (!settings.ok) throw new CommandError(settings.error.replace(`SETTINGS_FILE ${file}`, name), EXIT.input);
  return settings.value;
}

/** A command's own code, or the one for unreadable input, which wins. */
export function codeWith(loaded: Loaded, code: typeof EXIT.fine | typeof EXIT.findings): 0 | 1 | 3 {
  return loaded.problems.length > 0 ? EXIT.input : code;
}

function problemText({ place, message }: Problem): string {
  return `${placeText(place)}: ${message}`;
}

function noServers(where: string, objects: readonly KubeObject[]): string {
  const kinds = [...new Set(objects.map(({ kind }) => kind))].slice(0, 5);
  const definition = kinds.includes('CustomResourceDefinition')
    ? ' A CustomResourceDefinition describes servers but is none.'
    : '';
  return `no MCPServer in ${where}${kinds.length === 0 ? '' : `, only ${kinds.join(', ')}`}.${definition}`;
}
