// Picture of a dashboard: what a server exposes while it is asked more and less for an hour, told in a few seconds.

import type { TestContext } from 'node:test';
import { readObject } from '../../functions/kube/json-reader.ts';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { SAMPLES } from '../../functions/server/warm-up-samples.ts';
import { scrape } from '../../test/chart/recorded.ts';
import { issueCertificate, secretVolume } from '../../test/server/certificates.ts';
import { call } from '../../test/server/http-client.ts';
import { runServer } from '../../test/server/running-server.ts';

const MINUTES = 60;

const JOB = 'job="toolhive-operator"';

/** A minute in which objects are refused, and how many. */
const REFUSED = { from: 30, to: 36, each: 6 };

/** What the API server and Metacontroller expose beside it, with the growth of a minute. Written by hand, with these programs' names. */
const OTHERS: Readonly<Record<string, number>> = {
  'apiserver_admission_webhook_admission_duration_seconds_bucket{name="validate.mcpserver.toolhive.stacklok.dev",le="0.01"}': 5,
  'apiserver_admission_webhook_admission_duration_seconds_bucket{name="validate.mcpserver.toolhive.stacklok.dev",le="0.025"}': 6,
  'apiserver_admission_webhook_admission_duration_seconds_bucket{name="validate.mcpserver.toolhive.stacklok.dev",le="+Inf"}': 6,
  'apiserver_admission_webhook_rejection_count{name="validate.mcpserver.toolhive.stacklok.dev",error_type="no_error"}': 1,
  'apiserver_admission_webhook_fail_open_count{name="default.mcpserver.toolhive.stacklok.dev"}': 0,
  'metacontroller_sync_requests_total{controller_name="toolhive-mcpserver",code="200"}': 30,
};

/** Samples in OpenMetrics, one a minute from 0 seconds since 1970 on. */
export async function recordOperator(): Promise<string> {
  const ends: (() => unknown)[] = [];
  const context = { after: (end: () => unknown) => ends.push(end) } as unknown as TestContext;
  try {
    return await record(context);
  } finally {
    for (const end of ends.toReversed()) await end();
  }
}

async function record(context: TestContext): Promise<string> {
  const { variables } = secretVolume(context, issueCertificate('hooks', 60));
  const server = await runServer(context, { routes: ROUTES, variables });
  const samples = new Map<string, string[]>();
  for (let minute = 0; minute <= MINUTES; minute += 1) {
    for (const [path, count] of Object.entries(asked(minute)))
      await Promise.all(Array.from({ length: count }, () => ask(server.port, path, SAMPLES[path])));
    if (minute >= REFUSED.from && minute < REFUSED.to)
      await Promise.all(Array.from({ length: REFUSED.each }, () => ask(server.port, '/validate', withoutImage())));
    const others = Object.entries(OTHERS).map(([series, growth]) => [series, String(growth * minute)] as const);
    const depth = ['workqueue_depth{name="CompositeController-toolhive-mcpserver"}', String(minute % 10)] as const;
    for (const [series, value] of [...(await scrape(server)), ...others, depth]) {
      const name = series.replaceAll('", ', '",').replace(JOB, `${JOB},pod="toolhive-operator-0"`);
      samples.set(name, [...(samples.get(name) ?? []), `${name} ${value} ${minute * 60}`]);
    }
  }
  return `${[...samples.values()].flat().join('\n')}\n# EOF\n`;
}

/** Requests of a minute: syncs come and go, edits are few. */
function asked(minute: number): Readonly<Record<string, number>> {
  const wave = 1 + Math.sin((minute / MINUTES) * 2 * Math.PI);
  return { '/sync': 20 + Math.round(15 * wave), '/customize': 4, '/default': 3, '/validate': 3 };
}

function ask(port: number, path: string, body: unknown): Promise<unknown> {
  return call({ port, path, body: JSON.stringify(body), tls: { rejectUnauthorized: false } });
}

/** The sample of an edit, whose new object says no image. */
function withoutImage(): unknown {
  const review = structuredClone(readObject(SAMPLES['/validate']));
  const { image: _image, ...spec } = readObject(review, 'request', 'object', 'spec');
  const object = { ...readObject(review, 'request', 'object'), spec };
  return { ...review, request: { ...readObject(review, 'request'), object } };
}
