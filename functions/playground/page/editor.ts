// Page: line numbers and colours of a text area. Its own letters are transparent; the coloured ones stand exactly below them.

import { element } from './element.ts';

/** What a piece of YAML is, in the order in which it is looked for. */
const PIECES =
  /(?<comment>(?:^|(?<=\s))#.*)|(?<key>[\w./"'-]+(?=:(?:\s|$)))|(?<text>"(?:[^"\\]|\\.)*"|'[^']*')|(?<value>\b(?:true|false|null|\d[\w.]*)\b)/g;

/** Puts a text area into an editor; the answer has to be called after each change of the text that nobody typed. */
export function connectEditor(area: HTMLTextAreaElement): () => void {
  const numbers = element('pre', { class: 'numbers', 'aria-hidden': 'true' });
  const colours = element('pre', { class: 'colours', 'aria-hidden': 'true' });
  const editor = element('div', { class: 'editor' });
  area.replaceWith(editor);
  editor.append(numbers, colours, area);
  const draw = (): void => {
    const lines = area.value.split('\n');
    numbers.replaceChildren(lines.map((_, index) => String(index + 1)).join('\n'));
    colours.replaceChildren(...lines.flatMap((line) => [...coloured(line), '\n']));
    follow();
  };
  const follow = (): void => {
    numbers.style.transform = `translateY(${-area.scrollTop}px)`;
    colours.style.transform = `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`;
  };
  area.addEventListener('input', draw);
  area.addEventListener('scroll', follow);
  return draw;
}

function coloured(line: string): readonly (Node | string)[] {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const { index, 0: text, groups = {} } of line.matchAll(PIECES)) {
    const [kind = 'value'] = Object.entries(groups).find(([, found]) => found !== undefined) ?? [];
    parts.push(line.slice(end, index), element('span', { class: kind }, text));
    end = index + text.length;
  }
  return [...parts, line.slice(end)];
}
