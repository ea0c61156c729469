// Step: turns the first error of a generated validator into one sentence.

import { shorten } from '../kube/short-text.ts';

/** Longest name of a member in a message, in characters. */
const MAX_STEP = 253;

/** What Ajv reports of one violation; the generated validators list them in `errors`. */
export interface SchemaError {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly message?: string | undefined;
}

/** The first violation as a sentence with the place: `SyncRequest: parent.metadata must have required property 'name'.` */
export function firstSchemaError(what: string, errors: readonly SchemaError[] | null | undefined): string {
  const [first] = errors ?? [];
  if (first === undefined) return `The body is not a valid ${what}.`;
  const place = first.instancePath
    .slice(1)
    .split('/')
    .map((step) => shorten(step, MAX_STEP).replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
  return `The body is not a valid ${what}: ${place === '' ? 'it' : place} ${first.message ?? 'is wrong'}.`;
}
