// Page: what the pods of one server may do and where they may connect to.

import type { Reach } from '../../cli/explain/reach.ts';
import type { ServerAnswer } from '../answer.ts';
import { type Content, element } from './element.ts';

/** Rights in the API, and the table of destinations. */
export function reachView({ rights, reach, callers, refusal }: ServerAnswer): readonly Content[] {
  if (reach.length === 0) return [element('p', {}, `Nothing runs: ${refusal ?? 'no pods'}.`)];
  return [
    element('h3', {}, 'Rights in the Kubernetes API'),
    element('ul', {}, ...rights.map((right) => element('li', {}, right))),
    element('h3', {}, 'Network'),
    table('What the NetworkPolicies allow, where the cluster enforces them', 'May connect to', reach),
    table('Who may connect, by the same policies', 'May be connected to by', callers),
  ];
}

function table(caption: string, title: string, rows: readonly Reach[]): Node {
  const head = [title, 'backend', 'proxy'].map((cell) => element('th', {}, cell));
  return element(
    'table',
    { class: 'reach' },
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows.map(row)),
  );
}

function row({ says, risk, backend, proxy }: Reach): Node {
  return element('tr', {}, element('td', {}, says), answer(backend, risk), answer(proxy, risk));
}

/** Green is what is closed, red what is open and should not be; what has no risk has no colour. */
function answer(may: boolean, risk: Reach['risk']): Node {
  const open = { none: 'plain', some: 'open', high: 'danger' }[risk];
  const colour = may ? open : risk === 'none' ? 'plain' : 'closed';
  return element('td', { class: colour }, may ? 'yes' : 'no');
}
