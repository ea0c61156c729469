// Generated from schemas/ by scripts/generate.ts; do not edit.

import type { MCPServer } from './mcp-server.ts';
import type { SettingsFile } from './settings-file.ts';
import type { NamespaceDefaults } from './namespace-defaults.ts';
import type { AdmissionReview } from './admission-review.ts';
import type { SyncRequest } from './sync-request.ts';
import type { CustomizeRequest } from './customize-request.ts';

/** One thing that a schema does not allow. It holds no value of the object. */
export interface SchemaError {
  /** JSON pointer to the place, empty for the whole value. */
  readonly instancePath: string;
  /** The keyword of the schema that was broken: `type`, `required`, `enum`, `pattern`, `maximum` and so on. */
  readonly keyword: string;
  /** What the keyword asked for: `missingProperty`, `allowedValues`, `limit`, `type`, `pattern` and what it `means` in words. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The rule as a sentence without its subject: `must be one of stdio, streamable-http, sse`. */
  readonly message: string;
}

/** Whether a value fits. `errors` belongs to the last call: null when it did, otherwise some hundred entries at most. */
export interface Validate<T> {
  (value: unknown): value is T;
  errors?: readonly SchemaError[] | null;
}

export const validateMCPServer: Validate<MCPServer>;
export const validateSettingsFile: Validate<SettingsFile>;
export const validateNamespaceDefaults: Validate<NamespaceDefaults>;
export const validateAdmissionReview: Validate<AdmissionReview>;
export const validateSyncRequest: Validate<SyncRequest>;
export const validateCustomizeRequest: Validate<CustomizeRequest>;
