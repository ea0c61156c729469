// Rule: names and keys of other objects that the spec refers to.

import type { EnvFrom, EnvVar, Volume } from '../../schemas/generated/mcp-server.ts';
import { CONFIG_REFERENCES } from '../decode/references/kinds.ts';
import type { CanonicalSpec } from '../decode/server.ts';
import { at, type Finding } from '../kube/finding.ts';
import { isDataKey, isObjectName } from '../kube/object-name.ts';
import { readMember, readObject, readString, readText } from '../kube/json-reader.ts';
import { quote } from './quote.ts';
import { finding, type ValidationInput } from './rule.ts';

/** A name or key in the spec. */
interface Reference {
  /** Below `spec`. */
  readonly place: readonly (string | number)[];
  /** Absent where the spec has none. */
  readonly value: string | undefined;
  readonly isKey?: boolean;
}

/** Every reference has a name, and a key, that something can have. Whether it exists is a question for /sync and the pods. */
export function validateObjectNames({ server: { spec, legacy } }: ValidationInput): readonly Finding[] {
  return [
    ...configReferences(spec),
    ...keyReferences(['authzConfig', 'configMap'], spec.authzConfig?.configMap),
    ...legacyReferences(legacy.oidcConfig),
    ...(spec.env ?? []).flatMap(envReferences),
    ...(spec.envFrom ?? []).flatMap(envFromReferences),
    ...(spec.volumes ?? []).flatMap(volumeReferences),
    ...(spec.secrets ?? []).flatMap(({ name, key }, index) => [
      { place: ['secrets', index, 'name'], value: name },
      { place: ['secrets', index, 'key'], value: key, isKey: true },
    ]),
    ...accountReferences(spec),
  ].flatMap(validateReference);
}

function validateReference({ place, value, isKey = false }: Reference): readonly Finding[] {
  if (value === undefined || (isKey ? isDataKey(value) : isObjectName(value))) return [];
  const message = isKey
    ? `No key can be ${quote(value)}; keys have letters, digits, -, _ and . only and do not begin with two dots.`
    : `No object can be called ${quote(value)}; names have lower-case letters, digits, - and . only.`;
  return [finding('MCP011', at('spec', ...place), message)];
}

function configReferences(spec: CanonicalSpec): readonly Reference[] {
  return CONFIG_REFERENCES.map(([member]) => {
    const name: unknown = spec[member]?.name;
    return { place: [member, 'name'], value: typeof name === 'string' ? name : undefined };
  });
}

/** A name and a key below a place; what is no text is for the schema to report. */
function keyReferences(place: Reference['place'], reference: unknown): readonly Reference[] {
  const { name, key } = readObject(reference);
  return [
    { place: [...place, 'name'], value: readString(name) },
    { place: [...place, 'key'], value: readText(key), isKey: true },
  ];
}

function legacyReferences(field: unknown): readonly Reference[] {
  return [
    ...keyReferences(['oidcConfig', 'configMap'], readMember(field, 'configMap')),
    ...keyReferences(['oidcConfig', 'inline', 'clientSecretRef'], readMember(field, 'inline', 'clientSecretRef')),
  ];
}

function envReferences({ valueFrom }: EnvVar, index: number): readonly Reference[] {
  if (valueFrom === undefined) return [];
  return (['secretKeyRef', 'configMapKeyRef'] as const).flatMap((source) => [
    { place: ['env', index, 'valueFrom', source, 'name'], value: valueFrom[source]?.name },
    { place: ['env', index, 'valueFrom', source, 'key'], value: valueFrom[source]?.key, isKey: true },
  ]);
}

function envFromReferences({ configMapRef, secretRef }: EnvFrom, index: number): readonly Reference[] {
  return [
    { place: ['envFrom', index, 'configMapRef', 'name'], value: configMapRef?.name },
    { place: ['envFrom', index, 'secretRef', 'name'], value: secretRef?.name },
  ];
}

function volumeReferences({ persistentVolumeClaim, configMap, secret }: Volume, index: number): readonly Reference[] {
  return [
    { place: ['volumes', index, 'persistentVolumeClaim', 'claimName'], value: persistentVolumeClaim?.claimName },
    { place: ['volumes', index, 'configMap', 'name'], value: configMap?.name },
    { place: ['volumes', index, 'secret', 'secretName'], value: secret?.secretName },
  ];
}

/** An empty `serviceAccount` counts as absent, and so does a pull secret without a name, which ToolHive's schema allows. */
function accountReferences({ serviceAccount, resourceOverrides, sessionStorage }: CanonicalSpec): readonly Reference[] {
  const pullSecrets = resourceOverrides?.proxyDeployment?.imagePullSecrets ?? [];
  const password = ['sessionStorage', 'passwordRef'];
  return [
    { place: ['serviceAccount'], value: serviceAccount === '' ? undefined : serviceAccount },
    ...pullSecrets.map(({ name }, index) => ({
      place: ['resourceOverrides', 'proxyDeployment', 'imagePullSecrets', index, 'name'],
      value: name === '' ? undefined : name,
    })),
    { place: [...password, 'name'], value: sessionStorage?.passwordRef?.name },
    { place: [...password, 'key'], value: sessionStorage?.passwordRef?.key, isKey: true },
  ];
}
