// Reach table: a small cluster with two servers, and whether one end of it may connect to another.

import { backendLabels, proxyLabels } from '../../../functions/compile/labels.ts';
import { decodeReferences } from '../../../functions/decode/references.ts';
import { decodeServer } from '../../../functions/decode/server.ts';
import type { Settings } from '../../../functions/decode/settings.ts';
import { desiredChildren } from '../../../functions/hooks/desired-children.ts';
import {
  type ConnectionEnd,
  isConnectionAllowed,
  type PodEnd,
} from '../../../functions/kube/network-policy-evaluator.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { compile } from '../../../functions/compile/compiled.ts';

/** A server of the table. */
export interface Subject {
  readonly settings: Settings;
  readonly spec: object;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** What one server brings into the cluster. */
export interface Tenant {
  readonly backend: PodEnd;
  readonly proxy: PodEnd;
  readonly children: readonly KubeObject[];
}

/** Where something listens. */
export interface Address {
  readonly end: ConnectionEnd;
  readonly port: number;
  readonly protocol?: 'TCP' | 'UDP';
}

const NAMESPACE = 'tools';
/** Ports of every server here: policies apply to pods, not to Services. */
export const BACKEND_PORT = 8080;
export const PROXY_PORT = 9090;

/** The children of a server as they are at its first sync: policies come before what they restrict. */
export function makeTenant(name: string, { settings, spec, annotations = {} }: Subject): Tenant {
  const object = {
    metadata: { name, namespace: NAMESPACE, uid: 'a', generation: 1, annotations },
    spec: {
      image: 'example/mcp:1',
      transport: 'streamable-http',
      proxyPort: PROXY_PORT,
      mcpPort: BACKEND_PORT,
      ...spec,
    },
  };
  const server = decodeServer(object, settings);
  const references = decodeReferences(server, {}, settings);
  const known = { observed: {}, findings: [], taken: [], record: undefined };
  const { children } = desiredChildren(compile({ server, references, settings }), known);
  const number = name === 'other' ? 2 : 1;
  return {
    backend: { namespace: NAMESPACE, labels: backendLabels(server), ip: `10.244.${number}.1` },
    proxy: { namespace: NAMESPACE, labels: proxyLabels(server), ip: `10.244.${number}.2` },
    children,
  };
}

/** A pod that is no server's, with labels of its own. */
export function strangerIn(namespace: string): PodEnd {
  return { namespace, labels: { app: 'stranger' }, ip: namespace === NAMESPACE ? '10.244.3.1' : '10.244.4.1' };
}

/** The resolver of the cluster. */
export const RESOLVER: Address = {
  end: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, ip: '10.244.5.1' },
  port: 53,
  protocol: 'UDP',
};

/** Namespace of both servers. */
export const HOME: string = NAMESPACE;

/** Whether one of the addresses is open, by all NetworkPolicies of the tenants together. */
export function mayConnect(tenants: readonly Tenant[], from: ConnectionEnd, addresses: readonly Address[]): boolean {
  const policies = tenants.flatMap(({ children }) => children.filter(({ kind }) => kind === 'NetworkPolicy'));
  return addresses.some(({ end, port, protocol = 'TCP' }) =>
    isConnectionAllowed(policies, { from, to: end, port, protocol }),
  );
}
