// The help texts, made from the commands themselves.

import type { Command, Option } from './command.ts';
import { COMMON_OPTIONS, KUBECTL_OPTIONS } from './options.ts';
import { alignRows } from './terminal/table.ts';

/** Name of the program; as a plug-in of kubectl it is `kubectl toolhive`. */
export const PROGRAM = 'toolhive-hooks';

/** What `--help` alone shows. */
export function programHelp(commands: readonly Command[]): string {
  return [
    `Shows, checks and moves MCPServers with the very functions that the operator runs.`,
    '',
    `Usage: ${PROGRAM} COMMAND [OPTION…] [FILE…]`,
    '',
    'Commands:',
    ...indent(alignRows(commands.map(({ name, summary }) => [name, summary]))),
    '',
    'A FILE is a YAML or JSON file, a folder, a glob, or - for standard input. Several documents and Lists are read;',
    'ConfigMaps and config objects in them are what the servers refer to.',
    '',
    'Exit codes: 0 fine, 1 findings, 2 wrong command line, 3 unreadable input, 4 cluster not reachable, 5 your turn, 70 a bug.',
    `Help on one command: ${PROGRAM} COMMAND --help. Completion: ${PROGRAM} completion bash|zsh|fish|powershell.`,
    '',
    'Example:',
    `  ${PROGRAM} render test/examples/readme/mcpserver.yaml`,
    '',
  ].join('\n');
}

/** What the first word of several commands shows: `migrate --help`. */
export function groupHelp(group: string, commands: readonly Command[]): string {
  const own = commands.filter(({ name }) => name.startsWith(`${group} `));
  return [
    `Usage: ${PROGRAM} ${group} COMMAND [OPTION…]`,
    '',
    'Commands:',
    ...indent(alignRows(own.map(({ name, summary }) => [name, summary]))),
    '',
    `Help on one command: ${PROGRAM} ${own[0]?.name ?? group} --help`,
    '',
  ].join('\n');
}

/** What `completion --help` shows. */
export function completionHelp(shells: readonly string[]): string {
  return [
    'Prints a script with which a shell completes commands, options and their values.',
    '',
    `Usage: ${PROGRAM} completion ${shells.join('|')}`,
    '',
    'Example: in bash; zsh likewise',
    `  source <(${PROGRAM} completion bash)`,
    '',
  ].join('\n');
}

/** All options of a command, in the order in which help and completion show them. */
export function optionsOf(command: Command): readonly Option[] {
  return [...command.options, ...COMMON_OPTIONS, ...(takesFiles(command) ? KUBECTL_OPTIONS : [])];
}

/** What may be the first word of a command line, without options. */
export function firstWords(commands: readonly Command[]): readonly string[] {
  return [...new Set(commands.map(({ name }) => name.split(' ', 1)[0] ?? '')), 'completion', 'help', 'version'];
}

/** What `COMMAND --help` shows. */
export function commandHelp(command: Command): string {
  return [
    `${command.summary}.`,
    '',
    `Usage: ${PROGRAM} ${command.name} ${command.usage}`,
    '',
    'Options:',
    ...indent(alignRows([...command.options, ...COMMON_OPTIONS].map(optionRow))),
    ...(takesFiles(command) ? ['', 'As with kubectl:', ...indent(alignRows(KUBECTL_OPTIONS.map(optionRow)))] : []),
    '',
    `Example: ${command.example.purpose}`,
    `  ${command.example.line}`,
    '',
  ].join('\n');
}

/** Whether FILEs can be named. */
export function takesFiles({ usage }: Command): boolean {
  return /FILE|OLD|BEFORE/.test(usage);
}

function optionRow({ name, short, value, choices, describe }: Option): readonly string[] {
  const flag = `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
  const text =
    choices === undefined || describe.startsWith('one of') ? describe : `${describe} (${choices.join(', ')})`;
  return [flag, text];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
