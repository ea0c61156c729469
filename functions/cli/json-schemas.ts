// The JSON Schemas that the command line brings: the files of schemas/generated/json/, by what people call them.

import authz from '../../schemas/generated/json/mcpauthzconfig.json' with { type: 'json' };
import externalAuth from '../../schemas/generated/json/mcpexternalauthconfig.json' with { type: 'json' };
import group from '../../schemas/generated/json/mcpgroup.json' with { type: 'json' };
import oidc from '../../schemas/generated/json/mcpoidcconfig.json' with { type: 'json' };
import server from '../../schemas/generated/json/mcpserver.json' with { type: 'json' };
import telemetry from '../../schemas/generated/json/mcptelemetryconfig.json' with { type: 'json' };
import tool from '../../schemas/generated/json/mcptoolconfig.json' with { type: 'json' };
import webhook from '../../schemas/generated/json/mcpwebhookconfig.json' with { type: 'json' };
import settings from '../../schemas/generated/json/settings.json' with { type: 'json' };
import type { ConfigKind } from '../decode/config-kinds.ts';

/** By kind, and `settings` for the file of the operator's settings. */
export const JSON_SCHEMAS: Readonly<Record<ConfigKind | 'MCPServer' | 'settings', object>> = {
  MCPServer: server,
  MCPOIDCConfig: oidc,
  MCPAuthzConfig: authz,
  MCPToolConfig: tool,
  MCPExternalAuthConfig: externalAuth,
  MCPTelemetryConfig: telemetry,
  MCPGroup: group,
  MCPWebhookConfig: webhook,
  settings,
};
