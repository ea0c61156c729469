// Reference: `spec.toolConfigRef`, the MCPToolConfig that filters and renames tools.

import { isObject } from '../../kube/object.ts';
import type { ReferenceKind, ToolConfig } from '../references.ts';
import { configRules, readConfigSpec } from './config-object.ts';

const RESOURCE = { kind: 'MCPToolConfig', resource: 'mcptoolconfigs' } as const;
const PATH = 'spec.toolConfigRef';

/** Tool filter and overrides. A missing object holds new workloads back: without it the server would offer every tool. */
export const TOOL_CONFIG: ReferenceKind = {
  relatedRules: (server, settings) =>
    configRules(server, settings, { resource: RESOURCE, name: server.spec.toolConfigRef?.name }),
  resolve: (server, related) => {
    const name = server.spec.toolConfigRef?.name;
    if (name === undefined) return {};
    const spec = readConfigSpec(server, related, { resource: RESOURCE, name });
    if (!spec.ok) return { problems: [{ code: 'MCP070', level: 'error', path: PATH, message: spec.error }] };
    return { toolConfig: readToolConfig(spec.value) };
  },
};

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
