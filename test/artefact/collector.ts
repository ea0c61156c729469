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

/** A collector that listens. */
export interface Collector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  readonly spans: readonly ReceivedSpan[];
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

async function take(request: IncomingMessage): Promise<readonly ReceivedSpan[]> {
  const { resourceSpans = [] } = (await json(request)) as { readonly resourceSpans?: readonly Batch[] };
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap((scope) => scope.spans)
      .map((span) =>
        Object.assign({}, span, { attributes: record(span.attributes), resource: record(resource.attributes) }),
      ),
  );
}

/** Listens until the test ends. */
export async function startCollector(context: TestContext): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const server = createServer((request, response) => {
    void take(request).then((received) => spans.push(...received));
    response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' });
    request.once('end', () => response.end('{}'));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  context.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans };
}
