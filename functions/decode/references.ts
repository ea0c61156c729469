// Step: what `/sync` reads out of the objects that a server refers to.

import type { ObjectMap } from './observed.ts';
import { followConfig } from './references/follow-config.ts';
import type { Reference, ReferenceMember } from './references/reference.ts';
import type { References } from './references/resolved.ts';
import { type ConfigReference, REFERENCES } from './references/table.ts';
import type { Server } from './server.ts';
import type { Settings } from './settings.ts';

const ROWS: readonly (readonly [string, Reference])[] = Object.entries(REFERENCES).map(([name, row]) => [
  name,
  'kind' in row ? configReference(name as ReferenceMember, row) : row,
]);

function configReference(member: ReferenceMember, row: ConfigReference): Reference {
  return {
    resolve: (context) => {
      if ('hash' in row) return followConfig(context, { ...row, member });
      const name = context.server.spec[member]?.name;
      return name === undefined ? {} : row.resolve(name, context);
    },
  };
}

/** Follows every reference of a server. Never throws: what cannot be followed is listed in `problems`. */
export function decodeReferences(server: Server, related: ObjectMap, settings: Settings): References {
  const resolved: Record<string, Partial<References>> = {};
  for (const [name, { resolve }] of ROWS.toReversed())
    resolved[name] = resolve({ server, related, settings, resolved });
  const found = ROWS.map(([name]) => resolved[name] ?? {});
  return {
    pods: [],
    ...Object.assign({}, ...found),
    problems: found.flatMap(({ problems = [] }) => problems),
    conditions: found.flatMap(({ conditions = [] }) => conditions),
    hashes: Object.assign({}, ...found.map(({ hashes }) => hashes)),
    ignored: found.flatMap(({ ignored = [] }) => ignored),
  };
}
