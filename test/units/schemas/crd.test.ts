// The CRD's facts that clients, tools and ToolHive's own objects rely on. Expected values: ToolHive v0.44 and its history.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CRD, crdVersion, field, fields } from './crd.ts';

test('CRD: names, scope and label are those of ToolHive', () => {
  assert.equal(CRD.metadata.name, 'mcpservers.toolhive.stacklok.dev');
  assert.equal(CRD.metadata.labels['toolhive.stacklok.dev/auto-migrate-storage-version'], 'true');
  assert.equal(CRD.spec.group, 'toolhive.stacklok.dev');
  assert.equal(CRD.spec.scope, 'Namespaced');
  assert.deepEqual(CRD.spec.names, {
    kind: 'MCPServer',
    listKind: 'MCPServerList',
    plural: 'mcpservers',
    singular: 'mcpserver',
    shortNames: ['mcpserver', 'mcpservers'],
    categories: ['toolhive'],
  });
  assert.equal(CRD.spec.conversion?.strategy ?? 'None', 'None');
});

test('CRD: v1beta1 is stored, v1alpha1 is served and deprecated with a warning that names v1beta1', () => {
  assert.deepEqual(CRD.spec.versions.map(({ name }) => name).toSorted(), ['v1alpha1', 'v1beta1']);
  const beta = crdVersion('v1beta1');
  assert.deepEqual([beta.served, beta.storage, beta.deprecated], [true, true, undefined]);
  const alpha = crdVersion('v1alpha1');
  assert.deepEqual([alpha.served, alpha.storage, alpha.deprecated], [true, false, true]);
  assert.match(alpha.deprecationWarning ?? '', /v1beta1/);
});

test('CRD: both versions have the same schema, columns and subresources', () => {
  const { schema, additionalPrinterColumns, subresources } = crdVersion('v1beta1');
  const alpha = crdVersion('v1alpha1');
  assert.deepEqual(alpha.schema, schema);
  assert.deepEqual(alpha.additionalPrinterColumns, additionalPrinterColumns);
  assert.deepEqual(alpha.subresources, subresources);
  assert.deepEqual(subresources, { status: {} });
});

test('CRD: kubectl get prints phase, readiness, replicas, address and age, and wide what is open, why it is not ready, and what runs', () => {
  assert.deepEqual(
    crdVersion('v1beta1').additionalPrinterColumns.map(({ name, type, priority = 0, jsonPath }) => [
      name,
      type,
      priority,
      jsonPath,
    ]),
    [
      ['Status', 'string', 0, '.status.phase'],
      ['Ready', 'string', 0, ".status.conditions[?(@.type=='Ready')].status"],
      ['Replicas', 'integer', 0, '.status.readyReplicas'],
      ['URL', 'string', 0, '.status.url'],
      ['Age', 'date', 0, '.metadata.creationTimestamp'],
      ['Permissions', 'string', 1, ".status.conditions[?(@.type=='NetworkOpen')].message"],
      ['Backend', 'string', 1, ".status.conditions[?(@.type=='BackendReady')].reason"],
      ['Proxy', 'string', 1, ".status.conditions[?(@.type=='ProxyReady')].reason"],
      ['Transport', 'string', 1, '.spec.transport'],
      ['Image', 'string', 1, '.spec.image'],
    ],
  );
});

test('CRD: the schema defaults are those of ToolHive but for proxyPort, which would hide a legacy port', () => {
  const defaults = [...fields()]
    .filter(([, schema]) => 'default' in schema)
    .map(([path, schema]) => [path, schema.default]);
  assert.deepEqual(Object.fromEntries(defaults), {
    'spec.transport': 'stdio',
    'spec.proxyMode': 'streamable-http',
    'spec.sessionAffinity': 'ClientIP',
    'spec.trustProxyHeaders': false,
    'spec.volumes[].readOnly': false,
    'spec.permissionProfile.type': 'builtin',
    'spec.authzConfig.type': 'configMap',
    'spec.authzConfig.configMap.key': 'authz.json',
    'spec.authzConfig.inline.entitiesJson': '[]',
    'spec.authServerRef.kind': 'MCPExternalAuthConfig',
    'spec.sessionStorage.db': 0,
    'spec.audit.enabled': false,
    'spec.resourceOverrides.proxyDeployment.imagePullSecrets[].name': '',
  });
});

test('CRD: lists with keys refuse the same entry twice, all other lists are atomic', () => {
  const keyed = [...fields()].filter(([, schema]) => schema['x-kubernetes-list-type'] === 'map');
  assert.deepEqual(Object.fromEntries(keyed.map(([path, schema]) => [path, schema['x-kubernetes-list-map-keys']])), {
    'spec.env': ['name'],
    'spec.volumes': ['name'],
    'spec.secrets': ['name', 'key'],
    'spec.resourceOverrides.proxyDeployment.env': ['name'],
    'spec.rateLimiting.tools': ['name'],
    'status.conditions': ['type'],
  });
  for (const [path, schema] of fields()) {
    if (schema.type !== 'array') continue;
    assert.match(String(schema['x-kubernetes-list-type']), /^(map|atomic)$/, path);
  }
});

