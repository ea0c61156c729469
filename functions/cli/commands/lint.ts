// Command: findings about MCPServers, for people and for programs that show them (editors, CI).

import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decodeReferences } from '../../decode/references.ts';
import { decodeServer } from '../../decode/server.ts';
import type { Settings } from '../../decode/settings.ts';
import type { Finding } from '../../kube/finding.ts';
import { readMember } from '../../kube/json-reader.ts';
import { type Command, type Invocation, textOption } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { PROGRAM } from '../help.ts';
import { codeWith, load, type Loaded } from '../input/load.ts';
import { toObjectMap } from '../offline/object-map.ts';
import type { Manifest } from '../input/manifests.ts';
import { pathSteps, placeText } from '../input/place.ts';
import { withoutMuted } from '../../validate/mute.ts';
import { validateOpenProxy } from '../../validate/proxy.ts';
import { variableMessage } from '../input/unbuilt.ts';
import { findConfigFindings } from '../lint/config-findings.ts';
import { fixSource } from '../lint/fix-source.ts';
import { FORMATS } from '../lint/formats.ts';
import { FILE_CODE, type Report, type Row } from '../lint/report.ts';
import { admit } from '../offline/admit.ts';
import { configSchema } from '../offline/schema.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import { inTurn } from '../terminal/progress.ts';
import { countOf } from '../../kube/short-text.ts';
import { linesText } from '../terminal/table.ts';
import { WATCH_OPTION } from '../watch.ts';

/** `lint FILE…` */
export const LINT: Command = {
  name: 'lint',
  summary: 'Checks MCPServers by the rules of the admission webhook',
  usage: '[OPTION…] FILE…',
  options: [
    outputOption('text', 'json', 'sarif', 'junit', 'github'),
    {
      name: 'fail-on',
      value: 'LEVEL',
      choices: ['error', 'warning', 'never'],
      describe: 'from which level on the exit code is 1 (default: error)',
    },
    { name: 'fix', describe: 'write legacy names and forms as they are today; comments and order stay' },
    {
      name: 'strict',
      describe:
        'also say MCP030 of every server without authentication, not only where others than the cluster reach it',
    },
    { name: 'references', describe: 'also report objects that servers refer to and the files do not have' },
    WATCH_OPTION,
    ...MANIFEST_OPTIONS,
  ],
  example: {
    line: 'toolhive-hooks lint --fail-on warning test/examples/legacy-ports/mcpserver.yaml',
    purpose: 'in a pipeline, where warnings are to stop the build',
  },
  run: async (invocation) => {
    const loaded = await load(invocation, invocation.positionals, (object) => configSchema(object) !== undefined);
    if (invocation.options['fix'] === true) return fix(loaded, invocation);
    const report = await makeReport(loaded, invocation);
    const format = FORMATS[textOption(invocation, 'output') ?? 'text'];
    invocation.io.out(format?.(report, invocation.paint) ?? '');
    const limit = textOption(invocation, 'fail-on') ?? 'error';
    const fails = report.rows.some(({ level }) => limit !== 'never' && (level === 'error' || limit === 'warning'));
    return codeWith(loaded, fails ? EXIT.findings : EXIT.fine);
  },
};

async function makeReport(loaded: Loaded, { options, io }: Invocation): Promise<Report> {
  const more = { references: options['references'] === true, strict: options['strict'] === true };
  const rows: Row[] = [];
  await inTurn(loaded.servers, { io, label: 'checking server' }, (manifest) => {
    rows.push(...serverRows(manifest, loaded, more));
  });
  rows.push(...loaded.otherManifests.flatMap((manifest) => configRows(manifest, loaded.settings)));
  const files = loaded.problems.map(
    ({ place, message }): Row => ({ place, level: 'error', code: FILE_CODE, path: '', message, server: '' }),
  );
  const servers = loaded.servers.map((manifest) => ({ key: keyOf(manifest), place: manifest.placeOf('') }));
  return {
    rows: inOrder([...files, ...rows]),
    servers,
    version: io.version,
    program: io.program ?? PROGRAM,
    settings: loaded.settings,
  };
}

/** File by file as they were read, in each from the top down, as editors and compilers list what they find. */
function inOrder(rows: readonly Row[]): readonly Row[] {
  const files = [...new Set(rows.map(({ place }) => place.file))];
  const key = ({ file, line = 0, column = 0 }: Row['place']): readonly number[] => [files.indexOf(file), line, column];
  return rows.toSorted((left, right) => {
    const [a, b] = [key(left.place), key(right.place)];
    const first = a.findIndex((value, index) => value !== b[index]);
    return first < 0 ? 0 : (a[first] ?? 0) - (b[first] ?? 0);
  });
}

/** What is looked for beyond admission. */
interface More {
  readonly references: boolean;
  readonly strict: boolean;
}

function serverRows(manifest: Manifest, { settings, others }: Loaded, more: More): readonly Row[] {
  const { findings, stored } = admit(manifest.object, settings);
  const server = decodeServer(stored, settings);
  const missing = more.references ? decodeReferences(server, toObjectMap(others), settings).problems : [];
  const isReported = findings.some(({ code }) => code === 'MCP030');
  const open = more.strict && !isReported ? withoutMuted(validateOpenProxy(server), server.annotations) : [];
  return [...findings, ...open, ...missing].map((found) => rowOf(found, manifest, keyOf(manifest)));
}

function configRows(manifest: Manifest, settings: Settings): readonly Row[] {
  const { kind, metadata } = manifest.object;
  const owner = `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;
  return findConfigFindings(manifest.object, settings).map((found) => rowOf(found, manifest, owner));
}

/** A value that another program fills in is a mistake only then. */
function rowOf({ code, level, path, message }: Finding, { object, placeOf }: Manifest, server: string): Row {
  const variable = variableMessage(readMember(object, ...pathSteps(path)), level);
  const isVariable = variable !== undefined;
  return {
    code,
    level: isVariable ? 'warning' : level,
    path,
    message: variable ?? message,
    place: placeOf(path),
    server,
  };
}

function keyOf({ object }: Manifest): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}

/** Rewrites each file whose servers have legacy names; input from a pipe is printed instead. */
async function fix(loaded: Loaded, { io, paint }: Invocation): Promise<0 | 1 | 3> {
  const sources = [...new Set(loaded.servers.map(({ source }) => source))];
  await inTurn(sources, { io, label: 'mending file' }, async (source) => {
    const { text, messages, left } = fixSource(source, loaded);
    if (source.isStream === true) io.copy(text);
    else if (text !== source.text) await writeFile(resolve(io.directory, source.file), text);
    for (const done of messages) io.err(linesText([`${source.file}: ${done}`]));
    for (const { place, code, path, why } of left)
      io.err(linesText([`${paint('yellow', 'left')} ${placeText(place)}: ${code} ${path}: ${why}`]));
  });
  io.err(`${countOf(sources.length, 'file')} looked at\n`);
  return codeWith(loaded, EXIT.fine);
}
