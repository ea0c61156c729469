// `make stats`: sizes of files against the guide (median file <= 90 code lines, none over 250, tests 1.5 to 2.5 times the source).

import { globSync, readFileSync } from 'node:fs';

function codeLines(path: string): number {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\/?\*|$)/.test(line)).length;
}

function summarize(name: string, pattern: string): number {
  const files = globSync(pattern).map((path) => ({ path, lines: codeLines(path) }));
  const sorted = files.toSorted((a, b) => a.lines - b.lines);
  const total = files.reduce((sum, file) => sum + file.lines, 0);
  const median = sorted[Math.floor(sorted.length / 2)]?.lines ?? 0;
  const longest = sorted.at(-1);
  console.log(
    `${name.padEnd(8)} ${String(files.length).padStart(4)} files ${String(total).padStart(7)} lines, median ${median}, longest ${longest?.lines ?? 0} (${longest?.path ?? '-'})`,
  );
  return total;
}

const source = summarize('source', 'functions/**/*.ts');
const tests = summarize('tests', 'test/**/*.ts');
console.log(`tests are ${(tests / source).toFixed(1)} times the source`);
