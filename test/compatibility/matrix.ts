// Manifests in the shape of each release of ToolHive, and their result here: applied, synced, running.

import { readdirSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { admit } from '../../functions/cli/offline/admit.ts';
import { syncUntilSettled } from '../../functions/cli/offline/sync.ts';
import { CONFIG_KINDS, isServer } from '../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import type { Finding } from '../../functions/kube/finding.ts';
import { readObject } from '../../functions/kube/json-reader.ts';
import type { Fields, KubeObject } from '../../functions/kube/object.ts';

const FOLDER = new URL('./', import.meta.url);
const STORAGE_VERSION = 'toolhive.stacklok.dev/v1beta1';

/** A cluster with every config kind. */
const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS },
};

/** The API server says this of every v1alpha1 object; the page says it once. */
const TOLD_ONCE = new Set(['API001']);

/** One manifest of one release. */
export interface Outcome {
  readonly name: string;
  readonly isAccepted: boolean;
  /** Refusals and warnings at apply. */
  readonly findings: readonly Finding[];
  /** Phase when everything runs that may run; absent for what is refused. */
  readonly phase?: string;
  /** What the proxy is told; empty for what is refused or held back. */
  readonly proxy: Fields;
}

/** A release with its manifests. */
export interface Release {
  readonly name: string;
  /** What the release is about: the first comment of its manifests. */
  readonly about: string;
  readonly objects: readonly KubeObject[];
}

/** The releases that have manifests, oldest first. */
export function readReleases(): readonly Release[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map(readRelease);
}

function readRelease(name: string): Release {
  const text = readFileSync(new URL(`${name}/manifests.yaml`, FOLDER), 'utf8');
  const [first = ''] = /^(# .*\n)+/.exec(text) ?? [];
  const about = first.replaceAll(/^# /gm, '').replaceAll('\n', ' ').trim();
  return { name, about, objects: parseAllDocuments(text).map((document) => document.toJS() as KubeObject) };
}

/** What `expected.yaml` of a release says, by the name of the server. */
export function readExpected(release: string): Readonly<Record<string, Fields>> {
  const text = readFileSync(new URL(`${release}/expected.yaml`, FOLDER), 'utf8');
  return parseAllDocuments(text)[0]?.toJS() as Readonly<Record<string, Fields>>;
}

/** Applies each server of a release beside the other objects, and syncs it until it runs. */
export function runRelease({ objects }: Release): readonly Outcome[] {
  const others = objects.filter((object) => !isServer(object)).map(asStored);
  return objects.filter(isServer).map((server) => {
    const { isAllowed, findings: all, stored } = admit(server, SETTINGS);
    const findings = all.filter(({ code }) => !TOLD_ONCE.has(code));
    const { name } = server.metadata;
    if (!isAllowed) return { name, isAccepted: false, findings, proxy: {} };
    const { status, children } = syncUntilSettled({ parent: stored, others, observed: [], settings: SETTINGS });
    return { name, isAccepted: true, findings, phase: String(status['phase']), proxy: runConfigOf(children) };
  });
}

/** Both versions of a kind have one schema, so that only the name of the version changes. */
function asStored(object: KubeObject): KubeObject {
  const isOld = object.apiVersion.endsWith('/v1alpha1') && object.kind !== 'MCPWebhookConfig';
  return isOld ? { ...object, apiVersion: STORAGE_VERSION } : object;
}

function runConfigOf(children: readonly KubeObject[]): Fields {
  const config = children.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith('-runconfig'));
  const text = config === undefined ? undefined : readObject(config, 'data')['runconfig.json'];
  return typeof text === 'string' ? (JSON.parse(text) as Fields) : {};
}
