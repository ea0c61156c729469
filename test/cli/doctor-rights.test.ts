// Doctor: the rights that Metacontroller needs, by what is installed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neededRights } from '../../functions/cli/doctor/rights.ts';
import { CONFIG_KINDS } from '../../functions/decode/config-kinds.ts';
import { DEFAULT_SETTINGS } from '../../functions/decode/settings.ts';
import { configController } from '../../functions/simulator/composite-controller.ts';

test('doctor: a kind that gets its status needs the right to write it', () => {
  const controllers = CONFIG_KINDS.map((kind) => configController('https://hooks', kind));
  const rights = neededRights({ settings: DEFAULT_SETTINGS, objects: controllers }, false);
  const status = rights.filter(({ resource }) => /^mcp.*(group|config)s\/status$/.test(resource));
  assert.equal(status.length, CONFIG_KINDS.length);
  assert.ok(status.every(({ verbs }) => verbs.join() === 'update'));
});
