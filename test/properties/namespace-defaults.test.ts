// Property of a namespace's own rules: whatever it says, nothing is allowed that the settings do not allow.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isWider } from '../../functions/compile/permissions/is-wider.ts';
import { namespaceFacts, settingsInSync } from '../../functions/decode/effective-settings.ts';
import { decodeReferences } from '../../functions/decode/references.ts';
import { decodeServer } from '../../functions/decode/server.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { isConnectionAllowed } from '../../functions/kube/network-policy-evaluator.ts';
import { plainServer } from '../units/validate/plain-server.ts';
import { validateImagePolicy } from '../../functions/validate/image-policy.ts';
import { validatePodSecurity } from '../../functions/validate/pod-security.ts';
import { cidr, connection, outbound, policyOf, profileOf, reaches, RUNS, compiledWith } from './profiles.ts';
import { compile } from '../../functions/compile/compiled.ts';
import { sourcesOfObject } from '../../functions/compile/sources.ts';

const BACKEND = {
  namespace: 'tools',
  labels: { app: 'demo', 'app.kubernetes.io/component': 'backend', 'toolhive-name': 'demo' },
};
const CALLERS = [
  { namespace: 'tools', labels: { app: 'somebody' } },
  { namespace: 'elsewhere', labels: { app: 'mcpserver' } },
  { ip: '203.0.113.7' },
];
const levels = fc.constantFrom('privileged', 'baseline', 'restricted');
const registries = fc.subarray(['ghcr.io', 'ghcr.io/acme', 'ghcr.io/acme/fetch', 'docker.io', 'evil.example']);
const tags = fc.subarray(['latest', 'edge', '1.4.0']);
const modes = fc.constantFrom('warn', 'deny');
const ingress = {
  proxyIngress: fc.constantFrom('any', 'namespace'),
  backendIngress: fc.constantFrom('proxy', 'namespace', 'open'),
};
const optional = { requiredKeys: [] };

const documents = fc.record(
  {
    permissionProfiles: fc.record(
      { network: fc.record({ except: fc.array(cidr, { maxLength: 2 }) }, optional) },
      optional,
    ),
    networkPolicy: fc.record(ingress, optional),
    podSecurity: fc.record({ enforce: levels, warn: levels }, optional),
    imagePolicy: fc.record({ registries, requireDigest: fc.boolean(), forbiddenTags: tags, mode: modes }, optional),
  },
  optional,
);
const settings: fc.Arbitrary<Settings> = fc
  .record({
    except: fc.array(cidr, { maxLength: 2 }),
    podSecurity: fc.record({ enforce: levels, warn: levels }),
    networkPolicy: fc.record(ingress),
    imagePolicy: fc.record({ registries, requireDigest: fc.boolean(), forbiddenTags: tags, mode: modes }),
  })
  .map(({ except, podSecurity, networkPolicy, imagePolicy }) =>
    Object.assign({}, DEFAULT_SETTINGS, {
      namespaceDefaults: { enabled: true },
      permissionProfiles: Object.assign({}, DEFAULT_SETTINGS.permissionProfiles, { network: { except } }),
      networkPolicy: Object.assign({}, DEFAULT_SETTINGS.networkPolicy, networkPolicy),
      podSecurity,
      imagePolicy: Object.assign({}, DEFAULT_SETTINGS.imagePolicy, imagePolicy),
    }),
  );
const specs = fc.record({
  image: fc.constantFrom(
    'ghcr.io/acme/fetch:1.4.0',
    'ghcr.io/acme/fetch:latest',
    'evil.example/fetch:edge',
    'fetch',
    `ghcr.io/acme/fetch@sha256:${'0a'.repeat(32)}`,
  ),
  podTemplateSpec: fc.constantFrom(
    {},
    { spec: { hostNetwork: true } },
    { spec: { securityContext: { runAsUser: 0 } } },
    { spec: { volumes: [{ name: 'v', hostPath: { path: '/' } }] } },
  ),
});

/** The settings after everything that a sync does with the text of a ConfigMap. */
function effective(given: Settings, document: unknown): Settings {
  const server = decodeServer(plainServer({}), given);
  const map = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'mcp-defaults', namespace: 'default' },
    data: { 'defaults.yaml': JSON.stringify(document) },
  };
  const references = decodeReferences(server, { 'ConfigMap.v1': { 'default/mcp-defaults': map } }, given);
  assert.deepEqual(references.problems, []);
  return settingsInSync(given, namespaceFacts(server, references));
}

/** Places with an error, and all places. */
function findPlaces(
  raw: Record<string, unknown>,
  with_: Settings,
): { readonly errors: Set<string>; readonly all: Set<string> } {
  const input = compile(sourcesOfObject(decodeServer(raw, with_), with_));
  const found = [...validatePodSecurity(input), ...validateImagePolicy(input)];
  const places = (list: typeof found): Set<string> =>
    new Set(list.map(({ path, message }) => `${path} ${message.split(/;| \(|\.$/)[0]}`));
  return { errors: places(found.filter(({ level }) => level === 'error')), all: places(found) };
}

test('mcp-defaults: no profile opens more, and nobody comes in, than under the settings alone', () => {
  fc.assert(
    fc.property(fc.tuple(outbound, connection), settings, documents, ([rules, to], given, document) => {
      const narrowed = effective(given, document);
      const { access: before, denied } = compiledWith(profileOf(rules), given);
      assert.equal(
        isWider({ before, after: compiledWith(profileOf(rules), narrowed).access, settings: given, denied }),
        false,
      );
      const [was, is] = [policyOf(profileOf(rules), given), policyOf(profileOf(rules), narrowed)];
      if (!reaches(was, to)) assert.equal(reaches(is, to), false);
      for (const from of CALLERS) {
        const call = { from, to: BACKEND, port: 8080 };
        if (!isConnectionAllowed(was, call)) assert.equal(isConnectionAllowed(is, call), false);
      }
    }),
    RUNS,
  );
});

test('mcp-defaults: what the settings refuse or warn about is still refused or warned about', () => {
  fc.assert(
    fc.property(specs, settings, documents, (spec, given, document) => {
      const raw = plainServer({ spec });
      const [before, after] = [findPlaces(raw, given), findPlaces(raw, effective(given, document))];
      for (const place of before.errors) assert.ok(after.errors.has(place), place);
      for (const place of before.all) assert.ok(after.all.has(place), place);
    }),
    RUNS,
  );
});
