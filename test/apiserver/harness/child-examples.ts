// Test harness: the children that the examples expect, by the level of Pod Security that their pods keep.

import { CHILD_RESOURCES } from '../../../functions/decode/controller.ts';
import { POD_SECURITY_CONTROLS } from '../../../functions/kube/pod-security-controls.ts';
import { exampleChildren } from '../../chart/example-children.ts';
import type { Part, Rendered } from '../../chart/render.ts';

const LEVELS = ['baseline', 'restricted'] as const;
type Level = (typeof LEVELS)[number];

/** Those of kinds that need no setting. */
const ALL = exampleChildren().filter(({ kind }) => CHILD_RESOURCES.some((child) => child.kind === kind));

/** How often a pod breaks a level, as /validate counts it. */
export function breachesOf(spec: Part, level: Level): number {
  const controls = POD_SECURITY_CONTROLS.filter((control) => LEVELS.indexOf(control.level) <= LEVELS.indexOf(level));
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  return controls.flatMap(({ ofPod, ofContainer }) =>
    (ofPod?.(spec) ?? []).concat(containers.flatMap((each) => ofContainer?.(each, spec) ?? [])),
  ).length;
}

/** Children whose pods keep a level, and all that have no pods. */
export function keeping(level: Level): readonly Rendered[] {
  return ALL.filter(({ spec }) => spec?.template === undefined || breachesOf(spec.template.spec, level) === 0);
}

/** Those that keep level baseline. */
export const CHILDREN: readonly Rendered[] = keeping('baseline');

/** Examples of settings that allow any pod are for those settings. */
export const UNLIMITED: readonly Rendered[] = ALL.filter((child) => !CHILDREN.includes(child));

const OWN_LABELS = /^(app|toolhive|toolhive-.*|app[.]kubernetes[.]io[/].*)$/;

/** Workloads that choose nothing for themselves: account, labels, node, priority, runtime and tolerations are those of every server. */
export const PLAIN_WORKLOADS: readonly Rendered[] = CHILDREN.filter(
  ({ spec }) => spec?.template !== undefined && isPlain(spec.template),
);

function isPlain({ metadata, spec }: Part): boolean {
  const isChosen = ['nodeName', 'tolerations', 'priorityClassName', 'runtimeClassName'].some((name) => name in spec);
  const hasOwnAccount: boolean = spec.serviceAccountName.startsWith(metadata.labels['toolhive-name']);
  return !isChosen && hasOwnAccount && Object.keys(metadata.labels).every((key) => OWN_LABELS.test(key));
}

/** The first of a kind. */
export function first(kind: string, among: readonly Rendered[] = CHILDREN): Rendered {
  const child = among.find((each) => each.kind === kind);
  if (child === undefined) throw new Error(`no example has a child of kind ${kind}`);
  return child;
}
