// Command: is an installation whole?

import { setTimeout } from 'node:timers/promises';
import { type Command, type Invocation, textOption, UsageError } from '../command.ts';
import { checkInstallation } from '../doctor/checks.ts';
import { type Check, type CheckResult, undetermined } from '../doctor/installation.ts';
import { probeAdmission } from '../doctor/probe.ts';
import { findSettings, type ClusterObjects, readInstallation } from '../doctor/read-cluster.ts';
import { EXIT } from '../exit-codes.ts';
import { CLUSTER_OPTIONS, kubectlOf } from '../input/kubectl.ts';
import { loadObjects, loadSettings } from '../input/load.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import { dataText, TEXT_OR_DATA } from '../terminal/data-text.ts';
import { alignRows } from '../terminal/table.ts';
import { peopleText } from '../terminal/wrap.ts';

/** `doctor [FILE…]` */
export const DOCTOR: Command = {
  name: 'doctor',
  summary: 'Checks an installation: one line for each part, with what to do about it',
  usage: '[OPTION…] [FILE…]',
  options: [
    outputOption(...TEXT_OR_DATA),
    {
      name: 'wait',
      value: 'SECONDS',
      describe: 'ask again until nothing is wrong or unknown, or this time is over (default: 0)',
    },
    { name: 'no-probe', describe: 'do not try admission with two dry runs' },
    ...CLUSTER_OPTIONS,
    ...MANIFEST_OPTIONS,
  ],
  example: {
    line: 'toolhive-hooks doctor',
    purpose: 'the cluster of the present kubectl context; with FILEs, objects that were exported from it',
  },
  run: async (invocation) => {
    const { io } = invocation;
    const waitMs = readWait(invocation) * 1000;
    if (invocation.positionals.length === 0) io.err('asking the cluster of the present kubectl context…\n');
    const { all, hasProblems } = await examineUntil(Date.now() + waitMs, invocation);
    io.progress('');
    const unwell = all.filter(({ verdict }) => verdict !== 'ok').map(({ what }) => what);
    io.out(dataText(textOption(invocation, 'output'), all, unwell) ?? describe(all, invocation));
    if (hasProblems) return EXIT.input;
    return all.some(({ verdict }) => verdict === 'no') ? EXIT.findings : EXIT.fine;
  },
};

/** Between two looks at the cluster. */
const PAUSE_MS = 2000;

function readWait(invocation: Invocation): number {
  const text = textOption(invocation, 'wait') ?? '0';
  if (!/^\d{1,5}$/.test(text)) throw new UsageError(`--wait takes a number of seconds, not ${JSON.stringify(text)}`);
  if (text !== '0' && invocation.positionals.length > 0)
    throw new UsageError('--wait is for a cluster: files do not change by themselves');
  return Number(text);
}

function isOpen({ verdict }: Check): boolean {
  return verdict === 'no' || verdict === 'unknown';
}

/** Looks again and again until nothing is open or the time is over. */
async function examineUntil(endMs: number, invocation: Invocation): Promise<Examination> {
  const found = await examine(invocation);
  const open = found.all.filter(isOpen);
  if (open.length === 0 || Date.now() >= endMs) return found;
  invocation.io.progress(`waiting for ${open.map(({ what }) => what).join(', ')}`);
  await setTimeout(PAUSE_MS);
  return examineUntil(endMs, invocation);
}

interface Examination {
  readonly all: readonly Check[];
  readonly hasProblems: boolean;
}

async function examine(invocation: Invocation): Promise<Examination> {
  const { objects, unseen, hasProblems } = await readCluster(invocation);
  const given = textOption(invocation, 'settings');
  const found = given === undefined ? findSettings(objects) : undefined;
  const settings = found ?? (await loadSettings(invocation));
  const { version } = invocation.io;
  const checks = checkInstallation({ objects, settings, unseen, nowMs: Date.now(), version });
  const probe =
    invocation.positionals.length === 0
      ? await tryAdmission(invocation)
      : undetermined('not tried, files were given: run doctor without them against the cluster');
  return { all: [...checks, { what: 'dry run', ...probe }], hasProblems };
}

async function readCluster(invocation: Invocation): Promise<ClusterObjects & { readonly hasProblems: boolean }> {
  const { positionals, io } = invocation;
  if (positionals.length === 0) {
    return { ...(await readInstallation(kubectlOf(invocation), io)), hasProblems: false };
  }
  const { manifests, problems } = await loadObjects(invocation, positionals);
  return { objects: manifests.map(({ object }) => object), unseen: new Map(), hasProblems: problems.length > 0 };
}

async function tryAdmission(invocation: Invocation): Promise<CheckResult> {
  if (invocation.options['no-probe'] === true) return undetermined('not tried: leave out --no-probe');
  invocation.io.progress('trying admission with two dry runs');
  const finding = await probeAdmission(kubectlOf(invocation), textOption(invocation, 'namespace') ?? 'default');
  invocation.io.progress('');
  return finding;
}

const COLOURS = { ok: 'green', hint: 'cyan', no: 'red', unknown: 'yellow' } as const;

function describe(checks: readonly Check[], { paint, io }: Invocation): string {
  const rows = checks.map(({ what, verdict, message }) => [paint(COLOURS[verdict], verdict), what, message]);
  return peopleText(alignRows(rows), io);
}
