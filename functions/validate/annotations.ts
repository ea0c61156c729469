// Rule: annotations of the server that the operator reads.

import {
  AUTOSCALE,
  EXPOSE,
  IGNORE_WARNINGS,
  QUARANTINE,
  RESTART_STRATEGY,
  RESTARTED_AT,
  SUSPEND,
} from '../compile/annotations.ts';
import { parsePodRange } from '../compile/companions.ts';
import { mutedCodes, withoutMuted } from './mute.ts';
import { at, type Finding } from '../kube/finding.ts';
import { isTime } from '../kube/time.ts';
import { findingEntry } from './codes.ts';
import { quote } from './quote.ts';
import { finding } from './rule.ts';
import type { Sent } from '../decode/sent.ts';
import type { Server } from '../decode/server.ts';

/** Requests for a restart that cannot be read or are done in another way, and codes that cannot be muted. */
export function validateAnnotations({ server: { annotations } }: AnnotatedServer): readonly Finding[] {
  return [
    ...validateRestart(annotations),
    ...validateStrategy(annotations),
    ...validateQuarantine(annotations),
    ...validateSuspend(annotations),
    ...validateCompanionValues(annotations),
    ...validateMuted(annotations),
  ];
}

/** Findings for an update that leaves the spec alone: only warnings about annotations, because a restart is such an update. */
export function validateMetadataUpdate({ annotations }: Pick<Sent, 'annotations'>): readonly Finding[] {
  return withoutMuted(validateAnnotations({ server: { annotations } }), annotations);
}

interface AnnotatedServer {
  readonly server: Pick<Server, 'annotations'>;
}

type Annotations = Readonly<Record<string, string>>;

function validateRestart({ [RESTARTED_AT]: time }: Annotations): readonly Finding[] {
  if (time === undefined || time === '' || isTime(time)) return [];
  return [
    finding('MCP036', place(RESTARTED_AT), `${quote(time)} is not a time; write one such as 2026-01-31T12:00:00Z.`),
  ];
}

function validateStrategy({ [RESTART_STRATEGY]: strategy }: Annotations): readonly Finding[] {
  if (strategy === undefined || strategy === '' || strategy === 'rolling') return [];
  return [
    finding(
      'MCP037',
      place(RESTART_STRATEGY),
      `Strategy ${quote(strategy)} behaves as rolling: new pods start before old ones end.`,
    ),
  ];
}

function validateQuarantine({ [QUARANTINE]: value }: Annotations): readonly Finding[] {
  if (value === undefined || ['true', 'false', ''].includes(value)) return [];
  return [finding('MCP103', place(QUARANTINE), `${quote(value)} does not cut the network; write "true".`)];
}

function validateSuspend({ [SUSPEND]: value }: Annotations): readonly Finding[] {
  if (value === undefined || ['true', 'false', ''].includes(value)) return [];
  return [finding('MCP039', place(SUSPEND), `${quote(value)} does not suspend the server; write "true".`)];
}

function validateCompanionValues({ [AUTOSCALE]: range, [EXPOSE]: expose }: Annotations): readonly Finding[] {
  const isRange = range === undefined || range === '' || parsePodRange(range) !== undefined;
  const isSwitch = expose === undefined || ['true', 'false', ''].includes(expose);
  return [
    ...(isRange
      ? []
      : [
          finding(
            'MCP170',
            place(AUTOSCALE),
            `${quote(range)} scales nothing; write the fewest and the most pods, "2-10".`,
          ),
        ]),
    ...(isSwitch ? [] : [finding('MCP170', place(EXPOSE), `${quote(expose)} gives no address; write "true".`)]),
  ];
}

function validateMuted(annotations: Annotations): readonly Finding[] {
  return mutedCodes(annotations)
    .filter((code) => findingEntry(code)?.level !== 'warning')
    .map((code) => {
      const reason =
        findingEntry(code) === undefined ? 'there is no such code' : 'it is an error, and only warnings can be muted';
      return finding('MCP038', place(IGNORE_WARNINGS), `${quote(code)} has no effect: ${reason}.`);
    });
}

function place(annotation: string): string {
  return at('metadata.annotations', annotation);
}
