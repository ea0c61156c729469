// Support: what a running server exposes, as series that promtool can be asked about.

import { call } from '../server/http-client.ts';
import type { RunningServer } from '../server/running-server.ts';

/** Labels that Prometheus adds to what it scrapes of the release. */
const TARGET = 'namespace="toolhive-system", job="toolhive-operator"';

/** A point in time. promtool begins in 1970, so what it compares with the time of day is told from now on. */
const TIMES = /^toolhive_hook_certificate_expiry_timestamp_seconds\{/;

/** Samples of one scrape, by series. */
export type Scrape = ReadonlyMap<string, string>;

/** A series of promtool, a sample each minute. */
export interface Series {
  readonly series: string;
  readonly values: string;
}

/** Samples of the server's own text. */
export async function scrape({ metricsPort }: Pick<RunningServer, 'metricsPort'>): Promise<Scrape> {
  const { text } = await call({ port: metricsPort, path: '/metrics', method: 'GET' });
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name = '', , labels = '', value = ''] = /^([^{ ]+)(\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const series = `${name}{${labels === '' ? TARGET : `${TARGET}, ${labels}`}}`;
      return [series, TIMES.test(series) ? String(Number(value) - Date.now() / 1000) : value];
    }),
  );
}

/** Series that stay as in the first scrape for so many minutes, then as in the second; one that came between was not there before. */
export function recorded(
  [before, after]: readonly [Scrape, Scrape],
  minutes: { readonly before: number; readonly after: number },
): readonly Series[] {
  return [...after].map(([series, value]) => ({
    series,
    values: `${before.get(series) ?? '_'}x${minutes.before} ${value}x${minutes.after}`,
  }));
}
