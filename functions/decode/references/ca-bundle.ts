// Reference: a ConfigMap with certificate authorities that the proxy is to trust.

import { fail, ok, type Result } from '../../kube/result.ts';
import type { ReferenceCondition } from './condition.ts';
import type { KeyRef } from '../settings.ts';
import { readObject, readText } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';

/** Key of the bundle when none is named, as in ToolHive. */
const DEFAULT_KEY = 'ca.crt';

/** The volume is called `oidc-ca-bundle-<ConfigMap>` and may have 63 characters. */
const MAX_NAME_LENGTH = 48;
const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const KEY = /^[-._a-zA-Z0-9]+$/;

/** `caBundleRef` of a config object. Undefined when there is none; fails when no volume can be made of it. */
export function readCaBundle(fields: Fields): Result<KeyRef | undefined> {
  if (fields['caBundleRef'] === undefined) return ok(undefined);
  const reference = readObject(fields, 'caBundleRef', 'configMapRef');
  const name = readText(reference, 'name');
  const key = readText(reference, 'key') ?? DEFAULT_KEY;
  if (name === undefined)
    return fail('caBundleRef.configMapRef.name is missing; name the ConfigMap with the CA bundle.');
  if (name.length > MAX_NAME_LENGTH || !NAME.test(name)) {
    return fail(
      `caBundleRef.configMapRef.name must be a name of at most ${MAX_NAME_LENGTH} lower-case letters, digits and dashes, because a volume is called after it; copy the bundle to such a ConfigMap.`,
    );
  }
  if (!KEY.test(key) || key === '.' || key.startsWith('..')) {
    return fail(
      'caBundleRef.configMapRef.key is no key that a ConfigMap can have; use letters, digits, -, _ and . only.',
    );
  }
  return ok({ name, key });
}

/** ToolHive's condition about a bundle that is mounted, or cannot be. */
export function caBundleCondition(bundle: Result<KeyRef>): ReferenceCondition {
  const type = 'CABundleRefValidated';
  if (!bundle.ok) return { type, status: 'False', reason: 'CABundleRefInvalid', message: bundle.error };
  const message = `The proxy mounts key ${bundle.value.key} of ConfigMap ${bundle.value.name}`;
  return { type, status: 'True', reason: 'CABundleRefValid', message };
}
