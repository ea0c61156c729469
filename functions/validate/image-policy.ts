// Rule: every image of the backend's pod comes from where the settings allow it, pinned when they ask for it. The proxy's image
// is not judged: the settings themselves choose it.

import { BACKEND_CONTAINER } from '../decode/names.ts';
import type { Settings } from '../decode/settings.ts';
import { at, type Finding } from '../kube/finding.ts';
import { parseImageRef } from '../kube/image-ref.ts';
import { readList, readObjects, readString } from '../kube/json-reader.ts';
import { isObject } from '../kube/object.ts';
import { quote } from './quote.ts';
import { volumePaths } from '../compile/backend-pod/rendered.ts';
import { finding, type ValidationInput } from './rule.ts';

type ImagePolicy = Settings['imagePolicy'];

/** Registry and folder of images that are written without a host. */
const DEFAULT_REGISTRY = 'docker.io';
const DEFAULT_FOLDER = 'library';

/** Tag of an image that names none. */
const NO_TAG = 'latest';

/** Breaches are errors with `imagePolicy.mode: deny`, and warnings with `warn` or where labels may exempt the namespace. */
export function validateImagePolicy(input: ValidationInput): readonly Finding[] {
  const { mode, isUndecided } = input.settings.imagePolicy;
  if (!isPolicy(input.settings.imagePolicy)) return [];
  const code = mode === 'deny' && isUndecided !== true ? 'MCP120' : 'MCP121';
  const rest = mode === 'deny' && isUndecided === true ? ' Unless its namespace is exempt, it is not rolled out.' : '';
  return listImages(input).flatMap(({ image, path }) =>
    imageProblems(input.settings.imagePolicy, image).map((message) => finding(code, path, message + rest)),
  );
}

function isPolicy({ registries, namespaceRegistries = [], requireDigest, forbiddenTags }: ImagePolicy): boolean {
  return [registries, namespaceRegistries, forbiddenTags].some((list) => list.length > 0) || requireDigest;
}

interface PlacedImage {
  readonly image: string;
  readonly path: string;
}

/** Those of every container, and those that are mounted as volumes. */
function listImages({ backend, server }: ValidationInput): readonly PlacedImage[] {
  if (backend === undefined) return [];
  const own = readObjects(backend.spec, 'containers').find(({ name }) => name === BACKEND_CONTAINER);
  const ofContainers = backend.containers.map(({ container, path }) => ({
    image: readString(container, 'image') ?? '',
    // Where the template names an image as well, that of the spec runs all the same.
    path: at(container === own ? 'spec' : path, 'image'),
  }));
  const volumes = readList(backend.spec, 'volumes');
  const pathOf = volumePaths(server);
  const ofVolumes = volumes
    .filter(isObject)
    .flatMap(({ name, image }) =>
      isObject(image)
        ? [{ image: readString(image, 'reference') ?? '', path: at(pathOf(name), 'image', 'reference') }]
        : [],
    );
  return [...ofContainers, ...ofVolumes];
}

function imageProblems(policy: ImagePolicy, image: string): readonly string[] {
  const reference = parseImageRef(image);
  const pinning = reference?.digest === undefined ? tagProblems(policy, image, reference?.tag ?? NO_TAG) : [];
  // The grammar is another rule's; what cannot be read is allowed from nowhere.
  return [...registryProblems(policy, image, reference === undefined ? '' : fullName(reference.name)), ...pinning];
}

/** The settings and the namespace both have to allow it; a list without entries allows everything. */
function registryProblems(
  { registries, namespaceRegistries = [] }: ImagePolicy,
  image: string,
  name: string,
): readonly string[] {
  const refusing = [registries, namespaceRegistries].filter(
    (list) => list.length > 0 && !list.some((allowed) => isBelow(name, allowed)),
  );
  return refusing.map((list) => `${quote(image)} is not from an allowed registry; use one of ${list.join(', ')}.`);
}

function tagProblems({ requireDigest, forbiddenTags }: ImagePolicy, image: string, tag: string): readonly string[] {
  return [
    ...(requireDigest ? [`${quote(image)} has no digest; pin it as name@sha256:….`] : []),
    ...(forbiddenTags.includes(tag)
      ? [`${quote(image)} has the tag ${tag}, which may become another image; name a release or a digest.`]
      : []),
  ];
}

/** `fetch` is `docker.io/library/fetch`; the first part is a host when it looks like one. */
function fullName(name: string): string {
  const [first = '', ...rest] = name.split('/');
  if (rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')) return name;
  return rest.length > 0 ? `${DEFAULT_REGISTRY}/${name}` : `${DEFAULT_REGISTRY}/${DEFAULT_FOLDER}/${name}`;
}

/** Whole parts only: `ghcr.io/acme` allows `ghcr.io/acme/fetch` and not `ghcr.io/acme-evil/fetch`. */
function isBelow(name: string, allowed: string): boolean {
  const folder = fullFolder(allowed.replace(/\/+$/, ''));
  return name === folder || name.startsWith(`${folder}/`);
}

function fullFolder(allowed: string): string {
  return /[.:]/.test(allowed.split('/')[0] ?? '') || allowed.startsWith('localhost')
    ? allowed
    : `${DEFAULT_REGISTRY}/${allowed}`;
}
