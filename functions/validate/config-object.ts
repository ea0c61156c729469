// Step: what is to be said about an object that servers refer to, such as an MCPOIDCConfig.

import { kindKey } from '../decode/observed.ts';
import { decodeReferences } from '../decode/references.ts';
import type { References } from '../decode/references/resolved.ts';
import { decodeServer } from '../decode/server.ts';
import type { ConfigKind, Settings } from '../decode/settings.ts';
import type { Finding } from '../kube/finding.ts';
import { readObject } from '../kube/json-reader.ts';
import type { Fields, KubeObject } from '../kube/object.ts';
import { boundFindings } from './bound.ts';
import { withoutMuted } from './mute.ts';
import { finding, sentAnnotations } from './rule.ts';

/** Name and namespace of a server that exists nowhere, and of the object beside it. */
const PLACE = { name: 'any', namespace: 'any' };
const URL = 'https://any.example.com';
const OIDC = { oidcConfigRef: { name: 'another', audience: URL, resourceUrl: URL } };

interface Reader {
  /** A spec that refers to the object and asks nothing else of it. */
  readonly spec: Fields;
  /** What a problem is: an error where no server could use the object, a warning where others than MCPServers may. */
  readonly level: 'error' | 'warning';
}

/** The server through which an object of each kind is read. */
const READERS: Readonly<Record<ConfigKind, Reader>> = {
  MCPOIDCConfig: { spec: { oidcConfigRef: { ...PLACE, audience: URL } }, level: 'error' },
  MCPAuthzConfig: { spec: { authzConfigRef: PLACE }, level: 'error' },
  MCPToolConfig: { spec: { toolConfigRef: PLACE }, level: 'error' },
  MCPExternalAuthConfig: { spec: { ...OIDC, externalAuthConfigRef: PLACE }, level: 'warning' },
  MCPTelemetryConfig: { spec: { telemetryConfigRef: PLACE }, level: 'error' },
  MCPGroup: { spec: { groupRef: PLACE }, level: 'error' },
  MCPWebhookConfig: { spec: { webhookConfigRef: PLACE }, level: 'error' },
};

/**
 * Judges any value as an object of a config kind, by the code with which /sync reads it for a server. Whether what it names
 * exists is not asked. An MCPExternalAuthConfig is only warned about: kinds that are not ours refer to it too.
 */
export function validateConfigObject(kind: ConfigKind, raw: unknown, settings: Settings): readonly Finding[] {
  const { spec, level } = READERS[kind];
  const server = decodeServer(
    { metadata: PLACE, spec: { image: 'any', transport: 'streamable-http', ...spec } },
    settings,
  );
  const references = decodeReferences(server, beside(kind, raw), {
    ...settings,
    references: { ...settings.references, configKinds: [kind] },
  });
  const found = dependsOnServer(raw) ? [] : problems(references, kind, level);
  const findings = [...found, ...idle(references, kind)];
  return boundFindings(withoutMuted(findings, sentAnnotations(raw)));
}

/** `upstreamInject` is right or wrong beside what else the server says. */
function dependsOnServer(raw: unknown): boolean {
  const spec = readObject(raw, 'spec');
  return spec['type'] === 'upstreamInject';
}

/** The object as /sync would get it. What its own controller said of an earlier version does not count. */
function beside(kind: ConfigKind, raw: unknown): Parameters<typeof decodeReferences>[1] {
  const apiVersion = 'toolhive.stacklok.dev/v1beta1';
  const spec = readObject(raw, 'spec');
  const object: KubeObject = { apiVersion, kind, metadata: PLACE, spec };
  return { [kindKey(apiVersion, kind)]: { [`${PLACE.namespace}/${PLACE.name}`]: object } };
}

function problems({ problems: found }: References, kind: ConfigKind, level: Reader['level']): readonly Finding[] {
  const start = `${kind} ${PLACE.name}: `;
  return found
    .filter(({ message }) => message.startsWith(start))
    .map(({ message }) => {
      const { path, text } = splitPlace(message.slice(start.length));
      return level === 'error'
        ? finding('MCP150', path, text)
        : finding('MCP151', path, `An MCPServer that names this object is not started: ${text}`);
    });
}

function idle({ ignored = [] }: References, kind: ConfigKind): readonly Finding[] {
  return ignored
    .filter((place) => place.includes(kind) && place.startsWith('spec.'))
    .map((place) => finding('MCP151', splitPlace(place).path, 'This has no effect on an MCPServer; remove it.'));
}

/** The place that a sentence begins with, and the rest of it. */
function splitPlace(sentence: string): { readonly path: string; readonly text: string } {
  const path = /^spec[^\s:]*/.exec(sentence)?.[0] ?? 'spec';
  const rest = sentence.startsWith(path) ? sentence.slice(path.length).replace(/^:? /, '') : sentence;
  const text = sentence.startsWith(`${path}: `) || rest === sentence ? rest : `This ${rest}`;
  return { path, text };
}
