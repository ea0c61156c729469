// Expected files: from what stands in a folder to what it says in full.

import { isObject, type KubeObject } from '../../functions/kube/object.ts';
import { ADMISSION, answerFiles, CHILDREN, type Files, RELATED_RULES, STATUS } from './answer.ts';
import { computeChecksums, type Outcome } from './checksums.ts';
import { readEntry } from './entry.ts';
import { ADMISSION_PART, keyOf, partOf, RULES_PART, STATUS_PART } from './shared-server.ts';
import type { Example } from './short-files.ts';
import { readYaml } from './yaml.ts';

/** The files in full. @throws Error with a sentence that names file and object, when an object cannot be read. */
export function fullFiles(short: Files, example: Example): Files {
  const read = (part: string, file: string): unknown => readPart(part, readYaml(short.get(file) ?? '')[0], example);
  const answer = {
    admission: read(ADMISSION_PART, ADMISSION),
    relatedRules: read(RULES_PART, RELATED_RULES),
    outcome: short.has(CHILDREN) ? readOutcome(short, example) : undefined,
  };
  return new Map([...short, ...answerFiles(answer)]);
}

function readOutcome(short: Files, example: Example): Outcome {
  const [status] = readYaml(short.get(STATUS) ?? '');
  const children = readYaml(short.get(CHILDREN) ?? '')
    .flat()
    .flatMap((named) => Object.entries(named as object))
    .map(([key, entry]: readonly [string, unknown]) => readChild(key, entry, example));
  return computeChecksums({ children, status: readPart(STATUS_PART, status, example) });
}

function readChild(key: string, entry: unknown, example: Example): KubeObject {
  const child = readPart(key, typeof entry === 'string' ? { like: entry } : entry, example);
  if (isObject(child) && keyOf(child as unknown as KubeObject) === key) return child as unknown as KubeObject;
  throw new Error(`test/examples/${example.folder}/expected: what is called ${key} has another kind or name`);
}

function readPart(part: string, entry: unknown, { folder, server, shared }: Example): unknown {
  try {
    return readEntry(entry, (like) => {
      const other = shared.find((each) => each.like === like);
      if (other === undefined) throw new Error(`test/examples/shared has no server "${like}"`);
      const object = partOf(other, part, server);
      if (object === undefined) throw new Error(`test/examples/shared/${like} has no such object`);
      return object;
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`test/examples/${folder}/expected: ${part} cannot be read: ${reason}`, { cause: error });
  }
}
