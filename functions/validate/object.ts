// Step: everything that is to be said about a value that was sent or stored as an MCPServer.

import { type Compiled, compile } from '../compile/compiled.ts';
import { sourcesOfObject } from '../compile/sources.ts';
import { decodeServer } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';
import { type Finding, hasErrors } from '../kube/finding.ts';
import { validateServer } from './index.ts';
import { validateSchema } from './schema.ts';
import { validateSpecSize } from './size.ts';

/** An object that was looked at alone, as admission does. */
export interface ValidatedObject {
  readonly compiled: Compiled;
  readonly findings: readonly Finding[];
  /** Its size and types are right, so that rules may read it. */
  readonly isReadable: boolean;
}

/** Looks at an object with nothing beside it. */
export function validateAlone(raw: unknown, settings: Settings): ValidatedObject {
  const compiled = compile(sourcesOfObject(decodeServer(raw, settings), settings));
  return { compiled, ...validateObject(raw, compiled) };
}

/** Compiles a stored object that nobody judges; undefined when its size or its types keep rules from reading it. */
export function compileReadable(raw: unknown, settings: Settings): Compiled | undefined {
  const server = decodeServer(raw, settings);
  if (server.excess !== undefined || hasErrors(validateSchema(raw))) return undefined;
  return compile(sourcesOfObject(server, settings));
}

/**
 * All findings about a value and what was compiled from it. A spec over the size limit is not looked into. When the schema is
 * violated, only that is reported: the rules behind it rely on the types that the schema promises.
 */
export function validateObject(raw: unknown, compiled: Compiled): Omit<ValidatedObject, 'compiled'> {
  const size = validateSpecSize(compiled.server);
  if (size.length > 0) return { findings: size, isReadable: false };
  const schema = validateSchema(raw);
  if (hasErrors(schema)) return { findings: schema, isReadable: false };
  return { findings: [...schema, ...validateServer(compiled)], isReadable: true };
}
