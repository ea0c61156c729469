// Expected files: from what the hooks answer to what stands in the folder, where each object is told by what is its own.

import { ADMISSION, CHILDREN, type Files, parseAnswer, RELATED_RULES, type ServerName, STATUS } from './answer.ts';
import { markChecksums } from './checksums.ts';
import { writeEntry } from './entry.ts';
import { ADMISSION_PART, keyOf, patternsOf, RULES_PART, type SharedServer, STATUS_PART } from './shared-server.ts';
import { admissionSummary, statusSummary } from './summary.ts';
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
  const { admission, relatedRules, outcome } = parseAnswer(full);
  const write = (part: string, object: unknown, whole = object): unknown =>
    writeEntry(object, patternsOf(example.shared, part, example.server), whole);
  const short = new Map(full)
    .set(ADMISSION, `# ${admissionSummary(admission)}\n${toYaml(write(ADMISSION_PART, admission))}`)
    .set(RELATED_RULES, toYaml(write(RULES_PART, relatedRules)));
  if (outcome === undefined) return short;
  const marked = markChecksums(outcome);
  // Checksums stand as they are answered in one place: where a shared server has the whole object.
  const whole = example.folder.startsWith('shared/') ? outcome : marked;
  const entries = marked.children.map((child, index) => {
    const entry = write(keyOf(child), child, whole.children[index]);
    return { [keyOf(child)]: onlyLike(entry) ?? entry };
  });
  const status = write(STATUS_PART, marked.status, whole.status);
  return short
    .set(CHILDREN, entries.length === 0 ? '[]\n' : `${HEAD}${example.folder}\n${toYaml(entries)}`)
    .set(STATUS, `# ${statusSummary(outcome.status)}\n${toYaml(status)}`);
}

/** The one word of an entry that says no more than what it is like. */
function onlyLike(entry: unknown): string | undefined {
  const [[name, value] = [], ...further] = Object.entries(entry as object);
  return name === 'like' && further.length === 0 ? String(value) : undefined;
}
