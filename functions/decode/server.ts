// Step: from a decoded MCPServer to the server that the children and the status are built from.

import { readMember, readNumber, readObject, readString, readText } from '../kube/json-reader.ts';
import { type Fields, isObject } from '../kube/object.ts';
import { type ProxyMode, type Transport, transportOf } from './transports.ts';
import type { MCPServer, MCPServerSpec } from '../../schemas/generated/mcp-server.ts';
import { applyDefaults } from '../default/apply-defaults.ts';
import { isUnwritten } from '../kube/authors.ts';
import { lazy } from '../kube/lazy.ts';
import { sentAnnotations, sentRenamed } from './sent.ts';
import { type DecodedPodTemplate, decodePodTemplate, POD_TEMPLATE_PATH } from './pod-template.ts';
import type { Settings } from './settings.ts';
import { findExcess, type Excess } from './spec-size.ts';

/** Fields that old releases of the schema had: ports are moved to their new names, the others are read as references. */
export type LegacyField = 'port' | 'targetPort' | 'tools' | 'oidcConfig' | 'telemetry';

/** A spec without legacy fields, without fields of two shapes, and without the pod template, which is decoded beside it. */
export type CanonicalSpec = Omit<MCPServerSpec, LegacyField | 'groupRef' | 'podTemplateSpec'> & {
  readonly groupRef?: { readonly name: string };
};

/** Legacy fields that stand for a whole object today, as they were sent. */
export interface LegacyObjects {
  readonly oidcConfig?: unknown;
  readonly telemetry?: unknown;
  readonly tools?: unknown;
}

/** One MCPServer object, translated and defaulted: what all later steps read. */
export interface Server {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly generation: number;
  readonly deleting: boolean;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: CanonicalSpec;
  /** `spec.podTemplateSpec`, checked once for all steps, when the first of them asks for it; absent without that field. */
  readonly podTemplate?: DecodedPodTemplate | undefined;
  readonly legacy: LegacyObjects;
  /** Fields under old names, and those that have taken their place, as they were sent. */
  readonly sent: Fields;
  readonly transport: Transport;
  /** Effective mode: `spec.proxyMode` for stdio, otherwise the transport itself. */
  readonly proxyMode: ProxyMode;
  /** 1..65535, 8080 unless set. */
  readonly proxyPort: number;
  /** 1..65535, 8080 unless set. */
  readonly mcpPort: number;
  /** The permission profile comes from the settings, because the object names none. */
  readonly profileIsDefault?: true;
  /** The spec is no object, or over the size limit: all its members are defaults, and say nothing about what was meant. */
  readonly isUnreadable?: true;
  /** Which limit the spec is over. */
  readonly excess?: Excess;
}

/** Port of the proxy and of the backend when the spec names none, as in ToolHive. */
const DEFAULT_PORT = 8080;

/**
 * Reads a stored or sent MCPServer. It accepts anything, because a status has to be written for objects that no schema
 * check has seen: whatever has the wrong shape falls back to its default, a spec over the size limit is read as an empty one,
 * and the findings say so. Callers build children only when there are no error findings.
 */
export function decodeServer(raw: unknown, settings: Settings): Server {
  const { metadata, spec: sent, isUnreadable, excess } = readParts(raw);
  const given = withoutStoredDefault(raw, sent, settings);
  const {
    port: _port,
    targetPort: _targetPort,
    tools,
    oidcConfig,
    telemetry,
    groupRef,
    podTemplateSpec,
    ...rest
  } = applyDefaults(
    { apiVersion: '', kind: 'MCPServer', metadata: {}, spec: given } as unknown as MCPServer,
    settings,
  ).spec;
  // Its schema has no type, so anything can be stored there.
  const hasGroup = readText(groupRef, 'name') !== undefined;
  const spec = (hasGroup ? { ...rest, groupRef } : rest) as CanonicalSpec;
  const podTemplate = lazy(() =>
    podTemplateSpec === undefined ? undefined : decodePodTemplate(podTemplateSpec, POD_TEMPLATE_PATH),
  );
  return {
    ...readMetadata(metadata),
    annotations: sentAnnotations(raw),
    spec,
    get podTemplate() {
      return podTemplate();
    },
    legacy: { oidcConfig, telemetry, tools },
    sent: sentRenamed(given),
    ...transportOf(spec),
    proxyPort: readPort(spec.proxyPort),
    mcpPort: readPort(spec.mcpPort),
    ...(given['permissionProfile'] === undefined && { profileIsDefault: true }),
    ...(isUnreadable && { isUnreadable: true }),
    ...(excess !== undefined && { excess }),
  };
}

/**
 * Builds before 2026-11-29 stored the default profile of their settings. Where nobody else wrote it, it counts as not set: but only
 * `network`, so that the settings of today may narrow it. What is stored as `none` stays until somebody removes it.
 */
function withoutStoredDefault(raw: unknown, spec: Fields, { permissionProfiles }: Settings): Fields {
  const { permissionProfile: profile, ...rest } = spec;
  if (permissionProfiles.default === 'network' || !isNetworkDefault(profile)) return spec;
  return isUnwritten(raw, 'permissionProfile') ? rest : spec;
}

function isNetworkDefault(profile: unknown): boolean {
  if (!isObject(profile)) return false;
  return Object.keys(profile).length === 2 && profile['type'] === 'builtin' && profile['name'] === 'network';
}

function readMetadata(metadata: Fields): Pick<Server, 'name' | 'namespace' | 'uid' | 'generation' | 'deleting'> {
  return {
    name: readString(metadata, 'name') ?? '',
    namespace: readString(metadata, 'namespace') ?? '',
    uid: readString(metadata, 'uid') ?? '',
    generation: readNumber(metadata, 'generation') ?? 0,
    deleting: readString(metadata, 'deletionTimestamp') !== undefined,
  };
}

interface Parts {
  readonly metadata: Fields;
  readonly spec: Fields;
  readonly isUnreadable: boolean;
  readonly excess: Excess | undefined;
}

function readParts(raw: unknown): Parts {
  const spec = readMember(raw, 'spec');
  const excess = findExcess(spec);
  const readable = isObject(spec) && excess === undefined;
  return { metadata: readObject(raw, 'metadata'), spec: readable ? spec : {}, isUnreadable: !readable, excess };
}

function readPort(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535 ? value : DEFAULT_PORT;
}
