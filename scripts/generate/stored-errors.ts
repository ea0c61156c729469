// Generator: the table of docs/compatibility.md that says of each error whether servers have it that ToolHive runs. What becomes of
// them stands in the registry; here is why.

import type { FindingEntry, StoredEffect } from '../../functions/validate/codes/entry.ts';
import { FINDINGS } from '../../functions/validate/codes.ts';

/** What ToolHive makes of an object with the error. A code without a text fails the generator: whoever adds one decides. */
export const UNDER_TOOLHIVE: Readonly<Record<string, string>> = {
  MCP001: 'refused by its schema too, for the most part',
  MCP002: 'runs: a group decides nothing there',
  MCP003: 'runs with the name of today; v0.6 to v0.14 preferred it, later schemas drop the old one',
  MCP007: 'the Services are refused, so nothing reaches the server',
  MCP008: 'the Services are refused, so nothing reaches the server',
  MCP010:
    'runs, and gets the traffic of every proxy of the namespace. It is not rolled out here; no edit can correct a name',
  MCP011: 'the proxy or the pod waits for ever',
  MCP012: 'the pod waits with InvalidImageName',
  MCP014: 'the operator fails at it, in silence',
  MCP015: 'the API server refuses the Deployment',
  MCP018: 'runs with the last value (its schema refuses the list since v0.17)',
  MCP019: 'refused by its schema',
  MCP023: 'the API server refuses the StatefulSet, which is applied by the proxy',
  MCP024: 'the field is dropped',
  MCP025:
    'a relative mount path runs, below `/`; what the API server refuses is [MCP046](findings.md#mcp046) in a sync',
  MCP026: '`/data` beside `/data/` runs; two equal paths are refused, and are [MCP046](findings.md#mcp046) in a sync',
  MCP027: 'refused by its schema',
  MCP028: 'the API server refuses the Deployment (its schema the list since v0.17)',
  MCP035: 'refused by its schema',
  MCP040: 'Failed, nothing is made (`InvalidPodTemplateSpec`)',
  MCP043: 'the proxy cannot apply the StatefulSet, and ends',
  MCP044: 'Failed, nothing is made (`InvalidPodTemplateSpec`)',
  MCP046: 'the API server refuses the StatefulSet, and the proxy ends',
  MCP047: 'runs: the last of the two counts',
  MCP052: 'refused by its schema; the proxy would not start',
  MCP053:
    'runs with one limit for all callers. The schema since v0.20 refuses such a spec and every edit of it, there and here',
  MCP054: 'the object breaks the operator’s decoding, or the proxy does not start',
  MCP055: 'refused by its schema',
  MCP056: 'refused by its schema',
  MCP057: 'Failed, nothing is made',
  MCP058: 'Failed, nothing is made: profiles in ConfigMaps never worked',
  MCP059: 'there are no inline profiles',
  MCP060:
    'refused by its schema since v0.14; before, the member that `type` names counted. Which policies apply is not guessed: a server that is taken over keeps those that it has',
  MCP061: 'the proxy does not start',
  MCP062: 'the proxy does not start',
  MCP064: 'the API server refuses the Deployment, Service or StatefulSet',
  MCP065: 'runs; here the key is left out',
  MCP066: 'runs. The setting `proxy.trustEnvironment: deny` is there to stop it',
  MCP070: 'Failed, what runs stays',
  MCP071: 'Failed, nothing is made',
  MCP083: 'today’s schema drops the field, and everybody may call the server. That is not done here',
  MCP086: 'runs: today’s schema drops the field. Here it is left out',
  MCP100: 'profiles are not enforced. Guessing what one means could open more than was meant',
  MCP110:
    'runs where the namespace lets it. The setting `podSecurity.enforce` is there to stop it; by default it stops nothing',
  MCP112: 'runs. The setting `podTemplate.allowed` is there to stop it; by default only priority classes of the system',
  MCP120: 'runs. The setting `imagePolicy` with `mode: deny` is there to stop it',
  MCP130: 'the two operators would undo each other’s work',
  MCP131: 'the API server refuses a child',
  MCP132: 'the API server refuses a child',
  MCP133: 'may run. The limits are far above real servers; work without bound would hold up all others',
  MCP140: 'Failed, nothing is made',
  MCP150: 'its condition `Valid` is False, servers that name it are Failed',
  MCP160: 'there are no defaults of a namespace',
};

const AT_UPDATE: Readonly<Record<StoredEffect, string>> = {
  runs: 'warning',
  held: 'warning',
  refused: '**refused**',
};

const IN_SYNC: Readonly<Record<StoredEffect, string>> = {
  runs: '**follows the spec**',
  held: 'keeps what runs',
  refused: 'keeps what runs',
};

/** One row for each error of the registry. */
export function storedErrorsTable(): string {
  const rows = Object.entries(FINDINGS)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([code, entry]) => (entry.level === 'error' ? [row(code, entry)] : []));
  return `\n| error | what | under ToolHive | why a new object is refused | update of what is stored | sync |\n| --- | --- | --- | --- | --- | --- |\n${rows.join('')}\n`;
}

function row(code: string, { title, why, stored, foundBy }: FindingEntry & { readonly level: 'error' }): string {
  const reason = UNDER_TOOLHIVE[code];
  if (reason === undefined) throw new Error(`scripts/generate/stored-errors.ts has nothing about ${code}`);
  const update = foundBy === 'sync' ? 'not judged' : AT_UPDATE[stored];
  return `| [${code}](findings.md#${code.toLowerCase()}) | ${title} | ${reason} | ${runs(reason) ? why : '–'} | ${update} | ${IN_SYNC[stored]} |\n`;
}

/** What does not run there needs no reason. */
function runs(reason: string): boolean {
  return /^(a relative mount path |may |`\/data` beside .* )?runs?\b/.test(reason);
}
