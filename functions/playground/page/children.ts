// Page: the objects that the operator would make, and the status.

import type { Child, ServerAnswer } from '../answer.ts';
import { copyButton } from './copy-button.ts';
import { type Content, element } from './element.ts';

/** Every child, folded. */
export function childrenView({ children, refusal }: ServerAnswer): readonly Content[] {
  if (children.length === 0) return [element('p', {}, `No objects: ${refusal ?? 'none are asked for'}.`)];
  return [
    element('p', { class: 'hint' }, 'As they are when everything runs. Open one to read it.'),
    ...children.map(childView),
  ];
}

function childView({ name, yaml }: Child): Node {
  const [kind = '', own = ''] = name.split('/');
  return element(
    'details',
    { class: 'child' },
    element('summary', {}, element('span', { class: 'kind' }, kind), ' ', own),
    ...yamlView(yaml, name),
  );
}

/** The status of the server. */
export function statusView({ status, url, phase, message, refusal }: ServerAnswer): readonly Content[] {
  if (status === '') return [element('p', {}, `No status: ${refusal ?? 'not there yet'}.`)];
  const facts = [
    ['Phase', phase],
    ['Message', message],
    ['URL', url],
  ].flatMap(([name = '', value = '']) => [element('dt', {}, name), element('dd', {}, value)]);
  return [
    element(
      'p',
      { class: 'hint' },
      'As it is when all pods run, with the present time in place of those that the cluster will have.',
    ),
    element('dl', {}, ...facts),
    ...yamlView(status, 'Status'),
  ];
}

function yamlView(yaml: string, name: string): readonly Content[] {
  const block = element('pre', { tabindex: '0', role: 'group', 'aria-label': `${name} as YAML` }, yaml);
  return [copyButton(block), block];
}
