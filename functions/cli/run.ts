// The command line: finds the command, reads its options, runs it, and turns what goes wrong into one line and a code.

import { readArguments } from './arguments.ts';
import { type Command, CommandError, type Invocation, UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';
import { complete, completionLines } from './complete.ts';
import { completionScript, isShell, SHELLS } from './completion.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { commandHelp, completionHelp, groupHelp, optionsOf, PROGRAM, programHelp } from './help.ts';
import type { Io } from './io.ts';
import { didYouMean } from './nearest.ts';
import { guarded } from './terminal/guard.ts';
import { createPaint, type Paint } from './terminal/paint.ts';
import { linesText } from './terminal/table.ts';
import { runWatched } from './watch.ts';

/** Runs one command line (without the program's name) and gives its exit code. Never throws. */
export async function runCommandLine(words: readonly string[], world: Io): Promise<ExitCode> {
  const io = guarded(world);
  const [first = '--help', second] = words;
  const text = textFor(first, words.slice(1), io);
  if (text !== undefined) return print(io, text);
  if (first === 'completion') return shellCompletion(second, io);
  if (first === '__complete') return print(io, linesText(completionLines(complete(words.slice(1), COMMANDS))));
  const command = findCommand(words);
  if (command === undefined) {
    const wrong = wordsOf(words);
    const known = [...COMMANDS.map(({ name }) => name), 'completion', 'help', 'version'];
    return misused(io, `there is no command ${JSON.stringify(wrong)}${didYouMean(wrong, known)}`, '');
  }
  return runCommand(command, words.slice(command.name.split(' ').length), io);
}

/** What is printed for words that are no command: help and version. */
function textFor(first: string, rest: readonly string[], io: Io): string | undefined {
  if (isHelp(first) || first === 'help') return asCalled(helpFor(rest), io);
  if (['--version', '-v', 'version'].includes(first)) return `${PROGRAM} ${io.version}\n`;
  const [second] = rest;
  return isGroup(first) && (second === undefined || isHelp(second)) ? asCalled(helpFor([first]), io) : undefined;
}

async function runCommand(command: Command, words: readonly string[], io: Io): Promise<ExitCode> {
  const read = readArguments(words, optionsOf(command));
  if (!read.ok) return misused(io, read.error, command.name);
  const { options, positionals } = read.value;
  if (options['help'] === true) return print(io, asCalled(commandHelp(command), io));
  try {
    const invocation = { options, positionals, io, paint: paintFor(options, io) };
    return await (options['watch'] === true ? runWatched(command, invocation) : command.run(invocation));
  } catch (error) {
    if (error instanceof UsageError) return misused(io, error.message, command.name);
    if (error instanceof CommandError) return failed(io, error.message, error.code);
    const sentence = error instanceof Error ? error.message : String(error);
    return failed(io, `this is a bug of ${PROGRAM} ${io.version}: ${sentence}`, EXIT.bug);
  }
}

function paintFor({ color: when = 'auto' }: Invocation['options'], { hasColour }: Io): Paint {
  return createPaint(when === 'always' || (when === 'auto' && hasColour));
}

/** The command whose name the words begin with; names have one or two words. */
function findCommand(words: readonly string[]): Command | undefined {
  return COMMANDS.find(({ name }) => name === words.slice(0, name.split(' ').length).join(' '));
}

function helpFor(words: readonly string[]): string {
  const command = findCommand(words);
  if (command !== undefined) return commandHelp(command);
  const [first = ''] = words;
  if (first === 'completion') return completionHelp(SHELLS);
  return isGroup(first) ? groupHelp(first, COMMANDS) : programHelp(COMMANDS);
}

/** Whether commands of two words begin with this one. */
function isGroup(word: string): boolean {
  return COMMANDS.some(({ name }) => name.startsWith(`${word} `));
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

function wordsOf(words: readonly string[]): string {
  const [first = '', second = ''] = words;
  return isGroup(first) ? `${first} ${second}`.trim() : first;
}

function shellCompletion(shell: string | undefined, io: Io): ExitCode {
  if (shell !== undefined && isHelp(shell)) return print(io, asCalled(helpFor(['completion']), io));
  if (isShell(shell)) return print(io, completionScript(shell, COMMANDS));
  return misused(io, `completion needs the name of a shell: ${SHELLS.join(', ')}`, '');
}

/** A text with the name that the program was called by. */
function asCalled(text: string, { program = PROGRAM }: Io): string {
  return text.replaceAll(`${PROGRAM} `, `${program} `);
}

function print(io: Io, text: string): ExitCode {
  io.out(text);
  return EXIT.fine;
}

function failed(io: Io, sentence: string, code: ExitCode): ExitCode {
  io.err(linesText([`error: ${sentence}`]));
  return code;
}

function misused(io: Io, sentence: string, command: string): ExitCode {
  const lines = [`error: ${sentence}`, `Try: ${PROGRAM} ${command === '' ? '' : `${command} `}--help`];
  io.err(asCalled(linesText(lines), io));
  return EXIT.usage;
}
