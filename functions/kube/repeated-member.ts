// Vocabulary: duplicate members in a JSON text. Parsers differ in which one counts, so such a text is ambiguous.

/** A string, or a character that opens, closes or separates. What is between does not matter here. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/** The first name that one object of the text has twice. The text is known to be JSON; the cost is linear in it. */
export function findRepeatedMember(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (isName(text, index + token.length)) {
      // Two spellings of one name are one name.
      const name = String(JSON.parse(token));
      if (open.at(-1)?.has(name) === true) return name;
      open.at(-1)?.add(name);
    }
  }
  return undefined;
}

function isName(text: string, end: number): boolean {
  let at = end;
  while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  return text.charAt(at) === ':';
}
