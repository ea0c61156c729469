// Rule: the permission profile can be found and read.

import type { PermissionProfileRef } from '../../schemas/generated/mcp-server.ts';
import { PROFILE_MEMBERS } from '../decode/references/permission-profile-rules.ts';
import { BUILT_IN_PROFILES } from '../decode/references/permission-profile.ts';
import { at, type Finding } from '../kube/finding.ts';
import { isDataKey, isObjectName } from '../kube/object-name.ts';
import { isObject } from '../kube/object.ts';
import { quote } from './quote.ts';
import { finding, type ValidationInput } from './rule.ts';

const PATH = 'spec.permissionProfile';

type ValidateProfile = (profile: PermissionProfileRef) => readonly Finding[];

const BY_TYPE = {
  builtin: validateBuiltIn,
  configmap: validateConfigMap,
  inline: validateInline,
} as const satisfies Record<NonNullable<PermissionProfileRef['type']>, ValidateProfile>;

/** What the type asks for is there, and nothing else. The content of a ConfigMap is a question for /sync. */
export function validatePermissionProfile({ server: { spec } }: ValidationInput): readonly Finding[] {
  const profile = spec.permissionProfile;
  if (profile === undefined) return [];
  const type = profile.type ?? 'builtin';
  const stray = type !== 'inline' && profile.inline !== undefined;
  const findings = BY_TYPE[type](profile);
  return stray
    ? [
        ...findings,
        finding('MCP059', at(PATH, 'inline'), `inline is not used with type ${type}; set type inline or remove it.`),
      ]
    : findings;
}

function validateBuiltIn({ name = '' }: PermissionProfileRef): readonly Finding[] {
  if (Object.hasOwn(BUILT_IN_PROFILES, name)) return [];
  return [
    finding(
      'MCP057',
      at(PATH, 'name'),
      `There is no built-in profile ${quote(name)}; use none or network, or type configmap.`,
    ),
  ];
}

function validateConfigMap({ name = '', key = '' }: PermissionProfileRef): readonly Finding[] {
  return [
    ...(isObjectName(name)
      ? []
      : [
          finding(
            'MCP058',
            at(PATH, 'name'),
            `${quote(name)} is not the name of a ConfigMap; set the one with the profile.`,
          ),
        ]),
    ...(isDataKey(key)
      ? []
      : [
          finding(
            'MCP058',
            at(PATH, 'key'),
            `${quote(key)} is not a key of a ConfigMap; set the key with the profile.`,
          ),
        ]),
  ];
}

function validateInline({ inline }: PermissionProfileRef): readonly Finding[] {
  const path = at(PATH, 'inline');
  if (inline === undefined)
    return [finding('MCP059', path, 'Type inline needs the profile in inline; write it or use another type.')];
  return Object.entries(PROFILE_MEMBERS).flatMap(([place, checks]) => {
    const known = Object.keys(checks);
    const steps = place === '' ? [] : place.split('.');
    const part = steps.reduce<unknown>((value, step) => (isObject(value) ? value[step] : undefined), inline);
    const members = isObject(part) ? Object.keys(part) : [];
    return members
      .filter((member) => !known.includes(member))
      .map((member) =>
        finding(
          'MCP059',
          at(path, ...steps, member),
          `A permission profile has no such member; use one of ${known.join(', ')}.`,
        ),
      );
  });
}
