// Test harness: the chart's policy about what Metacontroller writes, with an account that stands for Metacontroller's.

import assert from 'node:assert/strict';
import { stringify } from 'yaml';
import { POSSIBLE_CHILD_RESOURCES } from '../../../functions/decode/controller.ts';
import { render, type Rendered, type Rendering } from '../../chart/render.ts';
import { type Cluster, makeNamespace } from '../cluster.ts';
import { actAs } from './act-as.ts';
import type { ApiAnswer, KubeClient, Method } from './kube-client.ts';
import { kubectl } from './kubectl.ts';
import { listPath } from './objects.ts';
import type { Case } from './child-corpus.ts';
import { waitFor } from './wait.ts';

/** Of a server that does not exist, which is enough where nothing is stored: the garbage collector removes its children. */
const UID = '5f3ac1e4-0000-4000-8000-000000000001';

/** An entry of metadata.ownerReferences. */
export type Owner = Readonly<Record<string, unknown>>;

/** The owner that Metacontroller adds. */
export function serverOwner(name: string, uid: string = UID): Owner {
  return { apiVersion: 'toolhive.stacklok.dev/v1beta1', kind: 'MCPServer', name, uid, controller: true };
}

/** Files with values, which decide all but whose policy it is. */
export type Preset = Required<Pick<Rendering, 'files'>>;

/** One release's policy on the cluster, and the account that it is about. */
export interface PolicyUnderTest {
  /** Has all rights, so that nobody but the policy refuses it anything. */
  readonly account: KubeClient;
  /** Renders and installs the policy anew with these values, or a preset, and waits until `isInForce` is answered with true. */
  readonly install: (values: readonly string[] | Preset, isInForce: () => Promise<boolean>) => Promise<void>;
  readonly remove: () => Promise<void>;
}

const ACCOUNT = 'controller';

/** Makes a namespace with the account; the release has the namespace's name. Nothing is installed yet. */
export async function preparePolicy(on: Cluster, namespace: string): Promise<PolicyUnderTest> {
  const created: string[] = [];
  const make = async (objects: readonly unknown[]): Promise<void> => {
    const text = objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join('\n---\n');
    created.push(text);
    const { code, stderr } = await kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], text);
    assert.equal(code, 0, stderr);
  };
  await makeNamespace(on, namespace);
  await make(accountWithAllRights(namespace));
  const account = await actAs(on, namespace, ACCOUNT);
  return {
    account,
    install: async (values, isInForce) => {
      await make(await policyOf(namespace, values));
      await waitFor('the policy', async () => ((await isInForce()) ? true : undefined));
    },
    remove: async () => {
      await kubectl(['delete', '--ignore-not-found', '--wait=false', '-f', '-'], created.join('\n---\n'));
    },
  };
}

function accountWithAllRights(namespace: string): readonly object[] {
  const account = { name: ACCOUNT, namespace };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', ...account }],
    },
  ];
}

async function policyOf(namespace: string, values: readonly string[] | Preset): Promise<readonly Rendered[]> {
  const where = [`metacontroller.namespace=${namespace}`, `metacontroller.serviceAccount=${ACCOUNT}`];
  // The level with the most rules of its own, unless a test says otherwise.
  const level = 'settings.podSecurity.enforce=baseline';
  const given = 'files' in values ? { ...values, set: where } : { set: [...where, level, ...values] };
  const objects = await render({ release: namespace, ...given });
  return objects.filter(({ kind, metadata }) => kind.includes('Policy') && metadata.name.endsWith('-children'));
}

/** The child as Metacontroller sends it: in a namespace of the test, with its label and its owner. */
export function owned(object: Rendered, namespace: string, uid: string = UID): Rendered {
  const server: string = object.metadata.labels?.['app.kubernetes.io/instance'] ?? 'a';
  const labels = { ...object.metadata.labels, 'controller-uid': uid };
  const metadata = { ...object.metadata, namespace, labels, ownerReferences: [serverOwner(server, uid)] };
  if (!('subjects' in object)) return { ...object, metadata };
  const subjects = structuredClone(object.subjects) as { namespace?: string }[];
  for (const subject of subjects) if (subject.namespace === object.metadata.namespace) subject.namespace = namespace;
  return { ...object, metadata, subjects } as Rendered;
}

/** How an object is sent. */
export interface Sending {
  readonly method?: Method;
  /** Part of the object's path, such as `/scale`. */
  readonly subresource?: string;
  /** Whether it is stored; otherwise it is a dry run. */
  readonly stored?: boolean;
}

/** Sends an object; what has been made before it is changed by `PUT`, `APPLY` and `MERGE`. */
export function send(client: KubeClient, object: Rendered, sending: Sending = {}): Promise<ApiAnswer> {
  const { method = 'POST' } = sending;
  return client.request(method, `${pathOf(object, sending)}?${optionsOf(sending)}`, object);
}

function pathOf({ apiVersion, kind, metadata }: Rendered, { method = 'POST', subresource = '' }: Sending): string {
  const known = POSSIBLE_CHILD_RESOURCES.find((child) => child.kind === kind);
  const resource = known?.resource ?? `${kind.toLowerCase()}s`;
  const list = listPath({ apiVersion, resource }, metadata.namespace ?? '');
  return method === 'POST' ? list : `${list}/${metadata.name}${subresource}`;
}

function optionsOf({ method, stored = false }: Sending): string {
  const apply = method === 'APPLY' ? ['fieldManager=metacontroller', 'force=true'] : [];
  return [...(stored ? [] : ['dryRun=All']), ...apply].join('&');
}

/** Fails unless the policy refuses the answer with a sentence that has these words. */
export function assertRefused({ status, body }: ApiAnswer, words: string, about = ''): void {
  // A rule that cannot be evaluated refuses with 422.
  assert.equal(status, 403, `${about}: ${body.message}`);
  assert.ok(body.message.includes('-children') && body.message.includes(words), `${about}: ${body.message}`);
}

/** Fails unless the API server takes it. */
export function assertTaken({ status, body }: ApiAnswer, about: string): void {
  assert.ok(status === 200 || status === 201, `${about}: ${status} ${body.message}`);
}

/** Fails unless the API server takes all of these as children of the namespace. */
export async function assertAllTaken(
  client: KubeClient,
  namespace: string,
  children: readonly Rendered[],
): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop -- one request at a time
  for (const child of children)
    assertTaken(await send(client, owned(child, namespace)), `${child.kind} ${child.metadata.name}`);
}

/** Sends a case as a child of the namespace and fails unless it comes back as it says. */
export async function checkCase(
  client: KubeClient,
  namespace: string,
  ...[each, sending]: readonly [Case, Sending?]
): Promise<void> {
  const answer = await send(client, owned(each.object, namespace), sending);
  if (each.refused.length === 0) return assertTaken(answer, each.says);
  const words = each.refused.find((part) => answer.body.message?.includes(part)) ?? each.refused.join(' or ');
  assertRefused(answer, words, each.says);
}
