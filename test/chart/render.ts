// Support: the chart's output as objects.

import { parseAllDocuments } from 'yaml';
import { CHART, helm } from './helm.ts';

/** A rendered object. What every object has is typed; of the rest, tests say what they expect. */
export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Part;
    readonly annotations: Part;
  };
  readonly spec: Part;
  readonly data: Part;
  readonly webhooks: Part;
  readonly rules: Part;
  readonly roleRef?: Part;
  readonly automountServiceAccountToken?: boolean;
}

/** Any part of an object. */
// oxlint-disable-next-line typescript/no-explicit-any -- objects of many kinds are read here, and a wrong path fails the test
export type Part = any;

/** How to render; the CRDs are left out unless asked for, because reading them takes most of the time. */
export interface Rendering {
  readonly release?: string;
  readonly namespace?: string;
  readonly set?: readonly string[];
  readonly files?: readonly string[];
  /** Values as JSON: `settings.companions={…}`. */
  readonly json?: readonly string[];
  readonly crds?: boolean;
  /** Leaves values.schema.json out, for settings that only a later schema has. */
  readonly unchecked?: boolean;
}

function valueArgs({ files = [], json = [], set = [] }: Pick<Rendering, 'files' | 'json' | 'set'>): readonly string[] {
  return [
    ...files.flatMap((file) => ['--values', file]),
    ...json.flatMap((value) => ['--set-json', value]),
    ...set.flatMap((value) => ['--set', value]),
  ];
}

/** Arguments after `helm template` or `helm install`. */
export function chartArgs({
  release,
  namespace,
  crds = false,
  unchecked = false,
  ...values
}: Rendering = {}): string[] {
  return [
    release ?? 'toolhive-operator',
    CHART,
    '--namespace',
    namespace ?? 'toolhive-system',
    ...(unchecked ? ['--skip-schema-validation'] : []),
    ...valueArgs(values),
    ...(crds ? [] : ['--set', 'crds.install=false']),
  ];
}

/** The text that `helm template` prints; throws with Helm's words when it refuses. */
export async function renderText(rendering?: Rendering): Promise<string> {
  const { code, stdout, stderr } = await helm(['template', ...chartArgs(rendering)]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** The rendered objects. */
export async function render(rendering?: Rendering): Promise<readonly Rendered[]> {
  return parseManifests(await renderText(rendering));
}

/** Reads YAML documents as Kubernetes does (version 1.1); empty ones are left out. Throws where a key stands twice. */
export function parseManifests(text: string): readonly Rendered[] {
  return parseAllDocuments(text, { version: '1.1' })
    .map((document): Part => {
      for (const error of document.errors) throw error;
      return document.toJS();
    })
    .filter((object) => object !== null);
}

/** The only object of a kind; with a name where there are several. */
export function only(objects: readonly Rendered[], kind: string, name?: string): Rendered {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  const [object] = found;
  if (object === undefined || found.length > 1)
    throw new Error(`${found.length} objects of kind ${kind} ${name ?? ''}`);
  return object;
}
