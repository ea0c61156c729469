// Command: why the children of a server are as they are, what it may do, and what restarts it.

import { type Command, CommandError, type Invocation, textOption } from '../command.ts';
import { valueText } from '../compare/children.ts';
import { EXIT } from '../exit-codes.ts';
import { codeLines, explainCode, parseCodes } from '../explain/codes.ts';
import { explainOpened } from '../explain/permissions.ts';
import { type Field, fieldsOf, traceInputs } from '../explain/provenance.ts';
import { type Overview, overviewLines, overviewOf } from '../explain/overview.ts';
import { withDefaults } from '../explain/defaults.ts';
import { isSelected, meantBy, parseWords, type Selector } from '../explain/selector.ts';
import { codeWith, load, type Loaded, loadSettings } from '../input/load.ts';
import { type Rendering, renderServer } from '../offline/render.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import { dataText, serverName, TEXT_OR_DATA } from '../terminal/data-text.ts';
import type { Paint } from '../terminal/paint.ts';
import { inTurn } from '../terminal/progress.ts';
import { alignRows, linesText } from '../terminal/table.ts';
import { peopleText } from '../terminal/wrap.ts';

/** `explain FILE [CHILD.FIELD]` */
export const EXPLAIN: Command = {
  name: 'explain',
  summary:
    'Tells where each field of the children comes from, what a server may do, what restarts it, or what a code means',
  usage: '[OPTION…] FILE… [KIND[/NAME][.FIELD]] | CODE…',
  options: [
    outputOption(...TEXT_OR_DATA),
    { name: 'all', describe: 'everything, also where each field comes from' },
    ...MANIFEST_OPTIONS,
  ],
  example: {
    line: 'toolhive-hooks explain test/examples/readme/mcpserver.yaml Deployment.spec.template.spec.containers',
    purpose: 'which line of the manifest or of the settings each part of the proxy comes from',
  },
  run: async (invocation) => {
    const { io } = invocation;
    const codes = parseCodes(invocation.positionals);
    if (codes !== undefined) return explainCodes(codes, invocation);
    const { files, selector } = parseWords(invocation.positionals, io.directory);
    const loaded = await load(invocation, files);
    const format = textOption(invocation, 'output');
    const explained: Explanation[] = [];
    let code: 0 | 1 = EXIT.fine;
    let meant = '';
    await inTurn(loaded.servers, { io, label: 'explaining server' }, (manifest) => {
      const fields = explain(renderServer(manifest, loaded, 'running'), { loaded, selector, invocation });
      if (fields === undefined) code = EXIT.findings;
      else if (fields.explanation === undefined) meant ||= fields.meant;
      else {
        explained.push(fields.explanation);
        if (isForPeople(format)) io.out(explanationText(fields.explanation, invocation));
      }
    });
    io.out(
      dataText(
        format,
        explained,
        explained.map(({ server }) => serverName(server)),
      ) ?? '',
    );
    if (explained.length === 0 && code === EXIT.fine) throw notFound(loaded, meant);
    return codeWith(loaded, code);
  },
};

/** Needs no files. */
async function explainCodes(codes: readonly string[], invocation: Invocation): Promise<0> {
  const settings = await loadSettings(invocation);
  const texts = codes.map((code) => explainCode(code, settings));
  const data = dataText(textOption(invocation, 'output'), texts, codes);
  invocation.io.out(data ?? linesText(texts.flatMap((text) => codeLines(text, invocation.paint))));
  return EXIT.fine;
}

function isForPeople(format = 'text'): boolean {
  return format === 'text' || format === 'wide';
}

function notFound({ servers }: Loaded, meant: string): CommandError {
  const [{ object } = { object: undefined }] = servers;
  const whose =
    servers.length === 1
      ? `${object?.metadata.namespace ?? ''}/${object?.metadata.name ?? ''} has no`
      : 'none of these servers has a';
  const rest = meant === '' ? '; run explain without it to see what there is.' : meant;
  return new CommandError(`${whose} child or field like that${rest}`, EXIT.input);
}

interface Question {
  readonly loaded: Loaded;
  readonly selector: Selector | undefined;
  readonly invocation: Invocation;
}

/** What is printed about one server; the overview only when nothing was selected. */
interface Explanation extends Partial<Overview> {
  readonly server: string;
  readonly fields: readonly Field[];
}

/** The explanation, or a suggestion when the selected field does not exist; undefined for a server that is refused. */
function explain(
  { key, manifest, admission, sync, refusal }: Rendering,
  { loaded, selector, invocation: { io, paint } }: Question,
): { readonly explanation: Explanation | undefined; readonly meant: string } | undefined {
  if (sync === undefined) {
    io.err(linesText([`${paint('red', 'error:')} ${key}: ${refusal ?? 'no answer'}; run lint to see why`]));
    return undefined;
  }
  const side = { parent: admission.stored, others: loaded.others, settings: loaded.settings };
  const nameOf = (source: string): string => withDefaults(source, manifest.object, loaded.settings);
  const traces = traceInputs(sync.children, side, nameOf);
  const fields = fieldsOf(sync.children, traces);
  if (selector === undefined) {
    const overview = overviewOf(
      { name: side.parent.metadata.name, children: sync.children },
      traces,
      explainOpened(side),
    );
    return { explanation: { server: key, ...overview, fields: fields.filter(isInteresting) }, meant: '' };
  }
  const shown = fields.filter((field) => isSelected(field, selector));
  if (shown.length === 0) return { explanation: undefined, meant: meantBy(selector, fields) };
  return { explanation: { server: key, fields: shown }, meant: '' };
}

/** Of a whole server one screen, unless everything is asked for. */
function explanationText({ server, fields, ...overview }: Explanation, { paint, options, io }: Invocation): string {
  const isWhole = options['all'] === true;
  const general = isOverview(overview) ? overviewLines(overview, isWhole) : [];
  const lines = isOverview(overview) && !isWhole ? [] : fieldLines(fields, paint);
  return peopleText([paint('bold', server), ...general, ...lines], io);
}

function isOverview(overview: Partial<Overview>): overview is Overview {
  return overview.network !== undefined;
}

/** Without a selector: fields that follow more than the server's name. */
function isInteresting({ sources }: Field): boolean {
  return sources.some((source) => source !== 'metadata.name');
}

/** At most this many sources are named; the rest is a number. */
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
