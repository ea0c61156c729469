// Command: what happens when ToolHive's operator is replaced by this one, before anything is done.

import type { KubeObject } from '../../kube/object.ts';
import { type Command, type Invocation, type Option, textOption, UsageError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { codeWith, load, type Loaded } from '../input/load.ts';
import { isStrategy, STRATEGIES } from '../migrate/apply-strategies.ts';
import { connectCluster } from '../migrate/connection.ts';
import { describePlan, describeSteps, script } from '../migrate/describe.ts';
import { CONTEXT_OPTION, loadLive } from '../migrate/live.ts';
import { type Plan, planTakeover, type ServerPlan } from '../migrate/plan.ts';
import { stepsBack, stepsForward } from '../migrate/steps.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import { linesText } from '../terminal/table.ts';
import { peopleText } from '../terminal/wrap.ts';
import { leftOverOf, type Takeover } from '../migrate/takeover.ts';

/** The strategy that a migration prepares for. */
export const STRATEGY_OPTION: Option = {
  name: 'strategy',
  value: 'STRATEGY',
  choices: STRATEGIES,
  describe: "Metacontroller's --apply-strategy; found in the cluster where Metacontroller runs",
};

/** `migrate plan FILE…` */
export const MIGRATE_PLAN: Command = {
  name: 'migrate plan',
  summary: "Tells what replacing ToolHive's operator by this one does to each server, and the steps there and back",
  usage: '[OPTION…] FILE… | --live',
  options: [
    outputOption('text', 'json', 'sh'),
    { name: 'live', describe: 'ask the cluster of the present kubectl context; nothing is changed' },
    CONTEXT_OPTION,
    STRATEGY_OPTION,
    { name: 'all', describe: 'everything: field by field, and each command' },
    { name: 'back', describe: 'print the way back instead' },
    ...MANIFEST_OPTIONS,
  ],
  example: {
    line: 'toolhive-hooks migrate plan --live',
    purpose: 'the running cluster, field by field; with FILEs, objects that were exported from it',
  },
  run: async (invocation) => {
    if (invocation.options['back'] === true) return printBack(invocation);
    const loaded = await loadWorld(invocation);
    const strategy = textOption(invocation, 'strategy');
    const plan = planTakeover(loaded, isStrategy(strategy) ? strategy : undefined);
    invocation.io.out(printed(plan, invocation));
    const refused = plan.servers.filter(({ takeover }) => takeover === undefined);
    for (const { server, problems } of refused)
      invocation.io.err(linesText([`error: ${server} cannot be taken over yet: ${problems.join(' ')}`]));
    return codeWith(loaded, refused.length === 0 ? EXIT.fine : EXIT.findings);
  },
};

async function loadWorld(invocation: Invocation): Promise<Loaded> {
  if (invocation.options['live'] !== true) return load(invocation);
  if (invocation.positionals.length > 0) throw new UsageError('migrate plan takes FILEs or --live, not both');
  const cluster = await connectCluster(textOption(invocation, 'context'));
  try {
    return await loadLive(invocation, cluster);
  } finally {
    cluster.close();
  }
}

function printed(plan: Plan, { options, paint, io }: Invocation): string {
  const servers = plan.servers.flatMap((server) =>
    server.takeover === undefined ? [] : [{ ...server, leftOver: leftOverOf(server.takeover) }],
  );
  const { configKinds, strategy, heldConfigs } = plan;
  const steps = stepsForward({ servers, configKinds, strategy, heldConfigs });
  if (options['output'] === 'sh') return script(steps);
  if (options['output'] === 'json')
    return `${JSON.stringify({ ...plan, heldConfigs: heldConfigs.map(nameOf), servers: plan.servers.map(publicPlan), steps }, null, 2)}\n`;
  const isWhole = options['all'] === true;
  const hint = `${isWhole ? '' : '--all shows every field and command, '}-o sh prints them as a script, --back the way back`;
  const title = `${paint('bold', 'Steps')} (migrate apply takes them; ${hint})`;
  // Commands are copied, so they stay on their lines.
  const text = peopleText([...describePlan(plan, { paint, isWhole }), '', title], io);
  return `${text}${linesText(describeSteps(steps, isWhole))}`;
}

/** `MCPOIDCConfig team/login`. */
function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
}

/** One server of `-o json`. Scripts rely on the names of members, so they stay. */
export interface PrintedServer extends Omit<ServerPlan, 'parent' | 'live' | 'takeover'> {
  /** Empty for a server that cannot be taken over. */
  readonly takeover: Partial<Omit<Takeover, 'after'>>;
}

function publicPlan({ parent: _parent, live: _live, takeover, ...rest }: ServerPlan): PrintedServer {
  const { after: _after, ...shown } = takeover ?? {};
  return { ...rest, takeover: shown };
}

function printBack({ options, io, paint }: Invocation): typeof EXIT.fine {
  const steps = stepsBack();
  const title = paint('bold', "Steps back to ToolHive's operator");
  io.out(options['output'] === 'sh' ? script(steps) : linesText([title, ...describeSteps(steps)]));
  return EXIT.fine;
}
