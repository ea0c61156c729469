// Command: what happens when ToolHive's operator is replaced by this one, before anything is done.

import { type Command, type Invocation, textOption } from '../command.ts';
import { valueText } from '../compare/children.ts';
import { EXIT } from '../exit-codes.ts';
import { codeWith, load, type Loaded } from '../input/load.ts';
import { placeText } from '../input/place.ts';
import { usedConfigKinds, withConfigKinds } from '../migrate/config-kinds.ts';
import { findEstate } from '../migrate/estate.ts';
import { type MigrationStep, stepsBack, stepsForward, TOOLHIVE_FINALIZER } from '../migrate/steps.ts';
import { type Heirloom, predictTakeover, type Takeover } from '../migrate/takeover.ts';
import { isMore, memoryUsage } from '../migrate/usage.ts';
import { admit } from '../offline/admit.ts';
import { SyncRefused } from '../offline/sync.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import type { Manifest } from '../input/manifests.ts';
import type { StoredObject } from '../../simulator/object.ts';

/** One server of the plan. */
interface ServerPlan {
  readonly server: string;
  readonly parent: StoredObject;
  readonly live: readonly StoredObject[];
  /** Absent when the server cannot be taken over as it is. */
  readonly takeover?: Takeover;
  readonly problems: readonly string[];
  readonly memoryUsage?: string;
}

/** `migrate plan FILE…` */
export const MIGRATE_PLAN: Command = {
  name: 'migrate plan',
  summary: "Tells what replacing ToolHive's operator by this one does to each server, and the steps there and back",
  usage: '[OPTION…] FILE…',
  options: [
    outputOption('text', 'json', 'sh'),
    { name: 'back', describe: 'print the way back instead' },
    ...MANIFEST_OPTIONS,
  ],
  example: {
    line: 'kubectl get mcpservers,deploy,sts,svc,cm,sa,role,rolebinding -A -o yaml | toolhive-hooks migrate plan -',
    says: 'from the objects of a running cluster',
  },
  run: async (invocation) => {
    if (invocation.options['back'] === true) return printBack(invocation);
    const read = await load(invocation);
    const kinds = usedConfigKinds(read.servers.map(({ object }) => object));
    const loaded = { ...read, settings: withConfigKinds(read.settings, kinds) };
    const plans = loaded.servers.map((manifest) => planServer(manifest, loaded));
    const possible = plans.filter(({ takeover }) => takeover !== undefined);
    const steps = stepsForward(possible, kinds);
    const format = textOption(invocation, 'output') ?? 'text';
    if (format === 'sh') invocation.io.out(script(steps));
    else if (format === 'json')
      invocation.io.out(`${JSON.stringify({ servers: plans.map(publicPlan), steps }, null, 2)}\n`);
    else
      invocation.io.out(
        `${plans.map((plan) => describe(plan, invocation)).join('')}${describeSteps(steps, invocation)}`,
      );
    for (const { server, problems, takeover } of plans)
      if (takeover === undefined)
        invocation.io.err(`error: ${server} cannot be taken over yet: ${problems.join(' ')}\n`);
    return codeWith(loaded, possible.length === plans.length ? EXIT.fine : EXIT.findings);
  },
};

function publicPlan({ server, takeover, problems, memoryUsage: usage }: ServerPlan): unknown {
  const { after: _after, ...rest } = takeover ?? {};
  return { server, problems, ...(usage === undefined ? {} : { memoryUsage: usage }), takeover: rest };
}

function planServer(manifest: Manifest, { others, settings }: Loaded): ServerPlan {
  const { namespace = '', name } = manifest.object.metadata;
  const { stored, findings } = admit(manifest.object, settings);
  const live = findEstate(manifest.object, others);
  const usage = memoryUsage(manifest.object, others);
  const plan = {
    server: `${namespace}/${name}`,
    parent: manifest.object,
    live,
    ...(usage === undefined ? {} : { memoryUsage: usage }),
  };
  const problems = findings
    .filter(({ level }) => level === 'error')
    .map(({ code, path, message }) => `${placeText(manifest.placeOf(path))}: ${code} ${path}: ${message}`);
  if (problems.length > 0) return { ...plan, problems };
  try {
    return {
      ...plan,
      problems,
      takeover: predictTakeover({
        parent: stored,
        live,
        others: others.filter((object) => !live.includes(object)),
        settings,
      }),
    };
  } catch (error) {
    if (error instanceof SyncRefused) return { ...plan, problems: [error.message] };
    throw error;
  }
}

