// Page: elements are made by calls, never from text, so that nothing pasted can become markup.

/** What an element may contain. */
export type Content = Node | string;

/** An element with attributes and contents. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...contents: readonly Content[]
): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...contents);
  return made;
}

/** The element of the page with an id. */
export function byId(id: string): HTMLElement {
  return find(id, HTMLElement);
}

/** The text area of the page with an id. */
export function textArea(id: string): HTMLTextAreaElement {
  return find(id, HTMLTextAreaElement);
}

/** The select element of the page with an id. */
export function choice(id: string): HTMLSelectElement {
  return find(id, HTMLSelectElement);
}

function find<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.querySelector(`#${id}`);
  if (found instanceof type) return found;
  throw new Error(`the page has no ${type.name} ${id}`);
}
