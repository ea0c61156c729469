// Output: results for programs, in the formats of kubectl.

import { linesText } from './table.ts';
import { yamlText } from './yaml-text.ts';

/** Formats of commands that tell something about servers; the first, and `wide`, are for people. */
export const TEXT_OR_DATA = ['text', 'json', 'yaml', 'name', 'wide'] as const;

/** A result as JSON, as YAML, or only the names in it; undefined in the formats for people. */
export function dataText(format: string | undefined, value: unknown, names: readonly string[]): string | undefined {
  if (format === 'json') return `${JSON.stringify(value, null, 2)}\n`;
  if (format === 'yaml') return yamlText(value);
  return format === 'name' ? linesText(names) : undefined;
}

/** `team/fetch` as kubectl names it. */
export function serverName(key: string): string {
  return `mcpserver.toolhive.stacklok.dev/${key.slice(key.indexOf('/') + 1)}`;
}
