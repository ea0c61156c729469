// Test harness: a collector for the API server, which speaks OTLP over gRPC only: HTTP/2 without TLS, and as much of the wire format as
// spans need.

import { createServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

/** A span as it was received; ids in hexadecimal. */
export interface GrpcSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a root. */
  readonly parentSpanId: string;
  readonly name: string;
  /** Texts only. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A collector that listens. */
export interface GrpcCollector {
  /** Host and port, as the API server's tracing configuration has it. */
  readonly endpoint: string;
  readonly spans: readonly GrpcSpan[];
}

type Parts = ReadonlyMap<number, readonly Buffer[]>;

/** Fields of a protobuf message that are bytes, texts or messages, by number. @see https://protobuf.dev/programming-guides/encoding/ */
function partsOf(message: Buffer): Parts {
  const parts = new Map<number, Buffer[]>();
  let place = 0;
  const varint = (): number => {
    let [value, factor, byte] = [0, 1, 0x80];
    while (byte >= 0x80) {
      byte = message[place++] ?? 0;
      value += (byte % 0x80) * factor;
      factor *= 0x80;
    }
    return value;
  };
  while (place < message.length) {
    const key = varint();
    const size = { 0: 0, 1: 8, 2: -1, 5: 4 }[key % 8];
    if (size === undefined) throw new Error(`wire type ${key % 8}`);
    if (size === 0) varint();
    const length = size === -1 ? varint() : size;
    if (size === -1)
      parts.set((key - 2) / 8, [...(parts.get((key - 2) / 8) ?? []), message.subarray(place, place + length)]);
    place += length;
  }
  return parts;
}

/** Messages at a path of field numbers. */
function below(message: Buffer, ...[field, ...rest]: readonly number[]): readonly Buffer[] {
  if (field === undefined) return [message];
  return (partsOf(message).get(field) ?? []).flatMap((part) => below(part, ...rest));
}

/** @see https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto */
function spanOf(message: Buffer): GrpcSpan {
  const text = (field: number, encoding: 'hex' | 'utf8'): string => below(message, field)[0]?.toString(encoding) ?? '';
  const attributes = below(message, 9).map((pair) => [String(below(pair, 1)[0]), String(below(pair, 2, 1)[0] ?? '')]);
  return {
    traceId: text(1, 'hex'),
    spanId: text(2, 'hex'),
    parentSpanId: text(4, 'hex'),
    name: text(5, 'utf8'),
    attributes: Object.fromEntries(attributes),
  };
}

/** Listens until the test ends. */
export async function startGrpcCollector(context: TestContext): Promise<GrpcCollector> {
  const spans: GrpcSpan[] = [];
  const take = async (stream: ServerHttp2Stream): Promise<void> => {
    const sent = await buffer(stream);
    // A flag and four bytes of length stand before the message.
    spans.push(...below(sent.subarray(5), 1, 2, 2).map(spanOf));
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.alloc(5));
  };
  const server = createServer().on('stream', (stream) => void take(stream));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  context.after(() => server.close());
  return { endpoint: `127.0.0.1:${(server.address() as AddressInfo).port}`, spans };
}
