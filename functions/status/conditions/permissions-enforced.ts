// Condition PermissionsEnforced: whether something in the cluster really holds the backend to its permission profile.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { findObserved } from '../ownership.ts';
import { readList, readMember, readText, readTime } from '../read.ts';

const TYPE = 'PermissionsEnforced';

/** True when the NetworkPolicy of the profile is there, or when the profile restricts nothing. */
export function computePermissionsEnforced({ input }: Facts): ConditionDraft {
  const profile = input.references.permissionProfile;
  if (profile === undefined) {
    const message = 'The permission profile cannot be read, so nothing new is started';
    return { type: TYPE, status: 'False', reason: 'ProfileNotResolved', message };
  }
  const ignored = ignoredEntries(profile);
  if (ignored.length > 0) {
    const message = `Not enforced in Kubernetes: ${ignored.join(', ')} of the profile`;
    return { type: TYPE, status: 'False', reason: 'PartlyEnforced', message };
  }
  return computeNetwork(input, profile);
}

function computeNetwork(input: Facts['input'], profile: unknown): ConditionDraft {
  const name = readText(profile, 'name') ?? 'custom';
  const policy = input.desired.find(
    ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === `${input.server.name}-mcp`,
  );
  if (policy === undefined) {
    if (isUnrestricted(profile)) {
      return {
        type: TYPE,
        status: 'True',
        reason: 'Unrestricted',
        message: `Profile ${name} allows all network access`,
      };
    }
    const message = `Profile ${name} restricts the network, but no NetworkPolicy enforces it`;
    return { type: TYPE, status: 'False', reason: 'NotEnforced', message };
  }
  const observed = findObserved(input.observed, input.server, policy);
  const since = readTime(observed, 'metadata', 'creationTimestamp');
  if (observed === undefined) {
    const message = `NetworkPolicy ${policy.metadata.name} does not exist yet`;
    return { type: TYPE, status: 'False', reason: 'NotCreated', message };
  }
  const message = `Profile ${name} is compiled to NetworkPolicy ${policy.metadata.name}; the network plugin of the cluster has to support it`;
  return { type: TYPE, status: 'True', reason: 'Enforced', message, since };
}

/** Entries of ToolHive's profile format that Kubernetes has no means for. */
function ignoredEntries(profile: unknown): readonly string[] {
  return [
    ...['read', 'write'].filter((entry) => readList(profile, entry).length > 0),
    ...(readMember(profile, 'privileged') === true ? ['privileged'] : []),
  ];
}

function isUnrestricted(profile: unknown): boolean {
  return readMember(profile, 'network', 'outbound', 'insecure_allow_all') === true;
}
