// doctor about several CompositeControllers: shards are fine, two that take the same server are not.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFlags, findMetacontrollers } from '../../functions/cli/doctor/metacontroller.ts';
import { sharingProblem } from '../../functions/cli/doctor/shards.ts';
import type { Installation } from '../../functions/cli/doctor/installation.ts';
import type { KubeObject } from '../../functions/kube/object.ts';

const SHARD = 'toolhive.stacklok.dev/shard';

function controller(name: string, labelSelector?: object, labels: Readonly<Record<string, string>> = {}): KubeObject {
  const spec = {
    parentResource: { resource: 'mcpservers', ...(labelSelector === undefined ? {} : { labelSelector }) },
  };
  return Object.assign(
    { apiVersion: 'metacontroller.k8s.io/v1alpha1', kind: 'CompositeController', metadata: { name, labels } },
    { spec },
  );
}

function server(labels: Readonly<Record<string, string>>): KubeObject {
  return {
    apiVersion: 'toolhive.stacklok.dev/v1beta1',
    kind: 'MCPServer',
    metadata: { name: 's', namespace: 'n', labels },
  };
}

const rest = { matchExpressions: [{ key: SHARD, operator: 'NotIn', values: ['b'] }] };
const onlyB = { matchExpressions: [{ key: SHARD, operator: 'In', values: ['b'] }] };

const CASES: readonly (readonly [string, readonly KubeObject[], readonly KubeObject[], RegExp | undefined])[] = [
  ['one for all', [controller('one')], [], undefined],
  [
    'the chart’s shards',
    [controller('a', rest), controller('b', onlyB)],
    [server({ [SHARD]: 'b' }), server({})],
    undefined,
  ],
  ['two for all', [controller('one'), controller('two')], [], /^one and two both take a server without labels/],
  [
    'one for all beside a shard',
    [controller('one'), controller('b', onlyB)],
    [],
    /^one and b both take what the selector of b names/,
  ],
  [
    'two that meet at one server',
    [
      controller('x', { matchLabels: { team: 'x' } }),
      controller('y', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }),
    ],
    [server({ team: 'x', tier: '1' })],
    /^x and y both take MCPServer n\/s/,
  ],
  [
    'two releases for two teams',
    [controller('x', { matchLabels: { team: 'x' } }), controller('y', { matchLabels: { team: 'y' } })],
    [server({ team: 'x' })],
    undefined,
  ],
];

for (const [name, controllers, servers, expected] of CASES)
  test(`sharingProblem: ${name}`, () => {
    const problem = sharingProblem(controllers, servers);
    if (expected === undefined) assert.equal(problem, undefined);
    else assert.match(problem ?? '', expected);
  });

function metacontroller(name: string, selector?: string): KubeObject {
  const flags = ['--workers=20', '--client-go-qps=100', '--client-go-burst=200', '--apply-strategy=server-side-apply'];
  const args = selector === undefined ? flags : [...flags, `--target-label-selector=${selector}`];
  const containers = [{ name: 'metacontroller', image: 'ghcr.io/metacontroller/metacontroller:v4.17.2', args }];
  return Object.assign(
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, namespace: 'metacontroller' } },
    { spec: { template: { spec: { containers } } } },
  );
}

function flagsOf(...objects: readonly KubeObject[]): ReturnType<typeof checkFlags> {
  return checkFlags({ objects } as unknown as Installation);
}

const SHARDS = [controller('a', rest, { [SHARD]: 'a' }), controller('b', onlyB, { [SHARD]: 'b' })];

test('doctor: each shard has one Metacontroller', () => {
  const fine = flagsOf(...SHARDS, metacontroller('a', `${SHARD}=a`), metacontroller('b', `${SHARD}=b`));
  assert.match(JSON.stringify(fine), /server-side-apply/);
  const lost = flagsOf(...SHARDS, metacontroller('a', `${SHARD}=a`));
  assert.match(
    JSON.stringify(lost),
    /no Metacontroller looks after CompositeController b: give it the label of .*shard=a/,
  );
  const twice = flagsOf(...SHARDS, metacontroller('a', `${SHARD}=a`), metacontroller('all'));
  assert.match(
    JSON.stringify(twice),
    /2 Metacontrollers look after CompositeController a and write against each other/,
  );
});

test('doctor: a Metacontroller is known by its image, of whatever registry', () => {
  const images = ['metacontroller:v4.17.2', 'registry.example.com/mirror/ghcr-metacontroller:v4.17.2-distroless'];
  for (const image of [...images, 'ghcr.io/metacontroller/hooks:v1']) {
    const spec = { template: { spec: { containers: [{ name: 'm', image }] } } };
    const objects = [{ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'm' }, spec }];
    assert.equal(findMetacontrollers({ objects }).length, images.includes(image) ? 1 : 0, image);
  }
});
