// Runconfig: the proxy's audit log.

import type { Server } from '../../decode/server.ts';

/** ToolHive's own defaults; sizes are bytes of request data that one line may hold. */
const AUDIT_CONFIG = { detectApplicationErrors: true, maxDataSize: 1024 } as const;

/** `audit_config`; absent unless `spec.audit.enabled`. */
export function audit({ spec }: Server): { readonly audit_config?: typeof AUDIT_CONFIG } {
  return spec.audit?.enabled === true ? { audit_config: AUDIT_CONFIG } : {};
}
