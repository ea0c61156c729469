// Migrate: a plan in words.

import { valueText } from '../compare/children.ts';
import type { Paint } from '../terminal/paint.ts';
import { shellComment } from '../terminal/shell.ts';
import { countOf } from '../../kube/short-text.ts';
import type { Plan, ServerPlan } from './plan.ts';
import { TOOLHIVE_FINALIZER } from './prepare.ts';
import type { MigrationStep } from './steps.ts';
import type { ChildForecast, Takeover } from './takeover.ts';
import { isMore } from '../../kube/quantity.ts';

/** How a plan is told. */
export interface Telling {
  readonly paint: Paint;
  /** Field by field, instead of a few lines for each server. */
  readonly isWhole: boolean;
}

/** The plan without its steps. */
export function describePlan(plan: Plan, telling: Telling): readonly string[] {
  const notes = [
    `Metacontroller's apply strategy: ${plan.strategy}`,
    ...(plan.hasManagers
      ? []
      : [
          'exported without managed fields: everything is taken for set by ToolHive (kubectl get --show-managed-fields knows)',
        ]),
    ...plan.missingSettings,
    ...plan.abandoned.map(
      (name) => `StatefulSet ${name} was made by a server that is gone; nobody will ever delete it`,
    ),
  ];
  return [...notes, '', ...plan.servers.flatMap((server) => describeServer(server, telling))];
}

function describeServer(plan: ServerPlan, { paint, isWhole }: Telling): readonly string[] {
  const { server, takeover, problems, warnings } = plan;
  const title = paint('bold', server);
  if (takeover === undefined) return [title, ...problems.map((problem) => `  ${paint('red', '!')} ${problem}`)];
  return [
    title,
    ...(isWhole ? takeover.children.flatMap(childLines) : fateLines(takeover.children)),
    ...takeover.conflicts.map((conflict) => `  ${paint('red', '!')} ${conflict}; the API server refuses that`),
    ...[...limitLines(plan, takeover), ...warnings].map((line) => `  ${paint('yellow', '!')} ${line}`),
    ...(plan.parent.metadata.finalizers?.includes(TOOLHIVE_FINALIZER) === true
      ? ["  the finalizer of ToolHive's operator goes, so that the server can be deleted later"]
      : []),
    ...restartLines(takeover).map((line) => `  ${line}`),
  ];
}

/** `~ changed: Deployment/fetch (20 fields), …`, a line for each fate; of what is kept only the number. */
function fateLines(children: readonly ChildForecast[]): readonly string[] {
  const fates = [...new Set(children.map(({ fate }) => fate))];
  return fates.map((fate) => {
    const those = children.filter((child) => child.fate === fate);
    const names = those.map(({ child, differences }) =>
      differences.length === 0 ? child : `${child} (${countOf(differences.length, 'field')})`,
    );
    return `  ${MARKS[fate]} ${fate}: ${fate === 'kept' ? countOf(those.length, 'object') : names.join(', ')}`;
  });
}

const MARKS = { kept: '=', changed: '~', new: '+', removed: '-', 'left over': '?' } as const;

function childLines({ child, fate, differences, leftovers }: ChildForecast): readonly string[] {
  return [
    `  ${MARKS[fate]} ${child}: ${fate}`,
    ...differences.map(
      ({ path, before, after }) =>
        `      ${path}: ${before === undefined ? 'nothing' : valueText(before)} -> ${after === undefined ? 'nothing' : valueText(after)}`,
    ),
    ...leftovers.map((path) => `      ${path}: stays, somebody else set it`),
  ];
}

/** ToolHive gave these limits to the proxy; here they apply to the MCP server itself, as ToolHive documents them. */
export function limitLines({ memoryUsage: usage, parent }: ServerPlan, { newLimits }: Takeover): readonly string[] {
  if (newLimits.length === 0) return [];
  const line = `limits begin to bite: container mcp gets ${newLimits.join(', ')}, which ToolHive gave to the proxy`;
  const memory = newLimits.find((limit) => limit.startsWith('memory '))?.slice('memory '.length);
  if (usage === undefined || memory === undefined) return [line];
  const verdict = isMore(usage, memory)
    ? `more than the limit: raise spec.resources.limits.memory of ${parent.metadata.name} first`
    : 'within the limit';
  return [line, `it uses ${usage} of memory now, ${verdict}`];
}

/** `restarts the backend: once, because of …`, a line for each of the two pods. */
export function restartLines({ restartsBackend, restartsProxy, proxyFollows }: Takeover): readonly string[] {
  const follows = proxyFollows ? '; once more when it attaches to the new backend' : '';
  return [
    `restarts the backend: ${because(restartsBackend)}`,
    `restarts the proxy: ${because(restartsProxy)}${follows}`,
  ];
}

const SHOWN_CAUSES = 3;

function because(causes: readonly string[]): string {
  if (causes.length === 0) return 'no';
  const rest = causes.length - SHOWN_CAUSES;
  const more = rest > 0 ? ` and ${countOf(rest, 'more field')}` : '';
  return `once, because of ${causes.slice(0, SHOWN_CAUSES).join(', ')}${more}`;
}

/** Numbered steps for people, with their commands or without. */
export function describeSteps(steps: readonly MigrationStep[], isWhole = true): readonly string[] {
  return steps.flatMap(({ title, commands, details }, index) => [
    `${index + 1}. ${title}`,
    ...(isWhole ? (details ?? commands).map((line) => `     ${line}`) : []),
  ]);
}

/** The steps as a script. */
export function script(steps: readonly MigrationStep[]): string {
  const parts = steps.flatMap(({ title, commands }) => [shellComment(title), ...commands, '']);
  return ['#!/bin/sh', '# Each step can be run again after an interruption.', 'set -eu', '', ...parts].join('\n');
}
