// Page: the line above the tabs: whether the server is accepted, and the result.

import { countOf } from '../../kube/short-text.ts';
import type { Answer, ServerAnswer } from '../answer.ts';
import { type Content, element } from './element.ts';

/** The line about a server, or about why there is none. */
export function summaryView(server: ServerAnswer | undefined, { problems }: Answer): readonly Content[] {
  const unread = problems.map((problem) => element('p', { class: 'refused' }, `Cannot be read: ${problem}`));
  if (server === undefined) return unread.length > 0 ? unread : [element('p', {}, 'No MCPServer in this text yet.')];
  return [
    element('p', { class: verdictOf(server) }, element('strong', {}, wordOf(server)), ...factsOf(server)),
    ...unread,
  ];
}

/** Whether `kubectl apply` accepts it, and whether children are made. */
function verdictOf({ isAllowed, phase }: ServerAnswer): 'accepted' | 'refused' | 'doubtful' {
  if (!isAllowed) return 'refused';
  return phase === 'Ready' ? 'accepted' : 'doubtful';
}

function wordOf({ isAllowed }: ServerAnswer): string {
  return isAllowed ? 'Accepted' : 'Refused';
}

function factsOf(server: ServerAnswer): readonly string[] {
  const { notes, children } = server;
  const count = (level: string): number => notes.filter((note) => note.level === level).length;
  const counts = [
    [count('error'), 'error'],
    [count('warning'), 'warning'],
    [children.length, 'object'],
  ] as const;
  const facts = counts.filter(([number]) => number > 0).map(([number, word]) => ` · ${countOf(number, word)}`);
  return [...facts, ...outcomeOf(server).map((text) => ` · ${text}`)];
}

/** The URL for clients, or why there is none. */
function outcomeOf({ isAllowed, phase, message, url, refusal }: ServerAnswer): readonly string[] {
  if (!isAllowed) return [];
  if (refusal !== undefined) return [refusal];
  return phase === 'Ready' ? [url] : [`${phase}: ${message}`];
}
