// The shapes by the platforms' own libraries.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { launch, SKIP } from '../../playground/browser.ts';
import { call } from '../../server/http-client.ts';
import { bundleFile, loadBundles } from '../bundles.ts';
import type { Own } from '../conform.ts';
import { type GoldenRequest, HOOKS, type HookName } from '../golden-set.ts';
import type { Answer, Ask } from '../reference.ts';
import { lambdaAnswer, lambdaEvent } from '../wire-formats.ts';
import { startChild, startListening } from './child.ts';
import { fileOf, load, versionOf } from './installed.ts';
import { startLambdaApi } from './lambda-api.ts';

/** A platform's own library. */
export interface Runtime extends Own {
  readonly platform: string;
  readonly shape: string;
  /** What runs it, for the table. */
  readonly library: string;
  readonly start: (context: TestContext, folder: string) => Promise<Ask>;
  /** Why it cannot be tried here. */
  readonly whyNot?: () => string | false;
}

function libraryOf(name: string): string {
  return `${name} ${versionOf(name) ?? ''}`;
}

function needs(name: string): () => string | false {
  return () => (versionOf(name) === undefined ? `${name} is not installed` : false);
}

async function perHook<T>(make: (hook: HookName) => Promise<T>): Promise<Readonly<Record<HookName, T>>> {
  const made = await Promise.all(HOOKS.map(async (hook) => [hook, await make(hook)] as const));
  return Object.fromEntries(made) as Record<HookName, T>;
}

/** One process for each function, that is asked at `/`. */
async function askProcesses(
  context: TestContext,
  argsOf: (hook: HookName, port: number) => readonly string[],
  file?: string,
): Promise<Ask> {
  const ports = await perHook((hook) =>
    startListening(context, { ...(file !== undefined && { file }), args: (port) => argsOf(hook, port) }),
  );
  return ({ hook, method, headers, body }) =>
    call({ port: ports[hook], path: '/', method, headers: { 'content-type': '', ...headers }, body });
}

/** Asks until an answer has come whole. */
async function again(ask: () => Promise<Answer>, tries = 20): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (tries === 0 || !(error instanceof Error && 'code' in error && /EPIPE|ECONNRESET/.test(String(error.code))))
      throw error;
    return again(ask, tries - 1);
  }
}

const BODY_LIMIT = String(7 * 1024 * 1024);

const faasJsRuntime: Runtime = {
  platform: 'Knative Functions',
  shape: '`handle`',
  library: libraryOf('faas-js-runtime'),
  whyNot: needs('faas-js-runtime'),
  answeredBefore: ['cut ', 'not JSON', 'too large', 'no body', 'a prototype', 'too deep', 'PUT', 'PATCH', 'DELETE'],
  mended: ['not UTF-8', 'a byte order mark'],
  // It closes a connection whose body is too large.
  start: async (context, folder) => {
    const ask = await askProcesses(context, (hook, port) => [
      fileOf('faas-js-runtime', 'bin/cli.js'),
      '--port',
      String(port),
      '--bodyLimit',
      BODY_LIMIT,
      bundleFile(folder, hook),
    ]);
    return (request) => again(() => ask(request));
  },
};

const functionsFramework: Runtime = {
  platform: 'Google Cloud Functions, Cloud Run',
  shape: '`http`',
  library: libraryOf('@google-cloud/functions-framework'),
  whyNot: needs('@google-cloud/functions-framework'),
  answeredBefore: [
    'cut ',
    'null',
    'a number',
    'not JSON',
    'not UTF-8',
    'compressed',
    'double-encoded',
    'another alphabet',
  ],
  start: (context, folder) =>
    askProcesses(context, (hook, port) => [
      fileOf('@google-cloud/functions-framework', 'build/src/main.js'),
      '--target=http',
      `--source=${bundleFile(folder, hook)}`,
      `--port=${port}`,
    ]),
};

const lambda: Runtime = {
  platform: 'AWS Lambda',
  shape: '`handler`',
  library: libraryOf('aws-lambda-ric'),
  whyNot: () =>
    existsSync(fileOf('aws-lambda-ric', 'rapid-client.node')) ? false : 'aws-lambda-ric is not built: it needs cmake',
  start: async (context, folder) => {
    const apis = await perHook(async (hook) => {
      const api = await startLambdaApi(context);
      const cwd = dirname(bundleFile(folder, hook));
      startChild(context, [fileOf('aws-lambda-ric', 'index.mjs')], {
        cwd,
        env: {
          AWS_LAMBDA_RUNTIME_API: api.address,
          _HANDLER: 'index.handler',
          AWS_LAMBDA_FUNCTION_NAME: 'hook',
          AWS_LAMBDA_FUNCTION_VERSION: '1',
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
          AWS_LAMBDA_LOG_GROUP_NAME: 'a',
          AWS_LAMBDA_LOG_STREAM_NAME: 'b',
          LAMBDA_TASK_ROOT: cwd,
        },
      });
      return api;
    });
    return async (request) => lambdaAnswer((await apis[request.hook].invoke(lambdaEvent(request))) as never);
  },
};

