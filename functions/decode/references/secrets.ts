// Reference: Secrets that the spec names, only with the setting rollout.onSecretChange. Their contents never leave this file.

import { readObject, readObjects, readText } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import { readKeyRef } from './fields.ts';
import { sha256Hex } from '../../kube/sha256.ts';
import { findObject, type ObjectMap } from '../observed.ts';
import type { Server } from '../server.ts';
import type { Settings } from '../settings.ts';
import type { Reference, RelatedRules } from './reference.ts';

const SECRET = { apiVersion: 'v1', kind: 'Secret' };

/**
 * Hexadecimal digits of a hash that people can read in a pod template. 32 bits tell a change, but leave a guess at a weak
 * password among millions of others that fit as well.
 */
const HASH_LENGTH = 8;

/** A Secret, and the one key of it that counts; without a key all of them do. */
interface UsedSecret {
  readonly name: string;
  readonly key?: string;
  /** Pods start without it. */
  readonly isOptional?: boolean;
}

/** What has to be asked for. */
export const askSecrets: RelatedRules = (server, settings) => {
  if (!settings.rollout.onSecretChange) return [];
  const [first, ...others] = namesOf([...proxySecrets(server, settings), ...backendSecrets(server)]);
  if (first === undefined) return [];
  return [{ apiVersion: 'v1', resource: 'secrets', namespace: server.namespace, names: [first, ...others] }];
};

/** Changes of Secrets, by the pods that use them. Those that only a config object names cannot be asked for. */
export const SECRETS: Reference = {
  resolve: ({ server, related, settings }) => {
    const [proxy, backend] = [proxySecrets(server, settings), backendSecrets(server)];
    const names = namesOf([...proxy, ...backend]);
    if (!settings.rollout.onSecretChange) return names.length > 0 ? { unseenSecrets: names } : {};
    const missing = namesOf(required([...proxy, ...backend])).filter(
      (name) => findSecret(name, server, related) === undefined,
    );
    return {
      ...(missing.length > 0 && { missingSecrets: missing }),
      secretHashes: {
        ...(proxy.length > 0 && { proxy: hashOf(proxy, server, related) }),
        ...(backend.length > 0 && { backend: hashOf(backend, server, related) }),
      },
    };
  },
};

function required(used: readonly UsedSecret[]): readonly UsedSecret[] {
  return used.filter(({ isOptional }) => isOptional !== true);
}

/** Null while something is not there that pods cannot start without: whoever replaces a Secret may delete it first. */
function hashOf(used: readonly UsedSecret[], server: Server, related: ObjectMap): string | null {
  const isThere = ({ name, key }: UsedSecret): boolean => {
    const secret = findSecret(name, server, related);
    return secret !== undefined && (key === undefined || Object.hasOwn(readObject(secret, 'data'), key));
  };
  if (!required(used).every(isThere)) return null;
  const parts = used.map(({ name, key }) => {
    const secret = findSecret(name, server, related);
    const data = readObject(secret, 'data');
    const keys = key === undefined ? Object.keys(data).toSorted() : [key];
    return [name, ...keys.map((one) => [one, Object.hasOwn(data, one) ? data[one] : null])];
  });
  return sha256Hex(JSON.stringify([server.namespace, server.name, parts])).slice(0, HASH_LENGTH);
}

function findSecret(name: string, { namespace }: Server, related: ObjectMap): KubeObject | undefined {
  return findObject(related, SECRET, { namespace, name });
}

/** Each once, in order. */
function namesOf(used: readonly UsedSecret[]): readonly string[] {
  return [...new Set(used.map(({ name }) => name))].toSorted();
}

/** Redis, and the client secret of the legacy field. */
function proxySecrets({ spec, legacy }: Server, { redis }: Settings): readonly UsedSecret[] {
  const { sessionStorage } = spec;
  const password = sessionStorage === undefined ? redis?.passwordSecret : sessionStorage.passwordRef;
  const inline = readObject({ ...legacy }, 'oidcConfig', 'inline');
  return [password, readKeyRef(inline, 'clientSecretRef')].filter((secret) => secret !== undefined);
}

/** Variables and volumes of the spec and of its pod template, the latter in the form in which it is applied. */
function backendSecrets({ spec, podTemplate }: Server): readonly UsedSecret[] {
  const pod = readObject({ ...podTemplate?.patch }, 'spec');
  const containers = [...readObjects(pod, 'containers'), ...readObjects(pod, 'initContainers')];
  const own: Fields = { env: spec.env, envFrom: spec.envFrom };
  return [
    ...readObjects({ ...spec }, 'secrets').flatMap(({ name, key }) => boundSecret(name, key)),
    ...[own, ...containers].flatMap(variableSecrets),
    ...volumeSecrets({ volumes: spec.volumes }),
    ...volumeSecrets(pod),
  ];
}

/** The spec may not have passed its schema. */
function boundSecret(name: unknown, key: unknown): readonly UsedSecret[] {
  return typeof name === 'string' && typeof key === 'string' ? [{ name, key }] : [];
}

function variableSecrets(container: Fields): readonly UsedSecret[] {
  return [
    ...readObjects(container, 'env').flatMap((variable) => {
      const source = readObject(variable, 'valueFrom');
      const secret = readKeyRef(source, 'secretKeyRef');
      return secret === undefined ? [] : [{ ...secret, ...optionality(readObject(source, 'secretKeyRef')) }];
    }),
    ...readObjects(container, 'envFrom').flatMap((source) => named(readObject(source, 'secretRef'), 'name')),
  ];
}

/** A volume that lists its files uses these keys and no others; so do the parts of a projected volume. */
function volumeSecrets(pod: Fields): readonly UsedSecret[] {
  const volumes = readObjects(pod, 'volumes');
  const sources = volumes.flatMap((volume) => readObjects(volume, 'projected', 'sources'));
  return [
    ...volumes.flatMap((volume) => filesOf(readObject(volume, 'secret'), 'secretName')),
    ...sources.flatMap((source) => filesOf(readObject(source, 'secret'), 'name')),
  ];
}

function filesOf(source: Fields, member: string): readonly UsedSecret[] {
  const keys = readObjects(source, 'items').flatMap((item) => readText(item, 'key') ?? []);
  return named(source, member).flatMap((secret) =>
    keys.length === 0 ? [secret] : keys.map((key) => withKey(secret, key)),
  );
}

function withKey(secret: UsedSecret, key: string): UsedSecret {
  return { ...secret, key };
}

function named(source: Fields, member: string): readonly UsedSecret[] {
  const name = readText(source, member);
  return name === undefined ? [] : [{ name, ...optionality(source) }];
}

function optionality(source: Fields): Pick<UsedSecret, 'isOptional'> {
  return source['optional'] === true ? { isOptional: true } : {};
}
