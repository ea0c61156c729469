// Metacontroller: the CompositeController lists what /sync can return, and the shipped role allows exactly that.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import {
  CHILD_RESOURCES,
  type Companion,
  COMPANION_RESOURCES,
  checkController,
  listChildResources,
  POSSIBLE_CHILD_RESOURCES,
} from '../../functions/decode/controller.ts';
import { CONFIG_KINDS, configPlural, configResource } from '../../functions/decode/config-kinds.ts';
import { decodeSettings } from '../../functions/decode/settings-file.ts';
import { DEFAULT_SETTINGS, type HostRules } from '../../functions/decode/settings.ts';
import { exampleChildren } from './example-children.ts';
import { CHART, helmTest } from './helm.ts';
import { only, type Part, render } from './render.ts';

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

const TEXT = readFileSync(join(CHART, 'metacontroller-values.yaml'), 'utf8');
const VALUES: Part = parse(TEXT);
const RULES: readonly Rule[] = VALUES.clusterRole.rules;
/** Those of a setting, which stand there as comments to be taken in with it. */
const RULES_BY_CHOICE: readonly Rule[] = [...TEXT.matchAll(/^ *# - (\{apiGroups: .*\})$/gm)].map(([, rule]) =>
  parse(rule ?? ''),
);
/** What is written beside the children. */
const WRITTEN = new Set([
  ...CONFIG_KINDS.map((kind) => `${configPlural(kind)}/status`),
  'mcpservers/status',
  'mcpservers/finalizers',
  'events',
  'pods/attach',
  'selfsubjectrulesreviews',
]);
const NAME = 'toolhive-mcpserver';
const MANAGE = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function lacking(
  group: string,
  resource: string,
  { rules, verbs }: Pick<Rule, 'verbs'> & { readonly rules: readonly Rule[] },
): readonly string[] {
  const about = rules.filter((rule) => rule.apiGroups.includes(group) && rule.resources.includes(resource));
  const held = new Set(about.flatMap((rule) => rule.verbs));
  return verbs.filter((verb) => !held.has(verb)).map((verb) => `${verb} ${resource}.${group}`);
}

for (const hostRules of ['deny', 'cilium', 'gke'] satisfies HostRules[]) {
  helmTest(
    `CompositeController: lists exactly the kinds that /sync can return with host rules ${hostRules}`,
    async () => {
      const { permissionProfiles } = DEFAULT_SETTINGS;
      const settings = { ...DEFAULT_SETTINGS, permissionProfiles: { ...permissionProfiles, hostRules } };
      const controller = only(
        await render({ set: [`settings.permissionProfiles.hostRules=${hostRules}`] }),
        'CompositeController',
      );
      assert.deepEqual(checkController(controller, settings), { ok: true, value: true });
      assert.deepEqual(
        controller.spec.childResources,
        listChildResources(settings).map(({ apiVersion, resource }) => ({
          apiVersion,
          resource,
          updateStrategy: { method: 'InPlace' },
        })),
      );
    },
  );
}

/** Settings for each companion, as the chart takes them. */
const COMPANIONS: Readonly<Record<Companion, Part>> = {
  podDisruptionBudgets: { podDisruptionBudgets: true },
  autoscalers: { autoscalers: { enabled: true } },
  ingresses: { routes: { kind: 'Ingress', host: '{name}.{namespace}.example.com' } },
  httpRoutes: {
    routes: {
      kind: 'HTTPRoute',
      host: '{name}.{namespace}.example.com',
      gateway: { name: 'public', namespace: 'gateways' },
    },
  },
  monitors: { monitors: { kind: 'PodMonitor' } },
};

for (const [companion, companions] of Object.entries(COMPANIONS)) {
  helmTest(`CompositeController: lists the kinds of the companion ${companion}, and so does the policy`, async () => {
    const read = decodeSettings({ companions });
    assert.ok(read.ok, JSON.stringify(read));
    const objects = await render({ json: [`settings.companions=${JSON.stringify(companions)}`] });
    const controller = only(objects, 'CompositeController');
    assert.deepEqual(checkController(controller, read.value), { ok: true, value: true });
    assert.equal(controller.spec.childResources.length, listChildResources(read.value).length);
    assert.ok(controller.spec.childResources.length > CHILD_RESOURCES.length);
    const policy = only(objects, 'ValidatingAdmissionPolicy', 'toolhive-operator-children');
    const expressions = policy.spec.validations.map(({ expression }: Part) => expression).join('\n');
    for (const { resource } of COMPANION_RESOURCES[companion as Companion])
      assert.match(
        expressions,
        new RegExp(`variables\\.kind != '[a-z0-9.]+/${resource}'`),
        'a rule about what it says',
      );
    assert.doesNotMatch(expressions, /\bHOST\b|\bANNOTATIONS\b/);
  });
}

helmTest('CompositeController: is called over HTTPS, strictly, with hooks that the certificate is for', async () => {
  const { spec } = only(await render(), 'CompositeController');
  assert.deepEqual(Object.keys(spec.hooks).toSorted(), ['customize', 'sync']);
  for (const [path, { version, webhook }] of Object.entries<Part>(spec.hooks)) {
    assert.equal(version, 'v2');
    assert.equal(webhook.url, `https://${spec.endpointConfigs[0].host}/${path}`);
    assert.equal(webhook.responseUnMarshallMode, 'strict');
  }
  assert.equal(spec.endpointConfigs[0].host, 'toolhive-operator.toolhive-system.svc:443');
  assert.match(spec.endpointConfigs[0].caBundle.inline, /^-----BEGIN CERTIFICATE-----\n/);
  assert.equal(spec.endpointConfigs[0].authorization, undefined);
});

helmTest('CompositeController: servers can be moved over by label, and instances sharded', async () => {
  const set = ['metacontroller.parentLabelSelector.matchLabels.moved=yes', 'metacontroller.labels.shard=a'];
  const { metadata, spec } = only(await render({ set }), 'CompositeController');
  assert.deepEqual(spec.parentResource.labelSelector, { matchLabels: { moved: 'yes' } });
  assert.equal(metadata.labels.shard, 'a');
});

helmTest('CompositeController: a token and a client certificate reach both sides', async () => {
  const set = [
    'callers.bearerToken.existingSecret=hook-token',
    'callers.clientCertificates.caSecret=callers',
    'callers.clientCertificates.metacontrollerSecret=mc',
    'callers.clientCertificates.names={system:apiserver,metacontroller}',
  ];
  const objects = await render({ set });
  const [endpoint] = only(objects, 'CompositeController').spec.endpointConfigs;
  assert.deepEqual(endpoint.authorization, {
    type: 'Bearer',
    secretRef: { namespace: 'toolhive-system', name: 'hook-token', key: 'token' },
  });
  assert.deepEqual(endpoint.clientTLS.secretRef, { namespace: 'toolhive-system', name: 'mc' });
  const env: readonly Part[] = only(objects, 'Deployment').spec.template.spec.containers[0].env;
  const callers = env.filter(({ name }) => /^HOOK_TOKEN|^TLS_CLIENT/.test(name));
  assert.deepEqual(
    callers.map(({ name }) => name),
    ['HOOK_TOKEN_FILE', 'TLS_CLIENT_CA_FILE', 'TLS_CLIENT_NAMES'],
  );
  assert.equal(callers.at(-1)?.value, 'system:apiserver,metacontroller');
});

test('Metacontroller role: covers every child kind, and the rights that its Roles hand out', () => {
  const missing = POSSIBLE_CHILD_RESOURCES.flatMap(({ apiVersion, resource }) =>
    lacking(groupOf(apiVersion), resource, { rules: [...RULES, ...RULES_BY_CHOICE], verbs: MANAGE }),
  );
  assert.deepEqual(missing, []);
  const always = new Set(RULES.flatMap(({ resources }) => resources));
  for (const { resource } of CHILD_RESOURCES) assert.ok(always.has(resource), `${resource} is not behind a setting`);
  const children = exampleChildren();
  const kinds = new Map(
    POSSIBLE_CHILD_RESOURCES.map(({ kind, apiVersion, resource }) => [`${apiVersion} ${kind}`, resource]),
  );
  for (const { apiVersion, kind } of children) assert.ok(kinds.has(`${apiVersion} ${kind}`), `${apiVersion} ${kind}`);
  const roles = children.filter(({ kind }) => kind === 'Role').flatMap(({ rules }): readonly Rule[] => rules);
  assert.ok(
    roles.some(({ resources }) => resources.includes('pods/attach')),
    'an example with stdio',
  );
  const notHeld = roles.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) => resources.flatMap((resource) => lacking(group, resource, { rules: RULES, verbs }))),
  );
  assert.deepEqual(notHeld, []);
});

