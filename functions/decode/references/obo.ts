// Reference: type `obo` of an MCPExternalAuthConfig. No MCPServer can use it, but what is wrong in it is wrong for everybody.

import { readMember } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import type { SpecFailure } from './condition.ts';

/** What ToolHive's own controller says of every object of this type, on the object and on servers that name it. */
export const ENTERPRISE_REQUIRED: Required<Omit<SpecFailure, 'conditions'>> = {
  reason: 'EnterpriseRequired',
  message: "type obo is not part of ToolHive's open source release; use tokenExchange.",
};

/** Whether the object is of this type. */
export function isObo(spec: Fields): boolean {
  return spec['type'] === 'obo';
}

/** One member that cannot be what it is called. */
interface OboProblem {
  readonly path: string;
  readonly text: string;
}

/** The client secret and the caller's token are sent there: whoever is before an `@` would hide the real host. */
const AUTHORITY = /^https:\/\/[^\s/?#@](?:[^\s?#@]*[^\s/?#@])?$/;

/** It becomes a segment of the path of the token endpoint. */
const TENANT_GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TENANT_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/i;
const MAX_DOMAIN_LENGTH = 253;

/** Limits of the other members, as ToolHive's definition has them. */
const PROVIDER = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_SCOPES = 20;
const MAX_SCOPE_LENGTH = 256;

/** By member: what it has to be, and whether a value is that. An absent member is nobody's problem here. */
const RULES: readonly (readonly [string, string, (value: unknown) => boolean])[] = [
  [
    'authority',
    'an https URL without user, query and fragment and without a slash at its end, such as https://login.microsoftonline.us',
    (value) => typeof value === 'string' && AUTHORITY.test(value),
  ],
  ['tenantId', 'the GUID of a tenant or one of its domain names, such as contoso.onmicrosoft.com', isTenant],
  [
    'subjectTokenProviderName',
    'the name of a provider: at most 63 small letters, digits and dashes',
    (value) => typeof value === 'string' && PROVIDER.test(value),
  ],
  ['scopes', `at most ${MAX_SCOPES} texts of 1 to ${MAX_SCOPE_LENGTH} characters`, areScopes],
];

/** Members of `spec.obo` that ToolHive's own definition refuses. */
export function findOboProblems(spec: Fields): readonly OboProblem[] {
  if (!isObo(spec)) return [];
  return RULES.flatMap(([member, what, isRight]) => {
    const value = readMember(spec['obo'], member);
    return value === undefined || isRight(value) ? [] : [{ path: `spec.obo.${member}`, text: `This must be ${what}.` }];
  });
}

function isTenant(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > MAX_DOMAIN_LENGTH) return false;
  return TENANT_GUID.test(value) || TENANT_DOMAIN.test(value);
}

function areScopes(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MAX_SCOPES && value.every(isScope);
}

function isScope(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_SCOPE_LENGTH;
}
