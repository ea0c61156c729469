// Condition Applied: whether anything observed is not what was asked for; its message carries the record of that.

import { isChildName } from '../../decode/names.ts';
import { messageWithRecord, RECORD_CONDITION } from '../../children/kept/record.ts';
import { listAllObjects } from '../../decode/observed.ts';
import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { objectPhrase, takenSentence } from '../ownership.ts';
import { NOT_CREATED, type Overdue } from '../overdue.ts';

/** A message names at most this many objects, because anybody can label any number. */
const SHOWN = 10;

const KNOWN =
  'What was asked for last is recorded here, so that it is known again while spec or references are in disorder';

/** False names each object that is not, whose it is, and what was done about it; absent before anything was asked for. */
export function computeApplied({ input, overdue }: Facts): ConditionDraft | undefined {
  const { record } = input;
  if (record === undefined) return undefined;
  const unproven = listUnproven(input);
  const taken = input.taken.map(takenSentence);
  const foreign = listForeign(input);
  const absent = listAbsent(overdue);
  const sentences = [...unproven, ...taken, ...foreign, ...absent];
  const type = RECORD_CONDITION;
  if (sentences.length === 0)
    return { type, status: 'True', reason: 'Recorded', message: messageWithRecord(KNOWN, record) };
  const more = sentences.length - SHOWN;
  const words = `${sentences.slice(0, SHOWN).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  const message = messageWithRecord(words, record);
  if (absent.length === sentences.length) {
    // The time is that of the absence, whatever was said before.
    return { type, status: 'False', reason: NOT_CREATED, message, ...(overdue?.isKnown === false && { isNew: true }) };
  }
  const reason = unproven.length > 0 ? 'NotAsAskedFor' : taken.length > 0 ? 'NameTaken' : 'ForeignObject';
  return { type, status: 'False', reason, message };
}

function listAbsent(overdue: Overdue | undefined): readonly string[] {
  const [first = '', ...others] = (overdue?.children ?? []).map(
    (child) => `${objectPhrase(child)} was asked for and is not there`,
  );
  return overdue === undefined ? [] : [overdue.sentence ?? first, ...others];
}

function listUnproven({ unproven, isClosed }: Facts['input']): readonly string[] {
  const sentences = unproven.map(({ object, reason, isRebuilt }) => {
    const consequence = isRebuilt ? 'it is made again from the spec' : 'nothing of it is sent on';
    return `${objectPhrase(object)} ${reason}: ${consequence}`;
  });
  return isClosed
    ? [...sentences, 'all connections are closed until spec and references are in order, which makes it again']
    : sentences;
}

/** Whoever labels an object with the uid of a server makes Metacontroller adopt it. */
function listForeign({ observed, compiled: { server } }: Facts['input']): readonly string[] {
  return listAllObjects(observed)
    .filter((object) => !isChildName(object, server))
    .map(
      (object) =>
        `${objectPhrase(object)} is labelled as a child of this server and is none: it is not asked for, and Metacontroller removes it`,
    );
}
