// Vocabulary: the reference of a container image, `[host[:port]/]path[:tag][@digest]`.

/** The parts of an image reference. */
export interface ImageRef {
  /** Host, port and path, as written: `ghcr.io/example/fetch`. */
  readonly name: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

// The grammar of the OCI distribution project. The length is checked first, so no pattern sees a long text.
const HOST =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?$/;
const PATH_PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const MAX_NAME_LENGTH = 255;

/** Splits a reference into its parts; undefined when it breaks the grammar, so that no kubelet could pull it. */
export function parseImageRef(text: string): ImageRef | undefined {
  const { head: tagged, tail: digest } = split(text, text.indexOf('@'));
  const colon = tagged.lastIndexOf(':');
  const { head: name, tail: tag } = split(tagged, colon > tagged.lastIndexOf('/') ? colon : -1);
  if (!isName(name) || (tag !== undefined && !TAG.test(tag)) || (digest !== undefined && !DIGEST.test(digest)))
    return undefined;
  return { name, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

function split(text: string, index: number): { readonly head: string; readonly tail?: string } {
  return index < 0 ? { head: text } : { head: text.slice(0, index), tail: text.slice(index + 1) };
}

function isName(name: string): boolean {
  const [first = '', ...rest] = name.split('/');
  const hasHost = rest.length > 0 && (/[.:[A-Z]/.test(first) || first === 'localhost');
  const parts = hasHost ? rest : [first, ...rest];
  return (
    name.length <= MAX_NAME_LENGTH && (!hasHost || HOST.test(first)) && parts.every((part) => PATH_PART.test(part))
  );
}
