// What reading `spec.podTemplateSpec` gives: the patch in canonical form, and findings with exact paths.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodePodTemplate } from '../../../functions/decode/pod-template.ts';
import { hasErrors } from '../../../functions/kube/finding.ts';
import { mergeChecked } from '../../../functions/kube/strategic-merge.ts';
import { mergeByStrategy } from '../kube/merge-by-strategy.ts';

const PATH = 'spec.podTemplateSpec';

function decode(raw: unknown): { readonly patch: unknown; readonly found: readonly string[] } {
  const { patch, findings } = decodePodTemplate(raw, PATH);
  return { patch, found: findings.map(({ code, level, path }) => `${code} ${level} ${path.replace(`${PATH}.`, '')}`) };
}

const inMcp = (fields: object): object => ({ spec: { containers: [{ name: 'mcp', ...fields }] } });

test('decodePodTemplate: a correct template stays as it is and says nothing', () => {
  const template = {
    metadata: { labels: { team: 'web' }, annotations: { 'a/b': 'c' } },
    spec: {
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ key: 'a', operator: 'Exists' }],
      securityContext: { fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      volumes: [
        { name: 'v', emptyDir: {} },
        { name: 's', secret: { secretName: 's', defaultMode: 256 } },
      ],
      containers: [
        {
          name: 'mcp',
          command: ['sh', '-c', 'echo $(uname -m)'],
          env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
          ports: [{ containerPort: 8080 }],
          resources: { limits: { memory: '1Gi', cpu: '100m', 'nvidia.com/gpu': '1' } },
          readinessProbe: { httpGet: { port: 'http', path: '/' }, periodSeconds: 5 },
          livenessProbe: { tcpSocket: { port: 8080 } },
        },
      ],
    },
  };
  assert.deepEqual(decode(template), { patch: template, found: [] });
});

test('decodePodTemplate: directives and null are part of a patch', () => {
  const template = {
    spec: {
      securityContext: { $patch: 'replace', runAsUser: 1 },
      affinity: null,
      containers: [
        { name: 'old', $patch: 'delete' },
        { name: 'mcp', '$deleteFromPrimitiveList/args': ['--x'] },
      ],
      volumes: [{ $retainKeys: ['name', 'emptyDir'], name: 'v', emptyDir: {} }],
      '$setElementOrder/containers': [{ name: 'mcp' }, { name: 'side' }],
    },
  };
  assert.deepEqual(decode(template), { patch: template, found: [] });
});

test('decodePodTemplate: quantities become canonical, numbers too', () => {
  const { patch, found } = decode({
    spec: {
      overhead: { memory: '1024Ki' },
      volumes: [{ name: 'v', emptyDir: { sizeLimit: '0.500Gi' } }],
      containers: [{ name: 'mcp', resources: { limits: { cpu: 1, memory: 134_217_728 }, requests: { cpu: 0.1 } } }],
    },
  });
  assert.deepEqual(found, []);
  assert.deepEqual(patch, {
    spec: {
      overhead: { memory: '1Mi' },
      volumes: [{ name: 'v', emptyDir: { sizeLimit: '512Mi' } }],
      containers: [
        { name: 'mcp', resources: { limits: { cpu: '1', memory: '134217728' }, requests: { cpu: '100m' } } },
      ],
    },
  });
});

test('decodePodTemplate: keys in another case are read as Go reads them, with a warning', () => {
  const { patch, found } = decode({ spec: { nodeselector: { A: 'b' }, volumes: [{ Name: 'v', emptydir: {} }] } });
  assert.deepEqual(patch, { spec: { nodeSelector: { A: 'b' }, volumes: [{ name: 'v', emptyDir: {} }] } });
  assert.deepEqual(found, [
    'MCP042 warning spec.nodeselector',
    'MCP042 warning spec.volumes[0].Name',
    'MCP042 warning spec.volumes[0].emptydir',
  ]);
});

test('decodePodTemplate: a key in another case beside the right one is an error, for one of them would be lost', () => {
  const { found } = decode({ spec: { hostNetwork: false, hostnetwork: true } });
  assert.deepEqual(found, ['MCP047 error spec.hostnetwork']);
});

test('decodePodTemplate: two other spellings of one key are an error as well', () => {
  const { patch, found } = decode({ spec: { Containers: [{ name: 'mcp' }], CONTAINERS: [{ name: 'side' }] } });
  assert.deepEqual(found, ['MCP042 warning spec.Containers', 'MCP047 error spec.CONTAINERS']);
  assert.deepEqual(patch, { spec: { containers: [{ name: 'side' }] } }, 'the last one counts, as in Go');
});

