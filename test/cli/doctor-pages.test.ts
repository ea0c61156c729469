// doctor: remedies lead to a page only where the settings say where the pages are.

import assert from 'node:assert/strict';
import { checkInstallation } from '../../functions/cli/doctor/checks.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../functions/decode/settings.ts';
import { helmTest } from '../chart/helm.ts';
import { type Part, render } from '../chart/render.ts';

/** What the checks that have a remedy in a page say. */
function remedies(objects: readonly Part[], settings: Settings): readonly string[] {
  const checks = checkInstallation({ objects, settings, nowMs: Date.now(), unseen: new Map(), version: '0.0.0' });
  return ['metacontroller', 'its rights', 'hook port'].map(
    (name) => checks.find(({ what }) => what === name)?.message ?? '',
  );
}

helmTest('doctor: the address of a page, and without documentation.baseUrl none', async () => {
  const objects = await render();
  const documentation = { baseUrl: 'https://docs.example.com' };
  const [metacontroller = '', rights = '', port = ''] = remedies(objects, { ...DEFAULT_SETTINGS, documentation });
  assert.match(metacontroller, /: install it, see https:\/\/docs\.example\.com\/install\.md$/);
  assert.match(rights, /: install it, see https:\/\/docs\.example\.com\/install\.md$/);
  assert.match(port, / in the chart, see https:\/\/docs\.example\.com\/operations\.md$/);
  for (const message of remedies(objects, DEFAULT_SETTINGS)) assert.doesNotMatch(message, /\bsee\b|\.md\b/);
});
