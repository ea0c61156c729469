// Rule: every image of the backend's pod comes from where the settings allow it, pinned when they ask for it. The proxy's image
// is not judged: the settings themselves choose it.

import { at, type Finding } from '../kube/finding.ts';
import { parseImageRef } from '../kube/image-ref.ts';
import { quote } from './quote.ts';
import { renderedBackend } from './rendered-backend.ts';
import { finding, type ValidationInput } from './rule.ts';

/** Registry and folder of images that are written without a host. */
const DEFAULT_REGISTRY = 'docker.io';
const DEFAULT_FOLDER = 'library';

/** Breaches are errors with `imagePolicy.mode: deny`, and warnings with `warn`. */
export function validateImagePolicy(input: ValidationInput): readonly Finding[] {
  const { registries, requireDigest, mode } = input.settings.imagePolicy;
  if (registries.length === 0 && !requireDigest) return [];
  const code = mode === 'deny' ? 'MCP120' : 'MCP121';
  return (renderedBackend(input)?.containers ?? []).flatMap(({ container, path }) => {
    const image = typeof container['image'] === 'string' ? container['image'] : '';
    return judgeImage(input, image).map((message) => finding(code, at(path, 'image'), message));
  });
}

function judgeImage({ settings }: ValidationInput, image: string): readonly string[] {
  const { registries, requireDigest } = settings.imagePolicy;
  const reference = parseImageRef(image);
  // The grammar is another rule's; what cannot be read is allowed from nowhere.
  const name = reference === undefined ? '' : fullName(reference.name);
  const isAllowed = registries.length === 0 || registries.some((allowed) => isBelow(name, allowed));
  return [
    ...(isAllowed ? [] : [`${quote(image)} is not from an allowed registry; use one of ${registries.join(', ')}.`]),
    ...(requireDigest && reference?.digest === undefined
      ? [`${quote(image)} has no digest; pin it as name@sha256:….`]
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