test('decodePodTemplate: findings name the place as it was written, whatever they are about', () => {
  const Container = {
    Name: 'mcp',
    Nonsense: 1,
    Resources: { Limits: { cpu: 'much' } },
    Stdin: 'yes',
    Env: [{ Name: 'A', VALUEFROM: { secretkeyref: { Name: 's', key: 'k', other: 1 } } }],
  };
  const { found } = decode({
    Spec: { Containers: [Container], Volumes: [{ Name: 'v', Secret: { DefaultMode: '0400' } }] },
  });
  assert.deepEqual(
    found.filter((line) => !line.startsWith('MCP042')),
    [
      'MCP040 error Spec.Containers[0].Stdin',
      'MCP041 warning Spec.Containers[0].Nonsense',
      'MCP041 warning Spec.Containers[0].Env[0].VALUEFROM.secretkeyref.other',
      'MCP044 error Spec.Containers[0].Resources.Limits.cpu',
      'MCP045 warning Spec.Volumes[0].Secret.DefaultMode',
    ],
  );
});

test('decodePodTemplate: a directive that cannot be followed is left out with a warning, as ToolHive leaves out all', () => {
  const container = {
    name: 'mcp',
    $patch: 1,
    args: ['a'],
    '$deleteFromPrimitiveList/env': ['A'],
    '$setElementOrder/env': [{ name: 'B' }],
    env: [{ name: 'A', value: 'x' }],
  };
  const spec = {
    $patch: 'merge',
    $retainKeys: ['volumes'],
    $nonsense: true,
    tolerations: [{ $patch: 'delete', operator: 'Exists' }],
    containers: [container, { name: 'old', $patch: 'delete' }],
  };
  const { patch, isUsable, findings } = decodePodTemplate({ spec }, 'p');
  assert.ok(isUsable);
  const { name, args, env } = container;
  assert.deepEqual(patch, {
    spec: {
      tolerations: [{ operator: 'Exists' }],
      containers: [
        { name, args, env },
        { name: 'old', $patch: 'delete' },
      ],
    },
  });
  assert.deepEqual(
    findings.map(({ code, level, path }) => `${code} ${level} ${path}`).toSorted(),
    [
      'p.spec["$nonsense"]',
      'p.spec["$patch"]',
      'p.spec["$retainKeys"]',
      'p.spec.containers[0]["$deleteFromPrimitiveList/env"]',
      'p.spec.containers[0]["$patch"]',
      'p.spec.containers[0]["$setElementOrder/env"]',
      'p.spec.tolerations[0]["$patch"]',
    ]
      .map((path) => `MCP041 warning ${path}`)
      .toSorted(),
  );
});

test('decodePodTemplate: null in lists of texts is an empty text, with a warning', () => {
  const container = { name: 'mcp', args: ['a', null], securityContext: { capabilities: { drop: [null] } } };
  const { patch, isUsable, findings } = decodePodTemplate(
    { spec: { containers: [container] } },
    'spec.podTemplateSpec',
  );
  assert.ok(isUsable);
  const read = { name: 'mcp', args: ['a', ''], securityContext: { capabilities: { drop: [''] } } };
  assert.deepEqual(patch, { spec: { containers: [read] } });
  assert.deepEqual(
    findings.map(({ code, path }) => `${code} ${path}`),
    [
      'MCP048 spec.podTemplateSpec.spec.containers[0].args[1]',
      'MCP048 spec.podTemplateSpec.spec.containers[0].securityContext.capabilities.drop[0]',
    ],
  );
});

test('decodePodTemplate: null in maps of texts is an empty text, with a warning', () => {
  const { patch, found } = decode({
    metadata: { labels: { a: null }, annotations: { b: null } },
    spec: { nodeSelector: { c: null }, affinity: null },
  });
  assert.deepEqual(patch, {
    metadata: { labels: { a: '' }, annotations: { b: '' } },
    spec: { nodeSelector: { c: '' }, affinity: null },
  });
  assert.deepEqual(found, [
    'MCP048 warning metadata.labels.a',
    'MCP048 warning metadata.annotations.b',
    'MCP048 warning spec.nodeSelector.c',
  ]);
});

test('decodePodTemplate: many keys in another case hide no other warning', () => {
  const volumes = Array.from({ length: 30 }, (_, index) => ({ Name: `v${index}`, emptyDir: {} }));
  const { found } = decode({ spec: { volumes: [...volumes, { name: 's', secret: { defaultMode: '0400' } }] } });
  assert.equal(found.filter((line) => line.startsWith('MCP042')).length, 20);
  assert.ok(found.includes('MCP045 warning spec.volumes[30].secret.defaultMode'));
});

