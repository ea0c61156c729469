// ServiceAccounts, Role and RoleBinding.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildChildren } from '../../../functions/children/index.ts';
import { backendOf, childOf, type Given, compiledOf, type Loose } from './build.ts';
import { recompile } from '../../../functions/compile/compiled.ts';

const rulesOf = (given: Given): Loose => childOf(given, 'Role', 'demo-proxy-runner').rules;
const podOf = (spec: Loose): Loose => backendOf({ spec }).spec.template.spec;
const inPatch = (patch: Loose): Loose => ({ podTemplateSpec: { spec: patch } });
const withVault = (patch: Loose): Loose => ({
  podTemplateSpec: { metadata: { annotations: { 'vault.hashicorp.com/agent-inject': 'true' } }, spec: patch },
});

test('buildRole: HTTP transports are granted what every account has anyway', () => {
  for (const transport of ['sse', 'streamable-http']) {
    assert.deepEqual(rulesOf({ spec: { transport } }), [
      { apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectrulesreviews'], verbs: ['create'] },
    ]);
  }
});

test('buildRole: stdio may read its StatefulSet, list pods and attach to pod N-0', () => {
  assert.deepEqual(rulesOf({ spec: { transport: 'stdio' } }), [
    { apiGroups: ['apps'], resources: ['statefulsets'], resourceNames: ['demo'], verbs: ['get'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
    { apiGroups: [''], resources: ['pods/attach'], resourceNames: ['demo-0'], verbs: ['create'] },
  ]);
});

test('buildRoleBinding: the subject has no apiGroup, which would differ at each sync', () => {
  const { subjects, roleRef } = childOf({}, 'RoleBinding', 'demo-proxy-runner');
  assert.deepEqual(subjects, [{ kind: 'ServiceAccount', name: 'demo-proxy-runner', namespace: 'tools' }]);
  assert.deepEqual(roleRef, { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'demo-proxy-runner' });
});

test('buildBackendServiceAccount: made unless the spec names an account', () => {
  assert.notEqual(childOf({}, 'ServiceAccount', 'demo-sa'), undefined);
  assert.notEqual(childOf({ spec: { serviceAccount: '' } }, 'ServiceAccount', 'demo-sa'), undefined);
  assert.equal(childOf({ spec: { serviceAccount: 'cloud' } }, 'ServiceAccount', 'demo-sa'), undefined);
});

test('backendAccount: whose account, and whether its token is mounted', () => {
  const table: readonly [Loose, string, boolean | undefined][] = [
    [{}, 'demo-sa', false],
    [{ serviceAccount: 'cloud' }, 'cloud', undefined],
    [inPatch({ serviceAccountName: 'patched' }), 'patched', undefined],
    [inPatch({ serviceAccount: 'old-name' }), 'old-name', undefined],
    [{ serviceAccount: 'cloud', ...inPatch({ serviceAccountName: 'patched' }) }, 'cloud', undefined],
    [inPatch({ automountServiceAccountToken: true }), 'demo-sa', true],
    [withVault({}), 'demo-sa', true],
    [withVault({ automountServiceAccountToken: false }), 'demo-sa', false],
    [withVault({ serviceAccountName: 'patched' }), 'patched', undefined],
    [{ serviceAccount: 'cloud', ...inPatch({ automountServiceAccountToken: false }) }, 'cloud', false],
  ];
  for (const [spec, account, token] of table) {
    const pod = podOf(spec);
    assert.equal(pod.serviceAccountName, account, JSON.stringify(spec));
    assert.equal(pod.automountServiceAccountToken, token, JSON.stringify(spec));
    assert.equal('serviceAccount' in pod, false);
  }
});

test('buildChildren: a problem with a reference holds back everything that runs', () => {
  const compiled = compiledOf();
  const problem = { code: 'MCP070', level: 'error', path: 'spec.toolConfigRef', message: 'missing' } as const;
  const children = buildChildren(
    recompile(compiled, { references: { ...compiled.references, problems: [problem] } }),
    {},
  );
  assert.deepEqual(
    children.map(({ kind, metadata }) => `${kind}/${metadata.name}`),
    [
      'ServiceAccount/demo-proxy-runner',
      'Role/demo-proxy-runner',
      'RoleBinding/demo-proxy-runner',
      'ServiceAccount/demo-sa',
    ],
  );
});
