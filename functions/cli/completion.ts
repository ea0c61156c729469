// Completion scripts for shells, made from the commands themselves.

import type { Command, Option } from './command.ts';
import { firstWords, optionsOf, PROGRAM } from './help.ts';

/** Shells that have a script. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

type Shell = (typeof SHELLS)[number];

/** Whether a word names one of them. */
export function isShell(word: string | undefined): word is Shell {
  return SHELLS.some((shell) => shell === word);
}

/** The script that a shell reads: `source <(toolhive-hooks completion bash)`. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
  return SCRIPTS[shell](commands);
}

const SCRIPTS: Readonly<Record<Shell, (commands: readonly Command[]) => string>> = {
  bash: bashScript,
  // zsh understands bash's functions after bashcompinit.
  zsh: (commands) => `#compdef ${PROGRAM}\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(commands)}`,
  fish: fishScript,
  powershell: () => POWERSHELL,
};

/** Asks the program at each key, for PowerShell has no list of its own to fill. */
const POWERSHELL = `Register-ArgumentCompleter -Native -CommandName ${PROGRAM} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '' }
  & ${PROGRAM} __complete @words | Where-Object { -not $_.StartsWith(':') } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`;

function bashScript(commands: readonly Command[]): string {
  const cases = commands.map(
    (command) => `    "${command.name}"*) words="${optionsOf(command).map(flag).join(' ')}" ;;`,
  );
  return `_toolhive_hooks() {
  local current="\${COMP_WORDS[COMP_CWORD]}" line words
  line="\${COMP_WORDS[*]:1:COMP_CWORD-1}"
  case "$line" in
${[...commands.flatMap(valueCases), ...cases].join('\n')}
    ${subcommandCases(commands)}
    *) words="" ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="${firstWords(commands).join(' ')}"
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$([ "\${words:0:1}" = - ] || echo "$words")" -- "$current") $(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _toolhive_hooks ${PROGRAM}
`;
}

/** Behind an option with choices stand these and nothing else. */
function valueCases(command: Command): readonly string[] {
  return optionsOf(command).flatMap(({ name, short, choices }) => {
    if (choices === undefined) return [];
    const flags = [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
    return [`    ${flags.map((each) => `"${command.name}"*" ${each}"`).join('|')}) words="${choices.join(' ')}" ;;`];
  });
}

function subcommandCases(commands: readonly Command[]): string {
  const groups = new Set(commands.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0] ?? ''] : [])));
  return [...groups]
    .map((group) => {
      const inner = commands.filter(({ name }) => name.startsWith(`${group} `)).map(({ name }) => name.split(' ')[1]);
      return `"${group}") words="${inner.join(' ')}" ;;`;
    })
    .join('\n    ');
}

function fishScript(commands: readonly Command[]): string {
  const lines = commands.flatMap((command) => {
    const { name, summary } = command;
    const [group = '', inner] = name.split(' ');
    const seen = `__fish_seen_subcommand_from ${inner ?? group}`;
    const offer =
      inner === undefined
        ? `complete -c ${PROGRAM} -n __fish_use_subcommand -a ${group} -d ${quoted(summary)}`
        : `complete -c ${PROGRAM} -n '__fish_seen_subcommand_from ${group}' -a ${inner} -d ${quoted(summary)}`;
    return [offer, ...optionsOf(command).map((option) => fishOption(seen, option))];
  });
  const groups = firstWords(commands).filter((word) => commands.some(({ name }) => name.startsWith(`${word} `)));
  const offers = groups.map((word) => `complete -c ${PROGRAM} -n __fish_use_subcommand -a ${word}`);
  return `${[...offers, ...lines].join('\n')}\n`;
}

function fishOption(seen: string, { name, short, value, choices, describe }: Option): string {
  const letter = short === undefined ? '' : ` -s ${short}`;
  const takes = value === undefined ? '' : ' -r';
  const offers = choices === undefined ? '' : ` -f -a ${quoted(choices.join(' '))}`;
  return `complete -c ${PROGRAM} -n '${seen}' -l ${name}${letter}${takes}${offers} -d ${quoted(describe)}`;
}

function flag({ name }: Option): string {
  return `--${name}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
