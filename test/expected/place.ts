// Expected files: where in an object something differs, as `diff` says it: `spec.containers[mcp].args[1]`.

import { at } from '../../functions/kube/finding.ts';

/** One step into an object: a member of a map, an item that has a name of its own, an item by its number. */
export type Step = { readonly member: string } | { readonly named: string } | { readonly index: number };

/** The way to a place from the top of an object. */
export type Place = readonly Step[];

const STEP = /\["(?<quoted>(?:[^"\\]|\\.)*)"\]|\[(?<index>\d+)\]|\[(?<named>[^\]]+)\]|\.?(?<member>[A-Za-z_][\w-]*)/y;

/** Whether an item can be named by this text in a place. */
export function isItemName(name: string): boolean {
  return /^[^\s[\]"+\d][^\s[\]"]*$/.test(name);
}

/** A place as text without spaces, unless a member has some. */
export function formatPlace(place: Place): string {
  return place.reduce((text, step) => {
    if ('named' in step) return `${text}[${step.named}]`;
    return at(text, 'member' in step ? step.member : step.index);
  }, '');
}

/** @throws Error when the text is no place. */
export function parsePlace(text: string): Place {
  const steps: Step[] = [];
  const pattern = new RegExp(STEP);
  while (pattern.lastIndex < text.length) {
    const step = stepOf(pattern.exec(text)?.groups ?? {});
    if (step === undefined) throw new Error(`"${text}" is no place in an object`);
    steps.push(step);
  }
  return steps;
}

function stepOf(found: Readonly<Record<string, string | undefined>>): Step | undefined {
  const { quoted, index, named, member } = found;
  if (quoted !== undefined) return { member: String(JSON.parse(`"${quoted}"`)) };
  if (index !== undefined) return { index: Number(index) };
  if (named !== undefined) return { named };
  return member === undefined ? undefined : { member };
}
