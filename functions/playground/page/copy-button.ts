// Page: a button that copies a text.

import { element } from './element.ts';

/** Selects the text, and copies it where the browser allows that to a local page. */
export function copyButton(block: HTMLElement): HTMLElement {
  const button = element('button', { type: 'button', class: 'quiet' }, 'Copy');
  button.addEventListener('click', () => {
    globalThis.getSelection()?.selectAllChildren(block);
    // A page without https may have no clipboard; the selection is there to copy by hand.
    void navigator.clipboard?.writeText(block.textContent ?? '').then(
      () => button.replaceChildren('Copied'),
      () => button.replaceChildren('Selected'),
    );
  });
  return button;
}
