// Page: the findings of one server.

import type { Note, ServerAnswer } from '../answer.ts';
import { type Content, element } from './element.ts';

/** The list; a click on a line number calls `showLine`. */
export function findingsView({ notes, patch }: ServerAnswer, showLine: (line: number) => void): readonly Content[] {
  const list =
    notes.length === 0
      ? element('p', {}, 'Nothing to complain about.')
      : element('ul', { class: 'findings' }, ...notes.map((note) => findingItem(note, showLine)));
  return [list, ...patchView(patch)];
}

/** What cannot be read, where there is no server to tell of. */
export function problemsView(problems: readonly string[], showLine: (line: number) => void): readonly Content[] {
  if (problems.length === 0) return [element('p', {}, 'No MCPServer in this text yet.')];
  return [element('ul', { class: 'findings' }, ...problems.map((problem) => problemItem(problem, showLine)))];
}

function problemItem(problem: string, showLine: (line: number) => void): Node {
  const [, place, line, message = problem] = /^(line (\d+), column \d+): ([^]*)$/.exec(problem) ?? [];
  if (place === undefined) return element('li', { class: 'error' }, paragraph(message));
  const button = element('button', { type: 'button', class: 'quiet' }, place);
  button.addEventListener('click', () => showLine(Number(line)));
  return element('li', { class: 'error' }, element('p', {}, 'Cannot be read: ', button), paragraph(message));
}

function findingItem({ code, level, path, message, line, why, remedy }: Note, showLine: (line: number) => void): Node {
  const place = element('button', { type: 'button', class: 'quiet' }, line === undefined ? path : `line ${line}`);
  if (line !== undefined) place.addEventListener('click', () => showLine(line));
  const more =
    why === ''
      ? []
      : [element('details', {}, element('summary', {}, `Why ${code}`), paragraph(why), paragraph(remedy))];
  return element(
    'li',
    { class: level },
    element('p', {}, element('strong', { class: 'level' }, level), ` ${code} `, place, ' ', element('code', {}, path)),
    paragraph(message),
    ...more,
  );
}

function paragraph(text: string): Node {
  return element('p', {}, text);
}

function patchView(patch: string): readonly Content[] {
  if (patch === '') return [];
  return [
    element('h3', {}, 'What is filled in when you apply it'),
    element('pre', { tabindex: '0', role: 'group', 'aria-label': 'Patch' }, patch),
  ];
}
