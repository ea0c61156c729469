// Reference: `spec.authzConfigRef`, the MCPAuthzConfig that decides which calls are allowed.

import { ok } from '../../kube/result.ts';
import { readAuthzSpec } from './authorization.ts';
import type { Fields } from '../../kube/object.ts';
import type { Reading } from './reference.ts';

/** Its policies, as a document. */
export function readAuthzConfig(spec: Fields): Reading {
  const document = readAuthzSpec(spec);
  return document.ok ? ok({ authorization: document.value }) : document;
}
