// The definitions of the config kinds refuse what ToolHive's refuse: every rule, each by itself, on a real API server.

import assert from 'node:assert/strict';
import { configResource } from '../../functions/decode/config-kinds.ts';
import { type Cluster, clusterTest, installCrd } from './cluster.ts';
import { CONFIG_CORPUS, type ConfigSample } from './harness/config-corpus.ts';
import { CONFIG_RULES, type ConfigRule } from './harness/config-rules.ts';
import { listPath } from './harness/objects.ts';

const AT_ONCE = 16;

function brokenBy({ kind, spec }: ConfigSample): readonly ConfigRule[] {
  return CONFIG_RULES.filter((rule) => rule.kind === kind && !rule.holds(spec));
}

async function judge(cluster: Cluster, { kind, spec }: ConfigSample): Promise<string> {
  const resource = configResource(kind);
  const object = { apiVersion: resource.apiVersion, kind, metadata: { name: 'a', namespace: 'default' }, spec };
  const path = `${listPath(resource, 'default')}?dryRun=All`;
  const { status, body } = await cluster.request('POST', path, object);
  assert.ok(status === 201 || status === 422, `${status} ${body.message}`);
  return status === 201 ? '' : body.message;
}

clusterTest('config rules: the corpus has an object that breaks each rule alone, and one that keeps it', () => {
  for (const rule of CONFIG_RULES) {
    const same = CONFIG_CORPUS.filter(({ kind }) => kind === rule.kind);
    assert.ok(
      same.some((sample) => brokenBy(sample).length === 0),
      rule.id,
    );
    // A type and its member: what breaks the rule of one type breaks that of another unless the member is missing.
    assert.ok(
      same.some((sample) => brokenBy(sample).length === 1 && brokenBy(sample)[0] === rule),
      rule.id,
    );
  }
  return Promise.resolve();
});

clusterTest(
  `config rules: ${CONFIG_CORPUS.length} objects are refused just when they break a rule`,
  async (cluster) => {
    await installCrd(cluster);
    const wrong: string[] = [];
    for (let index = 0; index < CONFIG_CORPUS.length; index += AT_ONCE) {
      const samples = CONFIG_CORPUS.slice(index, index + AT_ONCE);
      // oxlint-disable-next-line no-await-in-loop -- so many at once
      const messages = await Promise.all(samples.map((sample) => judge(cluster, sample)));
      samples.forEach((sample, place) => {
        const [message = '', broken] = [messages[place], brokenBy(sample)];
        if ((message === '') === (broken.length === 0)) return;
        wrong.push(`${JSON.stringify(sample)} breaks ${broken.map(({ id }) => id).join()}: ${message}`);
      });
    }
    assert.deepEqual(wrong, []);
  },
);
