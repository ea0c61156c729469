// Vocabulary: shortens foreign text inside a message.

/** The text, or its beginning and `…`; at most so many characters. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // No character has more than two units, so the rest of a huge text is never looked at.
  const characters = Array.from(text.slice(0, 2 * limit + 2));
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
