// A server that ran well and is then held, in each way that there is: the request that Metacontroller sends for it from then on.

import type { Settings } from '../../functions/decode/settings.ts';
import { answerSync } from '../../functions/hooks/sync.ts';
import type { ApplyStrategy } from '../../functions/simulator/management.ts';
import { type Fields, isKubeObject, type KubeObject, withFields, withMetadata } from '../../functions/kube/object.ts';
import { configMap, SERVER, startTenantWorld, STRICT, type TenantWorld } from './tenant-world.ts';

/** Holds the server: by what an edit, a ConfigMap or an administrator does. */
export type Hold = (world: TenantWorld) => Promise<void>;

/** The annotation of the administrator. */
export const QUARANTINE = 'mcpserver.toolhive.stacklok.dev/quarantine';

/** A key of an authorization ConfigMap that can be read. */
export const SOUND_AUTHORIZATION: Readonly<Record<string, string>> = {
  'authz.json': JSON.stringify({
    version: '1.0',
    type: 'cedarv1',
    cedar: { policies: ['permit(principal, action, resource);'] },
  }),
};

/** The spec of every server here: it reads a ConfigMap of the tenant. */
export const SPEC: Fields = { authzConfig: { type: 'configMap', configMap: { name: 'authz' } } };

/** The object that the spec names. */
export function authorization(data: Readonly<Record<string, string>> = SOUND_AUTHORIZATION): KubeObject {
  return configMap('authz', data);
}

const breakReference: Hold = (world) =>
  world.write('ConfigMap', 'authz', (live) => withFields(live, { data: { 'authz.json': '{' } }));

const edit =
  (spec: Fields): Hold =>
  (world) =>
    world.write('MCPServer', SERVER.name, (live) =>
      withFields(live, { spec: { ...(live['spec'] as Fields), ...spec } }),
    );

const quarantine: Hold = (world) =>
  world.write('MCPServer', SERVER.name, (live) =>
    withMetadata(live, { annotations: { ...live.metadata.annotations, [QUARANTINE]: 'true' } }),
  );

/** Ways to hold a server. */
export const HOLDS: Readonly<Record<string, Hold>> = {
  'a broken reference': breakReference,
  'an invalid spec': edit({ image: 'not an image!' }),
  'an invalid pod template': edit({ podTemplateSpec: { spec: { containers: [{ name: 'mcp', ports: 'x' }] } } }),
  'a pod template that is not allowed': edit({ podTemplateSpec: { spec: { hostPID: true, containers: [] } } }),
  quarantine,
  'quarantine and a broken reference': (world) => breakReference(world).then(() => quarantine(world)),
};

/** An answer of `/sync`. */
export interface Answer {
  readonly status: number;
  readonly children: readonly KubeObject[];
  readonly body: Fields;
}

/** What Metacontroller would send, and what was answered before and after the server was held. */
export interface Held {
  readonly request: Fields;
  readonly running: Answer;
  readonly honest: Answer;
}

/** How the held server is made. */
export interface HeldOptions {
  readonly hold: Hold;
  readonly strategy: ApplyStrategy;
  readonly spec?: Fields;
}

/** Lets a server run, holds it, and waits until nothing changes any more. */
export async function holdServer({ hold, strategy, spec = {} }: HeldOptions): Promise<Held> {
  const world = await startTenantWorld({ strategy, spec: { ...SPEC, ...spec }, others: [authorization()] });
  try {
    // A stdio proxy is made when its backend has a ready pod.
    for (let round = 0; round < 2; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- each round builds on the one before
      await world.converge().then(world.makeReady);
    }
    const running = (await world.converge()).at(-1)?.exchange?.request;
    await hold(world);
    const request = (await world.converge()).at(-1)?.exchange?.request;
    if (running === undefined || request === undefined) throw new Error('the hooks were not asked');
    return { request, running: callSync(running), honest: callSync(request) };
  } finally {
    await world.stop();
  }
}

/** Calls `/sync` with the arrival time of the tests. A hook that throws is answered as by the server. */
export function callSync(request: Fields, settings: Settings = STRICT): Answer {
  try {
    const { status, body } = answerSync(request, { settings, receivedAt: '2026-11-01T12:00:00Z' });
    const plain = JSON.parse(JSON.stringify(body)) as Fields;
    return { status, body: plain, children: listOf(plain['children']).filter(isKubeObject) };
  } catch (error) {
    return { status: 500, body: { error: String(error) }, children: [] };
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

type Groups = Readonly<Record<string, Readonly<Record<string, KubeObject>>>>;

/** All observed children of a request. */
export function observedOf(request: Fields): readonly KubeObject[] {
  return Object.values(request['children'] as Groups).flatMap((group) => Object.values(group));
}

/** The request with each observed child as `change` leaves it. */
export function withObserved(request: Fields, change: (child: KubeObject) => KubeObject): Fields {
  const groups = Object.entries(request['children'] as Groups).map(([key, group]) => [
    key,
    Object.fromEntries(Object.entries(group).map(([name, child]) => [name, change(child)])),
  ]);
  return { ...request, children: Object.fromEntries(groups) };
}

/** The request with one more observed child. */
export function withForeign(request: Fields, key: string, object: KubeObject): Fields {
  const groups = request['children'] as Groups;
  const name = `${object.metadata.namespace}/${object.metadata.name}`;
  return { ...request, children: { ...groups, [key]: { ...groups[key], [name]: object } } };
}

/** The child of a kind and name. */
export function childOf(children: readonly KubeObject[], like: KubeObject): KubeObject | undefined {
  return children.find(({ kind, metadata }) => kind === like.kind && metadata.name === like.metadata.name);
}
