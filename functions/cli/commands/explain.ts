// Command: why the children of a server are as they are, what it may do, and what restarts it.

import { POSSIBLE_CHILD_RESOURCES } from '../../decode/controller.ts';
import { type Command, CommandError, type Invocation, textOption } from '../command.ts';
import { valueText } from '../compare/children.ts';
import { EXIT } from '../exit-codes.ts';
import { explainProfile } from '../explain/permissions.ts';
import { type Field, traceFields } from '../explain/provenance.ts';
import { type Overview, overviewLines, overviewOf } from '../explain/overview.ts';
import { withDefaults } from '../explain/defaults.ts';
import { codeWith, load, type Loaded } from '../input/load.ts';
import { type Rendering, renderServer } from '../offline/render.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import type { Paint } from '../terminal/paint.ts';
import { inTurn } from '../terminal/progress.ts';
import { alignRows, linesText } from '../terminal/table.ts';

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
    const { io } = invocation;
    const isJson = textOption(invocation, 'output') === 'json';
    const explained: Explanation[] = [];
    let code: 0 | 1 = EXIT.fine;
    let isFound = false;
    await inTurn(loaded.servers, { io, says: 'explaining server' }, (manifest) => {
      const rendering = renderServer(manifest, loaded, 'running');
      if (rendering.sync === undefined) code = EXIT.findings;
      const explanation = explainServer(rendering, { loaded, selector, invocation });
      if (explanation === undefined) return;
      isFound = true;
      if (isJson) explained.push(explanation);
      else io.out(explanationText(explanation, invocation));
    });
    if (isJson) io.out(`${JSON.stringify(explained, null, 2)}\n`);
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

/** Everything that is said about one server; the overview only when nothing was selected. */
interface Explanation extends Partial<Overview> {
  readonly server: string;
  readonly fields: readonly Field[];
}

/** What is asked for about one server; undefined when there is nothing of it. */
function explainServer(
  { key, manifest, admission, sync, refusal }: Rendering,
  question: Question,
): Explanation | undefined {
  const { loaded, selector, invocation } = question;
  const { io, paint } = invocation;
  if (sync === undefined) {
    io.err(linesText([`${paint('red', 'error:')} ${key}: ${refusal ?? 'no answer'}; run lint to see why`]));
    return undefined;
  }
  const side = { parent: admission.stored, others: loaded.others, settings: loaded.settings };
  const fields = traceFields(sync.children, side, (source) => withDefaults(source, manifest.object, loaded.settings));
  const shown =
    selector === undefined ? fields.filter(isInteresting) : fields.filter((field) => isSelected(field, selector));
  if (selector !== undefined && shown.length === 0) return undefined;
  return {
    server: key,
    ...(selector === undefined && overviewOf(sync.children, fields, explainProfile(side))),
    fields: shown,
  };
}

function explanationText({ server, fields, ...overview }: Explanation, { paint }: Invocation): string {
  const general = isOverview(overview) ? overviewLines(overview) : [];
  return linesText([paint('bold', server), ...general, ...fieldLines(fields, paint)]);
}

function isOverview(overview: Partial<Overview>): overview is Overview {
  return overview.network !== undefined;
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

/** More sources than these are counted only. */
const MAX_SOURCES = 4;

function fieldLines(fields: readonly Field[], paint: Paint): readonly string[] {
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
