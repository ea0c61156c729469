// Build: how every bundle is made. `scripts/build.ts` makes those of dist/, `test/bench/` one of the hooks alone.

import { basename, join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { FINDINGS } from '../../functions/validate/codes.ts';
import manifest from '../../package.json' with { type: 'json' };
import { inlineDefinition } from './definition.ts';

/** The root of the checkout. */
export const ROOT: string = join(import.meta.dirname, '../..');

/**
 * Parts of express that the hook server never calls, replaced by these texts: they are loaded at every start and are more
 * than half of express' size.
 */
const UNUSED_PARTS: Readonly<Record<string, string>> = {
  // Bodies are read by functions/server/request-body.ts.
  'body-parser': 'module.exports = {};',
  // Nothing is served from files.
  'serve-static': 'module.exports = undefined;',
  send: 'module.exports = undefined;',
  // Content types are written by name; the data base of all types is 200 kB.
  'mime-types': 'module.exports = { charsets: {}, lookup() {}, contentType() {} };',
  accepts: 'module.exports = undefined;',
  'type-is': 'module.exports = undefined;',
  'content-disposition': 'module.exports = undefined;',
  cookie: 'module.exports = undefined;',
  'cookie-signature': 'module.exports = {};',
  // Query strings are never parsed.
  qs: 'module.exports = undefined;',
  // Diagnostics of the packages, behind a variable that is not ours.
  debug: 'module.exports = () => () => undefined;',
  // Nobody negotiates the form of an answer, or asks for a part of it.
  'http-errors': 'module.exports = undefined;',
  vary: 'module.exports = undefined;',
  'range-parser': 'module.exports = undefined;',
  // ETags are switched off.
  etag: 'module.exports = undefined;',
  fresh: 'module.exports = undefined;',
  // Nobody asks for the addresses of proxies in front; what is compiled at the start is never called.
  'proxy-addr': 'module.exports = { compile: () => () => false };',
  // Every request ends in a handler of ours, whatever becomes of it, and headers are written as they are.
  finalhandler: 'module.exports = () => () => undefined;',
  statuses: 'module.exports = { message: {} };',
  'content-type': 'module.exports = {};',
  encodeurl: 'module.exports = undefined;',
  'escape-html': 'module.exports = undefined;',
  // Warnings to those who call express in an old way.
  depd: 'module.exports = () => () => undefined;',
};

/**
 * Files of express itself: its requests and responses are Node's own, without the methods that express adds (no handler of ours calls
 * one), and nothing is rendered.
 */
const UNUSED_FILES: Readonly<Record<string, string>> = {
  './request': "module.exports = Object.create(require('node:http').IncomingMessage.prototype);",
  './response': "module.exports = Object.create(require('node:http').ServerResponse.prototype);",
  './view': 'module.exports = undefined;',
  // ETags, query strings and proxies in front, as above.
  './utils': `module.exports = {
    methods: require('node:http').METHODS.map((method) => method.toLowerCase()),
    compileETag() {}, compileQueryParser() {}, compileTrust() {},
  };`,
};

const leaveOutUnusedParts: Plugin = {
  name: 'leave out unused parts of express',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^\.\/(request|response|view|utils)$/ }, ({ path, importer }) =>
      importer.includes('/node_modules/express/lib/') ? { path, namespace: 'unused' } : undefined,
    );
    const filter = new RegExp(`^(${Object.keys(UNUSED_PARTS).join('|')})$`);
    bundler.onResolve({ filter }, ({ path, importer }) =>
      importer.includes('node_modules') ? { path, namespace: 'unused' } : undefined,
    );
    bundler.onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({
      contents: UNUSED_PARTS[path] ?? UNUSED_FILES[path] ?? '',
    }));
  },
};

/**
 * Node's own modules are taken with `require`: an `import` of `node:http` reads all its exports at once, one of which loads
 * the whole fetch client of Node (measured: a sixth of the start and 4 MiB).
 */
const requireModulesOfNode: Plugin = {
  name: 'require modules of Node',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'node' } : undefined,
    );
    bundler.onLoad({ filter: /.*/, namespace: 'node' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/**
 * The parser of YAML, for what the server reads: most servers never meet a document that is not JSON, and running the
 * parser's modules is a twentieth of the start. It is taken from the package's ES modules, so that what writes YAML stays out.
 */
const parseYamlWhenNeeded: Plugin = {
  name: 'load the parser of YAML when it is needed',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^yaml$/ }, ({ path, importer, resolveDir }) =>
      /\/functions\/(kube|requests)\//.test(importer)
        ? { path, namespace: 'later', pluginData: resolveDir }
        : undefined,
    );
    bundler.onLoad({ filter: /.*/, namespace: 'later' }, ({ pluginData }) => ({
      contents: `const load = () => require('yaml-parts');
        export const parse = (...given) => load().parse(...given);
        export const parseDocument = (...given) => load().parseDocument(...given);
        export const Lexer = function () { return new (load().Lexer)(); };
        export const CST = { tokenType: (token) => load().tokenType(token) };
        export const isAlias = (node) => load().isAlias(node);
        export const isMap = (node) => load().isMap(node);
        export const isScalar = (node) => load().isScalar(node);
        export const isSeq = (node) => load().isSeq(node);
        export const YAMLParseError = { [Symbol.hasInstance]: (error) => error instanceof load().YAMLParseError };`,
      resolveDir: String(pluginData),
    }));
    bundler.onResolve({ filter: /^yaml-parts$/ }, ({ path }) => ({ path, namespace: 'yaml-parts' }));
    bundler.onLoad({ filter: /.*/, namespace: 'yaml-parts' }, () => ({
      contents: `export { isAlias, isMap, isScalar, isSeq, Lexer, parse, parseDocument, YAMLParseError }
        from './node_modules/yaml/browser/dist/index.js';
        export { tokenType } from './node_modules/yaml/browser/dist/parse/cst.js';`,
      resolveDir: ROOT,
    }));
  },
};

