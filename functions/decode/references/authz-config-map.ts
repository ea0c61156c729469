// Reference: `spec.authzConfig` of type configMap, a key of a ConfigMap with authorization policies.

import { fail, type Result } from '../../kube/result.ts';
import type { Server } from '../server.ts';
import type { KeyRef } from '../settings.ts';
import { parseAuthzDocument } from './authorization.ts';
import type { Fields } from '../../kube/object.ts';
import { configMapRules, findConfigMap } from './config-map.ts';
import { brokenReference, type Reference, type ReferenceContext, type RelatedRules } from './reference.ts';
import { readDataText } from './text.ts';

const PATH = 'spec.authzConfig.configMap';

/** Key when the spec names none, as in ToolHive. */
const DEFAULT_KEY = 'authz.json';

/** What has to be asked for. */
export const askAuthzConfigMap: RelatedRules = (server) => configMapRules(server, authzConfigMap(server)?.name);

/** Policies. What cannot be read holds new workloads back: without it every call would be allowed. */
export const AUTHZ_CONFIG_MAP: Reference = {
  resolve: (context) => {
    const reference = authzConfigMap(context.server);
    if (reference === undefined) return {};
    const document = readDocument(context, reference);
    return document.ok ? { authorization: document.value } : { problems: [brokenReference(PATH, document.error)] };
  },
};

/** The key that holds the policies; undefined when they are not in a ConfigMap of the user. */
export function authzConfigMap({ spec: { authzConfig } }: Server): KeyRef | undefined {
  const { name = '', key = '' } = authzConfig?.configMap ?? {};
  if (authzConfig?.type === 'inline' || name === '') return undefined;
  return { name, key: key === '' ? DEFAULT_KEY : key };
}

function readDocument(context: ReferenceContext, { name, key }: KeyRef): Result<Fields> {
  const { server, settings } = context;
  const data = findConfigMap(context, name)?.['data'];
  if (data === undefined) return fail(`ConfigMap ${name} was not found in namespace ${server.namespace}, or is empty.`);
  const text = readDataText(data, key, settings);
  if (text.ok && text.value === undefined) return fail(`ConfigMap ${name} has no key ${JSON.stringify(key)}.`);
  const document = text.ok ? parseAuthzDocument(text.value ?? '', server) : text;
  return document.ok ? document : fail(`Key ${key} of ConfigMap ${name}: ${document.error}`);
}
