// Command: every image that will run, for mirrors of clusters without internet.

import { parseImageRef } from '../../kube/image-ref.ts';
import { readObject, readObjects, readText } from '../../kube/json-reader.ts';
import { controllerOf, type Fields, type KubeObject } from '../../kube/object.ts';
import { type Command, textOption } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { codeWith, load } from '../input/load.ts';
import { renderServer } from '../offline/render.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import { inTurn } from '../terminal/progress.ts';
import { linesText, tableText } from '../terminal/table.ts';
import { yamlText } from '../terminal/yaml-text.ts';

/** An image and who runs it. */
interface Image {
  readonly image: string;
  /** From the reference, or from the pods of the input that run it. */
  readonly digest?: string;
  /** `namespace/name: container` or `namespace/name: volume data`, with the kind in brackets where it is no MCPServer. */
  readonly usedBy: readonly string[];
}

/** `images FILE…` */
export const IMAGES: Command = {
  name: 'images',
  summary: 'Lists every image that MCPServers will run, by digest where it is known',
  usage: '[OPTION…] FILE…',
  options: [outputOption('table', 'json', 'yaml', 'list'), ...MANIFEST_OPTIONS],
  example: {
    line: 'toolhive-hooks images -o list test/examples/readme/mcpserver.yaml',
    purpose: 'names for the tool that fills a mirror',
  },
  run: async (invocation) => {
    const { io, paint } = invocation;
    const loaded = await load(invocation, invocation.positionals, isWorkload);
    const users = new Map<string, string[]>();
    let code: 0 | 1 = EXIT.fine;
    for (const workload of loaded.others.filter(isWorkload)) addUser(users, nameOf(workload), [workload]);
    await inTurn(loaded.servers, { io, label: 'looking at server' }, (manifest) => {
      const { key, sync, refusal } = renderServer(manifest, loaded, 'running');
      addUser(users, key, sync?.children ?? []);
      if (sync !== undefined) return;
      code = EXIT.findings;
      io.err(linesText([`${paint('red', 'error:')} ${key}: ${refusal ?? 'no answer'}; run lint to see why`]));
    });
    const images = listImages(users, knownDigests(loaded.others));
    io.out(FORMATS[textOption(invocation, 'output') ?? 'table']?.(images) ?? '');
    return codeWith(loaded, code);
  },
};

const FORMATS: Readonly<Record<string, (images: readonly Image[]) => string>> = {
  table: (images) =>
    tableText(
      ['IMAGE', 'DIGEST', 'USED BY'],
      images.map(({ image, digest, usedBy }) => [image, digest ?? 'not known', usersText(usedBy)]),
    ),
  json: (images) => `${JSON.stringify(images, null, 2)}\n`,
  yaml: yamlText,
  list: (images) => linesText(images.map(({ image }) => image)),
};

/** The table names at most this many users; the rest is a number. */
const MAX_USERS = 3;

function usersText(users: readonly string[]): string {
  const more = users.length > MAX_USERS ? ` and ${users.length - MAX_USERS} more` : '';
  return `${users.slice(0, MAX_USERS).join(', ')}${more}`;
}

/** Kinds that run pods, besides MCPServers: the operator itself, Metacontroller, test pods of a chart. */
const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob']);

/** Whether an object runs images and no other object controls it. */
function isWorkload(object: KubeObject): boolean {
  return (WORKLOADS.has(object.kind) || object.kind === 'Pod') && controllerOf(object) === undefined;
}

function nameOf({ kind, metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name} (${kind})`;
}

function addUser(users: Map<string, string[]>, name: string, objects: readonly KubeObject[]): void {
  for (const [part, image] of objects.flatMap((object) => [...containersOf(object), ...volumesOf(object)])) {
    const own = users.get(image);
    if (own === undefined) users.set(image, [`${name}: ${part}`]);
    else own.push(`${name}: ${part}`);
  }
}

function listImages(
  users: ReadonlyMap<string, readonly string[]>,
  digests: ReadonlyMap<string, string>,
): readonly Image[] {
  return [...users]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([image, usedBy]) => {
      const digest = parseImageRef(image)?.digest ?? digests.get(image);
      return digest === undefined ? { image, usedBy } : { image, digest, usedBy };
    });
}

/** Name and image of every container of a workload or a pod. */
function containersOf(object: KubeObject): readonly (readonly [string, string])[] {
  const pod = podSpec(object);
  return [...readObjects(pod, 'initContainers'), ...readObjects(pod, 'containers')].map((container) => [
    String(container['name']),
    String(container['image']),
  ]);
}

/** The same of its volumes, for an image can be mounted as well. */
function volumesOf(object: KubeObject): readonly (readonly [string, string])[] {
  return readObjects(podSpec(object), 'volumes').flatMap((volume): readonly (readonly [string, string])[] => {
    const reference = readText(volume, 'image', 'reference');
    return reference === undefined ? [] : [[`volume ${String(volume['name'])}`, reference]];
  });
}

function podSpec({ kind, ...object }: KubeObject): Fields {
  const spec = readObject(object, 'spec');
  if (kind === 'Pod') return spec;
  const job = kind === 'CronJob' ? readObject(spec, 'jobTemplate', 'spec') : spec;
  return readObject(job, 'template', 'spec');
}

/** Digests by image, as running pods report them in their status. */
function knownDigests(objects: readonly KubeObject[]): ReadonlyMap<string, string> {
  const pods = objects.filter(({ kind }) => kind === 'Pod');
  const pairs = pods.flatMap((pod) => {
    const status = readObject(pod, 'status');
    const statuses = [...readObjects(status, 'initContainerStatuses'), ...readObjects(status, 'containerStatuses')];
    return containersOf(pod).flatMap(([name, image]): (readonly [string, string])[] => {
      const id = statuses.find((container) => container['name'] === name)?.['imageID'];
      const digest = typeof id === 'string' ? /sha256:[0-9a-f]{64}$/.exec(id)?.[0] : undefined;
      return digest === undefined ? [] : [[image, digest]];
    });
  });
  return new Map(pairs);
}
