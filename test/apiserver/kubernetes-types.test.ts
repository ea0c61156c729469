// The committed table of pod template fields against the API server's own OpenAPI document.

import assert from 'node:assert/strict';
import { type OpenApiDocument, readTypeTable } from '../../scripts/generate/kubernetes-types.ts';
import { KUBERNETES_TYPES } from '../../schemas/generated/kubernetes-types.ts';
import { clusterTest } from './cluster.ts';

clusterTest('pod template: the table has the fields and merge rules of this API server', async (cluster) => {
  const { status, body } = await cluster.request('GET', '/openapi/v2');
  assert.equal(status, 200);
  const document = body as unknown as OpenApiDocument;
  const { gitVersion = 'unknown' } = (await cluster.get('/version')) as unknown as { readonly gitVersion?: string };
  assert.deepEqual(
    KUBERNETES_TYPES,
    readTypeTable(document),
    `differs from ${gitVersion}; run scripts/generate/kubernetes-types.ts with its /openapi/v2`,
  );
});