test('Metacontroller role: no wildcard, no Secrets, nothing written but children, status and events', () => {
  const children = new Set(CHILD_RESOURCES.map(({ apiVersion, resource }) => `${groupOf(apiVersion)} ${resource}`));
  for (const { apiGroups, resources, verbs } of RULES) {
    assert.ok(![...apiGroups, ...resources, ...verbs].includes('*'));
    assert.ok(!resources.includes('secrets'));
    const writes = verbs.filter((verb) => !['get', 'list', 'watch'].includes(verb));
    if (writes.length === 0) continue;
    for (const resource of resources) {
      assert.ok(children.has(`${apiGroups[0]} ${resource}`) || WRITTEN.has(resource), resource);
    }
  }
});

helmTest('Metacontroller: its account in its values is the one that the policies are about', async () => {
  const objects = await render();
  const { serviceAccount, fullnameOverride, commandArgs } = VALUES;
  assert.equal(serviceAccount.name, 'metacontroller');
  assert.equal(fullnameOverride, 'metacontroller');
  assert.equal(commandArgs.includes('--apply-strategy=server-side-apply'), true);
  for (const name of ['toolhive-operator-no-connect', 'toolhive-operator-children']) {
    const policy = only(objects, 'ValidatingAdmissionPolicy', name);
    assert.equal(
      policy.spec.matchConditions[0].expression,
      'request.userInfo.username == "system:serviceaccount:metacontroller:metacontroller"',
    );
    assert.deepEqual(only(objects, 'ValidatingAdmissionPolicyBinding', name).spec.validationActions, ['Deny']);
  }
});

