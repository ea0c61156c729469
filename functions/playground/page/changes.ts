// Page: what changes between two texts.

import type { ServerChange } from '../compare.ts';
import { type Content, element } from './element.ts';

/** One section for each server. */
export function changesView(changes: readonly ServerChange[]): readonly Content[] {
  return changes.map(({ key, title, restarts, lines }) =>
    element(
      'section',
      { class: 'change' },
      element('h3', {}, `${key} ${title}`),
      element('ul', {}, ...restarts.map((sentence) => element('li', {}, sentence))),
      ...(lines.length === 0
        ? []
        : [element('pre', { tabindex: '0', role: 'group', 'aria-label': 'Changes' }, ...lines.map(lineView))]),
    ),
  );
}

const KINDS: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '~': 'changed' };

function lineView(line: string): Node {
  const kind = KINDS[line[0] ?? ''];
  return element('span', kind === undefined ? {} : { class: kind }, `${line}\n`);
}
