// Command: every image that will run, for mirrors of clusters without internet.

import { stringify } from 'yaml';
import { isObject } from '../../kube/object.ts';
import { parseImageRef } from '../../kube/image-ref.ts';
import { fieldsAt, listAt, type StoredObject } from '../../simulator/object.ts';
import { type Command, textOption } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { codeWith, load } from '../input/load.ts';
import { type Rendering, renderServer } from '../offline/render.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import { tableText } from '../terminal/table.ts';

/** An image and who runs it. */
interface Image {
  readonly image: string;
  /** From the reference, or from the pods of the input that run it. */
  readonly digest?: string;
  /** `namespace/name: container`. */
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
    says: 'names for the tool that fills a mirror',
  },
  run: async (invocation) => {
    const loaded = await load(invocation);
    const renderings = loaded.servers.map((manifest) => renderServer(manifest, loaded, 'running'));
    for (const { key, sync, refusal } of renderings)
      if (sync === undefined) invocation.io.err(`error: ${key}: ${refusal ?? 'no answer'}; run lint to see why\n`);
    const images = listImages(renderings, knownDigests(loaded.others));
    invocation.io.out(FORMATS[textOption(invocation, 'output') ?? 'table']?.(images) ?? '');
    return codeWith(loaded, renderings.some(({ sync }) => sync === undefined) ? EXIT.findings : EXIT.fine);
  },
};

const FORMATS: Readonly<Record<string, (images: readonly Image[]) => string>> = {
  table: (images) =>
    tableText(
      ['IMAGE', 'DIGEST', 'USED BY'],
      images.map(({ image, digest, usedBy }) => [image, digest ?? 'not known', usedBy.join(', ')]),
    ),
  json: (images) => `${JSON.stringify(images, null, 2)}\n`,
  yaml: (images) => stringify(images, { lineWidth: 0 }),
  list: (images) => images.map(({ image }) => `${image}\n`).join(''),
};

function listImages(renderings: readonly Rendering[], digests: ReadonlyMap<string, string>): readonly Image[] {
  const users = new Map<string, string[]>();
  for (const { key, sync } of renderings) {
    for (const [name, image] of (sync?.children ?? []).flatMap(containersOf)) {
      users.set(image, [...(users.get(image) ?? []), `${key}: ${name}`]);
    }
  }
  return [...users]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([image, usedBy]) => {
      const digest = parseImageRef(image)?.digest ?? digests.get(image);
      return digest === undefined ? { image, usedBy } : { image, digest, usedBy };
    });
}

/** Name and image of every container of a workload. */
function containersOf(child: StoredObject): readonly (readonly [string, string])[] {
  const pod = fieldsAt(fieldsAt(fieldsAt(child, 'spec'), 'template'), 'spec');
  return [...listAt(pod, 'initContainers'), ...listAt(pod, 'containers')].map((container) => [
    String(container['name']),
    String(container['image']),
  ]);
}

/** What running pods say about the images that they were told to run. */
function knownDigests(objects: readonly StoredObject[]): ReadonlyMap<string, string> {
  const pods = objects.filter(({ kind }) => kind === 'Pod');
  const pairs = pods.flatMap((pod) => {
    const statuses = listAt(fieldsAt(pod, 'status'), 'containerStatuses');
    return containersIn(pod).flatMap(([name, image]): (readonly [string, string])[] => {
      const id = statuses.find((status) => status['name'] === name)?.['imageID'];
      const digest = typeof id === 'string' ? /sha256:[0-9a-f]{64}$/.exec(id)?.[0] : undefined;
      return digest === undefined ? [] : [[image, digest]];
    });
  });
  return new Map(pairs);
}

function containersIn(pod: StoredObject): readonly (readonly [string, string])[] {
  return containersOf({ ...pod, spec: { template: isObject(pod['spec']) ? { spec: pod['spec'] } : {} } });
}
