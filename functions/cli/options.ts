// The options that several commands share.

import type { Option } from './command.ts';

/** Options of every command. */
export const COMMON_OPTIONS: readonly Option[] = [
  { name: 'color', value: 'WHEN', choices: ['auto', 'always', 'never'], describe: 'colours; auto: on terminals only' },
  { name: 'help', short: 'h', describe: 'show this help' },
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
