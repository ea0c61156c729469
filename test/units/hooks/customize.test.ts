// Unit: /customize asks for exact names or labels in the parent's namespace only.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import type { KubeObject } from '../../../functions/kube/object.ts';
import { CONTROLLER } from '../../examples/example.ts';
import type { RelatedRule } from '../../../functions/decode/related-rule.ts';
import { otherRules } from '../child-name-rules.ts';
import { ask, CONTEXT, PARENT } from './requests.ts';

function allRules(spec: Readonly<Record<string, unknown>>, settings = DEFAULT_SETTINGS): readonly RelatedRule[] {
  const parent: KubeObject = { ...PARENT, spec: { image: 'ghcr.io/example/a:1', ...spec } };
  const answer = ask('/customize', { controller: CONTROLLER, parent }, { ...CONTEXT, settings });
  return (answer.body as { readonly relatedResources: readonly RelatedRule[] }).relatedResources;
}

function rules(spec: Readonly<Record<string, unknown>>, settings = DEFAULT_SETTINGS): readonly RelatedRule[] {
  return otherRules(allRules(spec, settings), 'fetch');
}

const PODS = {
  apiVersion: 'v1',
  resource: 'pods',
  namespace: 'demo',
  labelSelector: { matchLabels: { 'toolhive-name': 'fetch' } },
};

test('customize: the pods of the server, by label', () => {
  assert.deepEqual(rules({}), [PODS]);
});

test('customize: nothing at all when pod details are off', () => {
  assert.deepEqual(rules({}, { ...DEFAULT_SETTINGS, status: { podDetails: false } }), []);
});

test('customize: the ConfigMap of a permission profile by name', () => {
  assert.deepEqual(rules({ permissionProfile: { type: 'configmap', name: 'p', key: 'k' } }), [
    { apiVersion: 'v1', resource: 'configmaps', namespace: 'demo', names: ['p'] },
    PODS,
  ]);
});

test('customize: a config kind is asked for only when the settings say that it is installed', () => {
  const spec = { toolConfigRef: { name: 't' } };
  assert.deepEqual(rules(spec), [PODS]);
  assert.deepEqual(
    rules(spec, {
      ...DEFAULT_SETTINGS,
      references: { ...DEFAULT_SETTINGS.references, configKinds: ['MCPToolConfig'] },
    }),
    [
      { apiVersion: 'toolhive.stacklok.dev/v1beta1', resource: 'mcptoolconfigs', namespace: 'demo', names: ['t'] },
      PODS,
    ],
  );
});

test('customize: whatever has the name of a child is asked for, so that nothing of somebody else is taken over', () => {
  const names = allRules({}).flatMap((rule) => (rule.names ?? []).map((name) => `${rule.resource}/${name}`));
  assert.deepEqual(names, [
    'serviceaccounts/fetch-proxy-runner',
    'serviceaccounts/fetch-sa',
    'configmaps/fetch-runconfig',
    'configmaps/fetch-authz-inline',
    'services/mcp-fetch-proxy',
    'services/mcp-fetch',
    'services/mcp-fetch-headless',
    'deployments/fetch',
    'statefulsets/fetch',
    'networkpolicies/fetch-mcp',
    'networkpolicies/fetch-proxy',
    'roles/fetch-proxy-runner',
    'rolebindings/fetch-proxy-runner',
  ]);
});

test('customize: an empty name never becomes an empty list of names, which would mean every object', () => {
  assert.deepEqual(rules({ permissionProfile: { type: 'configmap', name: '' } }), [PODS]);
});

test('customize: a request of another controller is refused', () => {
  assert.equal(ask('/customize', { controller: {}, parent: PARENT }).status, 400);
  assert.equal(ask('/customize', { controller: { ...CONTROLLER, spec: {} }, parent: PARENT }).status, 500);
});

/** How often `/customize` looks at the containers of a pod template. */
function looksAtTemplate(onSecretChange: boolean): number {
  let looks = 0;
  const spec = {
    get containers() {
      looks += 1;
      return [{ name: 'mcp' }];
    },
  };
  allRules({ podTemplateSpec: { spec } }, { ...DEFAULT_SETTINGS, rollout: { onSecretChange } });
  return looks;
}

test('customize: a pod template is read only where its Secrets are asked for', () => {
  assert.ok(looksAtTemplate(false) < looksAtTemplate(true));
});
