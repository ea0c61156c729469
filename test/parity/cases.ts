// The parity cases: what ToolHive v0.44 does with eleven MCPServers that it accepts and one that it does not. Facts, kept as
// they were recorded; the files of a case are `input`, `operator-env` (its environment), `expected-children` (sent by its
// operator), `expected-runtime` (applied later by its proxy), `expected-runconfig` (byte-exact) or `expected-failure`.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { type Compiled, compile } from '../../functions/compile/compiled.ts';
import { kindKey, type ObjectMap } from '../../functions/decode/observed.ts';
import { decodeReferences } from '../../functions/decode/references.ts';
import { decodeServer } from '../../functions/decode/server.ts';
import type { ConfigKind } from '../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import type { KubeObject } from '../../functions/kube/object.ts';

/** An object that a test may take apart. */
// oxlint-disable-next-line typescript/no-explicit-any -- objects of many kinds are read here, and a wrong path fails the test
export type Loose = any;

/** One case with everything read in. */
export interface ParityCase {
  readonly name: string;
  readonly compiled: Compiled;
  readonly observed: ObjectMap;
  /** What ToolHive makes, operator and proxy together, in that order. */
  readonly expected: readonly Loose[];
  /** Text of `runconfig.json`; empty for a failure. */
  readonly runConfig: string;
  readonly failure: Loose;
}

const FOLDER = join(import.meta.dirname, 'golden');

const CONFIG_KINDS: readonly ConfigKind[] = ['MCPToolConfig', 'MCPExternalAuthConfig'];

/** Names of all cases. */
export function caseNames(): readonly string[] {
  return readdirSync(FOLDER).toSorted();
}

/** Reads a case; the backend is taken as ready, because a stdio proxy waits for it. */
export function readCase(name: string): ParityCase {
  const [server, ...related] = documents(name, 'input.yaml') as [KubeObject, ...KubeObject[]];
  const settings = settingsOf(parse(text(name, 'operator-env.yaml')));
  const decoded = decodeServer(server, settings);
  const references = decodeReferences(decoded, mapOf(related), settings);
  return {
    name,
    compiled: compile({ server: decoded, references, settings }),
    observed: mapOf([readyStatefulSet(decoded)]),
    expected: [...documents(name, 'expected-children.yaml'), ...documents(name, 'expected-runtime.yaml')],
    runConfig: text(name, 'expected-runconfig.txt'),
    failure: parse(text(name, 'expected-failure.yaml')),
  };
}

function text(name: string, file: string): string {
  const path = join(FOLDER, name, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function documents(name: string, file: string): readonly Loose[] {
  const parsed = parseAllDocuments(text(name, file));
  return Array.isArray(parsed) ? parsed.map((document) => document.toJS()) : [];
}

/** The environment of ToolHive's operator as settings. */
function settingsOf(env: Readonly<Record<string, string>>): Settings {
  const { proxy } = DEFAULT_SETTINGS;
  const secrets = (env['TOOLHIVE_DEFAULT_IMAGE_PULL_SECRETS'] ?? '').split(',').map((secret) => secret.trim());
  return {
    ...DEFAULT_SETTINGS,
    proxy: {
      ...proxy,
      image: orDefault(env['TOOLHIVE_RUNNER_IMAGE'], proxy.image),
      host: orDefault(env['TOOLHIVE_PROXY_HOST'], proxy.host),
      imagePullSecrets: secrets.filter((secret) => secret !== ''),
    },
    platform: env['PLATFORM'] === 'openshift' ? 'openshift' : 'kubernetes',
    references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS },
  };
}

function orDefault(value: string | undefined, fallback: string): string {
  return value === undefined || value === '' ? fallback : value;
}

function mapOf(objects: readonly KubeObject[]): ObjectMap {
  const map: Record<string, Record<string, KubeObject>> = {};
  for (const object of objects) {
    const { apiVersion, kind, metadata } = object;
    const group = (map[kindKey(apiVersion, kind)] ??= {});
    group[`${metadata.namespace}/${metadata.name}`] = object;
  }
  return map;
}

function readyStatefulSet({ name, namespace }: { readonly name: string; readonly namespace: string }): KubeObject {
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, namespace }, status: { readyReplicas: 1 } };
}
