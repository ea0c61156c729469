// Permissions: link-local addresses, where clouds keep their metadata and nothing else of a cluster's is.

import { type Cidr, parseCidr } from '../../kube/cidr.ts';

/** Of both families. */
export const LINK_LOCAL: readonly Cidr[] = ['169.254.0.0/16', 'fe80::/10'].flatMap((text) => parseCidr(text) ?? []);
