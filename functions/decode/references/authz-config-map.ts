// Reference: `spec.authzConfig` of type configMap, a key of a ConfigMap with authorization policies.

import { fail, type Result } from '../../kube/result.ts';
import { findObject, type ObjectMap } from '../observed.ts';
import type { ReferenceKind } from './resolved.ts';
import type { Server } from '../server.ts';
import type { KeyRef, Settings } from '../settings.ts';
import { parseAuthzDocument } from './authorization.ts';
import type { Fields } from '../../kube/object.ts';
import { readDataText } from './text.ts';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };
const PATH = 'spec.authzConfig.configMap';

/** Key when the spec names none, as in ToolHive. */
const DEFAULT_KEY = 'authz.json';

/** Policies. What cannot be read holds new workloads back: without it every call would be allowed. */
export const AUTHZ_CONFIG_MAP: ReferenceKind = {
  relatedRules: (server) => {
    const reference = authzConfigMap(server);
    return reference === undefined
      ? []
      : [{ apiVersion: 'v1', resource: 'configmaps', namespace: server.namespace, names: [reference.name] }];
  },
  resolve: (server, related, settings) => {
    const reference = authzConfigMap(server);
    if (reference === undefined) return {};
    const document = readDocument({ server, related, settings }, reference);
    return document.ok
      ? { authorization: document.value }
      : { problems: [{ code: 'MCP070', level: 'error', path: PATH, message: document.error }] };
  },
};

/** The key that holds the policies; undefined when they are not in a ConfigMap of the user. */
export function authzConfigMap({ spec: { authzConfig } }: Server): KeyRef | undefined {
  const { name = '', key = '' } = authzConfig?.configMap ?? {};
  if (authzConfig?.type === 'inline' || name === '') return undefined;
  return { name, key: key === '' ? DEFAULT_KEY : key };
}

interface Context {
  readonly server: Server;
  readonly related: ObjectMap;
  readonly settings: Settings;
}

function readDocument({ server, related, settings }: Context, { name, key }: KeyRef): Result<Fields> {
  const data = findObject(related, CONFIG_MAP, { namespace: server.namespace, name })?.['data'];
  if (data === undefined) return fail(`ConfigMap ${name} was not found in namespace ${server.namespace}, or is empty.`);
  const text = readDataText(data, key, settings);
  if (text.ok && text.value === undefined) return fail(`ConfigMap ${name} has no key ${JSON.stringify(key)}.`);
  const document = text.ok ? parseAuthzDocument(text.value ?? '', server) : text;
  return document.ok ? document : fail(`Key ${key} of ConfigMap ${name}: ${document.error}`);
}
