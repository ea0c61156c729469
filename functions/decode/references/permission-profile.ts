// Reference: `spec.permissionProfile`, built in, inline, or a key of a ConfigMap.

import type { Finding } from '../../kube/finding.ts';
import { isObject } from '../../kube/object.ts';
import { findRepeatedMember } from '../../kube/repeated-member.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { configMapRules, findConfigMap } from './config-map.ts';
import { decodeProfileRules } from './permission-profile-rules.ts';
import type { Reference, ReferenceContext, RelatedRules } from './reference.ts';
import type { PermissionProfile } from './resolved.ts';
import { readDataText } from './text.ts';

/** Built-in profiles in ToolHive's JSON form; `stdio` is an old name of `none`. */
export const BUILT_IN_PROFILES: Readonly<Record<string, PermissionProfile>> = {
  none: { name: 'none', network: { outbound: {}, inbound: {} } },
  stdio: { name: 'none', network: { outbound: {}, inbound: {} } },
  network: { name: 'network', network: { outbound: { insecure_allow_all: true }, inbound: {} } },
};

/** What has to be asked for. */
export const askPermissionProfile: RelatedRules = (server) => {
  const profile = server.spec.permissionProfile;
  if (profile?.type !== 'configmap' || profile.name === '') return [];
  return configMapRules(server, profile.name);
};

/** The profile. One that cannot be read holds new workloads back, so that nothing runs with more than it should. */
export const PERMISSION_PROFILE: Reference = {
  resolve: (context) => {
    const profile = readProfile(context);
    if (!profile.ok) return { problems: [problem(profile.error)] };
    const rules = decodeProfileRules(profile.value);
    return rules.ok
      ? { permissionProfile: profile.value, profileRules: rules.value }
      : { problems: rules.error.map(({ path, message }) => problem(`${path} ${message}.`)) };
  },
};

function problem(reason: string): Finding {
  return {
    code: 'MCP071',
    level: 'error',
    path: 'spec.permissionProfile',
    message: `The permission profile cannot be read: ${reason}`,
  };
}

/** A stored spec has not always been checked: a type, a name or a whole that is not understood opens nothing. */
function readProfile(context: ReferenceContext): Result<PermissionProfile> {
  const { server } = context;
  if (server.isUnreadable === true) return fail('the spec cannot be read.');
  const given: unknown = server.spec.permissionProfile;
  if (!isObject(given)) return fail('spec.permissionProfile is not an object.');
  const { type = 'builtin', name, inline } = given;
  if (type === 'configmap') return readConfigMapProfile(context);
  if (type === 'builtin') return readBuiltIn(name);
  if (type !== 'inline') return fail('spec.permissionProfile.type is not builtin, configmap or inline.');
  return isObject(inline) ? ok(inline) : fail('spec.permissionProfile.inline is missing.');
}

function readBuiltIn(name: unknown): Result<PermissionProfile> {
  const known = typeof name === 'string' && Object.hasOwn(BUILT_IN_PROFILES, name);
  const profile = known ? BUILT_IN_PROFILES[name] : undefined;
  return profile === undefined
    ? fail(`there is no built-in profile ${JSON.stringify(name ?? '')}; use none or network.`)
    : ok(profile);
}

function readConfigMapProfile(context: ReferenceContext): Result<PermissionProfile> {
  const { server, settings } = context;
  const { name = '', key = '' } = server.spec.permissionProfile ?? {};
  const data = findConfigMap(context, name)?.['data'];
  if (!isObject(data)) return fail(`ConfigMap ${name} was not found in namespace ${server.namespace}.`);
  const place = `key ${key} of ConfigMap ${name}`;
  const text = readDataText(data, key, settings);
  if (!text.ok) return fail(`${place}: ${text.error}`);
  if (text.value === undefined) return fail(`ConfigMap ${name} has no key ${JSON.stringify(key)}.`);
  return parseProfile(text.value, place);
}

function parseProfile(text: string, place: string): Result<PermissionProfile> {
  try {
    const profile: unknown = JSON.parse(text);
    if (!isObject(profile)) return fail(`${place} is not a JSON object.`);
    // ToolHive would join the two, other readers take the last: with one of them the profile may be closed.
    const twice = findRepeatedMember(text);
    return twice === undefined ? ok(profile) : fail(`${place} has ${JSON.stringify(twice)} twice in one object.`);
  } catch {
    return fail(`${place} is not JSON.`);
  }
}
