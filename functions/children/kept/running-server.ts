// Kept children: the server as its workloads still run, for Services, policies and rights that have to fit them.

import { readRunConfig } from './run-config.ts';
import { readList, readMember, readObject, readObjects } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import type { Finding } from '../../kube/finding.ts';
import type { CanonicalSpec, Server } from '../../decode/server.ts';
import type { Hold } from '../../compile/hold.ts';
import type { LastApplied } from '../../compile/sources.ts';
import { PROXY_CONTAINER, runConfigName } from '../../decode/names.ts';
import { WORKLOAD_KINDS } from '../../decode/observed.ts';
import { childDigest } from './digest.ts';
import { type AppliedRecord, parseForm, recordKey, type RunningForm } from './record.ts';

/** Members of a spec that Services, policies, accounts and companions are made from. */
const SOUND_MEMBERS = [
  'permissionProfile',
  'replicas',
  'resourceOverrides',
  'serviceAccount',
  'sessionAffinity',
] as const;

/** What tells how a server runs. */
export interface RunningInput {
  readonly server: Server;
  readonly hold: Hold;
  readonly findings: readonly Finding[];
  readonly record: AppliedRecord | undefined;
  readonly lastApplied: LastApplied;
  /** Kept children that are known to be ours. */
  readonly proven: readonly KubeObject[];
}

/** Ports and transport of what runs; of a spec with mistakes only the members that have none. */
export function runningServer({ server, hold, findings, record, lastApplied, proven }: RunningInput): Server {
  const spec = hold.cause === 'spec' ? soundSpec(server.spec, findings) : server.spec;
  return { ...server, spec, ...(recordedForm(record, proven) ?? configuredForm(lastApplied)) };
}

/** Of several versions the one that the proxy, or else the backend, is of. */
function recordedForm(record: AppliedRecord | undefined, proven: readonly KubeObject[]): RunningForm | undefined {
  if (record === undefined) return undefined;
  const workloads = WORKLOAD_KINDS.flatMap((kind) => proven.find((child) => child.kind === kind) ?? []);
  const version = workloads
    .map((child) => record.find(({ digests }) => digests.get(recordKey(child))?.includes(childDigest(child)) === true))
    .find((found) => found !== undefined);
  return (version ?? record[0])?.form;
}

/** Where nothing is recorded, the proxy's own configuration tells how it was configured. */
function configuredForm({ config }: LastApplied): Partial<RunningForm> {
  const { transport, port, remote_url: url } = readObject(config);
  const mode = readMember(config, 'proxy_mode') ?? transport;
  const backendPort = typeof url === 'string' ? url.slice(url.lastIndexOf(':') + 1) : readMember(config, 'target_port');
  return parseForm([transport, mode, port, backendPort].map(String)) ?? {};
}

function soundSpec(spec: CanonicalSpec, findings: readonly Finding[]): CanonicalSpec {
  const places = findings.filter(({ level }) => level === 'error').map(({ path }) => path);
  // A mistake that has no readMember of its own (the spec is no object, or too large) may be in any of them.
  const isVague = places.some((path) => path === '' || path === 'spec');
  const sound = SOUND_MEMBERS.filter((name) => !isVague && !places.some((path) => isWithin(path, `spec.${name}`)));
  const kept = Object.fromEntries(sound.map((name) => [name, spec[name]]));
  return { ...kept, image: '' };
}

function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && ['', '.', '['].includes(path.charAt(outer.length));
}

/** What the proxy was last told, from the proven ConfigMap and Deployment; nothing of what is not proven. */
export function lastAppliedOf(server: Server, proven: readonly KubeObject[]): LastApplied {
  const name = runConfigName(server);
  const config = readRunConfig(proven.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name));
  const deployment = proven.find(({ kind }) => kind === 'Deployment');
  const containers = readObjects(deployment, 'spec', 'template', 'spec', 'containers');
  const proxy = containers.find(({ name: container }) => container === PROXY_CONTAINER);
  return { config, env: readList(proxy, 'env') };
}
