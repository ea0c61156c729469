// The shape that every hook has: body and context in, status code and body out. Nothing here knows HTTP servers.

import type { Settings } from '../decode/settings.ts';
import type { HookAnswer } from '../respond/hook-answer.ts';

export type { HookAnswer } from '../respond/hook-answer.ts';

/** What a hook may use beside the request body. */
export interface HookContext {
  readonly settings: Settings;
  /** When the request arrived, RFC 3339 in whole seconds; used only where no observed object has a time. */
  readonly receivedAt: string;
}

/** A hook: pure, synchronous, no I/O. It throws only for bugs; the server then answers 500. */
export type Hook = (body: unknown, context: HookContext) => HookAnswer;
