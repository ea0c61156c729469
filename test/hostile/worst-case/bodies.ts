// Requests of nearly the largest body, each within the limits that the server sets before a hook sees it. What is large is what
// a cluster can hold: an object of admission, pods, observed children, ConfigMaps; a spec of that size is refused unread.

import type { Fields, JsonObject, KubeObject } from '../../../functions/kube/object.ts';
import { DEFAULT_MAX_BODY_BYTES, MAX_BODY_VALUES } from '../../../functions/requests/limits.ts';
import { kindKey } from '../../../functions/decode/observed.ts';
import { syncRequest } from '../../units/hooks/requests.ts';
import { call, type Call, type Case, OBSERVED, parentWith, review, STORED } from './requests.ts';

/** As large as a body may be, with room for what is around the part that fills it. */
export const BODY_BYTES: number = DEFAULT_MAX_BODY_BYTES - 128 * 1024;

/** Values that one body may hold, with room for what is around them. */
const MOST_VALUES = MAX_BODY_VALUES - 5000;

/** How many texts like this one fit, by their bytes and by the part of the values that the bytes may hold. */
function countOf(bytes: number, text: string): number {
  const values = 1 + (text.match(/[[{,]/g)?.length ?? 0);
  return Math.floor(Math.min(bytes / (text.length + 1), (MOST_VALUES * (bytes / BODY_BYTES)) / values));
}

function many(bytes: number, item: (index: number) => unknown): readonly unknown[] {
  return Array.from({ length: countOf(bytes, JSON.stringify(item(1000))) }, (_, index) => item(index));
}

function mapOf(bytes: number, value: JsonObject | string): JsonObject {
  const length = countOf(bytes, `"a1000":${JSON.stringify(value)}`);
  return Object.fromEntries(Array.from({ length }, (_, index) => [`a${index.toString(36)}`, value]));
}

const variable = (index: number): Fields => ({ name: `VARIABLE_${index}`, value: 'x'.repeat(20) });
const longVariable = (index: number): Fields => ({ name: `VARIABLE_${index}`, value: 'x'.repeat(200) });

/** What is large in the metadata or the spec of one object. */
const OBJECTS: Readonly<Record<string, (bytes: number) => KubeObject>> = {
  'small variables': (bytes) => parentWith({ env: many(bytes, variable) }),
  'long variables': (bytes) => parentWith({ env: many(bytes, longVariable) }),
  'a long argument': (bytes) => parentWith({ args: ['"'.repeat(bytes / 2)] }),
  'numbers in a template': (bytes) => parentWith({ podTemplateSpec: { spec: { a: many(bytes, (index) => index) } } }),
  'managed fields': (bytes) => ({
    ...STORED,
    metadata: { ...STORED.metadata, managedFields: [{ manager: 'kubectl', fieldsV1: mapOf(bytes, {}) }] },
  }),
};

function objectCases(): readonly Case[] {
  return Object.entries(OBJECTS).map(([name, make]) => ({
    name: `bodies: an object with ${name}`,
    calls: (bytes) => {
      const [whole, half] = [make(bytes), make(bytes / 2)];
      const changed = { ...half, spec: { ...(half['spec'] as object), proxyPort: 9090 } };
      return [
        call('/validate', 'CREATE', review(whole)),
        call('/validate', 'UPDATE', review(changed, half)),
        call('/default', 'UPDATE', review(changed, half)),
        call('/customize', '', { controller: syncRequest()['controller'], parent: whole }),
        call('/sync', 'running', syncRequest({ parent: whole, children: OBSERVED })),
      ];
    },
  }));
}

/** The API server refuses more than 256 KiB of annotations, but asks `/default` before it looks. */
function annotationCase(): Case {
  return {
    name: 'bodies: an object with annotations',
    calls: (bytes) => {
      const annotations = mapOf(bytes, 'x'.repeat(60)) as Readonly<Record<string, string>>;
      const metadata = { ...STORED.metadata, annotations };
      return [call('/default', 'CREATE', review({ ...STORED, metadata }))];
    },
  };
}

/** Objects of 256 KiB and less, as many as fill the body: what an account may create beside its server. */
const RELATED: Readonly<Record<string, (bytes: number) => readonly KubeObject[]>> = {
  'small pods': (bytes) => many(bytes, (index) => pod(index, {})) as readonly KubeObject[],
  'pods with many conditions': (bytes) => {
    const conditions = Array.from({ length: 50 }, (_, index) => ({ type: `A${index}`, status: 'False' }));
    return many(bytes, (index) => pod(index, { status: { conditions } })) as readonly KubeObject[];
  },
  'pods that fail with long messages': (bytes) => {
    const waiting = { reason: 'CrashLoopBackOff', message: 'x'.repeat(1000) };
    const containerStatuses = [{ name: 'mcp', restartCount: 3, state: { waiting } }];
    return many(bytes, (index) =>
      pod(index, { status: { phase: 'Pending', containerStatuses } }),
    ) as readonly KubeObject[];
  },
};

function pod(index: number, parts: Fields): Fields {
  const labels = { 'toolhive-name': 'fetch', app: 'fetch' };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${index}`, namespace: 'demo', labels }, ...parts };
}

function relatedCases(): readonly Case[] {
  return Object.entries(RELATED).map(([name, make]) => ({
    name: `bodies: ${name}`,
    calls: (bytes): readonly Call[] => {
      const pods = Object.fromEntries(make(bytes).map((one) => [`demo/${one.metadata.name}`, one]));
      const related = { [kindKey('v1', 'Pod')]: pods };
      return [call('/sync', 'running', syncRequest({ related, parent: STORED, children: OBSERVED }))];
    },
  }));
}

/** The observed children, each with as much in it as its part of the body. */
const CHILDREN: Readonly<Record<string, (child: KubeObject, bytes: number) => KubeObject>> = {
  'managed fields': (child, bytes) => ({
    ...child,
    metadata: { ...child.metadata, managedFields: [{ manager: 'kubectl', fieldsV1: mapOf(bytes, {}) }] },
  }),
  'conditions without end': (child, bytes) => ({
    ...child,
    status: { conditions: many(bytes, (index) => ({ type: `A${index}`, status: 'True' })) },
  }),
  'long texts': (child, bytes) => ({ ...child, data: { 'a.json': 'x'.repeat(bytes) } }),
};

function childCases(): readonly Case[] {
  const count = Object.values(OBSERVED).reduce((sum, group) => sum + Object.keys(group).length, 0);
  return Object.entries(CHILDREN).map(([name, fill]) => ({
    name: `bodies: children with ${name}`,
    calls: (bytes): readonly Call[] => {
      const children = Object.fromEntries(
        Object.entries(OBSERVED).map(([key, group]) => [
          key,
          Object.fromEntries(Object.entries(group).map(([at, child]) => [at, fill(child, bytes / count - 4096)])),
        ]),
      );
      return [call('/sync', 'running', syncRequest({ children, parent: STORED }))];
    },
  }));
}

/** All of them. */
export function bodyCases(): readonly Case[] {
  return [...objectCases(), annotationCase(), ...relatedCases(), ...childCases()];
}
