// `doctor` about who may connect to the hooks, on what the chart renders and with other peers in its NetworkPolicy.

import assert from 'node:assert/strict';
import { checkHookPort } from '../../functions/cli/doctor/hook-port.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { helmTest } from '../chart/helm.ts';
import { only, type Part, type Rendered, render } from '../chart/render.ts';

function examine(objects: readonly Part[]): string {
  const { verdict, message } = checkHookPort({
    objects,
    settings: DEFAULT_SETTINGS,
    nowMs: 0,
    unseen: new Map(),
    version: '0.0.0',
  });
  return `${verdict}: ${message}`;
}

/** The result for the chart with these values. */
async function messageOf(...set: readonly string[]): Promise<string> {
  return examine(await render({ set }));
}

/** The rendered Deployment and NetworkPolicy, the latter changed. */
function withPolicy(objects: readonly Rendered[], to: (spec: Part) => Part): readonly Part[] {
  const policy = only(objects, 'NetworkPolicy');
  return [only(objects, 'Deployment'), { ...policy, spec: to(policy.spec) }];
}

/** The first rule of the chart's policy is that of the hook port; the other is that of the metrics. */
function withPeers(objects: readonly Rendered[], from: readonly Part[]): readonly Part[] {
  return withPolicy(objects, (spec) => ({
    ...spec,
    ingress: [{ ...spec.ingress[0], from }, ...spec.ingress.slice(1)],
  }));
}

helmTest('hook port: the chart leaves it open, and each value that closes it does', async () => {
  assert.match(
    await messageOf(),
    /^hint: every pod may connect, NetworkPolicy toolhive-system\/toolhive-operator lets it: set/,
  );
  assert.match(
    await messageOf('networkPolicy.enabled=false'),
    /^hint: .* no NetworkPolicy is about it: set networkPolicy\.enabled/,
  );
  assert.match(await messageOf('hostNetwork=true'), /^hint: .* no NetworkPolicy holds/);
  for (const value of [
    'apiServerCIDRs={10.0.0.1/32}',
    'podCIDRs={10.244.0.0/16}',
    'apiServerPeers[0].namespaceSelector.matchLabels.a=b',
  ])
    assert.equal(
      await messageOf(`networkPolicy.${value}`),
      'ok: NetworkPolicy toolhive-system/toolhive-operator says who may connect',
      value,
    );
});

helmTest('hook port: peers that are everybody open it', async () => {
  const objects = await render();
  const one = { ipBlock: { cidr: '10.0.0.1/32' } };
  for (const everybody of [
    { namespaceSelector: {} },
    { namespaceSelector: {}, podSelector: {} },
    { ipBlock: { cidr: '0.0.0.0/0' } },
    { ipBlock: { cidr: '::/0' } },
  ])
    assert.match(examine(withPeers(objects, [one, everybody])), /^hint: every pod may connect, NetworkPolicy/);
  for (const few of [
    { namespaceSelector: {}, podSelector: { matchLabels: { a: 'b' } } },
    { podSelector: {} },
    { ipBlock: { cidr: '0.0.0.0/0', except: ['10.244.0.0/16'] } },
  ])
    assert.match(examine(withPeers(objects, [one, few])), /^ok: /);
});

helmTest('hook port: only policies about ingress of these pods, and rules about this port, count', async () => {
  const objects = await render();
  const isOther = /^hint: .* no NetworkPolicy is about it/;
  assert.match(
    examine(withPolicy(objects, (spec) => ({ ...spec, podSelector: { matchLabels: { a: 'b' } } }))),
    isOther,
  );
  assert.match(examine(withPolicy(objects, (spec) => ({ ...spec, policyTypes: ['Egress'] }))), isOther);
  const withPorts = (ports: unknown): string =>
    examine(withPolicy(objects, (spec) => ({ ...spec, ingress: [{ ports }] })));
  for (const ports of [undefined, [{ port: 8443 }], [{ port: 8000, endPort: 9000 }], [{ port: 'hooks' }], [{}]])
    assert.match(withPorts(ports), /^hint: /);
  for (const ports of [[{ port: 9090 }], [{ port: 8444, endPort: 9000 }], [{ port: 'metrics' }]])
    assert.match(withPorts(ports), /^ok: /);
});
