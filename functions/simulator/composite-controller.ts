// The CompositeController that the loop runs: the same object that an installation has in its cluster.

import { type ConfigKind, configResource } from '../decode/config-kinds.ts';
import { listChildResources } from '../decode/controller.ts';
import { DEFAULT_SETTINGS, type Settings } from '../decode/settings.ts';
import { MCP_SERVER } from './kinds.ts';
import type { KubeObject } from '../kube/object.ts';

/** How Metacontroller treats an existing child that should look different. Its Rolling methods are not simulated. */
export type UpdateMethod = 'InPlace' | 'OnDelete' | 'Recreate';

/** One entry of `spec.childResources`. */
export interface ChildRule {
  readonly apiVersion: string;
  readonly resource: string;
  /** Absent means OnDelete. */
  readonly updateStrategy?: { readonly method: UpdateMethod };
}

/** A hook of version v2 with strict decoding. */
export interface HookRule {
  readonly version: 'v2';
  readonly webhook: { readonly url: string; readonly timeout: string; readonly responseUnMarshallMode: 'strict' };
}

/** The members of a CompositeController that the loop obeys. */
export interface CompositeController extends KubeObject {
  readonly spec: {
    readonly generateSelector: true;
    readonly resyncPeriodSeconds: number;
    readonly parentResource: {
      readonly apiVersion: string;
      readonly resource: string;
      readonly ignoreStatusChanges: boolean;
    };
    readonly childResources: readonly ChildRule[];
    readonly hooks: { readonly sync: HookRule; readonly customize?: HookRule };
  };
}

/** Part of finalizers and events: never rename. */
const CONTROLLER_NAME = 'toolhive-mcpserver';
const RESYNC_PERIOD_SECONDS = 300;

/** The CompositeController for hooks with these settings at a base URL: `/sync` and `/customize` below it. */
export function compositeController(hookBaseUrl: string, settings: Settings = DEFAULT_SETTINGS): CompositeController {
  const childResources = listChildResources(settings).map(({ apiVersion, resource }) => ({
    apiVersion,
    resource,
    updateStrategy: { method: 'InPlace' } as const,
  }));
  return controllerOf({ name: CONTROLLER_NAME, parent: MCP_SERVER, childResources, hookBaseUrl });
}

/** The CompositeController that gives the objects of a config kind their status: `/config/sync` below the base URL. */
export function configController(hookBaseUrl: string, kind: ConfigKind): CompositeController {
  const name = `toolhive-${kind.toLowerCase()}`;
  return controllerOf({
    name,
    parent: configResource(kind),
    childResources: [],
    hookBaseUrl: `${hookBaseUrl}/config`,
  });
}

interface ControllerParts {
  readonly name: string;
  readonly parent: { readonly apiVersion: string; readonly resource: string };
  readonly childResources: readonly ChildRule[];
  readonly hookBaseUrl: string;
}

function controllerOf({ name, parent, childResources, hookBaseUrl }: ControllerParts): CompositeController {
  return {
    apiVersion: 'metacontroller.k8s.io/v1alpha1',
    kind: 'CompositeController',
    metadata: { name },
    spec: {
      generateSelector: true,
      resyncPeriodSeconds: RESYNC_PERIOD_SECONDS,
      parentResource: { apiVersion: parent.apiVersion, resource: parent.resource, ignoreStatusChanges: true },
      childResources,
      hooks: { sync: hook(`${hookBaseUrl}/sync`, '10s'), customize: hook(`${hookBaseUrl}/customize`, '5s') },
    },
    status: {},
  };
}

function hook(url: string, timeout: string): HookRule {
  return { version: 'v2', webhook: { url, timeout, responseUnMarshallMode: 'strict' } };
}
