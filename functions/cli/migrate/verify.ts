// Migrate: checks that a take-over recreated nothing.

import { CONTROLLER_UID } from '../../kube/metacontroller.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { isSameObject } from '../offline/sync.ts';
import { findOwnedObjects } from './owned-objects.ts';
import { TOOLHIVE_FINALIZER } from './prepare.ts';

/** One server before and after. */
export interface Sides {
  readonly was: KubeObject;
  readonly before: readonly KubeObject[];
  readonly is: KubeObject;
  readonly after: readonly KubeObject[];
}

/** Kinds that must keep their uid: another uid means that the object was deleted and recreated. */
const KEPT = new Set(['Deployment', 'StatefulSet', 'Service']);

/** One sentence for each problem. */
export function verifyTakeover({ was, before, is, after }: Sides): readonly string[] {
  const server = `${is.metadata.namespace ?? ''}/${is.metadata.name}`;
  const { phase } = readObject(is, 'status');
  return [
    ...(is.metadata.uid === was.metadata.uid ? [] : [`${server}: the MCPServer was recreated`]),
    ...keptProblems({ was, before, is, after }, (now) =>
      isAdopted(now, is) ? undefined : `is not adopted: label it with ${CONTROLLER_UID}=${is.metadata.uid ?? ''}`,
    ),
    ...((is.metadata.finalizers ?? []).includes(TOOLHIVE_FINALIZER)
      ? [`${server}: the finalizer ${TOOLHIVE_FINALIZER} is still there: it could never be deleted`]
      : []),
    ...(phase === 'Ready' || phase === readObject(was, 'status')['phase']
      ? []
      : [`${server}: phase is ${typeof phase === 'string' ? phase : 'not known'}, not Ready`]),
  ];
}

/** The same after a rollback: nothing was recreated. */
export function verifyReturn(sides: Sides): readonly string[] {
  return keptProblems(sides, () => undefined);
}

function keptProblems(
  { was, before, is, after }: Sides,
  check: (now: KubeObject) => string | undefined,
): readonly string[] {
  const server = `${is.metadata.namespace ?? ''}/${is.metadata.name}`;
  const owned = findOwnedObjects(was, before).filter(({ kind }) => KEPT.has(kind));
  return owned.flatMap((old) => {
    const name = `${server}: ${old.kind} ${old.metadata.name}`;
    const now = after.find((object) => isSameObject(object, old));
    if (now === undefined) return [`${name} is gone`];
    if (now.metadata.uid !== old.metadata.uid) return [`${name} was recreated`];
    const problem = check(now);
    return problem === undefined ? [] : [`${name} ${problem}`];
  });
}

function isAdopted(object: KubeObject, server: KubeObject): boolean {
  return (object.metadata.ownerReferences ?? []).some(
    (owner) => owner.controller === true && owner.uid === server.metadata.uid,
  );
}
