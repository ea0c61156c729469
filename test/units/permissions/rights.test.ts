// Unit: what the pods of a server may do in the API, told in one line from its children.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRights, rightsSentence } from '../../../functions/children/permissions/rights.ts';
import { exampleChildren } from '../../chart/example-children.ts';
import { builtChildren, type Loose } from '../children/build.ts';

function sentenceOf(spec: Loose): string | undefined {
  const rights = describeRights(builtChildren({ spec }));
  return rights === undefined ? undefined : rightsSentence(rights);
}

test('rightsSentence: nobody may do anything over HTTP', () => {
  for (const transport of ['sse', 'streamable-http'])
    assert.equal(sentenceOf({ transport }), 'In the API the proxy may do nothing, and the backend nothing');
});

test('rightsSentence: a stdio proxy finds its pod and attaches to it', () => {
  assert.equal(
    sentenceOf({ transport: 'stdio' }),
    'In the API the proxy may get statefulsets demo; list pods; create pods/attach demo-0, and the backend nothing',
  );
});

test('rightsSentence: a backend with an account of its own may do what that account may', () => {
  assert.equal(
    sentenceOf({ serviceAccount: 'reader' }),
    'In the API the proxy may do nothing, and the backend what ServiceAccount reader may',
  );
});

test('rightsSentence: a token among the volumes of the pod template counts as well', () => {
  const volume = { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } };
  const podTemplateSpec = { spec: { volumes: [volume] } };
  assert.match(sentenceOf({ podTemplateSpec }) ?? '', /the backend what ServiceAccount demo-sa may$/);
});

test('describeRights: without a Role there is nothing to tell', () => {
  assert.equal(describeRights([]), undefined);
});

test('roles of every example: no wildcard, no Secret, no ConfigMap, no watch, and names wherever a name can be said', () => {
  const roles = exampleChildren().filter(({ kind }) => kind === 'Role');
  assert.ok(roles.length > 50, String(roles.length));
  for (const { rules, metadata } of roles) {
    for (const { apiGroups, resources, verbs, resourceNames = [] } of rules) {
      const words = new Set<string>([...apiGroups, ...resources, ...verbs]);
      for (const word of ['*', 'secrets', 'configmaps', 'watch', 'pods/exec', 'patch', 'update', 'delete'])
        assert.ok(!words.has(word), `${metadata.name}: ${word}`);
      // A list by label cannot be limited by name, nor can the right that everybody has.
      const isUnnamed = ['pods', 'selfsubjectrulesreviews'].includes(resources.join());
      assert.equal(resourceNames.length, isUnnamed ? 0 : 1, metadata.name);
    }
  }
});
