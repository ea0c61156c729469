// Expected files: what the hooks answer about one server, as the files that say it in full.

import type { KubeObject } from '../../functions/kube/object.ts';
import type { Outcome } from './checksums.ts';
import { readYaml, toYaml } from './yaml.ts';

/** Texts of the files of a folder `expected`, by file name. */
export type Files = ReadonlyMap<string, string>;

/** What a server is called. */
export interface ServerName {
  readonly name: string;
  readonly namespace: string;
}

/** What the hooks answer about one server. */
export interface Answer {
  /** What `/default` and `/validate` say. */
  readonly admission: unknown;
  readonly relatedRules: unknown;
  /** What `/sync` says; undefined when it is an error, which has a file of its own. */
  readonly outcome: Outcome | undefined;
}

/** The files that say it. */
export const ADMISSION = 'admission.yaml';
export const RELATED_RULES = 'related-rules.yaml';
export const CHILDREN = 'children.yaml';
export const STATUS = 'status.yaml';

/** The answer that files say in full. */
export function parseAnswer(files: Files): Answer {
  const read = (file: string): readonly unknown[] => readYaml(files.get(file) ?? '');
  const outcome = { children: read(CHILDREN).flat() as readonly KubeObject[], status: read(STATUS)[0] };
  return {
    admission: read(ADMISSION)[0],
    relatedRules: read(RELATED_RULES)[0],
    outcome: files.has(CHILDREN) ? outcome : undefined,
  };
}

/** The answer as files that say it in full; the children as a document each. */
export function answerFiles({ admission, relatedRules, outcome }: Answer): Files {
  const files = new Map([
    [ADMISSION, toYaml(admission)],
    [RELATED_RULES, toYaml(relatedRules)],
  ]);
  if (outcome === undefined) return files;
  const children = outcome.children.map(toYaml).join('---\n');
  return files.set(CHILDREN, children === '' ? '[]\n' : children).set(STATUS, toYaml(outcome.status));
}
