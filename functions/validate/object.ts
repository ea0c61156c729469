// Step: everything that is to be said about a value that was sent or stored as an MCPServer.

import { type Compiled, compile } from '../compile/compiled.ts';
import { sourcesOfObject } from '../compile/sources.ts';
import { decodeServer } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';
import { type Finding, hasErrors } from '../kube/finding.ts';
import { boundFindings } from './bound.ts';
import { type Soften, validateServer } from './index.ts';
import { withoutMuted } from './mute.ts';
import { validateSchema } from './schema.ts';
import { validateSpecSize } from './size.ts';
import { type Checked, tolerateWhatRuns, tolerateWhatWas } from './stored.ts';

/** An object that was looked at alone, as admission does. */
export interface ValidatedObject {
  readonly compiled: Compiled;
  readonly findings: readonly Finding[];
  /** Its size and types are right, so that rules may read it. */
  readonly isReadable: boolean;
}

/** Looks at an object with nothing beside it; of an update with what is stored, whose errors may stay. */
export function validateAlone(
  raw: unknown,
  settings: Settings,
  update?: { readonly stored: unknown },
): ValidatedObject {
  const compiled = compileAlone(raw, settings);
  const { findings, isReadable } = findAll(raw, compiled);
  const softened =
    update === undefined
      ? findings
      : tolerateWhatWas({ object: raw, findings }, () => checkAlone(update.stored, settings));
  return { compiled, findings: presentable(softened, compiled), isReadable };
}

function compileAlone(raw: unknown, settings: Settings): Compiled {
  return compile(sourcesOfObject(decodeServer(raw, settings), settings));
}

function checkAlone(object: unknown, settings: Settings): Checked {
  return { object, findings: findAll(object, compileAlone(object, settings)).findings };
}

/** Compiles a stored object without a word about it; undefined when its size or its types keep rules from reading it. */
export function compileReadable(raw: unknown, settings: Settings): Compiled | undefined {
  const server = decodeServer(raw, settings);
  if (server.excess !== undefined || hasErrors(validateSchema(raw))) return undefined;
  return compile(sourcesOfObject(server, settings));
}

/** What `/sync` has to say about a stored object and what was compiled from it: errors that keep its spec from running. */
export function validateStored(raw: unknown, compiled: Compiled): readonly Finding[] {
  return presentable(findAll(raw, compiled, tolerateWhatRuns).findings, compiled);
}

/**
 * All findings about a value and what was compiled from it. A spec over the size limit is not looked into. When the schema is
 * violated, only that is reported: the rules behind it rely on the types that the schema promises.
 */
function findAll(raw: unknown, compiled: Compiled, soften: Soften = (findings) => findings): Found {
  const size = validateSpecSize(compiled.server);
  if (size.length > 0) return { findings: size, isReadable: false };
  const schema = validateSchema(raw);
  if (hasErrors(schema)) return { findings: schema, isReadable: false };
  return { findings: [...schema, ...validateServer(compiled, soften)], isReadable: true };
}

type Found = Omit<ValidatedObject, 'compiled'>;

/** Errors first, without muted warnings, bounded in number: only now, or an error that stays could hide one that refuses. */
function presentable(findings: readonly Finding[], { server }: Compiled): readonly Finding[] {
  return boundFindings(withoutMuted(findings, server.annotations));
}