test('decodePodTemplate: file modes as text are read as octal, with a warning', () => {
  const volumes = [
    { name: 'a', secret: { secretName: 's', defaultMode: '0400', items: [{ key: 'k', path: 'p', mode: '0o644' }] } },
    { name: 'b', configMap: { name: 'c', defaultMode: '0777' } },
  ];
  const { patch, found } = decode({ spec: { volumes } });
  assert.deepEqual(patch, {
    spec: {
      volumes: [
        { name: 'a', secret: { secretName: 's', defaultMode: 256, items: [{ key: 'k', path: 'p', mode: 420 }] } },
        { name: 'b', configMap: { name: 'c', defaultMode: 511 } },
      ],
    },
  });
  assert.deepEqual(found, [
    'MCP045 warning spec.volumes[0].secret.defaultMode',
    'MCP045 warning spec.volumes[0].secret.items[0].mode',
    'MCP045 warning spec.volumes[1].configMap.defaultMode',
  ]);
});

const ERRORS: readonly (readonly [string, unknown, string])[] = [
  ['text instead of a template', 'containers: []', 'MCP040 error spec.podTemplateSpec'],
  ['null instead of a template', null, 'MCP040 error spec.podTemplateSpec'],
  ['a list of labels', { metadata: { labels: ['a'] } }, 'MCP040 error metadata.labels'],
  [
    'a number as an environment value',
    inMcp({ env: [{ name: 'A', value: 8080 }] }),
    'MCP040 error spec.containers[0].env[0].value',
  ],
  ['a number as an argument', inMcp({ args: ['a', 1] }), 'MCP040 error spec.containers[0].args[1]'],
  ['true as an annotation', { metadata: { annotations: { a: true } } }, 'MCP040 error metadata.annotations.a'],
  [
    'a whole number as text',
    { spec: { terminationGracePeriodSeconds: '30' } },
    'MCP040 error spec.terminationGracePeriodSeconds',
  ],
  [
    'a fraction as a whole number',
    { spec: { securityContext: { runAsUser: 1.5 } } },
    'MCP040 error spec.securityContext.runAsUser',
  ],
  ['a number beyond 32 bits', { spec: { priority: 2 ** 31 } }, 'MCP040 error spec.priority'],
  [
    'a file mode without a leading zero as text',
    { spec: { volumes: [{ name: 'v', secret: { defaultMode: '420' } }] } },
    'MCP040 error spec.volumes[0].secret.defaultMode',
  ],
  ['"true" as a boolean', { spec: { hostNetwork: 'true' } }, 'MCP040 error spec.hostNetwork'],
  [
    'an object as a quantity',
    inMcp({ resources: { limits: { cpu: {} } } }),
    'MCP040 error spec.containers[0].resources.limits.cpu',
  ],
  [
    'a bad quantity',
    inMcp({ resources: { limits: { memory: '1 GB' } } }),
    'MCP044 error spec.containers[0].resources.limits.memory',
  ],
  ['a container without a name', { spec: { containers: [{ image: 'x' }] } }, 'MCP043 error spec.containers[0]'],
];

for (const [what, raw, expected] of ERRORS) {
  test(`decodePodTemplate: refuses ${what}`, () => assert.deepEqual(decode(raw).found, [expected]));
}

const UNKNOWN: readonly (readonly [string, unknown, string])[] = [
  ['an unknown field', inMcp({ imagePolicy: 'Always' }), 'spec.containers[0].imagePolicy'],
  ['an inherited name', { spec: { constructor: {} } }, 'spec.constructor'],
  ['__proto__ as a field', JSON.parse('{"spec":{"__proto__":{"hostNetwork":true}}}'), 'spec.__proto__'],
];

for (const [what, raw, place] of UNKNOWN) {
  test(`decodePodTemplate: ${what} is a warning, and no pod gets it`, () => {
    const { patch, findings } = decodePodTemplate(raw, PATH);
    assert.deepEqual(decode(raw).found, [`MCP041 warning ${place}`]);
    assert.equal(hasErrors(findings), false);
    const base = { spec: { containers: [{ name: 'mcp' }] } };
    assert.deepEqual(mergeChecked('PodTemplateSpec', base, Object(patch)), base);
  });
}

