// Requests in which the size is not in the spec: in what it refers to, in pods, in children that are there already.

import { kindKey } from '../../../functions/decode/observed.ts';
import { CONFIG_KINDS, type ConfigKind, configResource } from '../../../functions/decode/config-kinds.ts';
import type { Fields, KubeObject } from '../../../functions/kube/object.ts';
import { configSchemaFile } from '../../../scripts/generate/config-crds.ts';
import { syncRequest } from '../../units/hooks/requests.ts';
import { filled } from './fill.ts';
import { call, type Call, type Case, OBSERVED, parentWith, review } from './requests.ts';
import { configPlaces } from './schema-places.ts';
import { FILLINGS } from './shape.ts';
import { DEFAULTS, PROFILES, type Text, TEXTS } from './texts.ts';

function object(kind: ConfigKind | 'ConfigMap', name: string, parts: Fields): KubeObject {
  const apiVersion = kind === 'ConfigMap' ? 'v1' : configResource(kind).apiVersion;
  return { apiVersion, kind, metadata: { name, namespace: 'demo' }, ...parts };
}

/** What Metacontroller asks about a server that is new, and about one that runs. */
function syncs(spec: Fields, objects: readonly KubeObject[]): readonly Call[] {
  const related: Record<string, Record<string, KubeObject>> = {};
  for (const one of objects) {
    const key = kindKey(one.apiVersion, one.kind);
    related[key] = { ...related[key], [`demo/${one.metadata.name}`]: one };
  }
  const parent = parentWith(spec);
  return [
    call('/sync', 'new', syncRequest({ parent, related })),
    call('/sync', 'running', syncRequest({ parent, related, children: OBSERVED })),
  ];
}

const POLICIES = { authzConfig: { type: 'configMap', configMap: { name: 'a', key: 'k' } } };
const PROFILE = { permissionProfile: { type: 'configmap', name: 'a', key: 'k' } };
const ISSUER = { oidcConfig: { type: 'configMap', configMap: { name: 'a', key: 'k' } } };

/** Every text where every text is read, longer than is allowed and as long as that. */
export function textCases(): readonly Case[] {
  return [
    ...texts('authorization', TEXTS, inKey(POLICIES)),
    ...texts('profile', { ...TEXTS, ...PROFILES }, inKey(PROFILE)),
    ...texts('issuer', TEXTS, inKey(ISSUER)),
    ...texts('defaults', { ...TEXTS, ...DEFAULTS }, inDefaults),
  ];
}

function inKey(spec: Fields): (text: string) => readonly Call[] {
  return (text) => syncs(spec, [object('ConfigMap', 'a', { data: { k: text } })]);
}

function inDefaults(text: string): readonly Call[] {
  return syncs({}, [object('ConfigMap', 'mcp-defaults', { data: { 'defaults.yaml': text } })]);
}

function texts(
  place: string,
  from: Readonly<Record<string, Text>>,
  calls: (text: string) => readonly Call[],
): readonly Case[] {
  return Object.entries(from).map(([name, text]) => ({
    name: `${place}: ${name}`,
    calls: (bytes) => calls(text(bytes)),
  }));
}

/** Specs that refer to an object of each kind. */
const REFERRING: Readonly<Record<ConfigKind, Fields>> = {
  MCPOIDCConfig: { oidcConfigRef: { name: 'a', audience: 'b' } },
  MCPAuthzConfig: { authzConfigRef: { name: 'a' } },
  MCPToolConfig: { toolConfigRef: { name: 'a' } },
  MCPExternalAuthConfig: { externalAuthConfigRef: { name: 'a' } },
  MCPTelemetryConfig: { telemetryConfigRef: { name: 'a' } },
  MCPGroup: { groupRef: { name: 'a' } },
  MCPWebhookConfig: { webhookConfigRef: { name: 'a' } },
};

/** Every list and map of the objects that servers refer to. */
export function configCases(): readonly Case[] {
  return CONFIG_KINDS.flatMap((kind) =>
    configPlaces(configSchemaFile(kind)).flatMap(({ name, shape, specWith }) =>
      FILLINGS.map((filling) => ({
        name: `${kind} ${name}: ${filling}`,
        calls: (bytes: number): readonly Call[] => {
          const config = object(kind, 'a', { spec: specWith(filled(shape, filling, { bytes })) });
          return [
            call('/validate', `of ${kind}`, review(config, undefined, kind)),
            ...syncs(REFERRING[kind], [config]),
          ];
        },
      })),
    ),
  );
}
