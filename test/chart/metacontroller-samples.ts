// Support: what the real Metacontroller exposes about its syncs while hooks answer, while they do not, and after that.

import type { Series } from './recorded.ts';

/** One scrape each minute of the series that the alarms read. */
export interface MetacontrollerSamples {
  /** Minute of the first scrape without hooks. */
  readonly stopped: number;
  /** Minute of the first scrape with hooks again. */
  readonly started: number;
  readonly series: readonly Series[];
}

const READ = /^(?:metacontroller_sync_requests_total|workqueue_retries_total)\{.*toolhive/;

/** The samples of scrapes in the text format of Prometheus, in the order of time. */
export function readSamples(scrapes: readonly string[]): readonly Series[] {
  const samples = scrapes.map(
    (text) =>
      new Map(
        text
          .split('\n')
          .filter((line) => READ.test(line))
          .map((line): [string, string] => [
            line.slice(0, line.lastIndexOf(' ')),
            line.slice(line.lastIndexOf(' ') + 1),
          ]),
      ),
  );
  const names = new Set(samples.flatMap((scrape) => [...scrape.keys()]));
  return [...names].toSorted().map((series) => ({
    series,
    values: samples.map((scrape) => scrape.get(series) ?? '_').join(' '),
  }));
}
