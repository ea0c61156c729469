// Condition NetworkOpen: what the backend may connect to, in the word that `kubectl get -o wide` shows.

import type { ProfileEntry } from '../../compile/permissions/entries.ts';
import { countOf } from '../../kube/short-text.ts';
import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';

type Word = Pick<ConditionDraft, 'status' | 'reason' | 'message'>;

const NOTHING: Word = { status: 'False', reason: 'Nothing', message: 'nothing' };
const EVERYTHING: Word = { status: 'True', reason: 'Everything', message: 'everything' };
const NOT_ENFORCED: Word = { status: 'True', reason: 'NotEnforced', message: 'not enforced' };

/** Where PermissionsEnforced has one of these reasons, the profile decides nothing. */
const WORDS: Readonly<Record<string, Word>> = {
  ProfileNotResolved: { status: 'Unknown', reason: 'ProfileNotResolved', message: 'unknown' },
  HeldBack: { status: 'False', reason: 'NotRunning', message: 'not running' },
  Quarantined: NOTHING,
  Closed: NOTHING,
  SwitchedOff: NOT_ENFORCED,
  HostNetwork: NOT_ENFORCED,
  NotEnforced: NOT_ENFORCED,
  NotCreated: NOT_ENFORCED,
  PolicyDiffers: NOT_ENFORCED,
  Unrestricted: EVERYTHING,
};

/** `everything`, `3 hosts`, `2 ports`, `nothing`, `not enforced`; `enforced`, the condition PermissionsEnforced, says it entry by entry. */
export function computeNetworkOpen(facts: Facts, enforced: Pick<ConditionDraft, 'reason' | 'since'>): ConditionDraft {
  const { reason, since } = enforced;
  const word = WORDS[reason] ?? openWord(facts.input.compiled.profileEntries);
  return { type: 'NetworkOpen', ...word, ...(since !== undefined && { since }) };
}

function openWord(entries: readonly ProfileEntry[]): Word {
  const open = entries.filter(({ effect }) => effect === 'open');
  const at = (member: string): readonly ProfileEntry[] => open.filter(({ path }) => path.includes(`.${member}`));
  if (at('insecure_allow_all').length > 0) return EVERYTHING;
  const hosts = at('allow_host').length;
  if (hosts > 0) return { status: 'True', reason: 'Hosts', message: countOf(hosts, 'host') };
  if (open.length > 0) return { status: 'True', reason: 'Ports', message: 'ports of every address' };
  return NOTHING;
}
