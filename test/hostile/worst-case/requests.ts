// Requests to every hook about one spec.

import { CONFIG_KINDS } from '../../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { HookAnswer } from '../../../functions/hooks/hook.ts';
import { ADMISSION_PATHS } from '../../../functions/hooks/admission-paths.ts';
import { ROUTES } from '../../../functions/hooks/routes.ts';
import type { Fields, JsonObject, KubeObject } from '../../../functions/kube/object.ts';
import { asObserved, ask, childrenOf, PARENT, statusOf, syncRequest } from '../../units/hooks/requests.ts';

/** One call of a hook, as the server gets it. */
export interface Call {
  readonly hook: string;
  readonly path: string;
  readonly body: string;
  /** Those of the path when absent. */
  readonly settings?: Settings;
}

/** Calls about one thing, of any size in bytes. */
export interface Case {
  readonly name: string;
  readonly calls: (bytes: number) => readonly Call[];
}

/** Everything is read that can be referred to, and nothing refused that need not be. */
export const LENIENT: Settings = {
  ...DEFAULT_SETTINGS,
  references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS },
  namespaceDefaults: { enabled: true },
  rollout: { onSecretChange: true },
  podSecurity: { enforce: 'privileged', warn: 'privileged' },
};

/** Admission looks for everything there is to find; for Metacontroller everything is built that can be. */
const SETTINGS: Readonly<Record<'admission' | 'sync', Settings>> = {
  admission: {
    ...LENIENT,
    imagePolicy: { ...DEFAULT_SETTINGS.imagePolicy, mode: 'deny', registries: ['ghcr.io'], requireDigest: true },
    podSecurity: { enforce: 'restricted', warn: 'restricted' },
  },
  sync: LENIENT,
};

const receivedAt = '2026-11-01T12:00:00Z';

const FIRST = ask('/sync', syncRequest(), { settings: LENIENT, receivedAt });

/** What runs already. */
export const OBSERVED: ReturnType<typeof asObserved> = asObserved(childrenOf(FIRST));

/** A small server, with the status that records what was asked for. */
export const STORED: KubeObject = { ...PARENT, status: JSON.parse(JSON.stringify(statusOf(FIRST))) as JsonObject };

/** A server with these members in its spec. */
export function parentWith(spec: Fields): KubeObject {
  return { ...STORED, spec: { ...(STORED['spec'] as object), ...spec } };
}

/** A review of an object. */
export function review(object: unknown, oldObject?: unknown, kind = 'MCPServer'): Fields {
  return {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    request: {
      uid: 'r-1',
      kind: { group: 'toolhive.stacklok.dev', version: 'v1beta1', kind },
      namespace: 'demo',
      operation: oldObject === undefined ? 'CREATE' : 'UPDATE',
      object,
      ...(oldObject !== undefined && { oldObject }),
    },
  };
}

/** Every hook, with every shape of request that carries the spec. */
export function allCalls(spec: Fields): readonly Call[] {
  const parent = parentWith(spec);
  return [
    ...mainCalls(spec),
    call('/validate', 'CREATE', review(parent)),
    call('/default', 'CREATE', review(parent)),
    call('/customize', '', { controller: syncRequest()['controller'], parent }),
    call('/sync', 'new', syncRequest({ parent })),
  ];
}

/** The costliest of them: an update validates two specs, and the observed children are compared with the desired ones. */
export function mainCalls(spec: Fields): readonly Call[] {
  const parent = parentWith(spec);
  const changed = parentWith({ ...spec, proxyPort: 9090 });
  return [
    call('/validate', 'UPDATE', review(changed, parent)),
    call('/sync', 'running', syncRequest({ parent, children: OBSERVED })),
  ];
}

/** One call. */
export function call(path: string, what: string, body: unknown): Call {
  return { hook: `${path} ${what}`.trim(), path, body: JSON.stringify(body) };
}

/** Answers a call as the server does, from text to text. */
export function answer(given: Call): string {
  return JSON.stringify(answerOf(given));
}

/** Answers a call. */
export function answerOf({ path, body, settings = settingsOf(path) }: Call): HookAnswer {
  const hook = ROUTES[path];
  if (hook === undefined) throw new Error(`no hook at ${path}`);
  return hook(JSON.parse(body), { settings, receivedAt });
}

function settingsOf(path: string): Settings {
  return ADMISSION_PATHS.has(path) ? SETTINGS.admission : SETTINGS.sync;
}
