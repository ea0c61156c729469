// The parts of `migrate` that need no cluster: who calls a backend, what belongs to whom, adopters, state, defaults.

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { withApiDefaults } from '../../functions/simulator/cluster/api-defaults.ts';
import { findDirectCallers } from '../../functions/cli/migrate/callers.ts';
import { openCluster } from '../../functions/cli/migrate/cluster.ts';
import { findAbandoned, findClashes, findOwnedObjects, isOrphan } from '../../functions/cli/migrate/owned-objects.ts';
import { adoptedEntries, adoptableFields, withSeed } from '../../functions/cli/migrate/adoption.ts';
import { findMissingSettings } from '../../functions/cli/migrate/operator-settings.ts';
import { findStrategy } from '../../functions/cli/migrate/plan.ts';
import { changesOf, preparation } from '../../functions/cli/migrate/prepare.ts';
import { restoreContent, restoreManagers } from '../../functions/cli/migrate/restore.ts';
import { newState, stateFolder } from '../../functions/cli/migrate/state.ts';
import { POSSIBLE_CHILD_RESOURCES } from '../../functions/decode/controller.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import type { Fields, KubeObject } from '../../functions/kube/object.ts';
import { run, serverYaml } from './command-line.ts';

const VERSIONS: Readonly<Record<string, string>> = {
  MCPServer: 'toolhive.stacklok.dev/v1beta1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
};

/** An object `Kind/name` of namespace `team`. */
function make(id: string, metadata: Fields = {}, rest: Fields = {}): KubeObject {
  const [kind = '', name = ''] = id.split('/');
  const apiVersion = VERSIONS[kind] ?? 'v1';
  return { apiVersion, kind, metadata: { name, namespace: 'team', ...metadata }, ...rest };
}

const SERVER = make('MCPServer/fetch', { uid: 'u1' });

function owner(kind: string, name: string, uid: string): Fields {
  return { ownerReferences: [{ apiVersion: 'v1', kind, name, uid, controller: true }] };
}

const CALLERS: readonly (readonly [string, KubeObject, boolean])[] = [
  ['an address in a variable', make('Deployment/a', {}, { spec: { value: 'http://mcp-fetch:8080/mcp' } }), true],
  ['host and port without a scheme', make('ConfigMap/a', {}, { data: { x: 'host=mcp-fetch-headless:8080' } }), true],
  [
    'the full name from another namespace',
    make('ConfigMap/a', { namespace: 'far' }, { data: { x: 'mcp-fetch.team.svc.cluster.local' } }),
    true,
  ],
  ['an Ingress', make('Ingress/a', {}, { spec: { backend: { service: { name: 'mcp-fetch' } } } }), true],
  ['a Service with the selector', make('Service/a', {}, { spec: { selector: { app: 'fetch' } } }), true],
  [
    'a longer name that ends so',
    make('ConfigMap/a', {}, { data: { x: 'my-mcp-fetch.team:1, my-mcp-fetch:1' } }),
    false,
  ],
  ['the proxy', make('Deployment/a', {}, { spec: { value: 'http://mcp-fetch-proxy:8080/mcp' } }), false],
  ['another server', make('Deployment/a', {}, { spec: { value: 'http://mcp-fetcher:8080' } }), false],
  [
    'the short name elsewhere',
    make('Deployment/a', { namespace: 'far' }, { spec: { v: 'http://mcp-fetch:1' } }),
    false,
  ],
  ['an image of that name', make('Deployment/a', {}, { spec: { image: 'ghcr.io/example/mcp-fetch:1' } }), false],
  ['a label of that value', make('Deployment/a', {}, { spec: { labels: { app: 'mcp-fetch' } } }), false],
  ["ToolHive's own Service", make('Service/mcp-fetch', {}, { spec: { selector: { app: 'fetch' } } }), false],
  [
    'a pod of a workload that is named itself',
    make('Pod/a', owner('ReplicaSet', 'a', 'x'), { spec: { value: 'http://mcp-fetch:8080' } }),
    false,
  ],
];

for (const [title, object, isCaller] of CALLERS)
  test(`migrate callers: ${title} ${isCaller ? 'is' : 'is not'} a direct caller`, () => {
    const found = findDirectCallers(SERVER, [object], DEFAULT_SETTINGS);
    assert.deepEqual(found.length, isCaller ? 1 : 0);
  });

