// Command: the JSON Schema of a kind, for editors and for tools that judge manifests.

import { type Command, UsageError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { JSON_SCHEMAS } from '../json-schemas.ts';
import { didYouMean } from '../nearest.ts';
import { linesText } from '../terminal/table.ts';

const SCHEMAS: Readonly<Record<string, object>> = JSON_SCHEMAS;
const NAMES = Object.keys(SCHEMAS);

/** `schema [KIND]` */
export const SCHEMA: Command = {
  name: 'schema',
  summary: 'Prints the JSON Schema of a kind, for editors; without a KIND the kinds that there are',
  usage: '[KIND]',
  options: [],
  example: {
    line: 'toolhive-hooks schema MCPServer',
    purpose: 'a file for the modeline of a manifest: # yaml-language-server: $schema=mcpserver.json',
  },
  run: ({ positionals, io }) => {
    const [wanted, second] = positionals;
    if (second !== undefined) throw new UsageError('one KIND at a time');
    if (wanted === undefined) {
      io.out(linesText(NAMES));
      return Promise.resolve(EXIT.fine);
    }
    const name = NAMES.find((each) => spellings(each).includes(wanted.toLowerCase()));
    if (name === undefined)
      throw new UsageError(`there is no kind ${JSON.stringify(wanted)}${didYouMean(wanted, NAMES)}`);
    io.out(`${JSON.stringify(SCHEMAS[name], null, 1)}\n`);
    return Promise.resolve(EXIT.fine);
  },
};

/** `MCPServer`, `mcpserver` and `mcpservers` are one kind. */
function spellings(name: string): readonly string[] {
  return [name.toLowerCase(), `${name.toLowerCase()}s`];
}
