// Command: why the children of a server are as they are, what it may do, and what restarts it.

import type { StoredObject } from '../../simulator/object.ts';
import { POSSIBLE_CHILD_RESOURCES } from '../../decode/controller.ts';
import { type Command, CommandError, type Invocation, textOption } from '../command.ts';
import { valueText } from '../compare/children.ts';
import { EXIT } from '../exit-codes.ts';
import { type ExplainedProfile, explainProfile, profileLines } from '../explain/permissions.ts';
import { type Field, traceFields } from '../explain/provenance.ts';
import { reachTable } from '../explain/reach.ts';
import { describeRights } from '../explain/rights.ts';
import { codeWith, load, type Loaded } from '../input/load.ts';
import { type Rendering, renderServer } from '../offline/render.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import type { Paint } from '../terminal/paint.ts';
import { inTurn } from '../terminal/progress.ts';
import { alignRows } from '../terminal/table.ts';

/** `explain FILE [CHILD.FIELD]` */
export const EXPLAIN: Command = {
  name: 'explain',
  summary: 'Tells where each field of the children comes from, what a server may do, and what restarts it',
  usage: '[OPTION…] FILE… [KIND[/NAME][.FIELD]]',
  options: [outputOption('text', 'json'), ...MANIFEST_OPTIONS],
  example: {
    line: 'toolhive-hooks explain test/examples/readme/mcpserver.yaml Deployment.spec.template.spec.containers',
    says: 'which line of the manifest or of the settings each part of the proxy comes from',
  },
  run: async (invocation) => {
    const files = invocation.positionals.filter((word) => parseSelector(word) === undefined);
    const selector = invocation.positionals.map(parseSelector).find((found) => found !== undefined);
    const loaded = await load(invocation, files);
    let code: 0 | 1 = EXIT.fine;
    let isFound = false;
    await inTurn(loaded.servers, { io: invocation.io, says: 'explaining server' }, (manifest) => {
      const rendering = renderServer(manifest, loaded, 'running');
      if (rendering.sync === undefined) code = EXIT.findings;
      isFound = explainServer(rendering, { loaded, selector, invocation }) || isFound;
    });
    if (!isFound && code === EXIT.fine)
      throw new CommandError(
        `${whoseOf(loaded)} child or field like that; run explain without it to see what there is.`,
        EXIT.input,
      );
    return codeWith(loaded, code);
  },
};

/** Which fields are asked for. */
interface Selector {
  readonly kind: string;
  readonly name: string | undefined;
  readonly path: string;
}

const KINDS = new Set(POSSIBLE_CHILD_RESOURCES.map(({ kind }) => kind));

function parseSelector(word: string): Selector | undefined {
  const [, kind = '', name, path = ''] = /^([A-Z][A-Za-z]+)(?:\/([a-z0-9-]+))?(?:\.(.+))?$/.exec(word) ?? [];
  return KINDS.has(kind) ? { kind, name, path } : undefined;
}

interface Question {
  readonly loaded: Loaded;
  readonly selector: Selector | undefined;
  readonly invocation: Invocation;
}

function whoseOf({ servers }: Loaded): string {
  const [{ object } = { object: undefined }] = servers;
  if (servers.length !== 1) return 'none of these servers has a';
  return `${object?.metadata.namespace ?? ''}/${object?.metadata.name ?? ''} has no`;
}

/** Prints what is asked for about one server; whether there was anything. */
function explainServer({ key, admission, sync, refusal }: Rendering, question: Question): boolean {
  const { loaded, selector, invocation } = question;
  const { io, paint } = invocation;
  if (sync === undefined) {
    io.err(`${paint('red', 'error:')} ${key}: ${refusal ?? 'no answer'}; run lint to see why\n`);
    return false;
  }
  const side = { parent: admission.stored, others: loaded.others, settings: loaded.settings };
  const fields = traceFields(sync.children, side);
  const shown =
    selector === undefined ? fields.filter(isInteresting) : fields.filter((field) => isSelected(field, selector));
  if (selector !== undefined && shown.length === 0) return false;
  const permissions = explainProfile(side);
  const overview = selector === undefined ? overviewLines(sync.children, fields, permissions) : [];
  io.out(
    textOption(invocation, 'output') === 'json'
      ? `${JSON.stringify({ server: key, permissions, fields: shown }, null, 2)}\n`
      : `${[paint('bold', key), ...overview, ...fieldLines(shown, invocation)].join('\n')}\n`,
  );
  return true;
}

/** Without a selector: fields that follow more than the server's name. */
function isInteresting({ sources }: Field): boolean {
  return sources.some((source) => source !== 'metadata.name');
}

function isSelected({ child, path }: Field, { kind, name, path: wanted }: Selector): boolean {
  const [childKind, childName] = child.split('/');
  if (childKind !== kind || (name !== undefined && name !== childName)) return false;
  return path === wanted || wanted === '' || path.startsWith(`${wanted}.`) || path.startsWith(`${wanted}[`);
}

function overviewLines(
  children: readonly StoredObject[],
  fields: readonly Field[],
  permissions: ExplainedProfile,
): readonly string[] {
  return [
    '  rights',
    ...describeRights(children).map((line) => `    ${line}`),
    '  permission profile',
    ...alignRows(profileLines(permissions)).map((line) => `    ${line}`),
    '  network (who may connect to what)',
    ...reachLines(children),
    '  restarts',
    ...(['backend', 'proxy'] as const).map(
      (pod) => `    the ${pod} restarts when one of these changes: ${restartText(pod, fields)}`,
    ),
    '  fields',
  ];
}

const WORKLOADS = { backend: 'StatefulSet', proxy: 'Deployment' } as const;

function restartText(pod: 'backend' | 'proxy', fields: readonly Field[]): string {
  const inTemplate = fields.filter(
    ({ child, path }) => child.startsWith(`${WORKLOADS[pod]}/`) && path.startsWith('spec.template'),
  );
  const sources = new Set(inTemplate.flatMap((field) => field.sources).filter((source) => source !== 'metadata.name'));
  return sources.size === 0 ? 'nothing that is set here' : [...sources].join(', ');
}

function reachLines(children: readonly StoredObject[]): readonly string[] {
  const rows = reachTable(children).map(({ says, backend, proxy }) => [says, yesOrNo(backend), yesOrNo(proxy)]);
  return alignRows([['to', 'backend', 'proxy'], ...rows]).map((line) => `    ${line}`);
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

/** More sources than these are counted only. */
const MAX_SOURCES = 4;

function fieldLines(fields: readonly Field[], { paint }: Invocation): readonly string[] {
  const children = [...new Set(fields.map(({ child }) => child))];
  return children.flatMap((child) =>
    childLines(
      child,
      fields.filter((field) => field.child === child),
      paint,
    ),
  );
}

function childLines(child: string, fields: readonly Field[], paint: Paint): readonly string[] {
  const rows = fields.map(({ path, value, sources }) => [path, valueText(value), paint('dim', sourcesText(sources))]);
  return [`    ${paint('cyan', child)}`].concat(alignRows(rows).map((line) => `      ${line}`));
}

function sourcesText(sources: readonly string[]): string {
  if (sources.length === 0) return '<- fixed';
  const more = sources.length > MAX_SOURCES ? ` and ${sources.length - MAX_SOURCES} more` : '';
  return `<- ${sources.slice(0, MAX_SOURCES).join(', ')}${more}`;
}
