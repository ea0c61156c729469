// Command: what the operator would make of MCPServers.

import { type Command, type Invocation, textOption } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { codeWith, load } from '../input/load.ts';
import { placeText } from '../input/place.ts';
import type { KubeObject } from '../../kube/object.ts';
import { type Moment, type Rendering, renderServer } from '../offline/render.ts';
import { MANIFEST_OPTIONS, outputOption } from '../options.ts';
import { inTurn } from '../terminal/progress.ts';
import { linesText, tableText } from '../terminal/table.ts';
import { yamlText } from '../terminal/yaml-text.ts';
import { WATCH_OPTION } from '../watch.ts';

const PARTS = ['children', 'status', 'admission', 'all'] as const;

/** `render FILE…` */
export const RENDER: Command = {
  name: 'render',
  summary: 'Prints the objects that the operator would make for MCPServers',
  usage: '[OPTION…] FILE…',
  options: [
    outputOption('yaml', 'json', 'table', 'name', 'wide'),
    { name: 'show', value: 'PART', choices: PARTS, describe: 'what to print as YAML (default: children)' },
    {
      name: 'at',
      value: 'MOMENT',
      choices: ['running', 'first'],
      describe: 'when everything runs (default), or what the first sync answers',
    },
    WATCH_OPTION,
    ...MANIFEST_OPTIONS,
  ],
  example: {
    line: 'toolhive-hooks render -o table test/examples/readme/mcpserver.yaml',
    purpose: 'the names of all objects that a server gets, without a cluster',
  },
  run: async (invocation) => {
    const { io } = invocation;
    const loaded = await load(invocation);
    const moment: Moment = textOption(invocation, 'at') === 'first' ? 'first' : 'running';
    const format = textOption(invocation, 'output') ?? 'yaml';
    const print = PRINTERS[format === 'wide' ? 'table' : format]?.(invocation);
    let code: 0 | 1 = EXIT.fine;
    await inTurn(loaded.servers, { io, label: 'rendering server' }, (manifest) => {
      const rendering = renderServer(manifest, loaded, moment);
      if (rendering.sync === undefined) code = EXIT.findings;
      explainRefusal(rendering, invocation);
      print?.add(rendering);
    });
    print?.end();
    return codeWith(loaded, code);
  },
};

/** Prints one rendering after the other, so that ten thousand of them need not be kept. */
interface Printer {
  readonly add: (rendering: Rendering) => void;
  readonly end: () => void;
}

const PRINTERS: Readonly<Record<string, (invocation: Invocation) => Printer>> = {
  yaml: (invocation) => {
    const part = textOption(invocation, 'show') ?? 'children';
    let separator = '';
    return {
      add: (rendering) => {
        for (const document of partsOf(rendering, part)) {
          invocation.io.out(separator + yamlText(document));
          separator = '---\n';
        }
      },
      end: () => {},
    };
  },
  // One line for each server: exactly the body that /sync answers.
  json: ({ io }) => ({
    add: ({ sync }) => {
      if (sync !== undefined) io.out(`${sync.text}\n`);
    },
    end: () => {},
  }),
  // As `kubectl … -o name` does: `deployment.apps/fetch`.
  name: ({ io }) => ({
    add: ({ sync }) => io.out(linesText((sync?.children ?? []).map(resourceName))),
    end: () => {},
  }),
  // Columns are aligned when all rows are known.
  table: ({ io }) => {
    const rows: (readonly string[])[] = [];
    return {
      add: ({ key, sync }) => {
        rows.push(...(sync?.children ?? []).map(({ kind, metadata }) => [key, kind, metadata.name]));
      },
      end: () => {
        if (rows.length > 0) io.out(tableText(['SERVER', 'KIND', 'NAME'], rows));
      },
    };
  },
};

function resourceName({ apiVersion, kind, metadata }: KubeObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  return `${kind.toLowerCase()}${group}/${metadata.name}`;
}

function partsOf({ sync, admission }: Rendering, part: string): readonly unknown[] {
  const { isAllowed, patch, warnings, causes } = admission;
  const verdict = {
    patch,
    allowed: isAllowed,
    ...(warnings.length > 0 && { warnings }),
    ...(causes.length > 0 && { causes }),
  };
  const status = sync === undefined ? [] : [sync.status];
  const parts: Readonly<Record<string, readonly unknown[]>> = {
    children: sync?.children ?? [],
    status,
    admission: [verdict],
    all: [verdict, ...(sync?.children ?? []), ...status],
  };
  return parts[part] ?? [];
}

/** Refusals go to the error output, one line each, so that what is printed can be piped on. */
function explainRefusal({ key, manifest, admission, sync, refusal }: Rendering, { io, paint }: Invocation): void {
  if (sync !== undefined) return;
  const errors = admission.findings.filter(({ level }) => level === 'error');
  for (const { code, path, message } of errors)
    io.err(linesText([`${paint('red', 'error:')} ${placeText(manifest.placeOf(path))}: ${code} ${path}: ${message}`]));
  if (errors.length === 0) io.err(linesText([`${paint('red', 'error:')} ${key}: ${refusal ?? 'no answer'}`]));
}
