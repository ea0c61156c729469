// The committed table of pod template fields against the API server's own OpenAPI document.

import assert from 'node:assert/strict';
import { type OpenApiDocument, readTypeTable } from '../../scripts/generate/pod-template.ts';
import { POD_TEMPLATE_TYPES } from '../../schemas/generated/pod-template-fields.ts';
import { clusterTest } from './cluster.ts';

clusterTest('pod template: the table has the fields and merge rules of this API server', async (cluster) => {
  const { status, body } = await cluster.request('GET', '/openapi/v2');
  assert.equal(status, 200);
  const document = body as unknown as OpenApiDocument;
  const { gitVersion = 'unknown' } = (await cluster.get('/version')) as unknown as { readonly gitVersion?: string };
  assert.deepEqual(
    POD_TEMPLATE_TYPES,
    readTypeTable(document),
    `differs from ${gitVersion}; run scripts/generate/pod-template.ts with its /openapi/v2`,
  );
});
