// A server without findings, to which a test adds what it is about.

import { CONFIG_KINDS } from '../../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { validateAlone } from '../../../functions/validate/object.ts';
import type { Finding } from '../../../functions/kube/finding.ts';
import type { Fragment } from '../../../functions/validate/codes/entry.ts';

/** The server of `docs/findings.md` with a fragment laid over it. */
export function plainServer({ metadata, spec }: Fragment): Record<string, unknown> {
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 'example', namespace: 'default', ...metadata },
    spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'streamable-http', ...spec },
  };
}

/** The chart's defaults: every config kind is installed. */
const INSTALLED: Settings = {
  ...DEFAULT_SETTINGS,
  references: { ...DEFAULT_SETTINGS.references, configKinds: CONFIG_KINDS },
};

/** The same where Pod Security is enforced. */
export const BASELINE: Settings = { ...INSTALLED, podSecurity: { enforce: 'baseline', warn: 'restricted' } };

/** What /validate and /sync say about any object. */
export function findingsOfObject(raw: unknown, settings: Settings = INSTALLED): readonly Finding[] {
  return validateAlone(raw, settings).findings;
}

/** Findings of the plain server with this spec, without MCP030, which those with authorization or a reverse proxy have. */
export function findingsOf(spec: Readonly<Record<string, unknown>>, settings?: Settings): readonly Finding[] {
  return findingsOfObject(plainServer({ spec }), settings).filter(({ code }) => code !== 'MCP030');
}

/** `code path` of each finding: what a test usually compares. */
export function placesOf(spec: Readonly<Record<string, unknown>>, settings?: Settings): readonly string[] {
  return findingsOf(spec, settings).map(({ code, path }) => `${code} ${path}`);
}

/** The setting podTemplate.allowed at its strictest. */
export const NOTHING_ALLOWED: Settings['podTemplate']['allowed'] = {
  nodeName: false,
  tolerations: [],
  priorityClassNames: [],
  serviceAccountNames: [],
  runtimeClassNames: [],
  labels: [],
};
