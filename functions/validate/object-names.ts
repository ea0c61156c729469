// Rule: names and keys of other objects that the spec refers to.

import type { EnvFrom, EnvVar, Volume } from '../../schemas/generated/mcp-server.ts';
import { CONFIG_REFERENCES } from '../decode/references/table.ts';
import type { CanonicalSpec } from '../decode/server.ts';
import { at, type Finding } from '../kube/finding.ts';
import { isDataKey, isObjectName } from '../kube/object-name.ts';
import { readObject, readString } from '../kube/json-reader.ts';
import { isObject } from '../kube/object.ts';
import { quote } from './quote.ts';
import { finding, type ValidationInput } from './rule.ts';

/** A name or key in the spec; `value` is absent where the spec has none. */
interface Reference {
  readonly path: string;
  readonly value: string | undefined;
  readonly isKey?: boolean;
}

/** Every reference has a name, and a key, that something can have. Whether it exists is a question for /sync and the pods. */
export function validateObjectNames({ server: { spec, legacy } }: ValidationInput): readonly Finding[] {
  return [
    ...configReferences(spec),
    ...keyReferences('spec.authzConfig.configMap', spec.authzConfig?.configMap),
    ...legacyReferences(legacy.oidcConfig),
    ...(spec.env ?? []).flatMap(envReferences),
    ...(spec.envFrom ?? []).flatMap(envFromReferences),
    ...(spec.volumes ?? []).flatMap(volumeReferences),
    ...(spec.secrets ?? []).flatMap(({ name, key }, index) => [
      { path: at('spec.secrets', index, 'name'), value: name },
      { path: at('spec.secrets', index, 'key'), value: key, isKey: true },
    ]),
    ...accountReferences(spec),
  ].flatMap(validateReference);
}

function validateReference({ path, value, isKey = false }: Reference): readonly Finding[] {
  if (value === undefined || (isKey ? isDataKey(value) : isObjectName(value))) return [];
  const message = isKey
    ? `No key can be ${quote(value)}; keys have letters, digits, -, _ and . only and do not begin with two dots.`
    : `No object can be called ${quote(value)}; names have lower-case letters, digits, - and . only.`;
  return [finding('MCP011', path, message)];
}

function configReferences(spec: CanonicalSpec): readonly Reference[] {
  return CONFIG_REFERENCES.map(([member]) => {
    const reference: unknown = spec[member];
    const name = isObject(reference) ? reference['name'] : undefined;
    return { path: at('spec', member, 'name'), value: readString(name) };
  });
}

/** A name and a key below a place; what is no text is for the schema to report. */
function keyReferences(path: string, reference: unknown): readonly Reference[] {
  const { name, key } = readObject(reference);
  return [
    { path: at(path, 'name'), value: readString(name) },
    { path: at(path, 'key'), value: typeof key === 'string' && key !== '' ? key : undefined, isKey: true },
  ];
}

function legacyReferences(field: unknown): readonly Reference[] {
  if (!isObject(field)) return [];
  const inline = readObject(field, 'inline');
  return [
    ...keyReferences('spec.oidcConfig.configMap', field['configMap']),
    ...keyReferences('spec.oidcConfig.inline.clientSecretRef', inline['clientSecretRef']),
  ];
}

function envReferences({ valueFrom }: EnvVar, index: number): readonly Reference[] {
  return (['secretKeyRef', 'configMapKeyRef'] as const).flatMap((source) => {
    const path = at('spec.env', index, 'valueFrom', source);
    return [
      { path: at(path, 'name'), value: valueFrom?.[source]?.name },
      { path: at(path, 'key'), value: valueFrom?.[source]?.key, isKey: true },
    ];
  });
}

function envFromReferences({ configMapRef, secretRef }: EnvFrom, index: number): readonly Reference[] {
  return [
    { path: at('spec.envFrom', index, 'configMapRef', 'name'), value: configMapRef?.name },
    { path: at('spec.envFrom', index, 'secretRef', 'name'), value: secretRef?.name },
  ];
}

function volumeReferences({ persistentVolumeClaim, configMap, secret }: Volume, index: number): readonly Reference[] {
  const path = at('spec.volumes', index);
  return [
    { path: at(path, 'persistentVolumeClaim', 'claimName'), value: persistentVolumeClaim?.claimName },
    { path: at(path, 'configMap', 'name'), value: configMap?.name },
    { path: at(path, 'secret', 'secretName'), value: secret?.secretName },
  ];
}

/** An empty `serviceAccount` counts as absent, as in ToolHive. */
function accountReferences({ serviceAccount, resourceOverrides, sessionStorage }: CanonicalSpec): readonly Reference[] {
  const pullSecrets = resourceOverrides?.proxyDeployment?.imagePullSecrets ?? [];
  const password = 'spec.sessionStorage.passwordRef';
  return [
    { path: 'spec.serviceAccount', value: serviceAccount === '' ? undefined : serviceAccount },
    ...pullSecrets.map(({ name = '' }, index) => ({
      path: at('spec.resourceOverrides.proxyDeployment.imagePullSecrets', index, 'name'),
      value: name,
    })),
    { path: at(password, 'name'), value: sessionStorage?.passwordRef?.name },
    { path: at(password, 'key'), value: sessionStorage?.passwordRef?.key, isKey: true },
  ];
}
