// Vocabulary: texts inside a message: foreign ones shortened, numbers with their noun.

/** The text, or its beginning and `…`; at most so many characters. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // No character has more than two units, so the rest of a huge text is never looked at.
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}

/**
 * The text without control characters, line separators and lone surrogates (the API server drops warnings that have any), and
 * without characters that are not seen: they can turn the direction of a line or hide in a name.
 */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** `1 time`, `3 times`. */
export function countOf(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** Whether there is a text: Go writes the empty one where it means nothing. */
export function hasText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
