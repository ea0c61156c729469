// Kept children: whether a child of which nothing is recorded can be one of ours. It may hold nothing that an MCPServer could not
// have asked for: the selectors, labels and account of its half, the proxy's image, and Pod Security level baseline
// unless the settings enforce none.

import { isSubset } from '../../kube/json-subset.ts';
import { readMember, readObjects, readString } from '../../kube/json-reader.ts';
import { isObject, type KubeObject } from '../../kube/object.ts';
import { parseImageRef } from '../../kube/image-ref.ts';
import type { Server } from '../../decode/server.ts';
import type { Settings } from '../../decode/settings.ts';
import { backendPolicySelector, backendSelector, proxySelector } from '../../compile/labels.ts';
import { backendAccountName, BACKEND_CONTAINER, PROXY_CONTAINER, proxyRunnerName } from '../../decode/names.ts';
import { breaksBaseline } from '../../kube/baseline.ts';

/** What a child is compared with. */
export interface Owner {
  readonly server: Server;
  readonly settings: Settings;
}

/** The end of a sentence that begins with the child; undefined for one that can be ours. */
export function findStranger(child: KubeObject, owner: Owner): string | undefined {
  if (child.kind === 'Deployment') return findStrangeWorkload(child, proxyMarks(owner));
  if (child.kind === 'StatefulSet') return findStrangeWorkload(child, backendMarks(owner));
  return undefined;
}

interface Marks {
  readonly selector: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly container: string;
  /** Accounts that the pods may run as. */
  readonly accounts: readonly unknown[];
  /** Repository of the container's image; undefined for the user's own. */
  readonly repository: string | undefined;
  /** Whatever a pod may be, an MCPServer can ask for. */
  readonly isAnyPod: boolean;
}

function proxyMarks({ server, settings }: Owner): Marks {
  return {
    selector: proxySelector(server),
    labels: proxySelector(server),
    container: PROXY_CONTAINER,
    accounts: [proxyRunnerName(server)],
    repository: parseImageRef(settings.proxy.image)?.name,
    isAnyPod: false,
  };
}

function backendMarks({ server, settings }: Owner): Marks {
  const template = readMember(server.podTemplate?.patch, 'spec');
  return {
    selector: backendSelector(server),
    labels: backendPolicySelector(server),
    container: BACKEND_CONTAINER,
    accounts: [backendAccountName(server), server.spec.serviceAccount, readMember(template, 'serviceAccountName')],
    repository: undefined,
    isAnyPod: settings.podSecurity.enforce === 'privileged',
  };
}

function findStrangeWorkload({ spec }: KubeObject, marks: Marks): string | undefined {
  const template = readMember(spec, 'template');
  const pod = readMember(template, 'spec');
  const main = readObjects(pod, 'containers').find(({ name }) => name === marks.container);
  if (!isObject(pod) || main === undefined) return `has no container ${marks.container}`;
  if (!isSubset(marks.selector, readMember(spec, 'selector', 'matchLabels'))) return 'selects other pods';
  if (!isSubset(marks.labels, readMember(template, 'metadata', 'labels'))) return 'labels its pods otherwise';
  if (!marks.accounts.includes(readMember(pod, 'serviceAccountName'))) return 'runs as another ServiceAccount';
  if (marks.repository !== undefined && repositoryOf(main) !== marks.repository) return 'runs another image as proxy';
  if (marks.isAnyPod || !breaksBaseline(pod, readMember(template, 'metadata'))) return undefined;
  return 'is not within Pod Security level baseline';
}

function repositoryOf(container: unknown): string | undefined {
  return parseImageRef(readString(container, 'image') ?? '')?.name;
}
