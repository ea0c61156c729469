// Registry: findings about rate limits, permissions, authorization, and references that cannot be followed.

import type { Fields } from '../../kube/object.ts';
import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type AccessCode =
  | 'MCP052'
  | 'MCP053'
  | 'MCP054'
  | 'MCP055'
  | 'MCP056'
  | 'MCP057'
  | 'MCP058'
  | 'MCP059'
  | 'MCP060'
  | 'MCP061'
  | 'MCP062'
  | 'MCP070'
  | 'MCP071';

const REDIS = { provider: 'redis', address: 'redis.cache:6379' };
const BUCKET = { maxTokens: 10, refillPeriod: '1m' };

function cedar(inline: Fields): { readonly spec: Fields } {
  return { spec: { authzConfig: { type: 'inline', inline } } };
}

/** Rows of this area. */
export const ACCESS_FINDINGS: Readonly<Record<AccessCode, FindingEntry>> = {
  MCP052: {
    level: 'error',
    stored: 'held',
    title: 'Rate limiting needs Redis',
    why: 'The proxy counts requests in Redis and does not start without it.',
    remedy: 'Set `sessionStorage` with provider `redis` and an address.',
    example: { spec: { rateLimiting: { shared: BUCKET } } },
    nearMiss: { spec: { rateLimiting: { shared: BUCKET }, sessionStorage: REDIS } },
  },
  MCP053: {
    level: 'error',
    stored: 'runs',
    title: 'A limit per user needs to know the user',
    why: 'Without authentication all callers are the same user, so the limit would be a shared one.',
    remedy: 'Set `oidcConfigRef` or `externalAuthConfigRef`, or use `shared`.',
    example: { spec: { rateLimiting: { perUser: BUCKET }, sessionStorage: REDIS } },
    nearMiss: {
      spec: { rateLimiting: { perUser: BUCKET }, sessionStorage: REDIS, externalAuthConfigRef: { name: 'company' } },
    },
  },
  MCP054: {
    level: 'error',
    stored: 'held',
    title: 'A refill period is not a usable duration',
    why: 'The proxy reads it as a Go duration; it has to be longer than nothing and at most about 292 years.',
    remedy: 'Write numbers with units: `30s`, `1m`, `1h30m`.',
    example: { spec: { rateLimiting: { shared: { maxTokens: 10, refillPeriod: '0s' } }, sessionStorage: REDIS } },
    nearMiss: { spec: { rateLimiting: { shared: { maxTokens: 10, refillPeriod: '1h30m' } }, sessionStorage: REDIS } },
  },
  MCP055: {
    level: 'error',
    stored: 'held',
    title: 'Rate limiting without a limit',
    why: 'Nothing would be limited, although the spec says so.',
    remedy: 'Set `shared` or `perUser`, for the server or for each tool that is listed.',
    example: { spec: { rateLimiting: { tools: [{ name: 'search' }] }, sessionStorage: REDIS } },
    nearMiss: { spec: { rateLimiting: { tools: [{ name: 'search', shared: BUCKET }] }, sessionStorage: REDIS } },
  },
  MCP056: {
    level: 'error',
    stored: 'held',
    title: 'A tool is limited twice',
    why: 'Only one of the limits could apply.',
    remedy: 'Keep one entry for each tool.',
    example: {
      spec: {
        rateLimiting: {
          tools: [
            { name: 'search', shared: BUCKET },
            { name: 'search', shared: BUCKET },
          ],
        },
        sessionStorage: REDIS,
      },
    },
    nearMiss: {
      spec: {
        rateLimiting: {
          tools: [
            { name: 'search', shared: BUCKET },
            { name: 'fetch', shared: BUCKET },
          ],
        },
        sessionStorage: REDIS,
      },
    },
  },
  MCP057: {
    level: 'error',
    stored: 'refused',
    title: 'There is no such built-in permission profile',
    why: 'What the server may do would be unknown, so nothing is started.',
    remedy: 'Use `none` or `network`; for a profile in a ConfigMap set `type: configmap`.',
    example: { spec: { permissionProfile: { type: 'builtin', name: 'filesystem' } } },
    nearMiss: { spec: { permissionProfile: { type: 'builtin', name: 'none' } } },
  },
  MCP058: {
    level: 'error',
    stored: 'refused',
    title: 'The permission profile is not in a place that can be read',
    why: 'A profile of type `configmap` is one key of a ConfigMap in the namespace of the server.',
    remedy: 'Set `name` to the ConfigMap and `key` to a key of it; neither may be a path.',
    example: { spec: { permissionProfile: { type: 'configmap', name: 'profiles' } } },
    nearMiss: { spec: { permissionProfile: { type: 'configmap', name: 'profiles', key: 'web.json' } } },
  },
  MCP059: {
    level: 'error',
    stored: 'refused',
    title: 'The inline permission profile and its type do not match, or it has an unknown member',
    why: 'A profile that is misspelt would pass as a smaller one, or not be used at all.',
    remedy:
      'Set `type: inline` together with `inline`, and use only `name`, `read`, `write`, `network` and `privileged` in it.',
    example: { spec: { permissionProfile: { type: 'inline', inline: { networks: {} } } } },
    nearMiss: { spec: { permissionProfile: { type: 'inline', inline: { network: {} } } } },
  },
  MCP060: {
    level: 'error',
    stored: 'held',
    title: 'Authorization is configured twice, or not where its type says',
    why: 'It is not clear which policies apply.',
    remedy: 'Set either `authzConfigRef` or `authzConfig`, and in the latter the member that `type` names.',
    example: { spec: { authzConfig: { type: 'inline' } } },
    nearMiss: cedar({ policies: ['permit(principal, action, resource);'] }),
  },
  MCP061: {
    level: 'error',
    stored: 'held',
    title: 'A Cedar policy is empty',
    why: 'The proxy would refuse to start, or the rule that was meant would be missing.',
    remedy: 'Write the policy or remove the entry.',
    example: cedar({ policies: ['permit(principal, action, resource);', '  '] }),
    nearMiss: cedar({ policies: ['permit(principal, action, resource);'] }),
  },
  MCP062: {
    level: 'error',
    stored: 'held',
    title: '`entitiesJson` is not a JSON list',
    why: 'The proxy reads it as a list of Cedar entities and would not start.',
    remedy: 'Write a JSON list, for example `[]`.',
    example: cedar({ policies: ['permit(principal, action, resource);'], entitiesJson: '{}' }),
    nearMiss: cedar({ policies: ['permit(principal, action, resource);'], entitiesJson: '[]' }),
  },
  MCP070: {
    level: 'error',
    stored: 'held',
    title: 'An object that the server refers to cannot be used',
    why: 'It does not exist, is not valid, or its kind is not switched on in the settings. Running without it would be another server than was asked for.',
    remedy: 'Create or correct the object that the message names.',
    settings: { references: { configKinds: ['MCPToolConfig'] } },
    example: { spec: { toolConfigRef: { name: 'missing' } } },
    nearMiss: { spec: {} },
    foundBy: 'sync',
  },
  MCP071: {
    level: 'error',
    stored: 'refused',
    title: 'The permission profile cannot be read',
    why: 'What the server may do is unknown, so nothing new is started; what runs keeps its last profile.',
    remedy: 'Create the ConfigMap and the key, and make its content a JSON object.',
    example: { spec: { permissionProfile: { type: 'configmap', name: 'missing', key: 'web.json' } } },
    nearMiss: { spec: { permissionProfile: { type: 'builtin', name: 'none' } } },
    foundBy: 'sync',
  },
};