test('decodePodTemplate: no number of unknown fields hides an error', () => {
  const unknown = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`unknown${index}`, 1]));
  const { found } = decode({ ...unknown, spec: { ...unknown, hostNetwork: 'yes' } });
  assert.ok(found.includes('MCP040 error spec.hostNetwork'));
  assert.equal(found.filter((line) => line.startsWith('MCP041')).length, 20);
});

const SUGGESTIONS: readonly (readonly [unknown, string])[] = [
  [{ containers: [] }, 'spec.podTemplateSpec.spec.containers'],
  [{ securityContext: {} }, 'spec.podTemplateSpec.spec.securityContext'],
  [{ fsGroup: 1 }, 'spec.podTemplateSpec.spec.securityContext.fsGroup'],
  [
    { spec: { securityContext: { readOnlyRootFilesystem: true } } },
    'spec.podTemplateSpec.spec.containers[].securityContext.readOnlyRootFilesystem',
  ],
  [{ spec: { annotations: {} } }, 'spec.podTemplateSpec.metadata.annotations'],
  [{ spec: { capabilities: {} } }, 'spec.podTemplateSpec.spec.containers[].securityContext.capabilities'],
  [inMcp({ securityContext: { fsGroup: 1 } }), 'spec.podTemplateSpec.spec.securityContext.fsGroup'],
  [inMcp({ nodeSelector: {} }), 'spec.podTemplateSpec.spec.nodeSelector'],
  [inMcp({ fsGroup: 1 }), 'spec.podTemplateSpec.spec.securityContext.fsGroup'],
  [{ env: [] }, 'spec.podTemplateSpec.spec.containers[].env'],
  [{ labels: {} }, 'spec.podTemplateSpec.metadata.labels'],
  [{ spec: { image: 'x' } }, 'spec.podTemplateSpec.spec.containers[].image'],
  [{ spec: { runAsUserName: 'x', fsGroup: 1 } }, 'spec.podTemplateSpec.spec.securityContext.fsGroup'],
  [inMcp({ runAsUser: 1 }), 'spec.podTemplateSpec.spec.containers[0].securityContext.runAsUser'],
  [inMcp({ limits: {} }), 'spec.podTemplateSpec.spec.containers[0].resources.limits'],
  [
    inMcp({ env: [{ name: 'A', secretKeyRef: {} }] }),
    'spec.podTemplateSpec.spec.containers[0].env[0].valueFrom.secretKeyRef',
  ],
];

for (const [raw, place] of SUGGESTIONS) {
  test(`decodePodTemplate: suggests ${place}`, () => {
    const messages = decodePodTemplate(raw, PATH).findings.map(({ message }) => message);
    assert.ok(
      messages.some((message) => message.endsWith(`: move it to ${place}.`)),
      messages.join(' '),
    );
  });
}

test('decodePodTemplate: messages are one sentence and repeat no value', () => {
  for (const [, raw] of [...ERRORS, ...UNKNOWN]) {
    for (const { message } of decodePodTemplate(raw, PATH).findings) assert.match(message, /^\S[^\n]*\.$/);
  }
  const { findings } = decodePodTemplate(inMcp({ env: [{ name: 'TOKEN', value: ['s3cret'] }] }), PATH);
  assert.equal(JSON.stringify(findings).includes('s3cret'), false);
});

test('decodePodTemplate: many mistakes give a bounded number of findings', () => {
  const env = Array.from({ length: 50_000 }, () => 1);
  const keys = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`Key${index}`, {}]));
  const { findings } = decodePodTemplate({ ...keys, spec: { containers: [{ name: 'mcp', env }] } }, PATH);
  assert.ok(findings.length <= 60);
});

test('decodePodTemplate: depth in unknown fields and in free JSON is harmless', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`) as object;
  assert.deepEqual(decode({ metadata: { managedFields: [{ fieldsV1: deep }] }, spec: { deep } }).found, [
    'MCP041 warning spec.deep',
  ]);
});

test('decodePodTemplate: a patch without errors can be merged', () => {
  const { patch, findings } = decodePodTemplate(inMcp({ Image: 'x', env: [{ name: 'A' }] }), PATH);
  assert.deepEqual(
    findings.map(({ level }) => level),
    ['warning'],
  );
  assert.deepEqual(
    mergeByStrategy('PodTemplateSpec', { spec: { containers: [{ name: 'mcp', args: ['y'] }] } }, patch),
    {
      ok: true,
      value: { spec: { containers: [{ name: 'mcp', args: ['y'], image: 'x', env: [{ name: 'A' }] }] } },
    },
  );
});