/** Names of the conditions under which the policy about children judges; none without the policy. */
async function conditions(...set: readonly string[]): Promise<readonly string[]> {
  const objects = await render({ set: set.map((value) => `metacontroller.${value}`) });
  const policy = objects.find(({ metadata }) => metadata.name === 'toolhive-operator-children');
  return (policy?.spec.matchConditions ?? []).map(({ name }: Part) => name);
}

const JUDGED = ['by-metacontroller', 'not-a-finalizer'];

helmTest('Metacontroller: all that it writes is judged, but for what other parents are named for', async () => {
  assert.deepEqual(await conditions('limitChildren=servers'), JUDGED);
  assert.deepEqual(await conditions('otherParents={Widget.example.com,Service}'), [...JUDGED, 'not-for-others']);
  assert.deepEqual(await conditions('limitChildren=all'), JUDGED);
  assert.deepEqual(await conditions('limitChildren=none'), []);
  await assert.rejects(conditions('limitChildren=some'), /limitChildren/);
  await assert.rejects(
    conditions('limitChildren=all', 'otherParents={Service}'),
    /otherParents needs limitChildren=servers/,
  );
  await assert.rejects(conditions('otherParents={MCPServer.toolhive.stacklok.dev}'), /a kind of ours/);
  await assert.rejects(conditions('otherParents={widgets}'), /otherParents/);
});

