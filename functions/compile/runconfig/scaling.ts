// Runconfig: how many backends there are, and where sessions are kept.

import type { Fields } from '../../kube/object.ts';
import type { KeyRef } from '../../decode/settings.ts';
import type { Sources } from '../sources.ts';

/** Redis as the proxy uses it. */
export interface SessionRedis {
  readonly address: string;
  readonly db: number;
  readonly keyPrefix: string;
  readonly password?: KeyRef;
}

/** Redis of the spec; for a server that names no session storage at all, that of the settings. */
export function sessionRedis({ server, settings }: Sources): SessionRedis | undefined {
  const storage = server.spec.sessionStorage;
  if (storage === undefined) {
    const { redis } = settings;
    if (redis === undefined) return undefined;
    const { address, passwordSecret } = redis;
    return { address, db: 0, keyPrefix: '', ...(passwordSecret !== undefined && { password: passwordSecret }) };
  }
  if (storage.provider !== 'redis' || storage.address === undefined) return undefined;
  const { address, db = 0, keyPrefix = '', passwordRef } = storage;
  return { address, db, keyPrefix, ...(passwordRef !== undefined && { password: passwordRef }) };
}

/** `scaling_config`; absent when there is nothing to say. The password travels in the proxy's environment. */
export function scaling(input: Sources): { readonly scaling_config?: Fields } {
  const { backendReplicas } = input.server.spec;
  const redis = sessionRedis(input);
  if (backendReplicas === undefined && redis === undefined) return {};
  return {
    scaling_config: {
      ...(backendReplicas !== undefined && { backend_replicas: backendReplicas }),
      ...(redis !== undefined && { session_redis: sessionRedisConfig(redis) }),
    },
  };
}

function sessionRedisConfig({ address, db, keyPrefix }: SessionRedis): Fields {
  return { address, ...(db !== 0 && { db }), ...(keyPrefix !== '' && { key_prefix: keyPrefix }) };
}
