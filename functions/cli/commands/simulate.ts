// Command: the life of a server in a simulated cluster, with things going wrong.

import { type Command, type Invocation, textOption, UsageError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { codeWith, load, type Loaded } from '../input/load.ts';
import { admit } from '../offline/admit.ts';
import type { Manifest } from '../input/manifests.ts';
import { didYouMean } from '../nearest.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import { FAULTS } from '../simulate/faults.ts';
import { type Episode, startWorld, type World } from '../simulate/world.ts';
import { dataText, serverName, TEXT_OR_DATA } from '../terminal/data-text.ts';
import { alignRows, linesText } from '../terminal/table.ts';

/** One section of the timeline. */
interface Section extends Episode {
  readonly server: string;
  readonly title: string;
}

/** `simulate FILE…` */
export const SIMULATE: Command = {
  name: 'simulate',
  summary: 'Plays the life of servers in a simulated cluster, with scripted faults',
  usage: '[OPTION…] FILE…',
  options: [
    outputOption(...TEXT_OR_DATA),
    {
      name: 'fault',
      value: 'NAMES',
      describe: `what goes wrong, with commas between: ${Object.keys(FAULTS).join(', ')}`,
    },
    ...MANIFEST_OPTIONS,
  ],
  example: {
    line: 'toolhive-hooks simulate --fault pod-crash,hooks-down test/examples/readme/mcpserver.yaml',
    purpose: 'what status says when the backend crashes, and that nothing is lost while the hooks are down',
  },
  run: async (invocation) => {
    const faults = (textOption(invocation, 'fault') ?? '').split(',').filter((name) => name !== '');
    const known = Object.keys(FAULTS);
    const unknown = faults.find((name) => FAULTS[name] === undefined);
    if (unknown !== undefined)
      throw new UsageError(
        `there is no fault ${JSON.stringify(unknown)} among ${known.join(', ')}${didYouMean(unknown, known)}`,
      );
    const loaded = await load(invocation);
    const played = await Promise.all(loaded.servers.map((manifest) => play(manifest, { loaded, faults })));
    const sections = played.flat();
    const names = [...new Set(sections.map(({ server }) => serverName(server)))];
    const data = dataText(textOption(invocation, 'output'), sections, names);
    invocation.io.out(data ?? timeline(sections, invocation));
    const isReady = played.every((own) => own.at(-1)?.phase === 'Ready');
    return codeWith(loaded, isReady ? EXIT.fine : EXIT.findings);
  },
};

interface Script {
  readonly loaded: Loaded;
  readonly faults: readonly string[];
}

async function play(manifest: Manifest, { loaded, faults }: Script): Promise<readonly Section[]> {
  const { namespace = '', name } = manifest.object.metadata;
  const server = `${namespace}/${name}`;
  const { isAllowed, stored, findings } = admit(manifest.object, loaded.settings);
  if (!isAllowed) {
    const errors = findings.filter(({ level }) => level === 'error').map(({ path, message }) => `${path}: ${message}`);
    return [{ server, title: 'refused at apply', changes: [], phase: '', message: '', errors }];
  }
  const world = await startWorld(stored, loaded);
  try {
    const sections: Section[] = [{ server, title: 'applied', ...(await world.settle()) }];
    await faults.reduce(async (before, fault) => {
      await before;
      sections.push(...(await suffer(world, server, fault)));
    }, Promise.resolve());
    return sections;
  } finally {
    await world.stop();
  }
}

async function suffer(world: World, server: string, name: string): Promise<readonly Section[]> {
  const fault = FAULTS[name];
  if (fault === undefined) return [];
  await fault.harm(world);
  const harmed = { server, title: `${name}: ${fault.title}`, ...(await world.settle()) };
  await fault.repair(world);
  return [harmed, { server, title: fault.repairTitle, ...(await world.settle()) }];
}

const MARKS = { created: '+', changed: '~', deleted: '-', recreated: '*' } as const;

function timeline(sections: readonly Section[], { paint }: Invocation): string {
  const lines = sections.flatMap(({ server, title, changes, phase, message, errors }) => [
    `${paint('bold', server)}  ${title}`,
    ...alignRows(changes.map(([child, what]) => [`  ${MARKS[what]} ${child}`, what])),
    ...errors.map((error) => `  ${paint('red', '!')} ${error}`),
    ...(phase === ''
      ? []
      : [`  ${paint(phase === 'Ready' ? 'green' : 'yellow', `= ${phase}`)}${message === '' ? '' : `: ${message}`}`]),
  ]);
  return linesText(lines);
}
