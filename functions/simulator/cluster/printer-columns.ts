// What `kubectl get` shows of custom resources: the printer columns of their definition.

import { parseAllDocuments } from 'yaml';
import { readObjects } from '../../kube/json-reader.ts';
import { isObject, type KubeObject } from '../../kube/object.ts';

/** One column of the table. */
export interface PrinterColumn {
  /** Upper case, as kubectl prints it. */
  readonly title: string;
  readonly cell: (object: KubeObject, nowMs: number) => string;
}

/**
 * The columns without `-o wide` of the stored version in a YAML text with a CustomResourceDefinition. Only the JSON paths `.a.b` and
 * `.a[?(@.x=='y')].b` are understood.
 */
export function readPrinterColumns(yaml: string): readonly PrinterColumn[] {
  const versions = parseAllDocuments(yaml)
    .map((document): unknown => document.toJS())
    .filter(isObject)
    .flatMap((document) => readObjects(document, 'spec', 'versions'));
  const stored = versions.find((version) => version['storage'] === true) ?? {};
  const shown = readObjects(stored, 'additionalPrinterColumns').filter(({ priority = 0 }) => priority === 0);
  return shown.map((column) => ({
    title: String(column['name']).toUpperCase(),
    cell: (object, nowMs) => cellText(String(column['type']), valueAt(object, String(column['jsonPath'])), nowMs),
  }));
}

function cellText(type: string, value: unknown, nowMs: number): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return type === 'date' ? age(Date.parse(value), nowMs) : value;
  return JSON.stringify(value);
}

/** Seconds below two minutes, then minutes, then hours. */
function age(sinceMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - sinceMs) / 1000));
  if (seconds < 120) return `${seconds}s`;
  return seconds < 7200 ? `${Math.floor(seconds / 60)}m` : `${Math.floor(seconds / 3600)}h`;
}

function valueAt(object: KubeObject, path: string): unknown {
  const steps = path.match(/\.[A-Za-z0-9_]+|\[\?\(@\.\w+=='[^']*'\)\]/g) ?? [];
  return steps.reduce<unknown>((value, step) => {
    const filter = /@\.(\w+)=='([^']*)'/.exec(step);
    if (filter === null) return isObject(value) ? value[step.slice(1)] : undefined;
    return Array.isArray(value)
      ? value.find((item) => isObject(item) && item[filter[1] ?? ''] === filter[2])
      : undefined;
  }, object);
}
