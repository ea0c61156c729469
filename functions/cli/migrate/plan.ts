// Migrate: the plan: for each server what happens to it, or why it cannot be taken over.

import type { ApplyStrategy } from '../../simulator/management.ts';
import type { Finding } from '../../kube/finding.ts';
import { type KubeObject, withFields } from '../../kube/object.ts';
import { childName } from '../compare/children.ts';
import { findMetacontrollers } from '../doctor/metacontroller.ts';
import type { Loaded } from '../input/load.ts';
import type { Manifest } from '../input/manifests.ts';
import { placeText } from '../input/place.ts';
import { findingEntry } from '../../validate/codes.ts';
import { admit } from '../offline/admit.ts';
import { SyncRefused } from '../offline/sync.ts';
import { isStrategy } from './apply-strategies.ts';
import { findDirectCallers } from './callers.ts';
import { findHeldConfigs } from './config-objects.ts';
import { usedConfigKinds, withConfigKinds } from './config-kinds.ts';
import { findAbandoned, findClashes, findOwnedObjects, isOrphan } from './owned-objects.ts';
import { findMissingSettings } from './operator-settings.ts';
import { predictTakeover, type Takeover } from './takeover.ts';
import { memoryUsage } from './usage.ts';

/** One server of the plan. */
export interface ServerPlan {
  /** `namespace/name`. */
  readonly server: string;
  readonly parent: KubeObject;
  readonly live: readonly KubeObject[];
  /** Absent when the server cannot be taken over as it is. */
  readonly takeover?: Takeover;
  readonly problems: readonly string[];
  /** What changes for other users of the server, one sentence each. */
  readonly warnings: readonly string[];
  readonly memoryUsage?: string;
}

/** Everything about a take-over. */
export interface Plan {
  readonly strategy: ApplyStrategy;
  readonly servers: readonly ServerPlan[];
  /** Kinds of config objects that must be switched on in the settings. */
  readonly configKinds: readonly string[];
  /** Objects that servers refer to, from which ToolHive's finalizer goes. */
  readonly heldConfigs: readonly KubeObject[];
  /** StatefulSets of servers that are gone. */
  readonly abandoned: readonly string[];
  /** Settings of ToolHive's operator that the settings here lack. */
  readonly missingSettings: readonly string[];
  /** Whether the objects have managed fields; if not, every field counts as ToolHive's. */
  readonly hasManagers: boolean;
}

/** Plans the take-over of all servers. Without `strategy`, the one of the Metacontroller found, else that of our values. */
export function planTakeover(loaded: Loaded, strategy?: ApplyStrategy): Plan {
  const parents = loaded.servers.map(({ object }) => object);
  const configKinds = usedConfigKinds(parents);
  const chosen = strategy ?? findStrategy(loaded.others) ?? 'server-side-apply';
  const world = { ...loaded, settings: withConfigKinds(loaded.settings, configKinds), strategy: chosen };
  return {
    strategy: chosen,
    servers: loaded.servers.map((manifest) => planServer(manifest, world)),
    configKinds,
    heldConfigs: findHeldConfigs(loaded.others),
    abandoned: findAbandoned(parents, loaded.others).map(
      ({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`,
    ),
    missingSettings: findMissingSettings(loaded.others, loaded.settings),
    hasManagers: loaded.others.some(({ metadata }) => metadata.managedFields !== undefined),
  };
}

/** The strategy of the Metacontroller among the objects; undefined when there is none. */
export function findStrategy(objects: readonly KubeObject[]): ApplyStrategy | undefined {
  const [first] = findMetacontrollers({ objects });
  if (first === undefined) return undefined;
  const flag = first.flags['apply-strategy'];
  return isStrategy(flag) ? flag : 'dynamic-apply';
}

type World = Loaded & { readonly strategy: ApplyStrategy };

function planServer(manifest: Manifest, world: World): ServerPlan {
  const { others, settings } = world;
  const { namespace = '', name } = manifest.object.metadata;
  const { stored, findings } = admit(manifest.object, settings);
  const live = findOwnedObjects(manifest.object, others);
  const usage = memoryUsage(manifest.object, others);
  const strangers = others.filter((object) => !live.includes(object));
  const plan = {
    server: `${namespace}/${name}`,
    parent: manifest.object,
    live,
    warnings: [
      ...live.filter((object) => isOrphan(object, manifest.object)).map(orphanWarning),
      ...findDirectCallers(manifest.object, strangers, settings).map(callerWarning),
    ],
    ...(usage === undefined ? {} : { memoryUsage: usage }),
  };
  const problems = findings
    .filter((finding) => isInTheWay(finding, manifest.object))
    .map(({ code, path, message }) => `${placeText(manifest.placeOf(path))}: ${code} ${path}: ${message}`);
  if (manifest.object.metadata.deletionTimestamp !== undefined)
    return { ...plan, problems: ['it is being deleted; wait until it is gone'] };
  if (problems.length > 0) return { ...plan, problems };
  try {
    const parent = isOfCluster(manifest.object) ? inStorageVersion(manifest.object, stored) : stored;
    const takeover = predictTakeover({ parent, live, others: strangers, settings, strategy: world.strategy });
    const clashes = findClashes(takeover.after, live, strangers);
    return clashes.length === 0 ? { ...plan, problems, takeover } : { ...plan, problems: clashes.map(clashProblem) };
  } catch (error) {
    if (error instanceof SyncRefused) return { ...plan, problems: [error.message] };
    throw error;
  }
}

/** What is wrong with a stored server is no problem where a sync follows its spec all the same. */
function isInTheWay({ level, code }: Finding, object: KubeObject): boolean {
  return level === 'error' && !(isOfCluster(object) && findingEntry(code)?.stored === 'runs');
}

/** A server that is already stored is not applied again, so it does not get the defaults of `/default`. */
function isOfCluster({ metadata }: KubeObject): boolean {
  return metadata.uid !== undefined && metadata.resourceVersion !== undefined;
}

function inStorageVersion(object: KubeObject, { apiVersion }: KubeObject): KubeObject {
  return withFields(object, { apiVersion });
}

function orphanWarning(object: KubeObject): string {
  return `${childName(object)} has no owner, because ToolHive's proxy made it and its operator never adopted it: the server becomes its owner`;
}

function callerWarning(caller: string): string {
  return `${caller} calls the backend past its proxy, which the NetworkPolicy ends: let it call the proxy, or set networkPolicy.backendIngress`;
}

function clashProblem(object: KubeObject): string {
  const [owner] = object.metadata.ownerReferences ?? [];
  const whose = owner === undefined ? 'belongs to nobody that is known' : `belongs to ${owner.kind} ${owner.name}`;
  return `${childName(object)} has a name that this server needs and ${whose}: rename or remove it first`;
}