interface AzureModule {
  readonly HttpRequest: new (
    given: object,
  ) => Parameters<Awaited<ReturnType<typeof loadBundles>>[HookName]['azure']>[0];
  readonly HttpResponse: new (given: object) => Response;
}

const azure: Runtime = {
  platform: 'Azure Functions v4',
  shape: '`azure`',
  library: libraryOf('@azure/functions'),
  whyNot: needs('@azure/functions'),
  start: async (_context, folder) => {
    const { HttpRequest, HttpResponse } = (await load('@azure/functions')) as AzureModule;
    const bundles = await loadBundles(folder);
    return async ({ hook, method, headers, body }) => {
      const given = body.length === 0 ? {} : { body: { bytes: body } };
      const request = new HttpRequest({ method, url: `https://functions.example.com/api/${hook}`, headers, ...given });
      return fetched(new HttpResponse(await bundles[hook].azure(request)));
    };
  },
};

async function fetched(response: Response): Promise<Answer> {
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

interface MiniflareModule {
  readonly Miniflare: new (
    options: object,
  ) => {
    readonly dispatchFetch: (url: string, given: object) => Promise<Response>;
    readonly dispose: () => Promise<void>;
  };
}

const workers: Runtime = {
  platform: 'Cloudflare Workers',
  shape: '`worker.mjs`',
  library: `${libraryOf('miniflare')}, ${libraryOf('workerd')}`,
  whyNot: needs('miniflare'),
  start: async (context, folder) => {
    const { Miniflare } = (await load('miniflare')) as MiniflareModule;
    const running = await perHook(async (hook) => {
      const contents = readFileSync(bundleFile(folder, hook), 'utf8');
      const worker = readFileSync(join(dirname(bundleFile(folder, hook)), 'worker.mjs'), 'utf8');
      const modules = [
        { type: 'ESModule', path: 'worker.mjs', contents: worker },
        { type: 'ESModule', path: 'index.mjs', contents },
      ];
      const one = new Miniflare({ modules, compatibilityDate: '2026-04-01', bindings: { LOG_LEVEL: 'error' } });
      context.after(() => one.dispose());
      return one;
    });
    return async ({ hook, method, headers, body }) => {
      const given = body.length === 0 ? {} : { body };
      return fetched(
        await running[hook].dispatchFetch(`https://functions.example.com/${hook}`, { method, headers, ...given }),
      );
    };
  },
};

/** Both put their program into a package for each system. */
const DENO = fileOf(`@deno/${process.platform}-${process.arch}-glibc`, 'deno');
const BUN = fileOf(`@oven/bun-${process.platform}-${process.arch}`, 'bin/bun');

function needsProgram(file: string, name: string): () => string | false {
  return () => (existsSync(file) ? false : `${name} has no program for this system here`);
}

const deno: Runtime = {
  platform: 'Deno',
  shape: 'default export',
  library: libraryOf('deno'),
  whyNot: needsProgram(DENO, 'deno'),
  start: (context, folder) =>
    askProcesses(
      context,
      (hook, port) => ['serve', '--allow-env', '--host=127.0.0.1', `--port=${port}`, bundleFile(folder, hook)],
      DENO,
    ),
};

const bun: Runtime = {
  platform: 'Bun',
  shape: 'default export',
  library: libraryOf('bun'),
  whyNot: needsProgram(BUN, 'bun'),
  // It closes a connection whose body is not wanted, so that whoever still writes may miss the refusal.
  start: async (context, folder) => {
    const ask = await askProcesses(context, (hook, port) => [`--port=${port}`, bundleFile(folder, hook)], BUN);
    return (request) => again(() => ask(request));
  },
};

const chromium: Runtime = {
  platform: 'a browser',
  shape: '`fetch`',
  library: 'Chromium',
  whyNot: () => SKIP,
  start: async (context, folder) => {
    const browser = await launch();
    context.after(() => browser.close());
    const page = await browser.newPage();
    const scripts = Object.fromEntries(
      HOOKS.map((hook) => [`/${hook}.mjs`, readFileSync(bundleFile(folder, hook), 'utf8')]),
    );
    await page.route('https://functions.example.com/**', (route) => {
      const body = scripts[new URL(route.request().url()).pathname];
      return route.fulfill({
        contentType: body === undefined ? 'text/html' : 'text/javascript',
        body: body ?? '<p>page</p>',
      });
    });
    await page.goto('https://functions.example.com/');
    return (request) => askPage(page, request);
  },
};

function askPage(page: Page, { hook, method, headers, body }: GoldenRequest): Promise<Answer> {
  const given = { hook, method, headers, base64: Buffer.from(body).toString('base64') };
  return page.evaluate(async (asked) => {
    const module = (await import(`/${asked.hook}.mjs`)) as { fetch: (request: Request) => Promise<Response> };
    const bytes = Uint8Array.from(atob(asked.base64), (character) => character.charCodeAt(0));
    const init = { method: asked.method, headers: asked.headers, ...(bytes.length > 0 && { body: bytes }) };
    const response = await module.fetch(new Request(`/${asked.hook}`, init));
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
  }, given);
}

/** All of them. */
export const RUNTIMES: readonly Runtime[] = [
  faasJsRuntime,
  functionsFramework,
  lambda,
  azure,
  workers,
  deno,
  bun,
  chromium,
];
