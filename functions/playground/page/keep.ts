// Page: keeps the texts over a reload, and makes the link that shares them.

import { readState, type State, stateText } from '../state.ts';

const KEY = 'toolhive-playground';

/** What a link brings, else what was here before; undefined for whoever comes the first time. */
export function keptState(): State | undefined {
  const shared = readState(location.hash.slice(1));
  if (shared !== undefined) return shared;
  try {
    return readState(localStorage.getItem(KEY) ?? '');
  } catch {
    return undefined;
  }
}

/** Keeps the texts in this browser. One that stores nothing for a local page works on without. */
export function keep(state: State): void {
  try {
    localStorage.setItem(KEY, stateText(state));
  } catch {
    // Private windows and full stores.
  }
}

/** The address of this page with the texts in it; they stand behind the `#`, which no server gets. */
export function shareLink(state: State): string {
  return `${location.href.split('#', 1)[0] ?? ''}#${stateText(state)}`;
}
