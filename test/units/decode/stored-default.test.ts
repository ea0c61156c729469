// A default profile that an earlier build stored follows the settings of today where nobody else wrote it, and only to be narrower.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeServer } from '../../../functions/decode/server.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';

type Profile = 'none' | 'network';

/** The profile in force for a server with this stored profile, whose fields these managers own. */
function inForce(stored: Profile | undefined, byDefault: Profile, owned: readonly string[] | undefined): unknown {
  const { permissionProfiles } = DEFAULT_SETTINGS;
  const settings: Settings = { ...DEFAULT_SETTINGS, permissionProfiles: { ...permissionProfiles, default: byDefault } };
  const fields = { 'f:spec': Object.fromEntries((owned ?? []).map((name) => [`f:${name}`, {}])) };
  const entry = { manager: 'kubectl', operation: 'Update', fieldsV1: fields };
  const metadata = { name: 'a', namespace: 'b', ...(owned !== undefined && { managedFields: [entry] }) };
  const permissionProfile = { type: 'builtin', name: stored };
  const spec = { image: 'a:1', transport: 'stdio', ...(stored !== undefined && { permissionProfile }) };
  return decodeServer({ metadata, spec }, settings).spec.permissionProfile?.name;
}

test('decodeServer: a stored default that nobody wrote follows the settings to none', () => {
  assert.equal(inForce('network', 'none', ['image']), 'none');
});

test('decodeServer: a profile that somebody wrote stays, and one of which nobody knows', () => {
  assert.equal(inForce('network', 'none', ['image', 'permissionProfile']), 'network');
  assert.equal(inForce('network', 'none', undefined), 'network');
  assert.equal(inForce('network', 'none', []), 'network');
});

test('decodeServer: a stored profile is never made wider', () => {
  assert.equal(inForce('none', 'network', ['image']), 'none');
});

test('decodeServer: without a profile the settings of the day count', () => {
  for (const profile of ['none', 'network'] as const) assert.equal(inForce(undefined, profile, ['image']), profile);
});
