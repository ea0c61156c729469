// Requests for hooks in tests: a sound one, and ways to damage it.

import { CHILD_RESOURCES } from '../../../functions/decode/controller.ts';
import { kindKey } from '../../../functions/decode/observed.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import type { HookAnswer, HookContext } from '../../../functions/hooks/hook.ts';
import { ROUTES } from '../../../functions/hooks/routes.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { CONTROLLER } from '../../examples/example.ts';

/** Context of a hook with default settings. */
export const CONTEXT: HookContext = { settings: DEFAULT_SETTINGS, receivedAt: '2026-11-01T12:00:00Z' };

/** A stored MCPServer of streamable-http. */
export const PARENT: KubeObject = {
  apiVersion: 'toolhive.stacklok.dev/v1beta1',
  kind: 'MCPServer',
  metadata: { name: 'fetch', namespace: 'demo', uid: 'u-1', generation: 1, creationTimestamp: '2026-11-01T10:00:00Z' },
  spec: { image: 'ghcr.io/example/fetch:1.0.0', transport: 'streamable-http' },
};

/** The children entry of a sync request in which nothing is observed. */
export function noChildren(): Record<string, Record<string, KubeObject>> {
  return Object.fromEntries(CHILD_RESOURCES.map(({ apiVersion, kind }) => [kindKey(apiVersion, kind), {}]));
}

/** A sync request with these parts instead of the sound ones. */
export function syncRequest(parts: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { controller: CONTROLLER, parent: PARENT, children: noChildren(), related: {}, finalizing: false, ...parts };
}

/** An admission review; without more parts, of the creation of the sound server. */
export function admissionReview(parts: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const kind = { group: 'toolhive.stacklok.dev', version: 'v1beta1', kind: 'MCPServer' };
  const request = { uid: 'r-1', kind, operation: 'CREATE', object: PARENT, oldObject: null, ...parts };
  return { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request };
}

/** What Metacontroller would observe after it applied these children under dynamic apply. */
export function asObserved(children: readonly KubeObject[]): Record<string, Record<string, KubeObject>> {
  const observed = noChildren();
  for (const child of children) {
    const annotations = {
      ...child.metadata.annotations,
      'metacontroller.k8s.io/last-applied-configuration': JSON.stringify(child),
    };
    const metadata = { ...child.metadata, uid: `uid-${child.metadata.name}`, generation: 1, annotations };
    const key = kindKey(child.apiVersion, child.kind);
    observed[key] = { ...observed[key], [`demo/${child.metadata.name}`]: { ...child, metadata } };
  }
  return observed;
}

/** Asks the hook at a path. */
export function ask(path: string, body: unknown, context: HookContext = CONTEXT): HookAnswer {
  const hook = ROUTES[path];
  if (hook === undefined) throw new Error(`no hook at ${path}`);
  return hook(body, context);
}

/** The children of a sync answer. */
export function childrenOf(answer: HookAnswer): readonly KubeObject[] {
  return (answer.body as { readonly children: readonly KubeObject[] }).children;
}

/** The status of a sync answer. */
export function statusOf(answer: HookAnswer): {
  readonly phase: string;
  readonly message: string;
  readonly conditions: readonly {
    readonly type: string;
    readonly status: string;
    readonly reason: string;
    readonly message: string;
  }[];
} {
  return (answer.body as { readonly status: ReturnType<typeof statusOf> }).status;
}
