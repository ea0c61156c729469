// The options that several commands share.

import type { Option } from './command.ts';

/** Options of every command. */
export const COMMON_OPTIONS: readonly Option[] = [
  { name: 'color', value: 'WHEN', choices: ['auto', 'always', 'never'], describe: 'colours; auto: on terminals only' },
  { name: 'help', short: 'h', describe: 'show this help' },
];

/** What people's hands know from kubectl, for every command. */
export const KUBECTL_OPTIONS: readonly Option[] = [
  { name: 'filename', short: 'f', value: 'FILE', describe: 'a FILE, as with kubectl; may be given again' },
  { name: 'kustomize', short: 'k', value: 'FOLDER', describe: 'what kubectl kustomize makes of a FOLDER' },
  { name: 'recursive', short: 'R', describe: 'folders with all below, which is so anyway' },
  { name: 'all-namespaces', short: 'A', describe: 'all namespaces, which is so anyway' },
  { name: 'v', short: 'v', value: 'LEVEL', describe: 'what kubectl tells about its requests, where it is asked' },
];

/** Options of every command that reads manifests. */
export const MANIFEST_OPTIONS: readonly Option[] = [
  {
    name: 'settings',
    short: 's',
    value: 'FILE',
    describe: "the operator's settings (the chart's values under settings:)",
  },
  { name: 'namespace', short: 'n', value: 'NAME', describe: 'namespace of objects that name none (default: default)' },
];

/** `-o` with these formats; the first is the default. */
export function outputOption(...choices: readonly string[]): Option {
  return { name: 'output', short: 'o', value: 'FORMAT', choices, describe: `one of ${choices.join(', ')}` };
}
