// The fleet: MCPServers as teams write them, and what they refer to.

import type { KubeObject } from '../../functions/kube/object.ts';
import { withShard } from './shards.ts';

/** Servers of one namespace at most: a team's, not a whole company's. */
const TEAM = 100;

const API_VERSION = 'toolhive.stacklok.dev/v1beta1';

/** Kind of the object that all servers of a namespace refer to. */
export const SHARED_KIND = 'MCPOIDCConfig';

/** Everything that a fleet of a size is made of. */
export interface Fleet {
  readonly namespaces: readonly string[];
  /** In each namespace a ConfigMap with a permission profile, and the login that all its servers refer to. */
  readonly shared: readonly KubeObject[];
  readonly servers: readonly KubeObject[];
  /** Of the Metacontrollers that share the servers; none where one has all. */
  readonly shards: readonly string[];
}

type Spec = Readonly<Record<string, unknown>>;

/** Of ten servers: five over HTTP, two stdio, one over SSE, one with a pod template, one with a profile of its own. */
const MIX: readonly Spec[] = [
  { transport: 'streamable-http', mcpPort: 8080, env: [{ name: 'LOG_LEVEL', value: 'info' }] },
  { transport: 'stdio', secrets: [{ name: 'github', key: 'token', targetEnvName: 'GITHUB_PERSONAL_ACCESS_TOKEN' }] },
  { transport: 'streamable-http', permissionProfile: { type: 'builtin', name: 'network' } },
  { transport: 'sse', mcpPort: 9000, args: ['--host', '0.0.0.0'] },
  { transport: 'streamable-http', resources: { limits: { cpu: '500m', memory: '512Mi' } } },
  { transport: 'stdio', permissionProfile: { type: 'builtin', name: 'none' } },
  {
    transport: 'streamable-http',
    podTemplateSpec: {
      metadata: { labels: { 'cost-center': 'tools' } },
      spec: {
        tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'mcp', effect: 'NoSchedule' }],
        containers: [{ name: 'mcp', volumeMounts: [{ name: 'cache', mountPath: '/cache' }] }],
        volumes: [{ name: 'cache', emptyDir: {} }],
      },
    },
  },
  { transport: 'streamable-http', permissionProfile: { type: 'configmap', name: 'profiles', key: 'web.json' } },
  {
    transport: 'streamable-http',
    authzConfig: { type: 'inline', inline: { policies: ['permit(principal, action, resource);'] } },
    audit: { enabled: true },
  },
  { transport: 'streamable-http', trustProxyHeaders: true, endpointPrefix: '/team' },
];

const PROFILE = { network: { outbound: { allow_host: ['10.0.0.0/8'], allow_port: [443] } } };

/** A fleet of so many servers, in the shards in turn: ten after each other, so that each has the whole mix. */
export function makeFleet(size: number, shards: readonly string[] = []): Fleet {
  const namespaces = Array.from({ length: Math.ceil(size / TEAM) }, (_, team) => `fleet-${team}`);
  const servers = Array.from({ length: size }, (_, index): KubeObject => {
    const name = `server-${String(index % TEAM).padStart(2, '0')}`;
    const spec = { image: imageOf(1), ...MIX[index % MIX.length], oidcConfigRef: { name: 'login', audience: name } };
    const namespace = `fleet-${Math.floor(index / TEAM)}`;
    const server = { apiVersion: API_VERSION, kind: 'MCPServer', metadata: { name, namespace }, spec };
    const shard = shards[Math.floor(index / MIX.length) % shards.length];
    return shard === undefined ? server : withShard(server, shard);
  });
  return { namespaces, servers, shards, shared: namespaces.flatMap(sharedOf) };
}

/** The image of all servers in a release. */
export function imageOf(release: number): string {
  return `ghcr.io/example/fetch:1.${release}.0`;
}

/** The login of a namespace, by the issuer that it names. */
export function loginOf(namespace: string, issuer: string): KubeObject {
  const spec = { type: 'inline', inline: { issuer } };
  return { apiVersion: API_VERSION, kind: SHARED_KIND, metadata: { name: 'login', namespace }, spec };
}

function sharedOf(namespace: string): readonly KubeObject[] {
  const data = { 'web.json': JSON.stringify(PROFILE) };
  const profiles = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'profiles', namespace }, data };
  return [profiles, loginOf(namespace, 'https://login.example.com')];
}
