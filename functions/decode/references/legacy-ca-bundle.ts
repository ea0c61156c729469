// Reference: the CA bundle of the legacy field `spec.oidcConfig`. Its name stands in the server, so that it can be watched.

import { readObject, readText } from '../../kube/json-reader.ts';
import { isObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { sha256Hex } from '../../kube/sha256.ts';
import type { Server } from '../server.ts';
import type { KeyRef } from '../settings.ts';
import { caBundleCondition, readCaBundle } from './ca-bundle.ts';
import { configMapRules, findConfigMap } from './config-map.ts';
import { legacyField } from './legacy-oidc.ts';
import { brokenReference, type Reference, type ReferenceContext, type RelatedRules } from './reference.ts';

const PATH = 'spec.oidcConfig.inline.caBundleRef';

/** What has to be asked for. */
export const askLegacyCaBundle: RelatedRules = (server) => configMapRules(server, legacyBundle(server)?.name);

/** Authorities of the issuer. Without them its certificate is refused, so that a missing bundle holds new workloads back. */
export const LEGACY_CA_BUNDLE: Reference = {
  resolve: (context) => {
    const bundle = legacyBundle(context.server);
    if (bundle === undefined) return {};
    const text = readBundle(context, bundle);
    if (text.ok) return { filesHash: sha256Hex(text.value), conditions: [caBundleCondition(ok(bundle))] };
    const message = text.error;
    return {
      problems: [brokenReference(PATH, message)],
      conditions: [{ type: 'CABundleRefValidated', status: 'False', reason: 'CABundleRefNotFound', message }],
    };
  },
};

function legacyBundle(server: Server): KeyRef | undefined {
  const field = legacyField(server);
  if (field === undefined || readText(field, 'type') !== 'inline') return undefined;
  const bundle = readCaBundle(readObject(field, 'inline'));
  return bundle.ok ? bundle.value : undefined;
}

function readBundle(context: ReferenceContext, { name, key }: KeyRef): Result<string> {
  const found = findConfigMap(context, name);
  if (found === undefined) {
    return fail(`ConfigMap ${name} was not found in namespace ${context.server.namespace}; create it.`);
  }
  // A volume takes a key from either; only changes count here, so that base64 need not be read.
  const parts = [found['data'], found['binaryData']].filter(isObject);
  const text = parts.find((part) => Object.hasOwn(part, key))?.[key];
  return typeof text === 'string'
    ? ok(text)
    : fail(`ConfigMap ${name} has no key ${JSON.stringify(key)}; put the CA certificates there.`);
}