/** The rules of all policies. */
async function validations(...set: readonly string[]): Promise<readonly unknown[]> {
  const objects = await render({ set: ['admissionPolicies.enabled=true', ...set] });
  return objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy').map(({ spec }) => spec.validations);
}

helmTest('Metacontroller: without the setting the policies have the level of Pod Security of the hooks', async () => {
  assert.deepEqual(
    await validations(),
    await validations(`settings.podSecurity.enforce=${DEFAULT_SETTINGS.podSecurity.enforce}`),
  );
  assert.notDeepEqual(await validations(), await validations('settings.podSecurity.enforce=restricted'));
});

helmTest(
  'CompositeController: each kind that servers refer to has its own, without children, where it is installed',
  async () => {
    const objects = (await render({ crds: true })).filter(({ kind }) => kind === 'CompositeController');
    const [, ...others] = objects.toSorted(
      (a, b) => Number(b.metadata.name === NAME) - Number(a.metadata.name === NAME),
    );
    const found = others.map(({ metadata, spec }) =>
      [metadata.name, spec.parentResource.apiVersion, spec.parentResource.resource].join(' '),
    );
    const expected = CONFIG_KINDS.map((kind) => {
      const { apiVersion, resource } = configResource(kind);
      return [`toolhive-${kind.toLowerCase()}`, apiVersion, resource].join(' ');
    });
    assert.deepEqual(new Set(found), new Set(expected));
    for (const { spec } of others) {
      assert.deepEqual(spec.childResources, []);
      assert.match(spec.hooks.sync.webhook.url, /\/config\/sync$/);
      assert.match(spec.hooks.customize.webhook.url, /\/config\/customize$/);
    }
    const off = await render({ crds: true, set: ['metacontroller.configStatus=false'] });
    assert.equal(only(off, 'CompositeController').metadata.name, NAME);
  },
);

helmTest(
  'CompositeController: shards of the values, of which the first takes every server that no other takes',
  async () => {
    const controllers = (
      await render({ set: ['metacontroller.shards={a,b,c}', 'metacontroller.labels.team=tools'] })
    ).filter(({ kind, spec }) => kind === 'CompositeController' && spec.parentResource.resource === 'mcpservers');
    const label = 'toolhive.stacklok.dev/shard';
    assert.deepEqual(
      controllers.map(({ metadata, spec }) => [
        metadata.name,
        metadata.labels[label],
        metadata.labels.team,
        spec.parentResource.labelSelector.matchExpressions,
      ]),
      [
        [NAME, 'a', 'tools', [{ key: label, operator: 'NotIn', values: ['b', 'c'] }]],
        [`${NAME}-b`, 'b', 'tools', [{ key: label, operator: 'In', values: ['b'] }]],
        [`${NAME}-c`, 'c', 'tools', [{ key: label, operator: 'In', values: ['c'] }]],
      ],
    );
  },
);

helmTest(
  'CompositeController: of shards the first alone gives config kinds their status, and each keeps the release to its servers',
  async () => {
    const set = [
      'metacontroller.shards={a,b}',
      'metacontroller.parentLabelSelector.matchLabels.team=tools',
      'crds.install=true',
    ];
    const all = (await render({ set, crds: true })).filter(({ kind }) => kind === 'CompositeController');
    const isOfServers = ({ spec }: (typeof all)[number]): boolean => spec.parentResource.resource === 'mcpservers';
    assert.deepEqual(
      new Set(
        all.filter((each) => !isOfServers(each)).map(({ metadata }) => metadata.labels['toolhive.stacklok.dev/shard']),
      ),
      new Set(['a']),
    );
    for (const { spec } of all.filter(isOfServers)) {
      assert.deepEqual(spec.parentResource.labelSelector.matchLabels, { team: 'tools' });
      assert.equal(spec.parentResource.labelSelector.matchExpressions.length, 1);
    }
  },
);
