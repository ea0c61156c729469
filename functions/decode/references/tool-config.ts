// Reference: `spec.toolConfigRef`, the MCPToolConfig that filters and renames tools.

import { isObject } from '../../kube/object.ts';
import { ok } from '../../kube/result.ts';
import type { ReferenceKind, ToolConfig } from '../references.ts';
import type { Server } from '../server.ts';
import { configRules } from './config-object.ts';
import { followConfig } from './follow-config.ts';

const RESOURCE = { kind: 'MCPToolConfig', resource: 'mcptoolconfigs' } as const;

/** Tool filter and overrides. A missing object holds new workloads back: without it the server would offer every tool. */
export const TOOL_CONFIG: ReferenceKind = {
  relatedRules: (server, settings) =>
    configRules(server, settings, { resource: RESOURCE, name: server.spec.toolConfigRef?.name }),
  resolve: (server, related) => {
    const name = server.spec.toolConfigRef?.name;
    if (name === undefined) return legacyTools(server);
    const reference = { resource: RESOURCE, name, path: 'spec.toolConfigRef', hash: 'toolConfigHash' };
    return followConfig({ server, related }, reference, (spec) => ok({ toolConfig: readToolConfig(spec) }));
  },
};

/** `spec.tools` of ToolHive v0.3 to v0.14: the names of the tools that clients see. */
function legacyTools({ legacy: { tools } }: Server): { readonly toolConfig?: ToolConfig } {
  const names: readonly unknown[] = Array.isArray(tools) ? tools : [];
  const toolsFilter = names.filter((tool) => typeof tool === 'string');
  return toolsFilter.length === 0 ? {} : { toolConfig: { toolsFilter } };
}

function readToolConfig(spec: Readonly<Record<string, unknown>>): ToolConfig {
  const { toolsFilter, toolsOverride } = spec;
  return {
    ...(Array.isArray(toolsFilter) ? { toolsFilter: toolsFilter.filter((tool) => typeof tool === 'string') } : {}),
    ...(isObject(toolsOverride) ? { toolsOverride: readOverrides(toolsOverride) } : {}),
  };
}

function readOverrides(overrides: Readonly<Record<string, unknown>>): NonNullable<ToolConfig['toolsOverride']> {
  return Object.fromEntries(
    Object.entries(overrides)
      .filter((entry): entry is [string, Readonly<Record<string, unknown>>] => isObject(entry[1]))
      .map(([tool, { name, description }]) => [
        tool,
        {
          ...(typeof name === 'string' ? { name } : {}),
          ...(typeof description === 'string' ? { description } : {}),
        },
      ]),
  );
}
