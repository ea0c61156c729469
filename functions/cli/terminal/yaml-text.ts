// Output: YAML for kubectl.

import { Document, isScalar, stringify, visit } from 'yaml';
import { hasUnseen, replaceUnseen } from './safe-text.ts';

/**
 * A value as YAML that means the same to readers of YAML 1.1, as kubectl is: a text `no` gets quotes. Characters that are not
 * seen are escapes in quotes.
 */
export function yamlText(value: unknown): string {
  const text = stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' });
  return hasUnseen(text) ? withEscapes(value) : text;
}

/** A text for a place in a line of YAML: with quotes where it needs them. */
export function yamlScalar(text: string): string {
  return yamlText([text]).replace(/^- /, '').trim();
}

function withEscapes(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false, version: '1.1' });
  visit(document, {
    Scalar: (_key, node) => {
      if (isScalar(node) && typeof node.value === 'string' && hasUnseen(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return replaceUnseen(document.toString({ lineWidth: 0 }), escapeOf);
}

/** As YAML 1.1 writes it in double quotes. */
function escapeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}
