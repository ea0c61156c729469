// Playground: what the page holds, as a text that fits into an address, so that a reload keeps it and a link shares it.

import { parseJson, readString } from '../kube/json-reader.ts';

/** The texts of the page. */
export interface State {
  readonly manifest: string;
  readonly settings: string;
  readonly before: string;
}

/** As it stands behind the `#` of an address. */
export function stateText(state: State): string {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const binary = Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Undefined for a text that is none, such as a link that was cut. */
export function readState(text: string): State | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.codePointAt(0) ?? 0);
    const value = parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const manifest = readString(value, 'manifest');
    if (manifest === undefined) return undefined;
    return { manifest, settings: readString(value, 'settings') ?? '', before: readString(value, 'before') ?? '' };
  } catch {
    return undefined;
  }
}
