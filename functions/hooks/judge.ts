// Shared by /validate and /sync: an object as sent or stored becomes a server and what is to be said about it.

import { decodeServer, type Server } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';
import { hasErrors, type Finding } from '../kube/finding.ts';
import { validateServer } from '../validate/index.ts';
import type { ValidationInput } from '../validate/rule.ts';
import { validateSchema } from '../validate/schema.ts';
import { validateSpecSize } from '../validate/size.ts';

/** A server and all findings about its spec. */
export interface Judgement {
  readonly server: Server;
  readonly findings: readonly Finding[];
  /** What the rules read; absent when the schema is violated. */
  readonly input?: ValidationInput;
}

/**
 * Judges any value as an MCPServer. A spec over the size limit is not looked into. When the schema is violated, only that is
 * reported: the rules behind it may rely on the types that the schema promises.
 */
export function judgeServer(raw: unknown, settings: Settings, server: Server = decodeServer(raw, settings)): Judgement {
  const size = validateSpecSize(raw);
  if (hasErrors(size)) return { server, findings: size };
  const schema = validateSchema(raw);
  if (hasErrors(schema)) return { server, findings: schema };
  const input = { raw, server, settings };
  return { server, findings: [...schema, ...validateServer(input)], input };
}

/** What the rules read of a stored object; undefined when its size or the schema keeps them from reading it. */
export function readServer(raw: unknown, settings: Settings): ValidationInput | undefined {
  if (hasErrors(validateSpecSize(raw)) || hasErrors(validateSchema(raw))) return undefined;
  return { raw, server: decodeServer(raw, settings), settings };
}
