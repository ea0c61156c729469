// Compile: a variable from a Secret.

import type { EnvVarSource } from 'kubernetes-types/core/v1.d.ts';

/** A key of a Secret in the server's own namespace. */
export function fromSecret({ name, key }: { readonly name: string; readonly key: string }): EnvVarSource {
  return { secretKeyRef: { name, key } };
}
