// Kept children: what is answered for a server that runs and is held. Nothing that a tenant can write is sent on.

import { asksForSuspend } from '../../compile/annotations.ts';
import type { Finding } from '../../kube/finding.ts';
import type { KubeObject } from '../../kube/object.ts';
import { findObject, type ObjectMap } from '../../decode/observed.ts';
import type { Server } from '../../decode/server.ts';
import type { Hold } from '../../compile/hold.ts';
import { ACCOUNTS, BESIDE, buildAll, KEPT_CHILDREN, type KeptChild, POLICIES } from '../index.ts';
import { type Compiled, recompile } from '../../compile/compiled.ts';
import { standardLabels } from '../../compile/labels.ts';
import { childMetadata } from '../metadata.ts';
import { backendAccountName } from '../../decode/names.ts';
import { closedPolicies } from '../quarantine.ts';
import { withoutPods } from '../suspend.ts';
import { buildBackendServiceAccount } from '../service-account-backend.ts';
import { lastEnforcedPolicies } from './last-enforced-policies.ts';
import { proveChild } from './prove.ts';
import { type AppliedRecord, formOf, type RunningForm } from './record.ts';
import { lastAppliedOf, runningServer } from './running-server.ts';

/** One sync of a held server. */
export interface KeepInput {
  readonly compiled: Compiled;
  /** The children as they are now. */
  readonly observed: ObjectMap;
  readonly hold: Hold;
  readonly findings: readonly Finding[];
  readonly record: AppliedRecord | undefined;
}

/** An observed child that nobody can vouch for. */
export interface Unproven {
  readonly object: KubeObject;
  /** The end of a sentence that begins with the object. */
  readonly reason: string;
  /** It is made again from the spec; otherwise it is answered as an empty frame. */
  readonly isRebuilt: boolean;
}

/** The answer for a held server. */
export interface Kept {
  readonly children: readonly KubeObject[];
  readonly unproven: readonly Unproven[];
  /** Something runs that nobody can vouch for, so every connection is closed. */
  readonly isClosed: boolean;
  /** Those children that were made from the spec because their observed form is not ours. */
  readonly rebuilt: readonly KubeObject[];
  /** How the server runs; undefined where nothing is kept. */
  readonly form?: RunningForm;
}

/**
 * Accounts, rights, Services and policies are made anew, from what they follow whatever else is broken; policies are closed in
 * quarantine and beside a child that is not what it was. Workloads and their files are answered as they were last asked for, if
 * that is proven. If not, they are made from the spec where spec and references can be read, and otherwise answered as a frame:
 * name and labels, so that Metacontroller does not delete them. The API server refuses a workload without containers, so a frame
 * changes none; a file loses its content, and a proxy that starts finds none rather than a forged one. A suspended server loses
 * its pods here too, but for quarantine, which keeps them to be looked at.
 */
export function keepChildren(input: KeepInput): Kept {
  const { compiled, observed, hold, record } = input;
  const kept = KEPT_CHILDREN.flatMap((child) => keepChild(input, child) ?? []);
  const proven = kept.flatMap(({ unproven, child }) => (unproven === undefined ? [child] : []));
  const lastApplied = lastAppliedOf(compiled.server, proven);
  const running = runningServer({ ...input, server: compiled.server, lastApplied, proven });
  const unproven = kept.flatMap((result) => result.unproven ?? []);
  const isClosed = record !== undefined && unproven.some(({ isRebuilt }) => !isRebuilt);
  const made = recompile(compiled, { server: running, lastApplied });
  const policies = hold.isQuarantined ? closedPolicies(running) : policiesOf(made, observed, record);
  const accounts = buildAll(ACCOUNTS, withOwnAccount(made, observed), observed);
  const beside = buildAll(BESIDE, made, observed);
  return {
    children: [
      ...accounts,
      ...(isClosed ? closedPolicies(running) : policies),
      ...kept.map(({ child }) => child),
      ...beside,
    ],
    unproven,
    isClosed,
    form: formOf(running),
    rebuilt: kept.flatMap(({ unproven: found, child }) => (found?.isRebuilt === true ? [child] : [])),
  };
}

/** Policies follow the profile; one that cannot be read leaves what was enforced. */
function policiesOf(compiled: Compiled, observed: ObjectMap, record: AppliedRecord | undefined): readonly KubeObject[] {
  return compiled.references.permissionProfile === undefined
    ? lastEnforcedPolicies(compiled, observed, record)
    : buildAll(POLICIES, compiled, observed);
}

/** The account of running pods stays, also when the spec names another one that they do not have yet. */
function withOwnAccount(compiled: Compiled, observed: ObjectMap): Compiled {
  const { server } = compiled;
  const name = { namespace: server.namespace, name: backendAccountName(server) };
  const isThere = findObject(observed, { apiVersion: 'v1', kind: 'ServiceAccount' }, name) !== undefined;
  if (!isThere || buildBackendServiceAccount(compiled, observed) !== undefined) return compiled;
  const { serviceAccount: _chosen, ...spec } = server.spec;
  return recompile(compiled, { server: { ...server, spec } });
}

interface KeptResult {
  readonly child: KubeObject;
  readonly unproven?: Unproven;
}

function keepChild({ compiled, observed, hold, record }: KeepInput, kind: KeptChild): KeptResult | undefined {
  const { server, settings } = compiled;
  const object = findObject(observed, kind, { namespace: server.namespace, name: kind.name(server) });
  if (object === undefined) return undefined;
  const proof = proveChild(object, { server, settings, record });
  const isSuspended = asksForSuspend(server.annotations) && !hold.isQuarantined;
  if (proof.ok) return { child: isSuspended ? withoutPods(proof.value, server, object) : proof.value };
  const rebuilt = isBuildable(compiled, hold, kind) ? kind.build(compiled, observed) : undefined;
  return {
    child: rebuilt ?? frameOf(server, object),
    unproven: { object, reason: proof.error, isRebuilt: rebuilt !== undefined },
  };
}

/** Whether everything can be read that a child of the spec is made of. */
function isBuildable({ references }: Compiled, { cause }: Hold, { reads }: KeptChild): boolean {
  if (cause === 'spec' || references.permissionProfile === undefined) return false;
  return cause !== 'references' || reads === 'spec';
}

function frameOf(server: Server, { apiVersion, kind, metadata: { name } }: KubeObject): KubeObject {
  const component = kind === 'StatefulSet' ? 'backend' : 'proxy';
  return { apiVersion, kind, metadata: childMetadata(server, { name, labels: standardLabels(server, component) }) };
}
