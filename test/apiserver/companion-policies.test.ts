// The chart's policy about companions, on a real API server: it accepts those that the hooks make, and refuses what an attacker
// would make of them who has taken over the hooks.

import { after } from 'node:test';
import { exampleChildren } from '../chart/example-children.ts';
import type { Rendered } from '../chart/render.ts';
import { removeNamespace } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import {
  assertRefused,
  assertTaken,
  owned,
  type PolicyUnderTest,
  preparePolicy,
  send,
} from './harness/child-policy.ts';
import { installCompanionKinds } from './harness/companion-kinds.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- objects of many kinds are changed here, and a wrong path fails the test
type Loose = any;

const NAMESPACE = 'test-companion-policies';
const OTHERS = [
  'settings.companions.podDisruptionBudgets=true',
  'settings.companions.autoscalers.enabled=true',
  'settings.companions.monitors.kind=PodMonitor',
];
const ROUTES = 'settings.companions.routes';
/** A value that begins with a brace would be a list. */
const HOST = `${ROUTES}.host=mcp-{name}.{namespace}.example.com`;
const INGRESS = [
  ...OTHERS,
  HOST,
  `${ROUTES}.kind=Ingress`,
  `${ROUTES}.annotations.cert-manager\\.io/cluster-issuer=letsencrypt`,
];
const GATEWAY = [
  ...OTHERS,
  HOST,
  `${ROUTES}.kind=HTTPRoute`,
  `${ROUTES}.gateway.name=a`,
  `${ROUTES}.gateway.namespace=b`,
];

let policy: PolicyUnderTest;
after(() => policy?.remove());

/** That of the example, in the namespace and under the host name of this file. */
function companion(kind: string, name?: string): Loose {
  const found = exampleChildren().find(
    (child) => child.kind === kind && (name ?? child.metadata.name) === child.metadata.name,
  );
  if (found === undefined) throw new Error(`no example has a ${kind}`);
  const text = JSON.stringify(owned(found, NAMESPACE));
  return JSON.parse(text.replaceAll(/"([a-z-]+)\.default\.mcp\.example\.com"/g, `"mcp-$1.${NAMESPACE}.example.com"`));
}

interface Forgery {
  readonly says: string;
  readonly kind: string;
  readonly refused: string;
  readonly apply: (companion: Loose) => void;
}

