// Reference: `spec.toolConfigRef`, the MCPToolConfig that filters and renames tools.

import { at } from '../../kube/finding.ts';
import { readList, readObject } from '../../kube/json-reader.ts';
import { type Fields, isObject } from '../../kube/object.ts';
import { shorten } from '../../kube/short-text.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import type { References, ToolConfig } from './resolved.ts';
import type { Server } from '../server.ts';
import type { Reading, Reference } from './reference.ts';

/** Longest name of a tool in a message, in characters. */
const MAX_SHOWN = 60;

/** Tool filter and overrides. */
export function readToolConfig(spec: Fields): Reading {
  const toolConfig = readTools(spec);
  return toolConfig.ok ? ok({ toolConfig: toolConfig.value, ignored: ignoredMembers(spec) }) : toolConfig;
}

/** `spec.tools` of ToolHive v0.3 to v0.14: the names of the tools that clients see. */
export const LEGACY_TOOLS: Reference = {
  resolve: ({ server }) => (server.spec.toolConfigRef?.name === undefined ? legacyTools(server) : {}),
};

function legacyTools({ legacy: { tools } }: Server): Partial<References> {
  const names = readList(tools);
  const toolsFilter = names.filter((tool) => typeof tool === 'string');
  return toolsFilter.length === 0 ? {} : { toolConfig: { toolsFilter } };
}

/** The proxy takes the filter as words between commas; one that it cannot read would stop it, or show every tool. */
const TOOL_NAME = /^[^,\r\n]+$/;

/** Everything of an MCPToolConfig; fails when the proxy could not use it, with the place. */
function readTools(spec: Fields): Result<ToolConfig> {
  const filter = readFilter(spec['toolsFilter']);
  if (!filter.ok) return filter;
  const overrides = readOverrides(readObject(spec, 'toolsOverride'));
  if (!overrides.ok) return overrides;
  return ok({
    ...(filter.value === undefined ? {} : { toolsFilter: filter.value }),
    ...(isObject(spec['toolsOverride']) ? { toolsOverride: overrides.value } : {}),
  });
}

function readFilter(given: unknown): Result<readonly string[] | undefined> {
  if (given === undefined) return ok(undefined);
  if (!Array.isArray(given)) return fail('spec.toolsFilter must be a list of tools.');
  const tools: readonly unknown[] = given;
  const bad = tools.findIndex((tool) => typeof tool !== 'string' || !TOOL_NAME.test(tool));
  if (bad >= 0) return fail(`spec.toolsFilter[${bad}] must be the name of a tool, a text without commas.`);
  return ok(tools.filter((tool) => typeof tool === 'string'));
}

/** Annotations of a tool, which ToolHive's schema knows and nothing acts on, there or here. */
function ignoredMembers(spec: Fields): readonly string[] {
  const overrides = readObject(spec, 'toolsOverride');
  return Object.keys(overrides)
    .filter((tool) => readObject(overrides, tool)['annotations'] !== undefined)
    .map((tool) => `${at('spec.toolsOverride', tool)}.annotations of the MCPToolConfig`);
}

type Overrides = NonNullable<ToolConfig['toolsOverride']>;

function readOverrides(overrides: Fields): Result<Overrides> {
  const read: [string, Overrides[string]][] = [];
  for (const tool of Object.keys(overrides)) {
    const place = at('spec.toolsOverride', tool);
    const override = readObject(overrides, tool);
    const [name, description] = [override['name'], override['description']];
    if (![name, description].every((text) => text === undefined || typeof text === 'string')) {
      return fail(`${place} needs texts for name and description; put numbers in quotes.`);
    }
    if ((name ?? '') === '' && (description ?? '') === '') {
      return fail(`${place} changes nothing; set name or description, or remove the entry.`);
    }
    read.push([
      tool,
      {
        ...(typeof name === 'string' ? { name } : {}),
        ...(typeof description === 'string' ? { description } : {}),
      },
    ]);
  }
  const taken = findTaken(read);
  return taken === undefined ? ok(Object.fromEntries(read)) : fail(taken);
}

/** Two tools under one name: clients could call only one of them. A swap of two names is fine. */
function findTaken(overrides: readonly (readonly [string, Overrides[string]])[]): string | undefined {
  const names = new Map<string, string>();
  for (const [tool, { name = '' }] of overrides) {
    const other = name === '' ? undefined : names.get(name);
    if (other !== undefined) {
      return `${at('spec.toolsOverride', tool)}.name is the name of ${JSON.stringify(shorten(other, MAX_SHOWN))} too; give each tool its own.`;
    }
    if (name !== '') names.set(name, tool);
  }
  return undefined;
}
