// Compare: what another release of this tool made of the same input, so that an upgrade can be read before it is done.

import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { INSTANCE } from '../../decode/label-keys.ts';
import { isEqual } from '../../kube/json-equal.ts';
import { readObjects } from '../../kube/json-reader.ts';
import { isKubeObject, isObject, type KubeObject } from '../../kube/object.ts';
import { CommandError, type Invocation, textOption } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { lastLine } from '../input/kubectl.ts';
import { readNamedText } from '../input/sources.ts';
import { asRunning, syncUntilSettled, type SyncAnswer } from '../offline/sync.ts';
import { podTemplate } from './children.ts';
import type { Restart, Side } from './restarts.ts';

/** Children of each server, by `namespace/name`, as the other release renders them. */
export type OtherRelease = ReadonlyMap<string, readonly KubeObject[]>;

const MAX_OUTPUT_BYTES = 512 * 1024 * 1024;

/**
 * Asks the other release, which is its `cli.mjs` or a command, to render the files; or reads what its `render -o json` has
 * printed into a file with a name that ends in .json.
 */
export async function readOtherRelease(
  invocation: Invocation,
  tool: string,
  files: readonly string[],
): Promise<OtherRelease> {
  const { directory } = invocation.io;
  const text = tool.endsWith('.json')
    ? await readNamedText(resolve(directory, tool), tool)
    : await askTool(invocation, tool, files);
  const bodies = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => readBody(line, tool));
  return new Map(bodies.flatMap((children) => (children[0] === undefined ? [] : [[keyOf(children[0]), children]])));
}

function askTool(invocation: Invocation, tool: string, files: readonly string[]): Promise<string> {
  const options = ['settings', 'namespace'].flatMap((name) => {
    const value = textOption(invocation, name);
    return value === undefined ? [] : [`--${name}=${value}`];
  });
  const args = ['render', '-o', 'json', ...options, '--', ...files];
  const isScript = /\.[cm]?js$/.test(tool);
  const [program, words] = isScript ? [process.execPath, [tool, ...args]] : [tool, args];
  const world = { cwd: invocation.io.directory, maxBuffer: MAX_OUTPUT_BYTES };
  return new Promise((answer, reject) => {
    execFile(program, words, world, (error, out, err) => {
      // Codes 1 and 3 mean that some servers or files could not be rendered; the others were.
      if (error === null || error.code === EXIT.findings || error.code === EXIT.input) return answer(out);
      const why = lastLine(err === '' ? error.message : err);
      return reject(new CommandError(`${tool} cannot be asked: ${why}`, EXIT.input));
    });
  });
}

function readBody(line: string, tool: string): readonly KubeObject[] {
  try {
    const body: unknown = JSON.parse(line);
    if (isObject(body) && Array.isArray(body['children'])) return readObjects(body, 'children').filter(isKubeObject);
  } catch {
    // Reported below.
  }
  throw new CommandError(`${tool} did not print what render -o json prints`, EXIT.input);
}

/** Every child names its server in a label. */
function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.labels?.[INSTANCE] ?? ''}`;
}

/** What this release makes of a server whose children are those of the other one, and what restarts because of it. */
export function upgradeServer(
  before: readonly KubeObject[],
  side: Side,
): { readonly sync: SyncAnswer; readonly restarts: readonly Restart[] } {
  const sync = syncUntilSettled({ ...side, observed: asRunning(before, side.parent) });
  const restarts = PODS.map(([pod, kind]): Restart => {
    const was = podTemplate(before, kind);
    const isOther = was !== undefined && !isEqual(was, podTemplate(sync.children, kind));
    return { pod, restarts: isOther, because: isOther ? ['the version of this tool'] : [] };
  });
  return { sync, restarts };
}

const PODS = [
  ['backend', 'StatefulSet'],
  ['proxy', 'Deployment'],
] as const;
