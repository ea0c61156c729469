// Reference: where an embedded authorization server keeps sessions and clients: in memory, or in Redis.

import { readObject, readText } from '../../../kube/json-reader.ts';
import type { Fields } from '../../../kube/object.ts';
import { readKeyRef } from '../fields.ts';
import { fail, ok, type Result } from '../../../kube/result.ts';
import type { Server } from '../../server.ts';
import {
  COUNT,
  DURATION,
  FLAG,
  type Member,
  objectOf,
  type ReadMember,
  readMembers,
  secretIn,
  TEXT,
  TEXTS,
} from './members.ts';
import { redisAuthorityFile, type SecretFile, type SecretVariable } from './secrets.ts';

/** What `storage` says; nothing at all means memory. */
export interface AuthServerStorage {
  /** As the proxy reads it. */
  readonly config?: Fields;
  readonly files: readonly SecretFile[];
  readonly variables: readonly SecretVariable[];
}

const USERNAME = 'TOOLHIVE_AUTH_SERVER_REDIS_USERNAME';
const PASSWORD = 'TOOLHIVE_AUTH_SERVER_REDIS_PASSWORD';
/** Port of sentinels when none is given, as in ToolHive. */
const SENTINEL_PORT = 26_379;
/** The only way to sign in that the proxy has; without a user name the password alone is sent. */
const AUTH_TYPE = 'aclUser';

const ADDRESS = /^[^\s:/]+:[0-9]{1,5}$|^\[[^\]\s]+\]:[0-9]{1,5}$/;

const HOST_AND_PORT: ReadMember = (value, path) =>
  typeof value === 'string' && ADDRESS.test(value) ? ok(value) : fail(`${path} must be host:port.`);

const ACCOUNT: readonly Member[] = [
  { name: 'usernameSecretRef', as: 'username_env_var', read: secretIn(USERNAME) },
  { name: 'passwordSecretRef', as: 'password_env_var', read: secretIn(PASSWORD), required: true },
];

function tlsMembers(of: 'master' | 'sentinel'): readonly Member[] {
  const authority: ReadMember = (value, path) => {
    const secret = readKeyRef({ value }, 'value');
    return secret === undefined
      ? fail(`${path} needs the name and the key of a Secret.`)
      : ok(redisAuthorityFile(of, secret).path);
  };
  return [
    { name: 'insecureSkipVerify', as: 'insecure_skip_verify', read: FLAG },
    { name: 'caCertSecretRef', as: 'ca_cert_file', read: authority },
  ];
}

/** Sentinels by address, or as a Service of the cluster. */
function readSentinels({ namespace }: Server): ReadMember {
  const members: readonly Member[] = [
    { name: 'masterName', as: 'master_name', read: TEXT, required: true },
    { name: 'sentinelAddrs', as: 'sentinel_addrs', read: TEXTS },
    { name: 'sentinelService', as: 'sentinel_addrs', read: readSentinelService(namespace) },
    { name: 'db', as: 'db', read: COUNT },
  ];
  return (value, path) => {
    const fields = readObject(value);
    const ways = ['sentinelAddrs', 'sentinelService'].filter((way) => fields[way] !== undefined);
    if (ways.length !== 1) return fail(`${path} needs either sentinelAddrs or sentinelService.`);
    const found = readMembers(fields, members, path);
    return found.ok ? ok(withoutZero(found.value)) : found;
  };
}

function readSentinelService(namespace: string): ReadMember {
  return (value, path) => {
    const fields = readObject(value);
    const name = readText(fields, 'name');
    if (name === undefined) return fail(`${path}.name is missing.`);
    const port = typeof fields['port'] === 'number' ? fields['port'] : SENTINEL_PORT;
    return ok([`${name}.${readText(fields, 'namespace') ?? namespace}.svc.cluster.local:${port}`]);
  };
}

function withoutZero({ db, ...rest }: Fields): Fields {
  return db === undefined || db === 0 ? rest : { ...rest, db };
}

function redisMembers(server: Server): readonly Member[] {
  return [
    { name: 'addr', as: 'addr', read: HOST_AND_PORT },
    { name: 'clusterMode', as: 'cluster_mode', read: FLAG },
    { name: 'sentinelConfig', as: 'sentinel_config', read: readSentinels(server) },
    { name: 'aclUserConfig', as: 'acl_user_config', read: objectOf(ACCOUNT), required: true },
    { name: 'dialTimeout', as: 'dial_timeout', read: DURATION },
    { name: 'readTimeout', as: 'read_timeout', read: DURATION },
    { name: 'writeTimeout', as: 'write_timeout', read: DURATION },
    { name: 'tls', as: 'tls', read: objectOf(tlsMembers('master')) },
    { name: 'sentinelTls', as: 'sentinel_tls', read: objectOf(tlsMembers('sentinel')) },
  ];
}

/** `storage`. Keys in Redis begin with namespace and name, so that servers can share one. */
export function readStorage(storage: Fields, server: Server, path: string): Result<AuthServerStorage> {
  const type = readText(storage, 'type') ?? 'memory';
  if (type === 'memory') return ok({ files: [], variables: [] });
  if (type !== 'redis') return fail(`${path}.type must be memory or redis.`);
  const fields = readObject(storage, 'redis');
  const redis = readMembers(fields, redisMembers(server), `${path}.redis`);
  if (!redis.ok) return redis;
  const { addr, cluster_mode: isCluster, sentinel_config: sentinels } = redis.value;
  if ((addr === undefined) === (sentinels === undefined) || (isCluster === true && addr === undefined)) {
    return fail(`${path}.redis needs either addr or sentinelConfig; clusterMode goes with addr.`);
  }
  const key_prefix = `thv:auth:${server.namespace}:${server.name}:`;
  return ok({
    config: { type, redis_config: { ...redis.value, auth_type: AUTH_TYPE, key_prefix } },
    files: authorityFiles(fields),
    variables: accountVariables(readObject(fields, 'aclUserConfig')),
  });
}

function authorityFiles(redis: Fields): readonly SecretFile[] {
  const master = readKeyRef(readObject(redis, 'tls'), 'caCertSecretRef');
  const sentinel = readKeyRef(readObject(redis, 'sentinelTls'), 'caCertSecretRef');
  return [
    ...(master === undefined ? [] : [redisAuthorityFile('master', master)]),
    ...(sentinel === undefined ? [] : [redisAuthorityFile('sentinel', sentinel)]),
  ];
}

function accountVariables(account: Fields): readonly SecretVariable[] {
  const found = [
    { name: USERNAME, secret: readKeyRef(account, 'usernameSecretRef') },
    { name: PASSWORD, secret: readKeyRef(account, 'passwordSecretRef') },
  ];
  return found.flatMap(({ name, secret }) => (secret === undefined ? [] : [{ name, secret }]));
}
