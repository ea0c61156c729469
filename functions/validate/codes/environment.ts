// Registry: findings about environment variables.

import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type EnvironmentCode = 'MCP017' | 'MCP018' | 'MCP019' | 'MCP020' | 'MCP021' | 'MCP022' | 'MCP023' | 'MCP024';

/** Rows of this area. */
export const ENVIRONMENT_FINDINGS: Readonly<Record<EnvironmentCode, FindingEntry>> = {
  MCP017: {
    level: 'warning',
    title: 'An environment variable has an unusual name',
    why: 'Kubernetes before v1.32 refuses names with anything but letters, digits, `_`, `-` and `.`, or with a digit in front, and shells cannot read them.',
    remedy: 'Use letters, digits and `_`, and begin with a letter.',
    example: { spec: { env: [{ name: '2FA MODE', value: 'off' }] } },
    nearMiss: { spec: { env: [{ name: 'MODE_2FA', value: 'off' }] } },
  },
  MCP018: {
    level: 'error',
    stored: 'runs',
    title: 'An environment variable is set twice',
    why: 'Only one value can win, and server-side apply refuses the second.',
    remedy: 'Remove one of the two.',
    example: {
      spec: {
        env: [
          { name: 'LOG_LEVEL', value: 'info' },
          { name: 'LOG_LEVEL', value: 'debug' },
        ],
      },
    },
    nearMiss: {
      spec: {
        env: [
          { name: 'LOG_LEVEL', value: 'info' },
          { name: 'log_level', value: 'debug' },
        ],
      },
    },
  },
  MCP019: {
    level: 'error',
    stored: 'held',
    title: 'An environment variable has no value, or several',
    why: 'A variable takes its value from `value` or from one source in `valueFrom`. An empty text is a value.',
    remedy:
      'Set `value`, or `valueFrom` with exactly one of `secretKeyRef`, `configMapKeyRef`, `fieldRef` and `resourceFieldRef`.',
    example: { spec: { env: [{ name: 'REGION' }] } },
    nearMiss: { spec: { env: [{ name: 'REGION', value: '' }] } },
  },
  MCP020: {
    level: 'warning',
    title: 'The operator sets this environment variable itself',
    why: '`MCP_TRANSPORT`, and for HTTP transports `MCP_PORT`, `FASTMCP_PORT` and `MCP_HOST`, tell the server how to listen; the operator’s value wins, as in ToolHive. The same value, as `thv export` writes it, is passed over.',
    remedy: 'Remove the variable and use `transport` and `mcpPort`.',
    example: { spec: { env: [{ name: 'MCP_PORT', value: '3000' }] } },
    nearMiss: { spec: { env: [{ name: 'APP_PORT', value: '3000' }] } },
  },
  MCP021: {
    level: 'warning',
    title: 'A value looks like a credential',
    why: 'Everyone who may read the MCPServer, its workloads or the repository it comes from can read it.',
    remedy:
      'Put it into a Secret and name that in `spec.secrets` or `valueFrom.secretKeyRef`. If it was real, replace it.',
    example: { spec: { env: [{ name: 'API_TOKEN', value: 'correct-horse-battery' }] } },
    nearMiss: { spec: { env: [{ name: 'API_TOKEN_FILE', value: '/run/secrets/token' }] } },
  },
  MCP022: {
    level: 'warning',
    title: 'The proxy needs this environment variable for itself',
    why: 'The operator sets it from a field, a Secret or a constant that its safety rests on, and that value wins.',
    remedy: 'Remove it from `resourceOverrides.proxyDeployment.env` and use the field that it stands for.',
    example: {
      spec: { resourceOverrides: { proxyDeployment: { env: [{ name: 'THV_MCPSERVER_GENERATION', value: '7' }] } } },
    },
    nearMiss: {
      spec: { resourceOverrides: { proxyDeployment: { env: [{ name: 'TOOLHIVE_DEBUG', value: 'true' }] } } },
    },
  },
  MCP023: {
    level: 'error',
    stored: 'held',
    title: 'A secret becomes an environment variable that is set already',
    why: 'A secret without `targetEnvName` is called as its key. Only one value can win, and server-side apply refuses the second.',
    remedy: 'Set `targetEnvName` to another name, or remove the other entry.',
    example: {
      spec: {
        secrets: [
          { name: 'github', key: 'token' },
          { name: 'gitlab', key: 'token' },
        ],
      },
    },
    nearMiss: {
      spec: {
        secrets: [
          { name: 'github', key: 'token' },
          { name: 'gitlab', key: 'token', targetEnvName: 'gitlab_token' },
        ],
      },
    },
  },
  MCP024: {
    level: 'error',
    stored: 'held',
    title: '`envFrom` needs exactly one source',
    why: 'The API server refuses an entry with none or with two.',
    remedy: 'Set either `configMapRef` or `secretRef` in each entry.',
    example: { spec: { envFrom: [{ prefix: 'APP_' }] } },
    nearMiss: { spec: { envFrom: [{ prefix: 'APP_', configMapRef: { name: 'app' } }] } },
  },
};
