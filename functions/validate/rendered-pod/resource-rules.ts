// What the API server asks of amounts, and of references to fields of the pod.
// @see k8s.io/kubernetes/pkg/apis/core/validation (v1.36)

import { compareQuantity, parseQuantity, type Quantity } from '../../kube/quantity.ts';
import { isQualifiedName } from '../../kube/label-grammar.ts';
import { quote } from '../quote.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { isGiven, listed, type Problem, type Steps } from './checks.ts';

const STANDARD = new Set(['cpu', 'memory', 'ephemeral-storage']);
const HUGE_PAGES = 'hugepages-';

const RESOURCE_FIELDS = ['limits', 'requests'].flatMap((kind) => [...STANDARD].map((name) => `${kind}.${name}`));
const HUGE_PAGES_FIELD = /^(?:limits|requests)\.hugepages-./;

/** Fields of the pod that a variable and a file may show; both may also show one label or annotation. */
const FIELD_PATHS = {
  variable: [
    'metadata.name',
    'metadata.namespace',
    'metadata.uid',
    'spec.nodeName',
    'spec.serviceAccountName',
    'status.hostIP',
    'status.hostIPs',
    'status.podIP',
    'status.podIPs',
  ],
  file: ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations'],
} as const;

/** Old names of fields that the API server still translates, for variables only. */
const OLD_FIELD_PATHS = ['spec.host'];
const KEYED_FIELD = /^metadata\.(?:labels|annotations)\['(.+)'\]$/;

const MEMORY_DIVISORS = '0 1 1k 1M 1G 1T 1P 1E 1Ki 1Mi 1Gi 1Ti 1Pi 1Ei'.split(' ');
const CPU_DIVISORS = ['0', '1m', '1'];

/** Where a reference to a field stands. */
export type FieldUse = keyof typeof FIELD_PATHS;

/** Names that exist, amounts that are not negative, no request above its limit, whole devices that are not shared. */
export function resourceProblems({ limits, requests }: Fields): readonly Problem[] {
  const [most, least] = [readObject(limits), readObject(requests)];
  return [
    ...Object.entries(most).flatMap(([name, amount]) => amountProblems(['limits', name], name, amount)),
    ...Object.entries(least).flatMap(([name, amount]) => amountProblems(['requests', name], name, amount)),
    ...Object.keys(least).flatMap((name) => pairProblems(name, quantityOf(least[name]), quantityOf(most[name]))),
  ];
}

function amountProblems(path: Steps, name: string, amount: unknown): readonly Problem[] {
  if (!isResourceName(name)) {
    return [
      {
        path,
        remedy: 'must be cpu, memory, ephemeral-storage, hugepages-<size> or have a prefix, such as example.com/gpu',
      },
    ];
  }
  const quantity = quantityOf(amount);
  if (quantity === undefined) return [];
  if (quantity.startsWith('-')) return [{ path, remedy: 'must not be negative' }];
  return isDevice(name) && quantity.endsWith('m') ? [{ path, remedy: 'must be a whole number' }] : [];
}

function isResourceName(name: string): boolean {
  if (!name.includes('/')) return STANDARD.has(name) || name.startsWith(HUGE_PAGES);
  return isQualifiedName(name) && !name.startsWith('requests.');
}

/** What a plugin of the node counts. */
function isDevice(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/');
}

function pairProblems(name: string, request: Quantity | undefined, limit: Quantity | undefined): readonly Problem[] {
  const path = ['requests', name];
  const isExclusive = isDevice(name) || name.startsWith(HUGE_PAGES);
  if (request === undefined) return [];
  if (limit === undefined) {
    return isExclusive && isResourceName(name) ? [{ path, remedy: 'needs a limit of the same amount' }] : [];
  }
  const order = compareQuantity(request, limit);
  if (isExclusive && order !== 0) return [{ path, remedy: `must equal the limit ${limit}` }];
  return order > 0 ? [{ path, remedy: `must not be larger than the limit ${limit}` }] : [];
}

function quantityOf(amount: unknown): Quantity | undefined {
  return typeof amount === 'string' || typeof amount === 'number' ? parseQuantity(amount) : undefined;
}

/** A field of the pod that can be shown there. */
export function fieldRefProblems(fieldRef: unknown, use: FieldUse): readonly Problem[] {
  if (fieldRef === undefined) return [];
  const { apiVersion, fieldPath } = readObject(fieldRef);
  const problems =
    isGiven(apiVersion) && apiVersion !== 'v1' ? [{ path: ['fieldRef', 'apiVersion'], remedy: 'must be v1' }] : [];
  return isFieldPath(fieldPath, use)
    ? problems
    : [
        ...problems,
        {
          path: ['fieldRef', 'fieldPath'],
          remedy: `must be ${listed(FIELD_PATHS[use])}, metadata.labels['<key>'] or metadata.annotations['<key>']`,
        },
      ];
}

function isFieldPath(fieldPath: unknown, use: FieldUse): boolean {
  if (typeof fieldPath !== 'string') return false;
  const [, key] = KEYED_FIELD.exec(fieldPath) ?? [];
  if (key !== undefined) return isQualifiedName(fieldPath.startsWith('metadata.annotations') ? key.toLowerCase() : key);
  const known: readonly string[] = [...FIELD_PATHS[use], ...(use === 'variable' ? OLD_FIELD_PATHS : [])];
  return known.includes(fieldPath);
}

/** An amount of a container that can be shown there, in a unit that fits. A file has to say which container. */
export function resourceFieldProblems(resourceFieldRef: unknown, use: FieldUse): readonly Problem[] {
  if (resourceFieldRef === undefined) return [];
  const { containerName, resource, divisor } = readObject(resourceFieldRef);
  const base = ['resourceFieldRef'];
  const name = typeof resource === 'string' ? resource : '';
  if (!RESOURCE_FIELDS.includes(name) && !HUGE_PAGES_FIELD.test(name))
    return [{ path: [...base, 'resource'], remedy: `must be ${listed(RESOURCE_FIELDS)}` }];
  const divisors = name.endsWith('.cpu') ? CPU_DIVISORS : MEMORY_DIVISORS;
  const unit = quantityOf(divisor);
  return [
    ...(use === 'file' && !isGiven(containerName) ? [{ path: [...base, 'containerName'], remedy: 'must be set' }] : []),
    ...(unit === undefined || divisors.includes(unit)
      ? []
      : [{ path: [...base, 'divisor'], remedy: `must be ${listed(divisors.slice(1))}, not ${quote(unit)}` }]),
  ];
}
