// Runconfig: which tools clients see, and under which names.

import { type Fields, sortedByName } from '../../kube/object.ts';
import type { References, ToolConfig } from '../../decode/references/resolved.ts';

type Override = { readonly name?: string; readonly description?: string };

/** `tools_filter` and `tools_override`; each absent when empty. */
export function tools({ toolConfig }: References): Fields {
  const { toolsFilter = [] } = toolConfig ?? {};
  const overrides = sortedOverrides(toolConfig);
  return {
    ...(toolsFilter.length > 0 && { tools_filter: toolsFilter }),
    ...(overrides.length > 0 && {
      tools_override: Object.fromEntries(overrides.map(([tool, override]) => [tool, written(override)])),
    }),
  };
}

/** Parameters of the two tool middlewares, which write both members of each override; absent when there is nothing to do. */
export function toolMiddlewareParameters({ toolConfig }: References): Fields | undefined {
  const { toolsFilter = [] } = toolConfig ?? {};
  const overrides = sortedOverrides(toolConfig);
  if (toolsFilter.length === 0 && overrides.length === 0) return undefined;
  return {
    filter_tools: toolsFilter.length > 0 ? toolsFilter : null,
    ...(overrides.length > 0 && {
      tools_override: Object.fromEntries(
        overrides.map(([tool, { name = '', description = '' }]) => [tool, { name, description }]),
      ),
    }),
  };
}

function sortedOverrides(toolConfig: ToolConfig | undefined): readonly (readonly [string, Override])[] {
  return Object.entries(sortedByName(toolConfig?.toolsOverride ?? {}));
}

function written({ name = '', description = '' }: Override): Override {
  return { ...(name !== '' && { name }), ...(description !== '' && { description }) };
}
