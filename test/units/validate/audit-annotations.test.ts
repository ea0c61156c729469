// Unit: what the validating webhook gives to the audit log: facts before and after, and whether the network was widened.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { answerValidate } from '../../../functions/hooks/validate.ts';
import { plainServer } from './plain-server.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- answers are read here, and a wrong path fails the test
type Loose = any;

interface Edit {
  readonly before?: Loose;
  readonly after: Loose;
  readonly settings?: Settings;
}

function answer({ before, after, settings = DEFAULT_SETTINGS }: Edit): Loose {
  const kind = { group: 'toolhive.stacklok.dev', version: 'v1beta1', kind: 'MCPServer' };
  const operation = before === undefined ? 'CREATE' : 'UPDATE';
  const request = {
    uid: 'u',
    kind,
    operation,
    name: 'example',
    namespace: 'default',
    object: after,
    oldObject: before,
  };
  const body = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request };
  return answerValidate(JSON.parse(JSON.stringify(body)), { settings, receivedAt: '2026-11-01T12:00:00Z' });
}

function auditOf(edit: Edit): Loose {
  return answer(edit).body.response.auditAnnotations;
}

function server(spec: Loose, annotations?: Loose): Loose {
  return plainServer({ spec, ...(annotations !== undefined && { metadata: { annotations } }) });
}

function withProfile(permissionProfile: Loose): Loose {
  return server({ permissionProfile });
}

function outbound(rules: Loose): Loose {
  return { type: 'inline', inline: { network: { outbound: rules } } };
}

const NONE = { type: 'builtin', name: 'none' };
const NETWORK = { type: 'builtin', name: 'network' };
const MAP = { type: 'configmap', name: 'profiles', key: 'web.json' };
const SPECIFIC = outbound({ allow_host: ['192.0.2.1'], allow_port: [443] });

test('auditAnnotations: an update has profile, images and account before and after', () => {
  const before = server({ permissionProfile: NONE, serviceAccount: 'reader' });
  const after = server({ image: 'ghcr.io/example/fetch:1.5.0', permissionProfile: MAP });
  assert.deepEqual(auditOf({ before, after }), {
    'profile-before': 'builtin none',
    'images-before': 'mcp=ghcr.io/example/fetch:1.4.0',
    'service-account-before': 'reader',
    'profile-after': 'configmap profiles web.json',
    'images-after': 'mcp=ghcr.io/example/fetch:1.5.0',
    'service-account-after': 'example-sa',
    widened: 'true',
  });
});

test('auditAnnotations: images are those of every container of the pod, also of podTemplateSpec', () => {
  const podTemplateSpec = {
    spec: {
      serviceAccountName: 'chosen',
      initContainers: [{ name: 'init', image: 'ghcr.io/example/init:1.0.0' }],
      containers: [
        { name: 'mcp', image: 'evil.example/other:1' },
        { name: 'side', image: 'ghcr.io/example/side:1.0.0' },
      ],
    },
  };
  const audit = auditOf({ after: server({ podTemplateSpec }) });
  assert.equal(
    audit['images-after'],
    'init=ghcr.io/example/init:1.0.0 mcp=ghcr.io/example/fetch:1.4.0 side=ghcr.io/example/side:1.0.0',
  );
  assert.equal(audit['service-account-after'], 'chosen');
});

const DENIED_RANGES: Settings = {
  ...DEFAULT_SETTINGS,
  permissionProfiles: { default: 'network', network: { except: ['10.0.0.0/8'] }, hostRules: 'deny' },
};
const CILIUM: Settings = {
  ...DEFAULT_SETTINGS,
  permissionProfiles: { ...DEFAULT_SETTINGS.permissionProfiles, hostRules: 'cilium' },
};
const STRICT: Settings = {
  ...DEFAULT_SETTINGS,
  permissionProfiles: { ...DEFAULT_SETTINGS.permissionProfiles, default: 'none' },
};

