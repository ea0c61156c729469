// Step: errors of what is stored already. As for Kubernetes' own rules (KEP-4008), an edit is not refused because of what it leaves
// as it was; and what ToolHive runs is run.

import type { Finding } from '../kube/finding.ts';
import { isObject, sortedByName } from '../kube/object.ts';
import { compareQuantity, parseQuantity, type Quantity } from '../kube/quantity.ts';
import { type Placed, readPlace } from '../kube/read-place.ts';
import { findingEntry } from './codes.ts';

/** An object and all that there is to say about it. */
export interface Checked {
  readonly object: unknown;
  readonly findings: readonly Finding[];
}

/** For `/sync`, which sees no earlier version: errors of which ToolHive makes nothing are warnings. */
export function tolerateWhatRuns(findings: readonly Finding[]): readonly Finding[] {
  return findings.map((finding) => (storedEffect(finding) === 'runs' ? tolerated(finding, finding.message) : finding));
}

/**
 * For updates: an error is a warning when the stored object has the same one, about the same value in the same place, or about
 * an amount that was at least as large. A value that was swapped for another wrong one is refused. The stored object is
 * validated only if there is such an error.
 */
export function tolerateWhatWas({ object, findings }: Checked, stored: () => Checked): readonly Finding[] {
  if (!findings.some(mayStay)) return findings;
  const before = stored();
  const left = new Map<string, Mark[]>();
  const [markBefore, markNow] = [marker(before.object), marker(object)];
  for (const finding of before.findings.filter(mayStay)) {
    const mark = markBefore(finding);
    if (mark === undefined) continue;
    const marks = left.get(mark.text);
    if (marks === undefined) left.set(mark.text, [mark]);
    else marks.push(mark);
  }
  return findings.map((finding) => {
    const mark = mayStay(finding) ? markNow(finding) : undefined;
    const marks = mark === undefined ? undefined : left.get(mark.text);
    const was = marks?.at(-1);
    if (mark === undefined || was === undefined || isMore(mark, was)) return finding;
    marks?.pop();
    return tolerated(finding, `${PREFIX[storedEffect(finding) === 'runs' ? 'runs' : 'held']}: ${finding.message}`);
  });
}

const PREFIX = {
  runs: 'Stored before this edit, so it passes',
  held: 'Stored before this edit, so it passes, but nothing is rolled out',
} as const;

function tolerated(finding: Finding, message: string): Finding {
  return { ...finding, level: 'warning', message, isTolerated: true };
}

function storedEffect({ code, level }: Finding): string | undefined {
  return level === 'error' ? findingEntry(code)?.stored : undefined;
}

function mayStay(finding: Finding): boolean {
  return ['runs', 'held'].includes(storedEffect(finding) ?? '');
}

/** What of an error must be the same for it to be an old one. */
interface Mark {
  readonly text: string;
  /** Must not be more, where the error is that it is too much. */
  readonly amount?: Quantity;
}

function isMore({ amount: now }: Mark, { amount: was }: Mark): boolean {
  return now !== undefined && was !== undefined && compareQuantity(now, was) > 0;
}

/** A place that cannot be read is like no other. Many findings may be about one large value. */
function marker(object: unknown): (finding: Finding) => Mark | undefined {
  const seen = new Map<string, string | undefined>();
  return ({ code, path }) => {
    if (findingEntry(code)?.measures === 'amount') return amountMark(code, readPlace(object, path));
    if (!seen.has(path)) seen.set(path, textOf(readPlace(object, path)));
    const text = seen.get(path);
    return text === undefined ? undefined : { text: `${code} ${text}` };
  };
}

/** One amount can be written in many ways: `2Gi`, `2048Mi`. */
function amountMark(code: string, found: Placed | undefined): Mark | undefined {
  const amount = isAmount(found?.value) ? parseQuantity(found.value) : undefined;
  return found === undefined || amount === undefined ? undefined : { text: `${code} ${found.place}`, amount };
}

function isAmount(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function textOf(found: Placed | undefined): string | undefined {
  return found && JSON.stringify([found.place, found.value ?? null], sorted);
}

function sorted(_name: string, value: unknown): unknown {
  return isObject(value) ? sortedByName(value) : value;
}
