// Reference: the CA bundle of the legacy field `spec.oidcConfig`. Its name stands in the server, so that it can be watched.

import { readObject, readText } from '../../kube/json-reader.ts';
import { isObject } from '../../kube/object.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { sha256Hex } from '../../kube/sha256.ts';
import { findObject, type ObjectMap } from '../observed.ts';
import type { ReferenceKind } from './resolved.ts';
import type { Server } from '../server.ts';
import type { KeyRef } from '../settings.ts';
import { caBundleCondition, readCaBundle } from './ca-bundle.ts';
import { legacyField } from './legacy-oidc.ts';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };
const PATH = 'spec.oidcConfig.inline.caBundleRef';

/** Authorities of the issuer. Without them its certificate is refused, so that a missing bundle holds new workloads back. */
export const LEGACY_CA_BUNDLE: ReferenceKind = {
  relatedRules: (server) => {
    const bundle = legacyBundle(server);
    return bundle === undefined
      ? []
      : [{ apiVersion: 'v1', resource: 'configmaps', namespace: server.namespace, names: [bundle.name] }];
  },
  resolve: (server, related) => {
    const bundle = legacyBundle(server);
    if (bundle === undefined) return {};
    const text = readBundle(server, related, bundle);
    if (text.ok) return { filesHash: sha256Hex(text.value), conditions: [caBundleCondition(ok(bundle))] };
    const message = text.error;
    return {
      problems: [{ code: 'MCP070', level: 'error', path: PATH, message }],
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

function readBundle({ namespace }: Server, related: ObjectMap, { name, key }: KeyRef): Result<string> {
  const found = findObject(related, CONFIG_MAP, { namespace, name });
  if (found === undefined) return fail(`ConfigMap ${name} was not found in namespace ${namespace}; create it.`);
  // A volume takes a key from either; only changes count here, so that base64 need not be read.
  const parts = [found['data'], found['binaryData']].filter(isObject);
  const text = parts.find((part) => Object.hasOwn(part, key))?.[key];
  return typeof text === 'string'
    ? ok(text)
    : fail(`ConfigMap ${name} has no key ${JSON.stringify(key)}; put the CA certificates there.`);
}