const FORGED: readonly Forgery[] = [
  {
    says: 'no pod may go',
    kind: 'PodDisruptionBudget',
    refused: 'lets one of them go',
    apply: ({ spec }) => (spec.maxUnavailable = 0),
  },
  {
    says: 'all pods of the namespace',
    kind: 'PodDisruptionBudget',
    refused: 'lets one of them go',
    apply: ({ spec }) => (spec.selector = {}),
  },
  {
    says: 'another Deployment',
    kind: 'HorizontalPodAutoscaler',
    refused: 'scales the proxy',
    apply: ({ spec }) => (spec.scaleTargetRef.name = 'payroll'),
  },
  {
    says: 'another host',
    kind: 'Ingress',
    refused: 'from the host name',
    apply: ({ spec }) => (spec.rules[0].host = 'bank.example.com'),
  },
  {
    says: 'every host',
    kind: 'Ingress',
    refused: 'from the host name',
    apply: ({ spec }) => delete spec.rules[0].host,
  },
  {
    says: 'the certificate of another host',
    kind: 'Ingress',
    refused: 'from the host name',
    apply: ({ spec }) => (spec.tls[0].hosts = ['bank.example.com']),
  },
  {
    says: 'another Service',
    kind: 'Ingress',
    refused: 'from the host name',
    apply: ({ spec }) => (spec.rules[0].http.paths[0].backend.service.name = 'payroll'),
  },
  {
    says: 'everything else',
    kind: 'Ingress',
    refused: 'from the host name',
    apply: ({ spec }) => (spec.defaultBackend = { service: { name: 'payroll', port: { number: 80 } } }),
  },
  {
    says: 'an instruction',
    kind: 'Ingress',
    refused: 'instructions to its controller',
    apply: ({ metadata }) =>
      (metadata.annotations['nginx.ingress.kubernetes.io/configuration-snippet'] = 'return 200;'),
  },
  {
    says: 'every namespace',
    kind: 'PodMonitor',
    refused: 'and no Secret',
    apply: ({ spec }) => (spec.namespaceSelector = { any: true }),
  },
  {
    says: 'a Secret',
    kind: 'PodMonitor',
    refused: 'and no Secret',
    apply: ({ spec }) => (spec.podMetricsEndpoints[0].bearerTokenSecret = { name: 'a', key: 'b' }),
  },
  { says: 'all pods', kind: 'PodMonitor', refused: 'and no Secret', apply: ({ spec }) => (spec.selector = {}) },
  {
    says: 'every namespace',
    kind: 'ServiceMonitor',
    refused: 'and no Secret',
    apply: ({ spec }) => (spec.namespaceSelector = { any: true }),
  },
  {
    says: 'a file of Prometheus',
    kind: 'ServiceMonitor',
    refused: 'and no Secret',
    apply: ({ spec }) => (spec.endpoints[0].bearerTokenFile = '/var/run/secrets/kubernetes.io/serviceaccount/token'),
  },
  { says: 'all Services', kind: 'ServiceMonitor', refused: 'and no Secret', apply: ({ spec }) => (spec.selector = {}) },
  {
    says: 'another host',
    kind: 'HTTPRoute',
    refused: 'An HTTPRoute leads',
    apply: ({ spec }) => spec.hostnames.push('bank.example.com'),
  },
  {
    says: 'a Service elsewhere',
    kind: 'HTTPRoute',
    refused: 'An HTTPRoute leads',
    apply: ({ spec }) => (spec.rules[0].backendRefs[0].namespace = 'payroll'),
  },
  {
    says: 'a mirror',
    kind: 'HTTPRoute',
    refused: 'An HTTPRoute leads',
    apply: ({ spec }) => (spec.rules[0].filters = [{ type: 'RequestMirror' }]),
  },
];

async function statusOf(object: Rendered): Promise<number> {
  return (await send(policy.account, object)).status;
}

async function checkForgeries(kinds: readonly string[]): Promise<void> {
  for (const { says, kind, refused, apply } of FORGED.filter((forgery) => kinds.includes(forgery.kind))) {
    const forged = companion(kind);
    apply(forged);
    assertRefused(await send(policy.account, forged), refused, `${kind} with ${says}`);
  }
}

chartTest('companions: without their settings none is a child', async (cluster) => {
  await installCompanionKinds(cluster);
  policy = await preparePolicy(cluster, NAMESPACE);
  await policy.install([], async () => (await statusOf(companion('Ingress'))) === 403);
  for (const kind of [
    'PodDisruptionBudget',
    'HorizontalPodAutoscaler',
    'Ingress',
    'HTTPRoute',
    'PodMonitor',
    'ServiceMonitor',
  ])
    assertRefused(await send(policy.account, companion(kind)), 'the kinds of children', kind);
});

chartTest('companions: those of the hooks pass, and each forgery is refused for what it is', async () => {
  await policy.install(INGRESS, async () => (await statusOf(companion('Ingress'))) === 201);
  for (const kind of ['PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Ingress', 'PodMonitor', 'ServiceMonitor'])
    assertTaken(await send(policy.account, companion(kind)), kind);
  assertTaken(await send(policy.account, companion('PodDisruptionBudget', 'companions-mcp')), 'that of the backend');
  await checkForgeries(['PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Ingress', 'PodMonitor', 'ServiceMonitor']);
});

chartTest('companions: the same for routes of a Gateway', async (cluster) => {
  await policy.install(GATEWAY, async () => (await statusOf(companion('HTTPRoute'))) === 201);
  await checkForgeries(['HTTPRoute']);
  assertRefused(await send(policy.account, companion('Ingress')), 'the kinds of children', 'Ingress');
  await removeNamespace(cluster, NAMESPACE);
});