/** Profile before (undefined: the server is new), after, whether that is wider, settings. */
const WIDENED: readonly (readonly [string, Loose, Loose, boolean, Settings?])[] = [
  ['the same profile', NETWORK, NETWORK, false],
  ['none to network', NONE, NETWORK, true],
  ['network to none', NETWORK, NONE, false],
  ['none to a list', NONE, SPECIFIC, true],
  ['a list to network', SPECIFIC, NETWORK, true],
  ['network to a list', NETWORK, SPECIFIC, false],
  ['network to everything in words of its own', NETWORK, outbound({ insecure_allow_all: true }), false],
  ['another address', SPECIFIC, outbound({ allow_host: ['192.0.2.2'], allow_port: [443] }), true],
  ['one more address', SPECIFIC, outbound({ allow_host: ['192.0.2.1', '192.0.2.2'], allow_port: [443] }), true],
  ['one more port', SPECIFIC, outbound({ allow_host: ['192.0.2.1'], allow_port: [443, 80] }), true],
  ['no ports any more', SPECIFIC, outbound({ allow_host: ['192.0.2.1'] }), true],
  ['no hosts any more', SPECIFIC, outbound({ allow_port: [443] }), true],
  ['the block around the address', SPECIFIC, outbound({ allow_host: ['192.0.2.0/31'], allow_port: [443] }), true],
  [
    'two halves for the whole',
    outbound({ allow_host: ['198.51.100.0/24'] }),
    outbound({ allow_host: ['198.51.100.128/25', '198.51.100.0/25'] }),
    false,
  ],
  [
    'the whole for two halves',
    outbound({ allow_host: ['198.51.100.128/25', '198.51.100.0/25'] }),
    outbound({ allow_host: ['198.51.100.0/24'] }),
    false,
  ],
  ['a block that the settings close', outbound({}), outbound({ allow_host: ['10.1.0.0/16'] }), false, DENIED_RANGES],
  [
    'a block around what they close',
    outbound({ allow_host: ['8.0.0.0/7', '11.0.0.0/8'] }),
    outbound({ allow_host: ['8.0.0.0/6'] }),
    false,
    DENIED_RANGES,
  ],
  ['a host name that stays closed', outbound({}), outbound({ allow_host: ['api.example.com'] }), false],
  ['a host name that is opened', outbound({}), outbound({ allow_host: ['api.example.com'] }), true, CILIUM],
  [
    'a name below a wildcard',
    outbound({ allow_host: ['*.example.com'] }),
    outbound({ allow_host: ['api.example.com'] }),
    false,
    CILIUM,
  ],
  [
    'a name two labels below a wildcard',
    outbound({ allow_host: ['*.example.com'] }),
    outbound({ allow_host: ['a.b.example.com'] }),
    true,
    CILIUM,
  ],
  [
    'a wildcard around a name',
    outbound({ allow_host: ['api.example.com'] }),
    outbound({ allow_host: ['*.example.com'] }),
    true,
    CILIUM,
  ],
  ['the same ConfigMap', MAP, MAP, false],
  ['another key of the ConfigMap', MAP, { ...MAP, key: 'other.json' }, true],
  ['a ConfigMap after everything', NETWORK, MAP, false],
  ['a ConfigMap after everything but what the settings close', NETWORK, MAP, false, DENIED_RANGES],
  ['a ConfigMap after a list', SPECIFIC, MAP, true],
  ['nothing after a ConfigMap', MAP, NONE, false],
  ['a list after a ConfigMap', MAP, SPECIFIC, true],
  ['no profile, where network is the default', NONE, undefined, true],
  ['no profile, where none is the default', NETWORK, undefined, false, STRICT],
];

for (const [what, before, after, expected, settings] of WIDENED) {
  test(`auditAnnotations: ${what} is ${expected ? '' : 'not '}wider`, () => {
    const audit = auditOf({
      before: server({ permissionProfile: before, image: 'a:1' }),
      after: withProfile(after),
      ...(settings && { settings }),
    });
    assert.equal(audit.widened, String(expected));
  });
}

test('auditAnnotations: a new server is compared with one that names no profile', () => {
  assert.equal(auditOf({ after: withProfile(NETWORK) }).widened, 'false');
  assert.equal(auditOf({ after: withProfile(NETWORK), settings: STRICT }).widened, 'true');
  assert.equal('profile-before' in auditOf({ after: withProfile(NETWORK) }), false);
});

test('auditAnnotations: a pod that moves into the network of its node leaves its policies behind', () => {
  const podTemplateSpec = { spec: { hostNetwork: true } };
  const [apart, moved] = [withProfile(NONE), server({ permissionProfile: NONE, podTemplateSpec })];
  assert.equal(auditOf({ before: apart, after: moved }).widened, 'true');
  assert.equal(auditOf({ before: moved, after: server({ ...moved.spec, args: ['a'] }) }).widened, 'false');
  assert.equal(auditOf({ before: moved, after: apart }).widened, 'false');
  const open = server({ permissionProfile: NETWORK, podTemplateSpec });
  assert.equal(auditOf({ before: withProfile(NETWORK), after: open }).widened, 'false');
  assert.equal(auditOf({ after: open, settings: STRICT }).widened, 'true');
});

test('auditAnnotations: a refused change is recorded too, and not counted', () => {
  const { body, log } = answer({
    before: withProfile(NONE),
    after: server({ permissionProfile: NETWORK, image: '!' }),
  });
  assert.equal(body.response.allowed, false);
  assert.equal(body.response.auditAnnotations.widened, 'true');
  assert.equal(log.outcome, 'denied');
});

test('auditAnnotations: setting the quarantine is recorded, and lifting it widens', () => {
  const cut = server({}, { 'mcpserver.toolhive.stacklok.dev/quarantine': 'true' });
  const open = server({});
  assert.deepEqual(auditOf({ before: open, after: cut }), {
    'quarantine-before': 'false',
    'quarantine-after': 'true',
    widened: 'false',
  });
  assert.equal(auditOf({ before: cut, after: open }).widened, 'true');
  assert.equal(
    auditOf({ before: cut, after: { ...cut, spec: { ...cut.spec, permissionProfile: NETWORK } } }).widened,
    'false',
  );
});

test('auditAnnotations: an update that changes neither spec nor quarantine has none', () => {
  assert.equal(auditOf({ before: server({}), after: server({}, { a: 'b' }) }), undefined);
});

test('auditAnnotations: a stored object that no schema allows counts as none, and any object is answered', () => {
  assert.equal(auditOf({ before: { spec: 'x' }, after: withProfile(NETWORK) }).widened, 'false');
  assert.equal(auditOf({ before: { spec: 'x' }, after: withProfile(NETWORK), settings: STRICT }).widened, 'true');
  assert.equal(auditOf({ before: withProfile(NONE), after: { spec: 7 } }), undefined);
});

test('auditAnnotations: texts are short, on one line, and hold no environment value', () => {
  const hosts = Array.from({ length: 200 }, (_, index) => `192.0.2.${index}`);
  const after = server({
    permissionProfile: outbound({ allow_host: hosts }),
    env: [{ name: 'KEY', value: 'hunter2' }],
  });
  const texts = Object.values<string>(auditOf({ after }));
  for (const text of texts) assert.ok(text.length <= 1024 && !/[\n\r]/.test(text) && !text.includes('hunter2'));
  assert.ok(texts.some((text) => text.endsWith('…')));
});
