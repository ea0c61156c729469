// Page: what the pods of one server may do and where they may connect to.

import type { ServerAnswer } from '../answer.ts';
import { type Content, element } from './element.ts';

/** Rights in the API, and the table of destinations. */
export function reachView({ rights, reach, refusal }: ServerAnswer): readonly Content[] {
  if (reach.length === 0) return [element('p', {}, `Nothing runs: ${refusal ?? 'no pods'}.`)];
  return [
    element('h3', {}, 'Rights in the Kubernetes API'),
    element('ul', {}, ...rights.map((right) => element('li', {}, right))),
    element('h3', {}, 'Network'),
    element(
      'table',
      { class: 'reach' },
      element('caption', {}, 'What the NetworkPolicies allow, where the cluster enforces them'),
      element('thead', {}, row('th', ['May connect to', 'backend', 'proxy'])),
      element('tbody', {}, ...reach.map(({ says, backend, proxy }) => row('td', [says, word(backend), word(proxy)]))),
    ),
  ];
}

function row(tag: string, cells: readonly string[]): Node {
  return element('tr', {}, ...cells.map((cell) => element(tag, { class: cell }, cell)));
}

function word(may: boolean): string {
  return may ? 'yes' : 'no';
}
