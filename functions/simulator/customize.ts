// Step of the loop: calls the customize hook for the objects related to a parent, caches the answer, and finds the objects.

import type { RelatedRule } from './hook-answer.ts';
import { callCustomize } from './hook-client.ts';
import type { CompositeController } from './composite-controller.ts';
import type { Informer } from './informer.ts';
import { findResource, type ResourceKind } from './kinds.ts';
import { matchesSelector } from '../kube/label-selector.ts';
import type { KubeObject } from '../kube/object.ts';

/** Answers are kept this long for one uid and generation: an annotation does not make Metacontroller ask again. */
const CACHE_MS = 20 * 60_000;

/** The related objects of parents. */
export interface Customize {
  /** One entry for each kind that a rule names, empty ones included. */
  readonly related: (parent: KubeObject) => Promise<readonly (readonly [ResourceKind, readonly KubeObject[]])[]>;
  /** Whether a parent's rules, as far as they are known, match an object. */
  readonly isRelated: (parent: KubeObject, object: KubeObject) => boolean;
}

/** What this step needs of the loop. */
export interface CustomizeSetup {
  readonly controller: CompositeController;
  readonly ca: string | undefined;
  /** The cache of a kind; started when first asked for. */
  readonly informer: (kind: ResourceKind) => Promise<Informer>;
}

/** Starts with an empty memory. */
export function createCustomize(setup: CustomizeSetup): Customize {
  const answers = new Map<string, { readonly rules: readonly RelatedRule[]; readonly until: number }>();

  const rulesOf = async (parent: KubeObject): Promise<readonly RelatedRule[]> => {
    const known = answers.get(cacheKey(parent));
    if (known !== undefined && known.until > Date.now()) return known.rules;
    const { customize } = setup.controller.spec.hooks;
    const rules =
      customize === undefined ? [] : await callCustomize(customize, setup.ca, { controller: setup.controller, parent });
    answers.set(cacheKey(parent), { rules, until: Date.now() + CACHE_MS });
    return rules;
  };
  return {
    related: async (parent) => {
      const rules = await rulesOf(parent);
      return Promise.all(
        rules.map(async (rule) => {
          checkRule(rule);
          const kind = findResource(rule.apiVersion, rule.resource);
          if (kind === undefined)
            throw new Error(`discovery: can't find resource ${rule.resource} in apiVersion ${rule.apiVersion}`);
          const informer = await setup.informer(kind);
          return [kind, listOf(rule, informer).filter((object) => matchesRule(rule, object))] as const;
        }),
      );
    },
    isRelated: (parent, object) =>
      (answers.get(cacheKey(parent))?.rules ?? []).some((rule) => {
        const kind = findResource(rule.apiVersion, rule.resource);
        return kind?.kind === object.kind && kind.apiVersion === object.apiVersion && matchesRule(rule, object);
      }),
  };
}

function cacheKey(parent: KubeObject): string {
  return `${parent.metadata.uid}/${parent.metadata.generation}`;
}

/** Names exclude selectors, a namespace excludes a namespace selector; the latter is not simulated. */
function checkRule(rule: RelatedRule): void {
  const names = rule.names ?? [];
  if (rule.namespaceSelector !== undefined) throw new Error('related rule: namespaceSelector is not simulated');
  if (names.length > 0 && rule.labelSelector !== undefined) {
    throw new Error('related rule cannot have both names and labelSelector/namespaceSelector specified');
  }
}

function listOf({ namespace = '' }: RelatedRule, { kind, list }: Informer): readonly KubeObject[] {
  return namespace === '' || !kind.namespaced ? list() : list(namespace);
}

/** An empty list of names means every object, as in Metacontroller. */
function matchesRule(rule: RelatedRule, object: KubeObject): boolean {
  const { namespace = '', names = [] } = rule;
  const { namespace: own } = object.metadata;
  if (namespace !== '' && own !== undefined && own !== namespace) return false;
  if (names.length > 0) return names.includes(object.metadata.name);
  return matchesSelector(rule.labelSelector, object.metadata.labels);
}