test('migrate callers: nobody is cut off where the settings let all in', () => {
  const [, caller] = CALLERS[0] ?? [];
  assert.ok(caller);
  const networkPolicy = { ...DEFAULT_SETTINGS.networkPolicy, backendIngress: 'open' as const };
  assert.deepEqual(findDirectCallers(SERVER, [caller], { ...DEFAULT_SETTINGS, networkPolicy }), []);
});

test('migrate cluster: of the children only kinds that ToolHive does not make are ever deleted', async () => {
  const deleted: string[] = [];
  const cluster = openCluster({
    send: ({ path }) => {
      deleted.push(path);
      return Promise.resolve({ status: 200, body: {} });
    },
    close: () => {},
  });
  for (const { apiVersion, kind } of POSSIBLE_CHILD_RESOURCES) {
    await cluster.remove({ apiVersion, kind, metadata: { name: 'a', namespace: 'n' } }).catch(() => {});
  }
  assert.deepEqual(
    deleted.map((path) => path.split('/').at(-2)),
    [
      'networkpolicies',
      'ciliumnetworkpolicies',
      'fqdnnetworkpolicies',
      'poddisruptionbudgets',
      'horizontalpodautoscalers',
      'ingresses',
      'httproutes',
      'podmonitors',
      'servicemonitors',
    ],
  );
});

test('migrate owned objects: owned ones, those that the proxy made without an owner, and none of others', () => {
  const marks = { labels: { 'toolhive-name': 'fetch' } };
  const own = make('ConfigMap/fetch-runconfig', owner('MCPServer', 'fetch', 'u1'));
  const orphan = make('StatefulSet/fetch', marks);
  const service = make('Service/mcp-fetch', owner('StatefulSet', 'fetch', 'u9'));
  const strangers = [
    make('StatefulSet/fetch', { namespace: 'far', ...marks }),
    make('ConfigMap/x', owner('MCPServer', 'other', 'u2')),
    make('Service/mcp-fetch-headless'),
    make('Secret/s', owner('MCPServer', 'fetch', 'u1')),
  ];
  assert.deepEqual(findOwnedObjects(SERVER, [own, orphan, service, ...strangers]), [own, orphan, service]);
  assert.equal(isOrphan(orphan, SERVER), true);
  assert.equal(isOrphan(make('StatefulSet/fetch', { ...marks, ...owner('MCPServer', 'fetch', 'u1') }), SERVER), false);
  assert.equal(isOrphan(make('StatefulSet/fetch', { ...marks, ...owner('MCPServer', 'fetch', 'u0') }), SERVER), true);
});

test('migrate owned objects: a child name that belongs to somebody else is a clash', () => {
  const child = make('NetworkPolicy/fetch-mcp');
  const foreign = make('NetworkPolicy/fetch-mcp', { uid: 'x' });
  assert.deepEqual(findClashes([child], [], [foreign, make('NetworkPolicy/else')]), [foreign]);
  assert.deepEqual(findClashes([child], [foreign], [foreign]), []);
});

test('migrate owned objects: a StatefulSet of a server that is gone is abandoned', () => {
  const left = make('StatefulSet/old', { labels: { toolhive: 'true', 'toolhive-name': 'old' } });
  const kept = make('StatefulSet/fetch', { labels: { toolhive: 'true', 'toolhive-name': 'fetch' } });
  assert.deepEqual(findAbandoned([SERVER], [left, kept]), [left]);
});

const MANAGED = make(
  'ConfigMap/c',
  {
    managedFields: [
      { manager: 'thv-operator', operation: 'Update', time: 't1', fieldsV1: { 'f:data': { 'f:a': {}, 'f:b': {} } } },
      { manager: 'kubectl-edit', operation: 'Update', time: 't2', fieldsV1: { 'f:data': { 'f:b': {} } } },
      { manager: 'thv-operator', operation: 'Update', subresource: 'status', fieldsV1: { 'f:status': {} } },
    ],
  },
  { data: { a: '1', b: '2' } },
);

