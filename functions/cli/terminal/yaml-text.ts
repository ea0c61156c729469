// Output: YAML for kubectl.

import { stringify } from 'yaml';

/** A value as YAML that means the same to readers of YAML 1.1, as kubectl is: a text `no` gets quotes. */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' });
}
