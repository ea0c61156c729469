// The chart's policy about MCPServers on a real API server: it judges as /validate does, and each error is found where
// docs/admission-policies.md says.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after } from 'node:test';
import { stringify } from 'yaml';
import type { Fragment } from '../../functions/validate/codes/entry.ts';
import { findingEntry } from '../../functions/validate/codes.ts';
import { listRefusals, readAdmissionRules, type RefusedBy } from '../../scripts/generate/admission/refused-by.ts';
import { render } from '../chart/render.ts';
import { BASELINE, findingsOfObject as findingsByHooks, plainServer } from '../units/validate/plain-server.ts';
import { type Cluster, installCrd, makeNamespace, removeNamespace, serversPath } from './cluster.ts';
import { chartTest } from './harness/chart-test.ts';
import { kubectl } from './harness/kubectl.ts';
import { policyCorpus } from './harness/policy-corpus.ts';
import { waitFor } from './harness/wait.ts';

const NAMESPACE = 'test-admission-policies';
const SERVERS = 2000;
const AT_ONCE = 16;

const ROOT = join(import.meta.dirname, '../..');
const CODES = new Set(readAdmissionRules(ROOT).map(({ code }) => code));

let policy = '';
after(async () => {
  if (policy !== '') await kubectl(['delete', '--ignore-not-found', '--wait=false', '-f', '-'], policy);
});

/** Who refuses a server first, and with which code. */
interface Verdict {
  readonly by: 'nobody' | 'schema' | 'policy';
  readonly code: string;
  readonly message: string;
}

async function firstRefusal(cluster: Cluster, fragment: Fragment): Promise<Verdict> {
  const metadata = { ...fragment.metadata, namespace: NAMESPACE };
  const object = plainServer({ ...fragment, metadata });
  const { status, body } = await cluster.request('POST', `${serversPath(NAMESPACE)}?dryRun=All`, object);
  if (status === 201) return { by: 'nobody', code: '', message: '' };
  const [, code] = /ValidatingAdmissionPolicy.*denied request: \[(MCP\d+)\]/s.exec(body.message) ?? [];
  // An expression that fails to evaluate denies, too; it must never happen.
  assert.doesNotMatch(body.message, /expression '.*resulted in error/s, JSON.stringify(object));
  return { by: code === undefined ? 'schema' : 'policy', code: code ?? '', message: body.message };
}

chartTest('policy: the chart makes it and the API server enforces it', async (cluster) => {
  await installCrd(cluster);
  await makeNamespace(cluster, NAMESPACE);
  const set = [
    'admissionPolicies.enabled=true',
    'settings.podSecurity.enforce=baseline',
    `webhooks.namespaceSelector.matchLabels.kubernetes\\.io/metadata\\.name=${NAMESPACE}`,
  ];
  const objects = (await render({ release: 'admission-test', set })).filter(
    ({ kind, metadata }) => kind.includes('Policy') && metadata.name.endsWith('-mcpservers'),
  );
  policy = objects.map((object) => stringify(object)).join('\n---\n');
  const { code, stderr } = await kubectl(['apply', '--server-side', '-f', '-'], policy);
  assert.equal(code, 0, stderr);
  await waitFor('the policy', async () => {
    const { by } = await firstRefusal(cluster, { metadata: { name: 'mcpserver' } });
    return by === 'policy' ? true : undefined;
  });
});

chartTest('policy: refuses what /validate refuses, and nothing near it', async (cluster) => {
  for (const code of CODES) {
    const { level, example, nearMiss } = findingEntry(code) ?? assert.fail(code);
    assert.equal(level, 'error');
    const verdict = await firstRefusal(cluster, example);
    assert.equal(verdict.code, code, `${code}: ${verdict.by} ${verdict.message}`);
    assert.deepEqual(await firstRefusal(cluster, nearMiss), { by: 'nobody', code: '', message: '' }, code);
  }
});

/** What the hooks have against a server, of the codes that the policy knows, and whether anything at all. */
function hookCodes(fragment: Fragment): { readonly known: readonly string[]; readonly any: boolean } {
  const errors = findingsByHooks(plainServer(fragment), BASELINE).filter(({ level }) => level === 'error');
  return { known: errors.map(({ code }) => code).filter((code) => CODES.has(code)), any: errors.length > 0 };
}

/** What only /validate sees: a pod template with directives of a merge patch has to be merged first. */
function isLeftOut(code: string, { spec }: Fragment): boolean {
  return code === 'MCP110' && JSON.stringify(spec?.['podTemplateSpec'] ?? {}).includes('"$patch"');
}

chartTest(`policy: agrees with /validate on ${SERVERS} generated servers`, async (cluster) => {
  const counts = { nobody: 0, schema: 0, policy: 0 };
  const seen = new Set<string>();
  const check = async (fragment: Fragment): Promise<void> => {
    const verdict = await firstRefusal(cluster, fragment);
    const { known, any } = hookCodes(fragment);
    const text = `${JSON.stringify(fragment)}: ${verdict.message}`;
    counts[verdict.by] += 1;
    seen.add(verdict.code);
    if (verdict.by === 'nobody')
      assert.deepEqual(
        known.filter((code) => !isLeftOut(code, fragment)),
        [],
        text,
      );
    else assert.ok(any, `only the API server refuses ${text}`);
    // A pod template with errors of its own is not rendered, so /validate names those instead.
    if (verdict.by === 'policy' && verdict.code !== 'MCP110')
      assert.ok(known.includes(verdict.code), `/validate has ${known.join()}, ${text}`);
  };
  const corpus = policyCorpus(SERVERS);
  for (let index = 0; index < corpus.length; index += AT_ONCE)
    await Promise.all(corpus.slice(index, index + AT_ONCE).map(check));
  console.log(`policy: ${JSON.stringify(counts)} of ${SERVERS}`);
  // A corpus that is all right or all wrong would show nothing.
  assert.ok(
    Object.values(counts).every((count) => count > SERVERS / 20),
    JSON.stringify(counts),
  );
  assert.deepEqual(
    [...CODES].filter((code) => !seen.has(code)),
    [],
  );
});

chartTest('policy: each error is refused by whom docs/admission-policies.md says', async (cluster) => {
  const expected = listRefusals(ROOT);
  assert.ok(Object.keys(expected).length > 40);
  const found: Record<string, RefusedBy> = {};
  for (const code of Object.keys(expected)) {
    const example = findingEntry(code)?.example;
    assert.ok(example !== undefined);
    const { by } = await firstRefusal(cluster, example);
    found[code] = by === 'nobody' ? 'webhook' : by;
  }
  assert.deepEqual(found, expected);
});

chartTest('policy: the namespace of this file can go', async (cluster) => {
  await removeNamespace(cluster, NAMESPACE);
});
