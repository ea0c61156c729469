// Condition PermissionsEnforced: whether something in the cluster really holds the backend to its permission profile.

import { backendPolicyName } from '../../decode/names.ts';
import type { ProfileEntry } from '../../compile/permissions/entries.ts';
import { describeRights, rightsSentence } from '../../children/permissions/rights.ts';
import type { PermissionProfile } from '../../decode/references/resolved.ts';
import { hasWorkloads } from '../../decode/observed.ts';
import { asksForQuarantine } from '../../compile/annotations.ts';
import { readMember, readText } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { readTime } from '../read.ts';
import { isPolicyKind } from '../../decode/controller.ts';
import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { findObserved, objectPhrase } from '../ownership.ts';
import { differsFromDesired, isInNodeNetwork } from '../policies.ts';

const TYPE = 'PermissionsEnforced';

/** Entries that a message spells out; a profile can have thousands. */
const SHOWN_ENTRIES = 20;

type Verdict = Pick<ConditionDraft, 'status' | 'reason' | 'message' | 'since'>;
type Rule = (input: Facts['input'], profile: PermissionProfile) => Verdict | undefined;

/** The first that applies decides. */
const RULES: readonly Rule[] = [
  heldBackVerdict,
  hostNetworkVerdict,
  quarantineVerdict,
  closedVerdict,
  switchedOffVerdict,
  absenceVerdict,
  observedVerdict,
  entriesVerdict,
];

/** True when every entry of the profile is enforced by objects that are there as they were asked for. */
export function computePermissionsEnforced(facts: Facts): ConditionDraft {
  const draft = decide(facts);
  const rights = describeRights(facts.input.desired);
  // What a server may do in the API belongs to its permissions as well.
  return rights === undefined ? draft : { ...draft, message: `${draft.message}. ${rightsSentence(rights)}` };
}

function decide({ input }: Facts): ConditionDraft {
  const profile = input.compiled.references.permissionProfile;
  if (profile === undefined) {
    const message =
      'The permission profile cannot be read: nothing new is started, and what runs keeps its last policy, within what the settings close today';
    return { type: TYPE, status: 'False', reason: 'ProfileNotResolved', message };
  }
  for (const rule of RULES) {
    const verdict = rule(input, profile);
    if (verdict !== undefined) return { type: TYPE, ...verdict };
  }
  return { type: TYPE, ...enforcedVerdict(input, profile) };
}

/** Quarantine closes more than any profile, also where the settings switch policies off. */
function quarantineVerdict(input: Facts['input'], profile: PermissionProfile): Verdict | undefined {
  if (!asksForQuarantine(input.compiled.server.annotations)) return undefined;
  const message = `The server is quarantined: nothing that profile ${nameOf(profile)} allows is open, see condition Quarantined`;
  return observedVerdict(input) ?? { status: 'True', reason: 'Quarantined', message };
}

/** Nothing runs yet, so nothing is enforced either. */
function heldBackVerdict(input: Facts['input'], profile: PermissionProfile): Verdict | undefined {
  const { hold, observed, compiled } = input;
  if (hold.cause === undefined || hasWorkloads(observed, compiled.server) || listPolicies(input).length > 0)
    return undefined;
  const message = `The server is held back and nothing of it runs, so profile ${nameOf(profile)} is not enforced yet`;
  return { status: 'False', reason: 'HeldBack', message };
}

/** Something runs that cannot be verified as ours. */
function closedVerdict(input: Facts['input'], profile: PermissionProfile): Verdict | undefined {
  if (!input.isClosed) return undefined;
  const message = `A child is not as it was last asked for, so nothing that profile ${nameOf(profile)} allows is open, see condition Applied`;
  return observedVerdict(input) ?? { status: 'True', reason: 'Closed', message };
}

function switchedOffVerdict(
  { compiled: { settings } }: Facts['input'],
  profile: PermissionProfile,
): Verdict | undefined {
  if (settings.networkPolicy.enabled) return undefined;
  const message = `Nothing holds the backend to profile ${nameOf(profile)}: the setting networkPolicy.enabled is false`;
  return { status: 'False', reason: 'SwitchedOff', message };
}

function hostNetworkVerdict(input: Facts['input'], profile: PermissionProfile): Verdict | undefined {
  if (!isInNodeNetwork(input)) return undefined;
  const message = `Profile ${nameOf(profile)} does not hold a backend in the network of its node: remove hostNetwork from spec.podTemplateSpec`;
  return { status: 'False', reason: 'HostNetwork', message };
}

function absenceVerdict(input: Facts['input'], profile: PermissionProfile): Verdict | undefined {
  if (listPolicies(input).length > 0) return undefined;
  if (readMember(profile, 'network', 'outbound', 'insecure_allow_all') === true) {
    return { status: 'True', reason: 'Unrestricted', message: `Profile ${nameOf(profile)} allows all network access` };
  }
  const message = `Profile ${nameOf(profile)} restricts the network, but no NetworkPolicy enforces it`;
  return { status: 'False', reason: 'NotEnforced', message };
}

/** Of the proxy's policy too: what it may reach follows the same settings. */
function observedVerdict(input: Facts['input']): Verdict | undefined {
  for (const policy of input.desired.filter(({ kind }) => isPolicyKind(kind))) {
    const observed = findObserved(input.observed, input.compiled.server, policy);
    if (observed === undefined) {
      const message = `${objectPhrase(policy)} does not exist yet; a backend that it restricts is not started before`;
      return { status: 'False', reason: 'NotCreated', message };
    }
    if (differsFromDesired(policy, observed)) {
      const message = `${objectPhrase(policy)} is not yet as asked for, or somebody else has added rules to it`;
      return { status: 'False', reason: 'PolicyDiffers', message };
    }
  }
  return undefined;
}

function entriesVerdict(input: Facts['input'], profile: PermissionProfile): Verdict | undefined {
  const entries = input.compiled.profileEntries;
  const others = entries.filter(({ effect }) => effect !== 'open');
  if (others.length === 0) return undefined;
  const message = `Not as profile ${nameOf(profile)} says: ${entriesText(others)}. ${enforcedText(input, profile)}`;
  return { status: 'False', reason: 'PartlyEnforced', message };
}

function enforcedVerdict(input: Facts['input'], profile: PermissionProfile): Verdict {
  const [policy] = listPolicies(input);
  const observed = policy === undefined ? undefined : findObserved(input.observed, input.compiled.server, policy);
  const since = readTime(observed, 'metadata', 'creationTimestamp');
  return { status: 'True', reason: 'Enforced', message: enforcedText(input, profile), since };
}

function enforcedText(input: Facts['input'], profile: PermissionProfile): string {
  const open = input.compiled.profileEntries.filter(({ effect }) => effect === 'open');
  const rules = open.length === 0 ? 'no connection is open' : `open are ${entriesText(open)}`;
  const objects = listPolicies(input).map(objectPhrase).join(' and ');
  return `Profile ${nameOf(profile)} is enforced by ${objects}, which the network plugin of the cluster has to support: ${rules}`;
}

function entriesText(entries: readonly ProfileEntry[]): string {
  const shown = entries.slice(0, SHOWN_ENTRIES).map(({ path, note }) => `${path} (${note})`);
  const more = entries.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function listPolicies({ desired, compiled: { server } }: Facts['input']): readonly KubeObject[] {
  return desired.filter(({ kind, metadata }) => isPolicyKind(kind) && metadata.name === backendPolicyName(server));
}

function nameOf(profile: PermissionProfile): string {
  return readText(profile, 'name') ?? 'custom';
}
