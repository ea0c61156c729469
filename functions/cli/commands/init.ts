// Command: writes a first manifest, from options or from a few questions.

import { TRANSPORTS } from '../../decode/transports.ts';
import { type Command, type Invocation, textOption, UsageError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { loadSettings } from '../input/load.ts';
import { type Answers, firstManifest } from '../init/manifest.ts';
import { parseManifests } from '../input/manifests.ts';
import { admit } from '../offline/admit.ts';
import { MANIFEST_OPTIONS } from '../options.ts';

const PROFILES = ['none', 'network'] as const;

/** `init NAME --image IMAGE` */
export const INIT: Command = {
  name: 'init',
  summary: 'Writes a first manifest with comments, from options or from a few questions',
  usage: '[OPTION…] [NAME]',
  options: [
    { name: 'image', value: 'IMAGE', describe: "the server's image" },
    { name: 'transport', value: 'TRANSPORT', choices: TRANSPORTS, describe: 'how the server is spoken to' },
    { name: 'port', value: 'PORT', describe: 'where an HTTP server listens (default: 8080)' },
    {
      name: 'profile',
      value: 'PROFILE',
      choices: PROFILES,
      describe: 'what it may connect to: nothing or everything (default: none)',
    },
    {
      name: 'secrets',
      value: 'LIST',
      describe: 'variables from Secrets, as SECRET:KEY:VARIABLE with commas between',
    },
    ...MANIFEST_OPTIONS,
  ],
  example: {
    line: 'toolhive-hooks init fetch --image ghcr.io/example/fetch:1.4.0 --profile network --secrets fetch:token:API_TOKEN',
    purpose: 'a manifest on standard output; what is not said is asked on a terminal, or has its default',
  },
  run: async (invocation) => {
    const text = firstManifest(await readAnswers(invocation));
    await refuseMistakes(text, invocation);
    invocation.io.out(text);
    return EXIT.fine;
  },
};

async function readAnswers(invocation: Invocation): Promise<Answers> {
  const [first, more] = invocation.positionals;
  if (more !== undefined) throw new UsageError('one NAME at a time');
  const given = (option: string): string | undefined => textOption(invocation, option);
  const name = await answer(invocation, { given: first, question: 'Name of the server: ' });
  const image = await answer(invocation, { given: given('image'), question: 'Image, with a tag or a digest: ' });
  if (name === undefined || image === undefined)
    throw new UsageError('init needs a NAME and --image, where there is no terminal to ask on');
  const transport = await choice(invocation, {
    option: 'transport',
    choices: TRANSPORTS,
    otherwise: 'streamable-http',
  });
  const profile = await choice(invocation, { option: 'profile', choices: PROFILES, otherwise: PROFILES[0] });
  return {
    name,
    namespace: given('namespace'),
    image,
    transport,
    port: given('port'),
    profile,
    secrets: (given('secrets') ?? '').split(',').filter(Boolean).map(secretOf),
  };
}

interface Question {
  readonly given: string | undefined;
  readonly question: string;
}

async function answer({ io }: Invocation, { given, question }: Question): Promise<string | undefined> {
  if (given !== undefined || io.ask === undefined) return given;
  const said = (await io.ask(question)).trim();
  return said === '' ? undefined : said;
}

interface Choice<Word extends string> {
  readonly option: string;
  readonly choices: readonly Word[];
  readonly otherwise: Word;
}

async function choice<Word extends string>(
  invocation: Invocation,
  { option, choices, otherwise }: Choice<Word>,
): Promise<Word> {
  const question = `${option} (${choices.join(', ')}; ${otherwise} if you just press enter): `;
  const said = await answer(invocation, { given: textOption(invocation, option), question });
  if (said === undefined) return otherwise;
  const found = choices.find((each) => each === said);
  if (found === undefined)
    throw new UsageError(`${option} is one of ${choices.join(', ')}, not ${JSON.stringify(said)}`);
  return found;
}

function secretOf(text: string): Answers['secrets'][number] {
  const [secret = '', key = '', variable = '', more] = text.split(':');
  if ([secret, key, variable].includes('') || more !== undefined)
    throw new UsageError(`--secrets has SECRET:KEY:VARIABLE, not ${JSON.stringify(text)}`);
  return [secret, key, variable];
}

/** Nothing is written that would be refused. */
async function refuseMistakes(text: string, invocation: Invocation): Promise<void> {
  const { manifests, problems } = parseManifests({ file: 'init', text }, 'default');
  const [manifest] = manifests;
  if (manifest === undefined) throw new UsageError(problems[0]?.message ?? 'these answers make no manifest');
  const { findings } = admit(manifest.object, await loadSettings(invocation));
  const wrong = findings.find(({ level }) => level === 'error');
  if (wrong !== undefined) throw new UsageError(`${wrong.path}: ${wrong.message}`);
}
