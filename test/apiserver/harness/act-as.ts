// Test harness: requests with the token of a ServiceAccount, as its pod would make them.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Cluster } from '../cluster.ts';
import { connect, type KubeClient } from './kube-client.ts';

interface Kubeconfig {
  readonly users: readonly { readonly name: string }[];
}

/** A kubeconfig file with the token of an account that exists; the file goes with this process. */
export async function kubeconfigOf(on: Cluster, namespace: string, account: string): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`;
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const answer = await on.request('POST', path, request);
  assert.equal(answer.status, 201, answer.body.message);
  const { token } = answer.body.status as { readonly token?: string };
  const config = parse(readFileSync(on.kubeconfig, 'utf8')) as Kubeconfig;
  const users = config.users.map(({ name }) => ({ name, user: { token } }));
  const folder = mkdtempSync(join(tmpdir(), 'toolhive-account-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, stringify({ ...config, users }), { mode: 0o600 });
  return file;
}

/** A client with the token of an account that exists. */
export async function actAs(on: Cluster, namespace: string, account: string): Promise<KubeClient> {
  return connect(await kubeconfigOf(on, namespace, account));
}
