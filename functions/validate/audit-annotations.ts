// Step: audit annotations of a change: profile, images and account before and after, and whether the network was widened. No
// values that could be secret.

import { type BackendAccess, backendAccess, NO_ACCESS } from '../compile/permissions/backend-access.ts';
import { isWider } from '../compile/permissions/is-wider.ts';
import { decodeProfileRules } from '../decode/references/permission-profile-rules.ts';
import { BUILT_IN_PROFILES } from '../decode/references/permission-profile.ts';
import type { Sent } from '../decode/sent.ts';
import type { Server } from '../decode/server.ts';
import { asksForQuarantine } from '../compile/annotations.ts';
import { oneLine, shorten } from '../kube/short-text.ts';
import type { RenderedBackend } from '../compile/backend-pod/rendered.ts';
import { BACKEND_CONTAINER } from '../decode/names.ts';
import { hasErrors } from '../kube/finding.ts';
import { isEqual } from '../kube/json-equal.ts';
import { readObjects } from '../kube/json-reader.ts';
import type { ValidationInput } from './rule.ts';

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
    ...(before !== undefined && withSuffix(factsOf(before, podBefore(before, after)), 'before')),
    ...withSuffix(factsOf(after, after.backend), 'after'),
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
export function changesQuarantine(before: Pick<Sent, 'annotations'>, after: Pick<Sent, 'annotations'>): boolean {
  return asksForQuarantine(before.annotations) !== asksForQuarantine(after.annotations);
}

type Facts = Readonly<Record<'profile' | 'images' | 'service-account', string>>;

/** An update seldom changes more of the pod than the image: containers and account are then those of the pod that is known. */
function podBefore(before: ValidationInput, after: ValidationInput): RenderedBackend | undefined {
  const [{ podTemplate: was, spec }, { podTemplate: is }] = [before.server, after.server];
  const isSame =
    after.backend !== undefined &&
    !hasErrors(was?.findings ?? []) &&
    spec.serviceAccount === after.server.spec.serviceAccount &&
    isEqual(was?.patch, is?.patch);
  return isSame ? after.backend : before.backend;
}

/** The server's own container always has the image of its spec. */
function factsOf({ server }: ValidationInput, pod: RenderedBackend | undefined): Facts {
  const account = pod?.spec['serviceAccountName'];
  const own = readObjects(pod?.spec, 'containers').find(({ name }) => name === BACKEND_CONTAINER);
  const images = (pod?.containers ?? []).map(({ container }) => {
    const image = container === own ? server.spec.image : container['image'];
    return `${String(container['name'])}=${String(image)}`;
  });
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
 * Whether the pods can reach more than before; a new server is compared with one that names no profile. What a ConfigMap
 * says is not known here: another one counts as wider, unless everything was open before or nothing is open after.
 */
function isWidened({ before, after }: Change): boolean {
  const { settings, denied } = after;
  const was = accessBefore({ before, after });
  if (isOnNode(after) && (before === undefined || !isOnNode(before))) return was?.isUnrestricted !== true;
  if (before !== undefined && isSameProfile(before.server, after.server)) return false;
  const is = accessOf(after) ?? builtInAccess('network', after);
  return isWider({ before: was ?? NO_ACCESS, after: is, settings, denied });
}

function accessBefore({ before, after }: Change): BackendAccess | undefined {
  return before === undefined ? builtInAccess(after.settings.permissionProfiles.default, after) : accessOf(before);
}

/** In the network of its node a pod is held by no policy, whatever its profile. */
function isOnNode({ backend }: ValidationInput): boolean {
  return backend?.spec['hostNetwork'] === true;
}

function isSameProfile(before: Server, after: Server): boolean {
  return (
    profileText(before) === profileText(after) &&
    asksForQuarantine(before.annotations) === asksForQuarantine(after.annotations)
  );
}

/** Undefined where the profile is not known. */
function accessOf({ server, access }: ValidationInput): BackendAccess | undefined {
  if (asksForQuarantine(server.annotations)) return NO_ACCESS;
  return server.spec.permissionProfile?.type === 'configmap' ? undefined : access;
}

function builtInAccess(name: string, { settings, denied }: ValidationInput): BackendAccess {
  const rules = decodeProfileRules(BUILT_IN_PROFILES[name] ?? {});
  return backendAccess(rules.ok ? rules.value : undefined, settings, denied);
}
