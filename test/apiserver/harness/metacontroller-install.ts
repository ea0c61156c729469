// Test harness: what a real Metacontroller needs in the cluster: definitions, the rights that the chart's values give, a controller.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { CHILD_RESOURCES, listChildResources } from '../../../functions/decode/controller.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import type { CompositeController } from '../../../functions/simulator/composite-controller.ts';
import { CHART } from '../../chart/helm.ts';
import { render } from '../../chart/render.ts';
import type { Cluster } from '../cluster.ts';
import type { HookAddress } from './hook-server.ts';
import { waitFor } from './wait.ts';
import type { WireObject } from './wire.ts';

/** Of Metacontroller's namespace, service account and role. */
const NAME = 'metacontroller';

/** Where CompositeControllers are. */
export const CONTROLLERS = '/apis/metacontroller.k8s.io/v1alpha1/compositecontrollers';

/** Makes Metacontroller's kinds known; `file` is what its distribution has as definitions. */
export async function installDefinitions(on: Cluster, file: string): Promise<void> {
  const crds = parseAllDocuments(readFileSync(file, 'utf8')).flatMap(
    (text) => (text.toJS() as WireObject | null) ?? [],
  );
  await Promise.all(
    crds.map((crd) => apply(on, `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${crd.metadata.name}`, crd)),
  );
  await waitFor('CompositeControllers', () => on.get(CONTROLLERS));
}

/** Stands in `metacontroller-values.yaml` as a comment, for those who switch `rollout.onSecretChange` on. */
const READ_SECRETS = { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] };

/** A service account with the ClusterRole of `metacontroller-values.yaml`; resolves to a token of it. */
export async function installRights(
  on: Cluster,
  {
    readsSecrets = false,
    settings = DEFAULT_SETTINGS,
  }: { readonly readsSecrets?: boolean; readonly settings?: Settings } = {},
): Promise<string> {
  const text = readFileSync(join(CHART, 'metacontroller-values.yaml'), 'utf8');
  const values = parse(text) as { readonly clusterRole: { readonly rules: readonly object[] } };
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: NAME };
  const account = { kind: 'ServiceAccount', name: NAME, namespace: NAME };
  await apply(on, `/api/v1/namespaces/${NAME}`, named('Namespace'));
  await apply(on, `/api/v1/namespaces/${NAME}/serviceaccounts/${NAME}`, named('ServiceAccount'));
  await apply(on, `${rbac}/clusterroles/${NAME}`, {
    apiVersion,
    kind: 'ClusterRole',
    metadata: { name: NAME },
    rules: [...values.clusterRole.rules, ...rulesOfChoice(text, settings), ...(readsSecrets ? [READ_SECRETS] : [])],
  });
  await apply(on, `${rbac}/clusterrolebindings/${NAME}`, {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: NAME },
    roleRef,
    subjects: [account],
  });
  const answer = await on.request('POST', `/api/v1/namespaces/${NAME}/serviceaccounts/${NAME}/token`, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: 3600 },
  });
  return (answer.body as unknown as { readonly status: { readonly token: string } }).status.token;
}

/** Rules that stand there as comments, for the kinds that these settings add. */
function rulesOfChoice(text: string, settings: Settings): readonly object[] {
  const plain = new Set(CHILD_RESOURCES.map(({ resource }) => resource));
  const added = listChildResources(settings).filter(({ resource }) => !plain.has(resource));
  const rules = [...text.matchAll(/^ *# - (\{apiGroups: .*\})$/gm)].map(([, rule]) => parse(rule ?? '') as Rule);
  return added.flatMap(({ resource }) => rules.find(({ resources }) => resources.includes(resource)) ?? []);
}

interface Rule {
  readonly resources: readonly string[];
}

const POLICIES: Readonly<Record<string, string>> = {
  ValidatingAdmissionPolicy: 'validatingadmissionpolicies',
  ValidatingAdmissionPolicyBinding: 'validatingadmissionpolicybindings',
};

/** The chart's policies about what this account may do. */
export async function installPolicies(on: Cluster, { companions }: Settings = DEFAULT_SETTINGS): Promise<void> {
  const policies = (await render({ json: [`settings.companions=${JSON.stringify(companions)}`] })).filter(
    ({ kind }) => POLICIES[kind] !== undefined,
  );
  if (policies.length === 0) throw new Error('the chart renders no policy about Metacontroller');
  await Promise.all(
    policies.map((policy) =>
      apply(on, `/apis/${policy.apiVersion}/${POLICIES[policy.kind]}/${policy.metadata.name}`, policy),
    ),
  );
}

/** A CompositeController for these hooks. */
export async function installController(
  on: Cluster,
  { url, caPem }: HookAddress,
  { apiVersion, kind, metadata, spec }: CompositeController,
): Promise<void> {
  const endpointConfigs = [{ host: new URL(url).host, caBundle: { inline: caPem } }];
  await apply(on, `${CONTROLLERS}/${metadata.name}`, {
    apiVersion,
    kind,
    metadata,
    // One of the chart says itself how its hooks are reached.
    spec: { endpointConfigs, ...spec },
  });
}

function named(kind: string): object {
  return { apiVersion: 'v1', kind, metadata: { name: NAME } };
}

async function apply(on: Cluster, path: string, object: object): Promise<void> {
  const { status, body } = await on.request('APPLY', `${path}?fieldManager=toolhive-tests&force=true`, object);
  if (status >= 300) throw new Error(`${path} is refused: ${body.message}`);
}
