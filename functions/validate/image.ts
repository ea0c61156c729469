// Rule: the image of the server.

import type { Finding } from '../kube/finding.ts';
import { parseImageRef } from '../kube/image-ref.ts';
import { quote } from './quote.ts';
import { finding, type ValidationInput } from './rule.ts';

const PATH = 'spec.image';

/** The reference can be pulled, and names one release. */
export function validateImage({ server: { spec } }: ValidationInput): readonly Finding[] {
  const image = parseImageRef(spec.image);
  if (image === undefined)
    return [finding('MCP012', PATH, `${quote(spec.image)} is not an image reference; ${hint(spec.image)}`)];
  if (image.digest !== undefined || (image.tag !== undefined && image.tag !== 'latest')) return [];
  const reason = image.tag === undefined ? 'The image has no tag' : 'The tag latest moves';
  return [
    finding('MCP013', PATH, `${reason}, so other code may run after the next restart; name a release or a digest.`),
  ];
}

/** Common mistakes, most specific first. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [/^\s|\s$/, 'remove the spaces around it.'],
  [/^[a-z]+:\/\//, 'remove the scheme in front of the host.'],
  [/\$\{?[A-Za-z_]/, 'a variable in it was not replaced.'],
  [/[A-Z]/, 'only the tag may have capital letters.'],
];

function hint(text: string): string {
  const known = HINTS.find(([mistake]) => mistake.test(text));
  return known?.[1] ?? 'write [host[:port]/]path[:tag][@digest].';
}
