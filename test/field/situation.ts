// Support: a server of a case, applied and synced by the hooks, beside the pods and with the workloads that the case shows.

import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { CONFIG_KINDS } from '../../functions/decode/config-kinds.ts';
import { asRunning, callSync, type SyncAnswer, syncUntilSettled } from '../../functions/cli/offline/sync.ts';
import { admit } from '../../functions/cli/offline/admit.ts';
import { isObject, type KubeObject } from '../../functions/kube/object.ts';
import {
  type ConnectionEnd,
  isConnectionAllowed,
  type PodEnd,
  type Policy,
} from '../../functions/kube/network-policy-evaluator.ts';
import { readObject } from '../../functions/kube/json-reader.ts';
import { type FieldCase, firstServer, type Overlay } from './cases.ts';

/** Every config kind is installed. */
export const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS },
};

/** What a case does not say itself. */
export interface Circumstances {
  readonly settings?: Settings;
  /** Laid over the spec of the server. */
  readonly spec?: object;
  /** Objects beside those of the case. */
  readonly others?: readonly KubeObject[];
  /** Kinds of children that are not observed. */
  readonly missing?: readonly string[];
}

/** What a sync says when everything that may run does, but for what the case shows. */
export function syncCase(field: FieldCase, circumstances: Circumstances = {}): SyncAnswer {
  const { settings = SETTINGS, spec = {}, missing = [] } = circumstances;
  const sent = firstServer(field);
  const admission = admit({ ...sent, spec: overlay(sent['spec'], spec) }, settings);
  if (!admission.isAllowed) throw new Error(JSON.stringify(admission.findings));
  const others = [...field.others, ...(circumstances.others ?? [])];
  const healthy = {
    parent: admission.stored,
    observed: [],
    settings,
    others: others.filter(({ kind }) => kind !== 'Pod'),
  };
  const settled = syncUntilSettled(healthy);
  const observed = asRunning(settled.children, admission.stored)
    .filter(({ kind }) => !missing.includes(kind))
    .map((child) => field.overlays.filter(({ kind }) => kind === child.kind).reduce(withOverlay, child));
  return callSync({ ...healthy, observed, others });
}

/** The status of a case is the whole of it; of metadata and spec it shows what differs. */
function withOverlay(child: KubeObject, { metadata, spec, status }: Overlay): KubeObject {
  const changed = overlay(child, { ...(metadata !== undefined && { metadata }), ...(spec !== undefined && { spec }) });
  return { ...(changed as KubeObject), ...(status !== undefined && { status }) };
}

function overlay(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  return {
    ...base,
    ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, overlay(base[key], value)])),
  };
}

/** A condition of the answer, with its message; throws when there is none. */
export function conditionOf({ status }: SyncAnswer, type: string): { status: string; reason: string; message: string } {
  const conditions = (status['conditions'] ?? []) as readonly {
    type: string;
    status: string;
    reason: string;
    message: string;
  }[];
  const found = conditions.find((condition) => condition.type === type);
  if (found === undefined) throw new Error(`no condition ${type}`);
  return found;
}

/** The one child of a kind and name. */
export function childOf({ children }: Pick<SyncAnswer, 'children'>, kind: string, name: string): KubeObject {
  const found = children.find((child) => child.kind === kind && child.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name} among the children`);
  return found;
}

/** The pods of a server's proxy (`Deployment`) or backend (`StatefulSet`), as policies see them. */
export function podsOf({ children }: Pick<SyncAnswer, 'children'>, kind: 'Deployment' | 'StatefulSet'): PodEnd {
  const workload = children.find((child) => child.kind === kind);
  if (workload === undefined) throw new Error(`no ${kind} among the children`);
  const labels = readObject(workload, 'spec', 'template', 'metadata', 'labels') as Readonly<Record<string, string>>;
  return {
    namespace: workload.metadata.namespace ?? 'default',
    labels,
    ip: kind === 'Deployment' ? '10.244.1.2' : '10.244.1.1',
  };
}

/** Whether the policies among the children let a connection through. */
export function mayConnect(
  { children }: Pick<SyncAnswer, 'children'>,
  connection: {
    readonly from: ConnectionEnd;
    readonly to: ConnectionEnd;
    readonly port: number;
    readonly protocol?: 'UDP';
  },
): boolean {
  return isConnectionAllowed(children.filter(isPolicy), connection);
}

function isPolicy(object: KubeObject): object is KubeObject & Policy {
  return object.kind === 'NetworkPolicy';
}
