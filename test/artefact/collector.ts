// Support: a collector of OpenTelemetry as far as a test needs one: OTLP over HTTP in JSON, kept in memory.

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

/** A span as it was received. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code?: number };
  /** Texts, numbers and flags by name; whole numbers come as texts or numbers. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Attributes of what sent it. */
  readonly resource: Readonly<Record<string, unknown>>;
}

/** A metric as it was received. */
export interface ReceivedMetric {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  /** Attributes of each point with its value: a number, or how many a histogram has seen. */
  readonly points: readonly { readonly attributes: Readonly<Record<string, unknown>>; readonly value: number }[];
}

/** A collector that listens. */
export interface Collector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
  /** Those of the last sending. */
  readonly metrics: readonly ReceivedMetric[];
}

interface Pair {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

function record(pairs: readonly Pair[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]]));
}

interface Batch {
  readonly resource: { readonly attributes: readonly Pair[] };
  readonly scopeSpans: readonly {
    readonly spans: readonly (Omit<ReceivedSpan, 'attributes' | 'resource'> & {
      readonly attributes: readonly Pair[];
    })[];
  }[];
}

interface Point {
  readonly attributes: readonly Pair[];
  readonly asInt?: string | number;
  readonly asDouble?: number;
  readonly count?: string | number;
}

interface Metric extends Omit<ReceivedMetric, 'points'> {
  readonly sum?: { readonly dataPoints: readonly Point[] };
  readonly gauge?: { readonly dataPoints: readonly Point[] };
  readonly histogram?: { readonly dataPoints: readonly Point[] };
}

interface Sent {
  readonly resourceSpans?: readonly Batch[];
  readonly resourceMetrics?: readonly { readonly scopeMetrics: readonly { readonly metrics: readonly Metric[] }[] }[];
}

function spansOf({ resourceSpans = [] }: Sent): readonly ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap((scope) => scope.spans)
      .map((span) =>
        Object.assign({}, span, { attributes: record(span.attributes), resource: record(resource.attributes) }),
      ),
  );
}

function metricsOf({ resourceMetrics = [] }: Sent): readonly ReceivedMetric[] {
  const all = resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics).flatMap(({ metrics }) => metrics);
  return all.map(({ name, unit, description, sum, gauge, histogram }) => {
    const { dataPoints } = sum ?? gauge ?? histogram ?? { dataPoints: [] };
    const points = dataPoints.map(({ attributes, asInt, asDouble, count }) => ({
      attributes: record(attributes),
      value: Number(asInt ?? asDouble ?? count),
    }));
    return { name, unit, description, points };
  });
}

/** Listens until the test ends. */
export async function startCollector(context: TestContext): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const metrics: ReceivedMetric[] = [];
  const take = async (request: IncomingMessage): Promise<void> => {
    const sent = (await json(request)) as Sent;
    spans.push(...spansOf(sent));
    if (sent.resourceMetrics !== undefined) metrics.splice(0, metrics.length, ...metricsOf(sent));
  };
  const server = createServer((request, response) => {
    const isKnown = ['/v1/traces', '/v1/metrics'].includes(request.url ?? '');
    response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
    void take(request).then(() => response.end('{}'));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, metrics };
}