test('migrate adoption: only fields that ToolHive alone set are adopted; those of people and of status stay', () => {
  assert.deepEqual(adoptableFields(MANAGED), { 'f:data': { 'f:a': {} } });
  const [people, status, adopter] = adoptedEntries(MANAGED) ?? [];
  assert.equal(people?.manager, 'kubectl-edit');
  assert.equal(status?.subresource, 'status');
  assert.deepEqual([adopter?.manager, adopter?.operation, adopter?.time], ['metacontroller', 'Apply', 't1']);
  assert.deepEqual(adopter?.fieldsV1, { 'f:data': { 'f:a': {}, 'f:b': {} } });
});

test('migrate adoption: under dynamic apply what ToolHive set is recorded as last applied, once', () => {
  const seeded = withSeed(MANAGED);
  const text = seeded.metadata.annotations?.['metacontroller.k8s.io/last-applied-configuration'] ?? '';
  assert.deepEqual(JSON.parse(text).data, { a: '1' });
  assert.equal(withSeed(seeded), seeded);
});

test('migrate prepare: what is prepared is not prepared again, and the finalizers of others stay', () => {
  const parent = make('MCPServer/fetch', {
    uid: 'u1',
    finalizers: ['mcpserver.toolhive.stacklok.dev/finalizer', 'example.com/mine'],
  });
  const service = make('Service/mcp-fetch', { resourceVersion: '7', ...owner('StatefulSet', 'fetch', 'u9') });
  const changes = changesOf(preparation({ parent, live: [service] }, 'server-side-apply'));
  assert.deepEqual(changes[0]?.operations, [
    { op: 'replace', path: '/metadata/resourceVersion', value: '7' },
    {
      op: 'add',
      path: '/metadata/ownerReferences',
      value: [
        {
          apiVersion: 'toolhive.stacklok.dev/v1beta1',
          kind: 'MCPServer',
          name: 'fetch',
          uid: 'u1',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    { op: 'add', path: '/metadata/labels', value: { 'controller-uid': 'u1' } },
  ]);
  assert.deepEqual(changes[1]?.operations, [{ op: 'add', path: '/metadata/finalizers', value: ['example.com/mine'] }]);
  const done = make('Service/mcp-fetch', {
    ...owner('MCPServer', 'fetch', 'u1'),
    labels: { 'controller-uid': 'u1' },
  });
  assert.deepEqual(changesOf(preparation({ parent: SERVER, live: [done] }, 'server-side-apply')), []);
});

test('migrate prepare: a workload that is no child here gets no label, or Metacontroller would delete it', () => {
  const live = [make('StatefulSet/fetch', owner('MCPServer', 'fetch', 'u1'))];
  assert.deepEqual(
    changesOf(preparation({ parent: SERVER, live, leftOver: ['StatefulSet/fetch'] }, 'dynamic-apply')),
    [],
  );
});

test('migrate restore: content as it was, labels of people and replicas as they are now', () => {
  const before = make(
    'Deployment/d',
    { labels: { app: 'x' }, managedFields: [] },
    { spec: { replicas: 1, old: true } },
  );
  const ours = {
    manager: 'metacontroller',
    operation: 'Apply',
    fieldsV1: { 'f:metadata': { 'f:labels': { 'f:ours': {} } } },
  };
  const now = make(
    'Deployment/d',
    { labels: { app: 'x', ours: 'y', theirs: 'z', 'controller-uid': 'u1' }, managedFields: [ours] },
    { spec: { replicas: 3, next: true } },
  );
  assert.deepEqual(restoreContent(now, { before, statefulSet: undefined })?.operations, [
    { op: 'add', path: '/spec', value: { replicas: 3, old: true } },
    { op: 'add', path: '/metadata/labels', value: { app: 'x', theirs: 'z' } },
  ]);
  assert.deepEqual(restoreManagers(now, { before, statefulSet: undefined })?.operations, [
    { op: 'add', path: '/metadata/managedFields', value: [] },
  ]);
});

test('migrate state: written whole, only for its owner, and read again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-test-'));
  try {
    const state = stateFolder('inner', folder);
    assert.equal(await state.read(), undefined);
    await state.write(newState('c', 'dynamic-apply'));
    assert.equal((await state.read())?.strategy, 'dynamic-apply');
    await state.writeObjects('before.json', [SERVER]);
    assert.deepEqual(await state.readObjects('before.json'), [SERVER]);
    assert.deepEqual((await readdir(join(folder, 'inner'))).toSorted(), ['before.json', 'state.json']);
    assert.equal((await stat(join(folder, 'inner/state.json'))).mode & 0o777, 0o600);
    for (const text of ['', '{', '{"format":"other"}', '{"format":"toolhive-migration/v1"}']) {
      await writeFile(join(folder, 'inner/state.json'), text);
      await assert.rejects(state.read(), { name: 'CommandError', code: 3 });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('migrate: variables of ToolHive that the settings here lack are named', () => {
  const env = [
    { name: 'TOOLHIVE_RUNNER_IMAGE', value: DEFAULT_SETTINGS.proxy.image },
    { name: 'TOOLHIVE_DEFAULT_IMAGE_PULL_SECRETS', value: 'regcred, ,other,' },
    { name: 'OPERATOR_OPENSHIFT', value: 'false' },
  ];
  const operator = make('Deployment/o', {}, { spec: { template: { spec: { containers: [{ name: 'm', env }] } } } });
  const [only, ...more] = findMissingSettings([operator], DEFAULT_SETTINGS);
  assert.match(only ?? '', /settings\.proxy\.imagePullSecrets: \[regcred, other\]$/);
  assert.deepEqual(more, []);
});

/** A Metacontroller with these arguments. */
function metacontroller(args: readonly string[]): KubeObject {
  const containers = [{ image: 'ghcr.io/metacontroller/metacontroller:v4.17.2', args }];
  return make('StatefulSet/m', {}, { spec: { template: { spec: { containers } } } });
}

test('migrate: the apply strategy is that of the Metacontroller that runs', () => {
  assert.equal(findStrategy([]), undefined);
  assert.equal(findStrategy([metacontroller([])]), 'dynamic-apply');
  for (const args of [
    ['--apply-strategy=server-side-apply'],
    ['--apply-strategy', 'server-side-apply'],
    ['-v=4', '-apply-strategy=server-side-apply'],
  ])
    assert.equal(findStrategy([metacontroller(args)]), 'server-side-apply', args.join(' '));
});

test('migrate defaults: filling in twice changes nothing, and requests follow limits', () => {
  const containers = [
    { name: 'mcp', image: 'x', resources: { limits: { cpu: '1' } }, env: [{ name: 'A', value: '' }] },
  ];
  const once = withApiDefaults(make('StatefulSet/s', {}, { spec: { template: { spec: { containers } } } }));
  assert.deepEqual(withApiDefaults(once), once);
  assert.match(JSON.stringify(once), /"requests":\{"cpu":"1"\}/);
  assert.match(JSON.stringify(once), /"imagePullPolicy":"Always"/);
});

const MISUSES: readonly (readonly [string, number, RegExp])[] = [
  ['migrate apply file.yaml', 2, /it takes no FILE/],
  ['migrate rollback --timeout soon', 2, /--timeout is a number of seconds, not "soon"/],
  ['migrate apply --strategy other', 2, /--strategy is one of server-side-apply, dynamic-apply/],
  ['migrate plan --live file.yaml', 2, /takes FILEs or --live, not both/],
];

for (const [line, code, says] of MISUSES)
  test(`${line}: one clear sentence and code ${code}`, async () => {
    const { code: got, err } = await run(line);
    assert.equal(got, code);
    assert.match(err, says);
  });

test('migrate plan: a clash, an orphan and a caller are named', async () => {
  const objects = [
    serverYaml('fetch').replace(
      '{name: fetch, namespace: team}',
      '{name: fetch, namespace: team, uid: u1, resourceVersion: "1"}',
    ),
    JSON.stringify(make('StatefulSet/fetch', { labels: { 'toolhive-name': 'fetch' } })),
    JSON.stringify(make('ConfigMap/client', {}, { data: { url: 'http://mcp-fetch:8080/mcp' } })),
  ];
  const fine = await run('migrate plan -', { stdin: objects.join('\n---\n') });
  assert.match(fine.out, /! StatefulSet\/fetch has no owner/);
  assert.match(fine.out, /! ConfigMap\/client in team calls the backend past its proxy/);
  const foreign = JSON.stringify(make('NetworkPolicy/fetch-mcp', owner('Team', 'security', 'x')));
  const clash = await run('migrate plan -', { stdin: [...objects, foreign].join('\n---\n') });
  assert.equal(clash.code, 1);
  assert.match(clash.err, /NetworkPolicy\/fetch-mcp has a name that this server needs and belongs to Team security/);
});
