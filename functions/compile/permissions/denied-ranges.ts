// Permissions: addresses that the settings close, whatever a profile says.

import type { Settings } from '../../decode/settings.ts';
import { type Cidr, parseCidr, reduceCidrs } from '../../kube/cidr.ts';
import { withEmbeddedForms } from '../../kube/embedded-ipv4.ts';
import { oncePer } from '../../kube/lazy.ts';

/** Both lists are sorted, and none of their blocks is inside another. */
export interface DeniedRanges {
  /** As the settings say it, for people. */
  readonly named: readonly Cidr[];
  /** Those and the IPv6 addresses that lead to them. */
  readonly all: readonly Cidr[];
}

/** The schema of the settings checks the form of each entry; one that is no CIDR is refused at start. */
export const deniedRanges: (settings: Settings) => DeniedRanges = oncePer(({ permissionProfiles }) => {
  const named = reduceCidrs(permissionProfiles.network.except.flatMap((text) => parseCidr(text) ?? []));
  return { named, all: reduceCidrs(withEmbeddedForms(named)) };
});