function describe(plan: ServerPlan, { paint }: Invocation): string {
  const { server, takeover, problems } = plan;
  const title = paint('bold', server);
  if (takeover === undefined)
    return [title, ...problems.map((problem) => `  ${paint('red', '!')} ${problem}`), ''].join('\n');
  const lines = [
    title,
    ...takeover.heirlooms.flatMap(heirloomLines),
    ...takeover.conflicts.map((conflict) => `  ${paint('red', '!')} ${conflict}; the API server refuses that`),
    ...limitLines(plan, takeover).map((line) => `  ${paint('yellow', '!')} ${line}`),
    ...(finalizers(plan).includes(TOOLHIVE_FINALIZER)
      ? ["  the finalizer of ToolHive's operator goes, so that the server can be deleted later"]
      : []),
    `  ${restartLine('backend', takeover.restartsBackend)}`,
    `  ${restartLine('proxy', takeover.restartsProxy)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function finalizers({ parent }: ServerPlan): readonly string[] {
  return parent.metadata.finalizers ?? [];
}

const MARKS = { kept: '=', changed: '~', new: '+', 'left over': '?' } as const;

function heirloomLines({ child, fate, differences, leftovers }: Heirloom): readonly string[] {
  return [
    `  ${MARKS[fate]} ${child}: ${fate}`,
    ...differences.map(
      ({ path, before, after }) =>
        `      ${path}: ${before === undefined ? 'nothing' : valueText(before)} -> ${after === undefined ? 'nothing' : valueText(after)}`,
    ),
    ...leftovers.map((path) => `      ${path}: stays from before`),
  ];
}

/** ToolHive gave these limits to the proxy; here they are the server's own, as their documentation says. */
function limitLines({ memoryUsage: usage, parent }: ServerPlan, { newLimits }: Takeover): readonly string[] {
  if (newLimits.length === 0) return [];
  const line = `limits begin to bite: container mcp gets ${newLimits.join(', ')}, which ToolHive gave to the proxy`;
  const memory = newLimits.find((limit) => limit.startsWith('memory '))?.slice('memory '.length);
  if (usage === undefined || memory === undefined) return [line];
  const verdict = isMore(usage, memory)
    ? `more than the limit: raise spec.resources.limits.memory of ${parent.metadata.name} first`
    : 'within the limit';
  return [line, `it uses ${usage} of memory now, ${verdict}`];
}

function restartLine(pod: string, causes: readonly string[]): string {
  if (causes.length === 0) return `restarts the ${pod}: no`;
  const more = causes.length > 3 ? ` and ${causes.length - 3} more fields` : '';
  return `restarts the ${pod}: once, because of ${causes.slice(0, 3).join(', ')}${more}`;
}

function describeSteps(steps: readonly MigrationStep[], { paint }: Invocation): string {
  const lines = steps.flatMap(({ says, commands }, index) => [
    `${index + 1}. ${says}`,
    ...commands.map((command) => `     ${command}`),
  ]);
  return `\n${paint('bold', 'Steps')} (-o sh prints them as a script, --back the way back)\n${lines.join('\n')}\n`;
}

function script(steps: readonly MigrationStep[]): string {
  const parts = steps.flatMap(({ says, commands }) => [`# ${says}`, ...commands, '']);
  return ['#!/bin/sh', '# Each step can be run again after an interruption.', 'set -eu', '', ...parts].join('\n');
}

function printBack({ options, io, paint }: Invocation): typeof EXIT.fine {
  const steps = stepsBack();
  const lines = steps.flatMap(({ says, commands }, index) => [
    `${index + 1}. ${says}`,
    ...commands.map((command) => `     ${command}`),
  ]);
  io.out(
    options['output'] === 'sh'
      ? script(steps)
      : `${paint('bold', "Steps back to ToolHive's operator")}\n${lines.join('\n')}\n`,
  );
  return EXIT.fine;
}
