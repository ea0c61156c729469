// Lint: the formats of its report.

import type { Paint } from '../terminal/paint.ts';
import { escapeLine } from '../terminal/safe-text.ts';
import { countOf } from '../../kube/short-text.ts';
import { alignRows, linesText } from '../terminal/table.ts';
import { pageAddress } from '../../decode/documentation.ts';
import { placeText } from '../input/place.ts';
import { codePage, codeRemedy, codeTitle, type Report, type Row } from './report.ts';

/** Writes a report. */
export type Format = (report: Report, paint: Paint) => string;

/** Formats by the name that `-o` takes. */
export const FORMATS: Readonly<Record<string, Format>> = {
  text: textReport,
  json: (report) => `${JSON.stringify(report.rows, null, 2)}\n`,
  sarif: sarifReport,
  junit: junitReport,
  github: githubReport,
};

function textReport({ rows, servers, settings, program }: Report, paint: Paint): string {
  const cells = rows.map(({ place, level, code, path, message }) => [
    placeText(place),
    paint(level === 'error' ? 'red' : 'yellow', level),
    code,
    path === '' ? message : `${paint('bold', path)}: ${message}`,
  ]);
  const errors = rows.filter(({ level }) => level === 'error').length;
  const tally = [countOf(servers.length, 'server'), countOf(errors, 'error'), countOf(rows.length - errors, 'warning')];
  const code = rows.find((row) => row.code.startsWith('MCP'))?.code;
  const command = `${program} explain ${code}`;
  const more = code === undefined ? [] : [`what each code means: ${pageAddress('findings', settings) ?? command}`];
  return linesText([...alignRows(cells), tally.join(', '), ...more]);
}

/** @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
function sarifReport({ rows, version, settings }: Report): string {
  const codes = [...new Set(rows.map(({ code }) => code))].toSorted();
  const driver = {
    name: 'toolhive-hooks',
    semanticVersion: /^\d+\.\d+\.\d+/.test(version) ? version : '0.0.0',
    rules: codes.map((code) => sarifRule(code, codePage(code, settings))),
  };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, results: rows.map((row) => sarifResult(row, codes)) }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What to do stands in the report itself. An address is absolute or not there. */
function sarifRule(id: string, helpUri: string | undefined): unknown {
  const texts = { shortDescription: { text: codeTitle(id) }, help: { text: codeRemedy(id) } };
  return { id, ...texts, ...(helpUri !== undefined && { helpUri }) };
}

function sarifResult({ place, level, code, path, message, server }: Row, codes: readonly string[]): unknown {
  const { line, column } = place;
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column } };
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level,
    message: { text: path === '' ? message : `${path}: ${message}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(place.file) }, ...region },
        ...(server === '' ? {} : { logicalLocations: [{ fullyQualifiedName: `${server}:${path}` }] }),
      },
    ],
  };
}

/** A relative file name as a URI reference. */
function uriOf(file: string): string {
  return encodeURI(file.replaceAll('\\', '/')).replaceAll('#', '%23').replaceAll('?', '%3F');
}

function junitReport({ rows, servers }: Report): string {
  const keys = new Set(servers.map(({ key }) => key));
  const others = rows.filter(({ server }) => !keys.has(server));
  const cases = [
    ...servers.map(({ key, place }) =>
      testCase(
        key,
        place.file,
        rows.filter((row) => row.server === key && row.place.file === place.file),
      ),
    ),
    ...others.map((row) => testCase(row.server === '' ? row.place.file : row.server, row.place.file, [row])),
  ];
  const failed = cases.filter((text) => text.includes('<failure')).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="toolhive-hooks lint" tests="${cases.length}" failures="${failed}">`,
    `  <testsuite name="MCPServers" tests="${cases.length}" failures="${failed}" errors="0">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Errors fail the case, warnings are its output. */
function testCase(name: string, file: string, rows: readonly Row[]): string {
  const errors = rows.filter(({ level }) => level === 'error');
  const warnings = rows.filter(({ level }) => level === 'warning');
  const failure =
    errors.length === 0 ? [] : [`      <failure message="${xml(errors[0]?.message ?? '')}">${lines(errors)}</failure>`];
  const output = warnings.length === 0 ? [] : [`      <system-out>${lines(warnings)}</system-out>`];
  const attributes = `classname="${xml(file)}" name="${xml(name)}"`;
  if (rows.length === 0) return `    <testcase ${attributes}/>`;
  return [`    <testcase ${attributes}>`, ...failure, ...output, '    </testcase>'].join('\n');
}

function lines(rows: readonly Row[]): string {
  return rows
    .map(({ place, code, path, message }) => xml(`${placeText(place)} ${code} ${path}: ${message}`))
    .join('\n');
}

/** Escapes a text into one line; characters that XML 1.0 forbids are removed or written as escapes. */
function xml(text: string): string {
  const clean = escapeLine(text).replaceAll(/[\ufffe\uffff]/g, '');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
function githubReport({ rows }: Report): string {
  return rows
    .map(({ place, level, code, path, message }) => {
      const { file, line, column } = place;
      const parts = [
        `file=${property(file)}`,
        ...(line === undefined ? [] : [`line=${line}`, `col=${column ?? 1}`]),
        `title=${code}`,
      ];
      return `::${level} ${parts.join(',')}::${data(path === '' ? message : `${path}: ${message}`)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
