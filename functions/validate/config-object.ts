// Step: findings about an object that servers refer to, such as an MCPOIDCConfig.

import { kindKey } from '../decode/observed.ts';
import { decodeReferences } from '../decode/references.ts';
import type { References } from '../decode/references/resolved.ts';
import { findOboProblems } from '../decode/references/obo.ts';
import { CONFIG_REFERENCES } from '../decode/references/kinds.ts';
import { decodeServer } from '../decode/server.ts';
import { type ConfigKind, configResource } from '../decode/config-kinds.ts';
import type { Settings } from '../decode/settings.ts';
import type { Finding } from '../kube/finding.ts';
import type { Fields, KubeObject } from '../kube/object.ts';
import { boundFindings } from './bound.ts';
import { withoutMuted } from './mute.ts';
import type { Sent } from '../decode/sent.ts';
import { finding } from './rule.ts';
import { type Checked, tolerateWhatWas } from './stored.ts';

/** Name and namespace of a server that exists nowhere, and of the object beside it. */
const PLACE = { name: 'any', namespace: 'any' };
const URL = 'https://any.example.com';

/** What a server has to say beside the name, where no object could be looked at without it. */
const MORE: Readonly<Partial<Record<ConfigKind, Fields>>> = {
  MCPOIDCConfig: { oidcConfigRef: { ...PLACE, audience: URL } },
  MCPExternalAuthConfig: { oidcConfigRef: { name: 'another', audience: URL, resourceUrl: URL } },
};

/** Kinds that others than MCPServers refer to as well: what no MCPServer can use may be right for them. */
const SHARED: ReadonlySet<ConfigKind> = new Set(['MCPExternalAuthConfig']);

/**
 * Validates any value as an object of a config kind, by the code with which /sync reads it for a server. Whether what it names
 * exists is not asked. An MCPExternalAuthConfig that no MCPServer can use is only warned about: kinds that are not ours refer to
 * it too.
 */
export function validateConfigObject(kind: ConfigKind, sent: Sent, settings: Settings): readonly Finding[] {
  return boundFindings(withoutMuted(findAll(kind, sent, settings), sent.annotations));
}

/** The same of an update: errors that the stored object has already are warnings. */
export function validateConfigUpdate(
  kind: ConfigKind,
  { sent, stored }: { readonly sent: Sent; readonly stored: Sent },
  settings: Settings,
): readonly Finding[] {
  const checked = (object: Sent): Checked => ({ object, findings: findAll(kind, object, settings) });
  const findings = tolerateWhatWas(checked(sent), () => checked(stored));
  return boundFindings(withoutMuted(findings, sent.annotations));
}

function findAll(kind: ConfigKind, sent: Sent, settings: Settings): readonly Finding[] {
  const member = CONFIG_REFERENCES.find(([, known]) => known === kind)?.[0] ?? '';
  const spec = { image: 'any', transport: 'streamable-http', [member]: PLACE, ...MORE[kind] };
  const server = decodeServer({ metadata: PLACE, spec }, settings);
  const references = decodeReferences(server, beside(kind, sent), {
    ...settings,
    references: { ...settings.references, configKinds: [kind] },
  });
  const found = dependsOnServer(sent) ? [] : problems(references, kind);
  return [...oboErrors(kind, sent), ...found, ...idle(references, kind)];
}

/** What no kind that refers to the object can use. */
function oboErrors(kind: ConfigKind, { spec }: Sent): readonly Finding[] {
  const found = kind === 'MCPExternalAuthConfig' ? findOboProblems(spec) : [];
  return found.map(({ path, text }) => finding('MCP150', path, text));
}

/** `upstreamInject` is right or wrong beside what else the server says. */
function dependsOnServer({ spec }: Sent): boolean {
  return spec['type'] === 'upstreamInject';
}

/** The object as /sync would get it. What its own controller said of an earlier version does not count. */
function beside(kind: ConfigKind, { spec }: Sent): Parameters<typeof decodeReferences>[1] {
  const { apiVersion } = configResource(kind);
  const object: KubeObject = { apiVersion, kind, metadata: PLACE, spec };
  return { [kindKey(apiVersion, kind)]: { [`${PLACE.namespace}/${PLACE.name}`]: object } };
}

function problems({ problems: found }: References, kind: ConfigKind): readonly Finding[] {
  const start = `${kind} ${PLACE.name}: `;
  return found
    .filter(({ message }) => message.startsWith(start))
    .map(({ message }) => {
      const { path, text } = splitPlace(message.slice(start.length));
      return SHARED.has(kind)
        ? finding('MCP151', path, `An MCPServer that names this object is not started: ${text}`)
        : finding('MCP150', path, text);
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
