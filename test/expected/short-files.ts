// Expected files: from what the hooks answer to what stands in the folder, where each object is told by what is its own.

import { isObject } from '../../functions/kube/object.ts';
import { CHILDREN, type Files, parseAnswer, RELATED_RULES, type ServerName, STATUS } from './answer.ts';
import { markChecksums, type Outcome } from './checksums.ts';
import { writeEntry } from './entry.ts';
import { keyOf, patternsOf, RULES_PART, type SharedServer, STATUS_PART } from './shared-server.ts';
import { toYaml } from './yaml.ts';

/** The server of a folder, and what its files may refer to. */
export interface Example {
  /** In test/examples. */
  readonly folder: string;
  readonly server: ServerName;
  /** The servers that it may be like. */
  readonly shared: readonly SharedServer[];
}

const HEAD = `# What the server becomes, in this order. A word at the right, or after "like", is a server of test/examples/shared
# that has the same object under its own name; what differs stands below. In full: make expected EXAMPLE=`;

/** The short form of files. */
export function shortFiles(full: Files, example: Example): Files {
  const { shared, server } = example;
  const { outcome, relatedRules } = parseAnswer(full);
  const rules = writeEntry(relatedRules, patternsOf(shared, RULES_PART, server));
  const short = new Map(full).set(RELATED_RULES, toYaml(rules));
  return outcome === undefined ? short : new Map([...short, ...outcomeFiles(outcome, example)]);
}

function outcomeFiles(outcome: Outcome, { folder, server, shared }: Example): Files {
  const marked = markChecksums(outcome);
  // Checksums stand as they are answered in one place: where a shared server has the whole object.
  const whole = folder.startsWith('shared/') ? outcome : marked;
  const entries = marked.children.map((child, index) => {
    const key = keyOf(child);
    const entry = writeEntry(child, patternsOf(shared, key, server), whole.children[index]);
    return { [key]: onlyLike(entry) ?? entry };
  });
  const status = writeEntry(marked.status, patternsOf(shared, STATUS_PART, server), whole.status);
  return new Map([
    [CHILDREN, entries.length === 0 ? '[]\n' : `${HEAD}${folder}\n${toYaml(entries)}`],
    [STATUS, `# ${summary(outcome.status)}\n${toYaml(status)}`],
  ]);
}

/** The one word of an entry that says no more than what it is like. */
function onlyLike(entry: unknown): string | undefined {
  const [[name, value] = [], ...further] = Object.entries(entry as object);
  return name === 'like' && further.length === 0 ? String(value) : undefined;
}

/** What people look for first. */
function summary(status: unknown): string {
  const { phase, message } = isObject(status) ? status : {};
  return `${String(phase)}: ${String(message)}`.replaceAll('\n', ' ');
}
