// Support: what Prometheus makes of a text in its format 0.0.4.

/** A metric of a text, with the names of labels that any of its samples has. */
export interface ExposedMetric {
  readonly type: string;
  readonly help: string;
  readonly labels: ReadonlySet<string>;
}

/** All metrics of the text by name; those of a histogram have the name without `_bucket`, `_sum` and `_count`. */
export function readExposition(text: string): ReadonlyMap<string, ExposedMetric> {
  const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]));
  const helps = new Map([...text.matchAll(/^# HELP (\S+) (.+)$/gm)].map(([, name = '', help = '']) => [name, help]));
  return new Map(
    [...types].map(([name, type]) => [name, { type, help: helps.get(name) ?? '', labels: labelsOf(text, name) }]),
  );
}

function labelsOf(text: string, name: string): ReadonlySet<string> {
  const samples = [...text.matchAll(new RegExp(`^${name}(?:_bucket|_sum|_count)?\\{(.*)\\} \\S+$`, 'gm'))];
  const names = samples.flatMap(([, labels = '']) => [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label));
  return new Set(names.filter((label) => label !== 'le'));
}
