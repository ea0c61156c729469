// Traces: one span for each request, in the trace of its caller. Where no SDK is registered (functions/telemetry.ts), nothing is kept.

import type { IncomingMessage } from 'node:http';
import {
  ROOT_CONTEXT,
  type Attributes,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { SCOPE, VERSION } from './environment.ts';
import type { LogFieldName } from './log-table.ts';
import type { WireAnswer } from './wire-answer.ts';

/** The span of one request. */
export interface RequestSpan {
  /** For the log; undefined where nothing is traced. */
  readonly traceId: string | undefined;
  readonly end: (answer: WireAnswer) => void;
}

/** Names under which a span carries what the log line says of an answer; the object's content is in neither. */
const FACTS: readonly (readonly [LogFieldName, string])[] = [
  ['namespace', 'k8s.namespace.name'],
  ['name', 'toolhive.object.name'],
  ['operation', 'toolhive.admission.operation'],
  ['outcome', 'toolhive.outcome'],
  ['errors', 'toolhive.findings.errors'],
  ['warnings', 'toolhive.findings.warnings'],
  ['widened', 'toolhive.permissions.widened'],
  ['hold', 'toolhive.hold'],
  ['phase', 'toolhive.phase'],
  ['children', 'toolhive.children'],
  ['bytes', 'http.request.body.size'],
];

/**
 * Starts the span of a request to a known path: kind server, named by method and route, below the caller's span where the headers
 * say one (W3C Trace Context).
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span
 */
export function startRequestSpan({ headers }: IncomingMessage, route: string): RequestSpan {
  const caller = propagation.extract(ROOT_CONTEXT, headers);
  const attributes = { 'http.request.method': 'POST', 'http.route': route, 'url.path': route };
  const span = trace
    .getTracer(SCOPE, VERSION)
    .startSpan(`POST ${route}`, { kind: SpanKind.SERVER, attributes }, caller);
  return {
    traceId: span.isRecording() ? span.spanContext().traceId : undefined,
    end: (answer) => {
      if (span.isRecording()) describe(span, answer);
      span.end();
    },
  };
}

/** Only a failure of ours is an error of the span; a refusal is an answer. */
function describe(span: Span, { status, facts }: WireAnswer): void {
  const said: Attributes = {};
  for (const [name, attribute] of FACTS) said[attribute] = facts[name];
  span.setAttributes({ ...said, 'http.response.status_code': status });
  if (status >= 500) span.setAttribute('error.type', String(status)).setStatus({ code: SpanStatusCode.ERROR });
}
