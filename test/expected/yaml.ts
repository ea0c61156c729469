// Expected files: YAML as it stands in them.

import { parseAllDocuments, stringify } from 'yaml';

/** One value, without line breaks inside its texts. */
export function toYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The documents of a text, without empty ones. */
export function readYaml(text: string): readonly unknown[] {
  return parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter((value) => value !== null);
}