/**
 * Parts of the parser of YAML that bundles which only read it never use: what writes YAML, where a mapping or a list that is a name would
 * be written as text (`readYaml` refuses it before, as Kubernetes does), what changes the tokens of a text, and values that JSON does
 * not have (`JSON_VALUES` leaves their tags out).
 */
const UNUSED_YAML: readonly (readonly [file: RegExp, contents: string])[] = [
  [
    /\/stringify\/stringify/,
    `const refuse = () => { throw new Error('a mapping or a list cannot be a name') };
      export { refuse as createStringifyContext, refuse as stringifyCollection, refuse as stringifyDocument,
        refuse as stringifyNumber, refuse as stringifyPair, refuse as stringifyString };`,
  ],
  [
    /\/cst-(scalar|stringify|visit)\.js$/,
    `const none = undefined;
      export { none as createScalarToken, none as resolveAsScalar, none as setScalarValue, none as stringify, none as visit };`,
  ],
  [
    /\/(binary|omap|pairs|set|timestamp)\.js$/,
    `const none = {};
      export { none as binary, none as omap, none as pairs, none as set, none as intTime, none as floatTime, none as timestamp };`,
  ],
];

/** See `UNUSED_YAML`. */
export const yamlReader: Plugin = {
  name: 'leave out what a reader of YAML does not use',
  setup: (bundler) => {
    for (const [index, [filter, contents]] of UNUSED_YAML.entries()) {
      const namespace = `unused-yaml-${index}`;
      bundler.onResolve({ filter }, ({ path, importer }) =>
        importer.includes('/yaml/browser/dist/') ? { path: basename(path), namespace } : undefined,
      );
      bundler.onLoad({ filter: /.*/, namespace }, () => ({ contents }));
    }
  },
};

/**
 * The server says codes and goes by levels and what stored objects may have; reasons, remedies and examples of the findings are for the
 * documentation, 35 kB of text.
 */
export const levelsOfFindings: Plugin = {
  name: 'findings without their texts',
  setup: (bundler) => {
    const groups: Record<string, string[]> = {};
    for (const [code, { level, stored = level }] of Object.entries(FINDINGS))
      (groups[stored] ??= []).push(code.slice(3));
    const texts = Object.entries(groups).map(([group, numbers]) => [group, numbers.join(' ')]);
    bundler.onLoad({ filter: /\/functions\/validate\/codes\.ts$/ }, () => ({
      contents: `const rows = ([group, numbers]) => numbers.split(' ').map((number) => ['MCP' + number,
          group === 'warning' ? { level: group } : { level: 'error', stored: group }]);
        export const FINDINGS = Object.fromEntries(${JSON.stringify(texts)}.flatMap(rows));
        export const findingEntry = (code) => Object.hasOwn(FINDINGS, code) ? FINDINGS[code] : undefined;`,
    }));
  },
};

/** What sends traces stays a file beside the server, read only where it is asked for. */
export const telemetryBesides: Plugin = {
  name: 'telemetry in a bundle of its own',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^\.\/telemetry\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './telemetry.mjs', external: true } : undefined,
    );
  },
};

/** The oldest major version that package.json promises. */
const LOWEST_NODE = /\d+/.exec(manifest.engines.node)?.[0] ?? '';

/** Settings of every bundle: one ES module for that Node. Packages in CommonJS need a `require` for Node's own modules. */
export const COMMON: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: `node${LOWEST_NODE}`,
  format: 'esm',
  minify: true,
  legalComments: 'none',
  outExtension: { '.js': '.mjs' },
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  define: {
    'process.env.npm_package_version': JSON.stringify(manifest.version),
  },
};

/** Settings of a function besides: no module of Node is needed to load it, so that it also runs in Workers and browsers. */
export const ANYWHERE: BuildOptions = {
  platform: 'neutral',
  // Read where the platform has files and the configuration names one.
  external: ['node:fs/promises'],
  banner: {},
};

/** Plugins of every bundle; those of one bundle alone go before them. */
export const COMMON_PLUGINS: readonly Plugin[] = [
  parseYamlWhenNeeded,
  leaveOutUnusedParts,
  requireModulesOfNode,
  inlineDefinition(ROOT),
];
