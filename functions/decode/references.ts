// Step: the objects that a server refers to: which ones `/customize` asks for, and what `/sync` reads out of them.

import type { ObjectMap } from './observed.ts';
import { configRules } from './references/config-object.ts';
import { followConfig } from './references/follow-config.ts';
import type { Reference, ReferenceMember } from './references/reference.ts';
import type { References } from './references/resolved.ts';
import { type ConfigReference, REFERENCES } from './references/table.ts';
import type { RelatedRule } from './related-rule.ts';
import type { Server } from './server.ts';
import type { Settings } from './settings.ts';

const ROWS: readonly (readonly [string, Reference])[] = Object.entries(REFERENCES).map(([name, row]) => [
  name,
  'kind' in row ? configReference(name as ReferenceMember, row) : row,
]);

function configReference(member: ReferenceMember, row: ConfigReference): Reference {
  return {
    relatedRules: (server, settings) =>
      configRules(server, settings, { kind: row.kind, name: server.spec[member]?.name }),
    resolve: (context) => {
      if ('hash' in row) return followConfig(context, { ...row, member });
      const name = context.server.spec[member]?.name;
      return name === undefined ? {} : row.resolve(name, context);
    },
  };
}

/**
 * The related objects of a server, one rule for each kind and way of selecting. The answer depends on nothing that changes
 * without a new `metadata.generation`, because Metacontroller keeps it for that long.
 */
export function listRelatedRules(server: Server, settings: Settings): readonly RelatedRule[] {
  const merged = new Map<string, RelatedRule>();
  for (const rule of ROWS.flatMap(([, { relatedRules }]) => relatedRules(server, settings))) {
    const { apiVersion, resource, labelSelector } = rule;
    const key = `${apiVersion} ${resource} ${labelSelector === undefined ? '' : JSON.stringify(labelSelector)}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? rule : withNames(known, rule.names ?? []));
  }
  return [...merged.values()];
}

function withNames(rule: RelatedRule, names: readonly string[]): RelatedRule {
  const [first, ...others] = new Set([...(rule.names ?? []), ...names]);
  return first === undefined ? rule : { ...rule, names: [first, ...others] };
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
