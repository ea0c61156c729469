// The JSON patch in the answer of an admission webhook. The offline cluster reads it too, in a browser as well.

import type { Operation } from 'fast-json-patch';
import { isObject } from '../kube/object.ts';

/** Whether a value is a list of operations (RFC 6902), as far as an API server looks before it applies them. */
export function isPatch(value: unknown): value is Operation[] {
  return (
    Array.isArray(value) &&
    value.every((entry) => isObject(entry) && typeof entry['op'] === 'string' && typeof entry['path'] === 'string')
  );
}
