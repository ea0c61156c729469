// Step: what an audit log should know of a change: profile, images and account before and after, and whether the network was
// widened. Of the profile, not of values that could be secret.

import { type BackendAccess, backendAccess, NO_ACCESS } from '../children/permissions/backend-access.ts';
import { isWider } from '../children/permissions/is-wider.ts';
import type { PermissionProfile } from '../decode/references/resolved.ts';
import { BUILT_IN_PROFILES } from '../decode/references/permission-profile.ts';
import type { Server } from '../decode/server.ts';
import type { Settings } from '../decode/settings.ts';
import { asksForQuarantine } from '../children/annotations.ts';
import { isObject } from '../kube/object.ts';
import { oneLine, shorten } from '../kube/short-text.ts';
import { renderedBackend } from './rendered-backend.ts';
import { sentAnnotations, type ValidationInput } from './rule.ts';

/** Texts by the second part of their key; the API server puts the name of the webhook before it. */
export type AuditAnnotations = Readonly<Record<string, string>>;

/** Longest text, in characters: a profile can have thousands of entries, and an audit log keeps every one. */
const MAX_TEXT = 1024;

/** A request: the server as it is to be and, for an update, as it was. Undefined when it cannot be read. */
export interface Change {
  readonly before: ValidationInput | undefined;
  readonly after: ValidationInput;
}

/** The annotations of a create or of an update that changes the spec. */
export function auditAnnotations({ before, after }: Change): AuditAnnotations {
  return {
    ...(before !== undefined && withSuffix(factsOf(before), 'before')),
    ...withSuffix(factsOf(after), 'after'),
    widened: String(isWidened({ before, after })),
  };
}

/** The annotations of an update that leaves the spec alone and sets or lifts the quarantine. */
export function auditQuarantine({ before, after }: Change): AuditAnnotations {
  return {
    'quarantine-before': String(before !== undefined && asksForQuarantine(before.server.annotations)),
    'quarantine-after': String(asksForQuarantine(after.server.annotations)),
    widened: String(isWidened({ before, after })),
  };
}

/** Whether one of two objects, as they were sent, is in quarantine and the other is not. */
export function changesQuarantine(oldObject: unknown, object: unknown): boolean {
  return asksForQuarantine(sentAnnotations(oldObject)) !== asksForQuarantine(sentAnnotations(object));
}

type Facts = Readonly<Record<'profile' | 'images' | 'service-account', string>>;

function factsOf(input: ValidationInput): Facts {
  const { server } = input;
  const pod = renderedBackend(input);
  const account = pod?.spec['serviceAccountName'];
  const images = (pod?.containers ?? []).map(({ container: { name, image } }) => `${String(name)}=${String(image)}`);
  return {
    profile: profileText(server),
    images: images.length === 0 ? `mcp=${server.spec.image}` : images.join(' '),
    'service-account': typeof account === 'string' ? account : (server.spec.serviceAccount ?? ''),
  };
}

function withSuffix(facts: Facts, suffix: 'before' | 'after'): AuditAnnotations {
  const entries = Object.entries(facts).map(([name, text]) => [`${name}-${suffix}`, shorten(oneLine(text), MAX_TEXT)]);
  return Object.fromEntries(entries);
}

function profileText({ spec: { permissionProfile: profile } }: Server): string {
  if (profile?.type === 'inline') return `inline ${JSON.stringify(profile.inline)}`;
  if (profile?.type === 'configmap') return `configmap ${profile.name ?? ''} ${profile.key ?? ''}`;
  return `builtin ${profile?.name ?? ''}`;
}

/**
 * Whether the pods may reach more than before; a new server is compared with one that names no profile. What a ConfigMap
 * says is not known here: another one counts as wider, unless everything was open before or nothing is open after.
 */
function isWidened({ before, after }: Change): boolean {
  const { settings } = after;
  if (before !== undefined && isSameProfile(before.server, after.server)) return false;
  const was = before === undefined ? accessOf(undefined, settings) : accessOf(before.server, settings);
  const is = accessOf(after.server, settings);
  const everything = backendAccess(BUILT_IN_PROFILES['network'], settings);
  return isWider({ before: was ?? NO_ACCESS, after: is ?? everything, settings });
}

function isSameProfile(before: Server, after: Server): boolean {
  return (
    profileText(before) === profileText(after) &&
    asksForQuarantine(before.annotations) === asksForQuarantine(after.annotations)
  );
}

/** Undefined where the profile is not known. */
function accessOf(server: Server | undefined, settings: Settings): BackendAccess | undefined {
  if (server !== undefined && asksForQuarantine(server.annotations)) return NO_ACCESS;
  if (server?.spec.permissionProfile?.type === 'configmap') return undefined;
  return backendAccess(profileOf(server, settings), settings);
}

function profileOf(server: Server | undefined, settings: Settings): PermissionProfile | undefined {
  const profile = server?.spec.permissionProfile ?? { type: 'builtin', name: settings.permissionProfiles.default };
  if (profile.type === 'inline') return isObject(profile.inline) ? profile.inline : undefined;
  const { name = '' } = profile;
  return Object.hasOwn(BUILT_IN_PROFILES, name) ? BUILT_IN_PROFILES[name] : undefined;
}