test('CRD: every value set that ToolHive or an older release had is accepted', () => {
  const enums = [...fields()].filter(([, schema]) => schema.enum !== undefined);
  assert.deepEqual(Object.fromEntries(enums.map(([path, schema]) => [path, schema.enum?.toSorted()])), {
    'spec.transport': ['sse', 'stdio', 'streamable-http'],
    'spec.proxyMode': ['sse', 'streamable-http'],
    'spec.permissionProfile.type': ['builtin', 'configmap', 'inline'],
    'spec.authzConfig.type': ['configMap', 'inline'],
    'spec.authServerRef.kind': ['MCPExternalAuthConfig'],
    'spec.sessionAffinity': ['ClientIP', 'None'],
    'spec.sessionStorage.provider': ['memory', 'redis'],
    'spec.oidcConfig.type': ['configMap', 'configmap', 'inline', 'kubernetes'],
    'status.phase': ['Failed', 'Pending', 'Ready', 'Stopped', 'Terminating'],
    'status.conditions[].status': ['False', 'True', 'Unknown'],
  });
});

test('CRD: ports are 1 to 65535 under their new and their legacy names', () => {
  for (const name of ['proxyPort', 'mcpPort', 'port', 'targetPort']) {
    const { type, minimum, maximum } = field(`spec.${name}`);
    assert.deepEqual([type, minimum, maximum], ['integer', 1, 65535], name);
  }
});

test('CRD: groupRef has no type, so that the string of old releases is stored and translated', () => {
  const { description: _, ...groupRef } = field('spec.groupRef');
  assert.deepEqual(groupRef, { 'x-kubernetes-preserve-unknown-fields': true });
});

test('CRD: nothing of a pod template, a legacy object or an inline profile is dropped in silence', () => {
  const open = [
    'spec.podTemplateSpec',
    'spec.oidcConfig',
    'spec.oidcConfig.inline',
    'spec.telemetry',
    'spec.telemetry.openTelemetry',
    'spec.permissionProfile.inline',
    'spec.permissionProfile.inline.network.outbound',
    'spec.volumes[].ephemeral.volumeClaimTemplate.spec',
  ];
  for (const path of open) assert.equal(field(path)['x-kubernetes-preserve-unknown-fields'], true, path);
});

test('CRD: status has every field that clients of ToolHive read', () => {
  assert.deepEqual(Object.keys(field('status').properties ?? {}).toSorted(), [
    'authServerConfigHash',
    'authzConfigHash',
    'conditions',
    'externalAuthConfigHash',
    'message',
    'observedGeneration',
    'oidcConfigHash',
    'phase',
    'readyReplicas',
    'telemetryConfigHash',
    'toolConfigHash',
    'url',
    'webhookConfigHash',
  ]);
});

test('CRD: only what ToolHive requires is required', () => {
  assert.deepEqual(field('spec').required, ['image']);
  assert.deepEqual(field('spec.env[]').required, ['name']);
  assert.deepEqual(field('spec.secrets[]').required, ['name', 'key']);
  assert.deepEqual(field('spec.oidcConfigRef').required, ['name', 'audience']);
  assert.equal(field('spec.permissionProfile').required, undefined);
  assert.equal(field('spec.authzConfig').required, undefined);
});

const RULES: Readonly<Record<string, readonly RegExp[]>> = {
  spec: [
    /authzConfig and authzConfigRef/,
    /rateLimiting counts in Redis/,
    /rateLimiting\.perUser needs to know the user/,
    /perUser of a tool/,
    /port is the legacy name of proxyPort/,
    /targetPort is the legacy name of mcpPort/,
    /oidcConfig is the legacy form/,
    /telemetry is the legacy form/,
  ],
  'spec.env[]': [/either value or valueFrom/],
  'spec.env[].valueFrom': [/exactly one of/],
  'spec.envFrom[]': [/either configMapRef or secretRef/],
  'spec.volumes[]': [/exactly one of/],
  'spec.permissionProfile': [/inline holds the profile/, /name is needed/],
  'spec.authzConfig': [/configMap names the policies/, /inline holds the policies/],
  'spec.sessionStorage': [/address is needed/],
  'spec.rateLimiting': [/at least one of/],
  'spec.rateLimiting.tools[]': [/shared or perUser/],
  'spec.resources.limits.cpu': [/a quantity such as/],
  'spec.rateLimiting.shared.refillPeriod': [/a duration such as/],
};

for (const [path, messages] of Object.entries(RULES)) {
  test(`CRD: ${path} has its CEL rules, each with a sentence`, () => {
    const rules = field(path)['x-kubernetes-validations'] ?? [];
    assert.equal(rules.length, messages.length);
    for (const message of messages)
      assert.equal(rules.filter((rule) => message.test(rule.message)).length, 1, String(message));
  });
}

test('CRD: a name that its proxy Service could not have is refused', () => {
  const { maxLength, pattern } = field('metadata.name');
  assert.equal(`mcp-${'n'.repeat(Number(maxLength))}-proxy`.length, 63);
  assert.match('a-1', new RegExp(String(pattern), 'u'));
  assert.doesNotMatch('a.b', new RegExp(String(pattern), 'u'));
});

test('CRD: it holds only what a structural schema may hold', () => {
  for (const [path, schema] of fields()) {
    for (const keyword of ['$ref', '$defs', 'title', 'x-pattern-means', 'oneOf', 'anyOf', 'patternProperties']) {
      assert.ok(!(keyword in schema), `${keyword} at ${path}`);
    }
    const untyped =
      schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
    assert.ok(schema.type !== undefined || untyped, `no type at ${path}`);
    assert.ok(
      path.endsWith('.*') ||
        path.endsWith('[]') ||
        path.startsWith('metadata') ||
        path === '' ||
        schema.description !== undefined,
      `no description at ${path}`,
    );
  }
});

test('CRD: no field is called like a member of every JavaScript object', () => {
  const names = [...fields().keys()].map((path) => path.split('.').at(-1)?.replaceAll('[]', '') ?? '');
  assert.deepEqual(
    names.filter((name) => name in Object.prototype),
    [],
  );
});
