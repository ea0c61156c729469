// Webhook configurations: they match what the server serves, and follow Kubernetes' good practices.

import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { CONFIG_KINDS, configPlural } from '../../functions/decode/config-kinds.ts';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { helmTest } from './helm.ts';
import { only, type Part, type Rendered, render } from './render.ts';

const KINDS = { MutatingWebhookConfiguration: '/default', ValidatingWebhookConfiguration: '/validate' } as const;

function configurations(objects: readonly Rendered[]): readonly Part[] {
  return Object.keys(KINDS).flatMap((kind) => only(objects, kind).webhooks);
}

helmTest('webhooks: group, versions, plural, operations and path are those of the CRD and the server', async () => {
  const objects = await render({ crds: true, set: ['crds.configKinds=false'] });
  const { group, names, versions, scope } = only(objects, 'CustomResourceDefinition').spec;
  for (const [kind, path] of Object.entries(KINDS)) {
    const { webhooks } = only(objects, kind);
    assert.equal(webhooks.length, 1);
    const [{ rules, clientConfig }] = webhooks;
    assert.ok(Object.hasOwn(ROUTES, path));
    assert.equal(clientConfig.service.path, path);
    assert.equal(rules.length, 1);
    assert.deepEqual(rules[0].apiGroups, [group]);
    assert.deepEqual(rules[0].apiVersions.toSorted(), versions.map((version: Part) => version.name).toSorted());
    // No status, no scale, no finalizers: the controller's own writes are not held up.
    assert.deepEqual(rules[0].resources, [names.plural]);
    // A DELETE rule could make objects undeletable.
    assert.deepEqual(rules[0].operations, ['CREATE', 'UPDATE']);
    assert.equal(rules[0].scope, scope);
  }
});

helmTest(
  'webhooks: what servers refer to is judged in both versions, as far as the settings say that it is there',
  async () => {
    const [server, config] = only(await render({ crds: true }), 'ValidatingWebhookConfiguration').webhooks;
    const crds = (await render({ crds: true })).filter(({ kind }) => kind === 'CustomResourceDefinition');
    const others = crds.filter(({ spec }) => spec.names.kind !== 'MCPServer').map(({ spec }) => spec.names.plural);
    assert.deepEqual(new Set(others), new Set(CONFIG_KINDS.map(configPlural)));
    assert.deepEqual(config.rules, [{ ...server.rules[0], resources: others }]);
    assert.deepEqual(config.clientConfig, server.clientConfig);
    assert.deepEqual(config.matchConditions, server.matchConditions);
    const set = [
      'settings.references.configKinds={MCPToolConfig}',
      'metacontroller.parentLabelSelector.matchLabels.a=b',
    ];
    const [own, listed] = only(await render({ set }), 'ValidatingWebhookConfiguration').webhooks;
    assert.deepEqual(listed.rules[0].resources, ['mcptoolconfigs']);
    // They are shared by servers of every label.
    assert.deepEqual([own.objectSelector, listed.objectSelector], [{ matchLabels: { a: 'b' } }, undefined]);
    const defaulting = only(await render({ set }), 'MutatingWebhookConfiguration').webhooks;
    assert.equal(defaulting.length, 1);
  },
);

helmTest('webhooks: the Service, its port, the pods and the certificate belong together', async () => {
  const objects = await render({ release: 'hooks', namespace: 'tools', set: ['service.port=8444'] });
  const service = only(objects, 'Service');
  const deployment = only(objects, 'Deployment');
  const container = deployment.spec.template.spec.containers[0];
  const labels = deployment.spec.template.metadata.labels;
  for (const [key, value] of Object.entries(service.spec.selector)) assert.equal(labels[key], value);
  const secret = only(objects, 'Secret', `${service.metadata.name}-tls`);
  const leaf = new X509Certificate(Buffer.from(secret.data['tls.crt'], 'base64'));
  for (const { clientConfig } of configurations(objects)) {
    assert.equal(clientConfig.service.name, service.metadata.name);
    assert.equal(clientConfig.service.namespace, 'tools');
    const port = service.spec.ports.find((entry: Part) => entry.port === clientConfig.service.port);
    assert.equal(port.port, 8444);
    assert.equal(
      container.ports.some((entry: Part) => entry.name === port.targetPort),
      true,
    );
    const authority = new X509Certificate(Buffer.from(clientConfig.caBundle, 'base64'));
    assert.ok(leaf.verify(authority.publicKey));
  }
  assert.equal(leaf.checkHost('hooks-toolhive-operator.tools.svc'), 'hooks-toolhive-operator.tools.svc');
  const { volumes } = deployment.spec.template.spec;
  assert.equal(volumes.find(({ name }: Part) => name === 'tls').secret.secretName, secret.metadata.name);
});

helmTest('webhooks: small time-outs, no side effects, defaulting open and validating closed', async () => {
  const [defaulting, validating] = configurations(await render());
  for (const hook of [defaulting, validating]) {
    assert.ok(hook.timeoutSeconds <= 5);
    assert.equal(hook.sideEffects, 'None');
    assert.equal(hook.matchPolicy, 'Equivalent');
    assert.deepEqual(hook.admissionReviewVersions, ['v1']);
  }
  assert.equal(defaulting.failurePolicy, 'Ignore');
  assert.equal(defaulting.reinvocationPolicy, 'IfNeeded');
  assert.equal(validating.failurePolicy, 'Fail');
});

helmTest('webhooks: system namespaces, our own and opted-out ones are left alone, and more can be said', async () => {
  const set = [
    'webhooks.namespaceSelector.matchLabels.team=a',
    'metacontroller.parentLabelSelector.matchLabels.moved=yes',
  ];
  for (const { namespaceSelector, objectSelector } of configurations(await render({ set }))) {
    const [system, optOut] = namespaceSelector.matchExpressions;
    assert.deepEqual(system.values, ['kube-system', 'kube-node-lease']);
    assert.deepEqual([system.operator, optOut.operator], ['NotIn', 'NotIn']);
    assert.deepEqual(namespaceSelector.matchLabels, { team: 'a' });
    assert.deepEqual(objectSelector, { matchLabels: { moved: 'yes' } });
  }
});

helmTest('webhooks: off means that nothing of them is left', async () => {
  const objects = await render({ set: ['webhooks.enabled=false'] });
  assert.deepEqual(
    objects.filter(({ kind }) => kind.endsWith('WebhookConfiguration')),
    [],
  );
});

helmTest('cert-manager: the CA is injected from our Certificate and never rendered', async () => {
  const objects = await render({ set: ['tls.mode=certManager'] });
  const certificate = only(objects, 'Certificate', 'toolhive-operator');
  assert.equal(certificate.spec.dnsNames[0], 'toolhive-operator.toolhive-system.svc');
  for (const kind of Object.keys(KINDS)) {
    const { metadata, webhooks } = only(objects, kind);
    assert.equal(metadata.annotations['cert-manager.io/inject-ca-from'], 'toolhive-system/toolhive-operator');
    assert.equal(webhooks[0].clientConfig.caBundle, undefined);
  }
  const { endpointConfigs } = only(objects, 'CompositeController').spec;
  assert.deepEqual(endpointConfigs[0].caBundle, {
    secretRef: { name: certificate.spec.secretName, namespace: 'toolhive-system', key: 'ca.crt' },
  });
});
