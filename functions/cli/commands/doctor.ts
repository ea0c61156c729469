// Command: is an installation whole?

import { type Command, type Invocation, textOption } from '../command.ts';
import { type Check, checkInstallation } from '../doctor/checks.ts';
import { EXIT } from '../exit-codes.ts';
import { INSTALLATION, listCluster } from '../input/kubectl.ts';
import { loadObjects, loadSettings } from '../input/load.ts';
import { parseManifests } from '../input/manifests.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import { alignRows } from '../terminal/table.ts';
import type { StoredObject } from '../../simulator/object.ts';

/** `doctor [FILE…]` */
export const DOCTOR: Command = {
  name: 'doctor',
  summary: 'Checks an installation: one line for each part, with what to do about it',
  usage: '[OPTION…] [FILE…]',
  options: [outputOption('text', 'json'), ...MANIFEST_OPTIONS],
  example: {
    line: 'toolhive-hooks doctor',
    says: 'the cluster of the present kubectl context; with FILEs, objects that were exported from it',
  },
  run: async (invocation) => {
    const settings = await loadSettings(invocation);
    const objects = await readObjects(invocation);
    const checks = checkInstallation({ objects, settings, nowMs: Date.now() });
    const { io } = invocation;
    io.out(
      textOption(invocation, 'output') === 'json'
        ? `${JSON.stringify(checks, null, 2)}\n`
        : describe(checks, invocation),
    );
    return checks.some(({ verdict }) => verdict === 'no') ? EXIT.findings : EXIT.fine;
  },
};

async function readObjects(invocation: Invocation): Promise<readonly StoredObject[]> {
  const { positionals, io } = invocation;
  if (positionals.length > 0) return (await loadObjects(invocation, positionals)).manifests.map(({ object }) => object);
  io.err('asking the cluster of the present kubectl context…\n');
  const texts = await listCluster(INSTALLATION);
  return texts.flatMap((text) => parseManifests({ file: 'kubectl', text }, '').manifests.map(({ object }) => object));
}

const COLOURS = { ok: 'green', no: 'red', unknown: 'yellow' } as const;

function describe(checks: readonly Check[], { paint }: Invocation): string {
  const rows = checks.map(({ what, verdict, says }) => [paint(COLOURS[verdict], verdict), what, says]);
  return `${alignRows(rows).join('\n')}\n`;
}
