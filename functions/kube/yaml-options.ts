// Vocabulary: as what YAML is read that becomes JSON.

import type { SchemaOptions } from 'yaml';

const JSON_TAGS: ReadonlySet<string> = new Set(
  ['map', 'seq', 'str', 'null', 'bool', 'int', 'float', 'merge'].map((name) => `tag:yaml.org,2002:${name}`),
);

/**
 * Only values that JSON has. Dates, sets, ordered maps and bytes of YAML 1.1, which a text can ask for with `%YAML 1.1` or a tag, would
 * be empty objects to whoever reads JSON; Kubernetes' reader leaves them what they are written as, and times of day such as `1:30` too.
 */
export const JSON_VALUES: Required<Pick<SchemaOptions, 'resolveKnownTags' | 'customTags'>> = {
  resolveKnownTags: false,
  customTags: (tags) =>
    tags.filter(
      (tag) => typeof tag === 'string' || (JSON_TAGS.has(tag.tag) && !('format' in tag && tag.format === 'TIME')),
    ),
};
