// Property: the case of keys in a pod template changes neither what is found nor what is built.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { hasErrors, type Finding } from '../../functions/kube/finding.ts';
import { anyGiven } from '../units/children/arbitrary.ts';
import { type Given, builtChildren } from '../units/children/build.ts';
import { findingsOfObject, NOTHING_ALLOWED, plainServer } from '../units/validate/plain-server.ts';
import { anySpelling, anyTemplate } from './any-template.ts';

/** The warning about the case itself, which there may be many of, hides no other. */
const annotations = { 'mcpserver.toolhive.stacklok.dev/ignore-warnings': 'MCP042' };

/** Settings under which most rules have something to say. */
const STRICT: Settings = {
  ...DEFAULT_SETTINGS,
  podSecurity: { enforce: 'baseline', warn: 'restricted' },
  imagePolicy: { ...DEFAULT_SETTINGS.imagePolicy, forbiddenTags: ['latest'], mode: 'deny' },
  podTemplate: { allowed: NOTHING_ALLOWED },
};

/** A valid template that many rules look at. */
const RICH = {
  metadata: { labels: { team: 'a' }, annotations: { note: 'b' } },
  spec: {
    initContainers: [
      { name: 'init', image: 'example.com/i:1', env: [{ name: 'TOKEN', value: `ghp_${'a'.repeat(36)}` }] },
    ],
    containers: [
      {
        name: 'mcp',
        args: ['--port=1'],
        resources: { limits: { cpu: '0.5' } },
        envFrom: [{ secretRef: { name: 's' } }],
        volumeMounts: [{ name: 'v', mountPath: '/v' }],
        readinessProbe: { httpGet: { port: 'http', path: '/' } },
      },
    ],
    volumes: [{ name: 'v', projected: { sources: [{ configMap: { name: 'c', items: [{ key: 'k', path: 'p' }] } }] } }],
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
    tolerations: [{ key: 'gpu', operator: 'Exists' }],
  },
};

const templates: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant(RICH),
  anyGiven.map(({ spec }) => spec.podTemplateSpec ?? {}),
  anyTemplate,
);

function findingsOf(podTemplateSpec: unknown, settings?: Settings): readonly Finding[] {
  const volumes = [{ name: 'v', mountPath: '/data', emptyDir: {} }];
  return findingsOfObject(plainServer({ metadata: { annotations }, spec: { podTemplateSpec, volumes } }), settings);
}

/** Findings whose places differ at most in case are the same here. */
function lower(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, path, message }) => `${code} ${path.toLowerCase()} ${message}`);
}

/** How many steps of a path a template has. */
function depthOf(podTemplateSpec: unknown, path: string): number {
  const steps = [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([\w-]+)/g)].map((match) =>
    match.slice(1).join(''),
  );
  let value: unknown = { spec: { podTemplateSpec } };
  const missing = steps.findIndex((step) => {
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === step)?.[1]
        : undefined;
    return value === undefined;
  });
  return missing < 0 ? steps.length : missing;
}

for (const [name, settings] of [
  ['the default settings', undefined],
  ['strict settings', STRICT],
] as const) {
  test(`validateServer: keys of a template in another case change no finding under ${name}`, () => {
    fc.assert(
      fc.property(templates, anySpelling, (template, respell) => {
        const other = respell(template);
        const [findings, others] = [findingsOf(template, settings), findingsOf(other, settings)];
        assert.deepEqual(lower(others), lower(findings));
        for (const [index, { path }] of findings.entries()) {
          assert.equal(depthOf(other, others[index]?.path ?? ''), depthOf(template, path), others[index]?.path);
        }
      }),
      { numRuns: 300 },
    );
  });
}

test('buildChildren: keys of a template in another case change no child', () => {
  let built = 0;
  fc.assert(
    fc.property(anyGiven, templates, anySpelling, (given, template, respell) => {
      if (hasErrors(findingsOf(template))) return;
      const childrenWith = (podTemplateSpec: unknown): unknown => {
        const changed: Given = { ...given, spec: { ...given.spec, podTemplateSpec } };
        return builtChildren(changed);
      };
      assert.deepEqual(childrenWith(respell(template)), childrenWith(template));
      built += 1;
    }),
    { numRuns: 200 },
  );
  assert.ok(built > 50, `${built} templates without an error`);
});
