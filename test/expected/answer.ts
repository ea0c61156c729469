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

/** The part of the answers that many servers have in common; undefined where `/sync` answered an error. */
export interface Answer {
  readonly outcome: Outcome | undefined;
  readonly relatedRules: unknown;
}

/** Files of an answer. Others of the folder are short, and every example has its own. */
export const CHILDREN = 'children.yaml';
export const STATUS = 'status.yaml';
export const RELATED_RULES = 'related-rules.yaml';

/** Children as a file: a document for each, or an empty list. */
export function childrenText(children: readonly KubeObject[]): string {
  return children.length === 0 ? '[]\n' : children.map(toYaml).join('---\n');
}

/** The answer that files say in full. */
export function parseAnswer(files: Files): Answer {
  const [children, status, rules] = [CHILDREN, STATUS, RELATED_RULES].map((file) => readYaml(files.get(file) ?? ''));
  const outcome = { children: (children ?? []).flat() as readonly KubeObject[], status: status?.[0] };
  return { outcome: files.has(CHILDREN) ? outcome : undefined, relatedRules: rules?.[0] };
}

/** The answer as files that say it in full. */
export function answerFiles({ outcome, relatedRules }: Answer): Files {
  const rules = [RELATED_RULES, toYaml(relatedRules)] as const;
  if (outcome === undefined) return new Map([rules]);
  return new Map([rules, [CHILDREN, childrenText(outcome.children)], [STATUS, toYaml(outcome.status)]]);
}
