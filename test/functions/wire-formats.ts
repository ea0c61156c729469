// The shapes by their documented wire formats, without the platforms' own libraries: what each platform makes of a request, and of
// the function's answer.

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import express from 'express';
import { call } from '../server/http-client.ts';
import type { Bundle } from './bundles.ts';
import type { Own } from './conform.ts';
import type { GoldenRequest, HookName } from './golden-set.ts';
import type { Answer, Ask } from './reference.ts';

type Bundles = Readonly<Record<HookName, Bundle>>;

/** A shape as it is tried here. */
export interface WireFormat extends Own {
  readonly name: string;
  /** Where the format is described. */
  readonly source: string;
  readonly start: (context: TestContext, bundles: Bundles) => Promise<Ask> | Ask;
}

/** What body-parser refuses in its strict mode, before the function is asked. */
const REFUSED_BY_PARSER = [
  'cut ',
  'too deep',
  'double-encoded',
  'null',
  'a number',
  'not JSON',
  'not UTF-8',
  'another alphabet',
  'compressed',
  'too large',
];

function requestOf({ hook, method, headers, body }: GoldenRequest): Request {
  const given = body.length === 0 ? {} : { body: Buffer.from(body) };
  return new Request(`https://functions.example.com/${hook}`, { method, headers, ...given });
}

const askFetch = async (answer: Promise<unknown>): Promise<Answer> => {
  const response = (await answer) as Response;
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
};

interface LambdaAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}

/** Lambda's answer as the caller sees it. */
export function lambdaAnswer({ statusCode, headers, multiValueHeaders = {}, body }: LambdaAnswer): Answer {
  const many = Object.entries(multiValueHeaders).map(([name, values]) => [name, values[0]]);
  return { status: statusCode, headers: headers ?? Object.fromEntries(many), text: body };
}

/** Bytes that are no UTF-8 can only come as base64; gateways choose it by the type, load balancers too. */
function lambdaBody(body: Uint8Array, isBase64Encoded: boolean): Readonly<Record<string, unknown>> {
  const text = Buffer.from(body).toString(isBase64Encoded ? 'base64' : 'utf8');
  return body.length === 0 ? { isBase64Encoded: false } : { body: text, isBase64Encoded };
}

const isText = (body: Uint8Array): boolean => Buffer.from(Buffer.from(body).toString('utf8')).equals(body);

/** A request as a function URL or API Gateway sends it on, payload 2.0. */
export function lambdaEvent({ hook, method, headers, body }: GoldenRequest): object {
  const requestContext = { http: { method, path: `/${hook}` } };
  return { version: '2.0', rawPath: `/${hook}`, headers, requestContext, ...lambdaBody(body, !isText(body)) };
}

function multiValue(headers: GoldenRequest['headers']): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}

const lambda =
  (eventOf: (request: GoldenRequest) => object): WireFormat['start'] =>
  (_context, bundles) =>
  async (request) =>
    lambdaAnswer(await bundles[request.hook].handler(JSON.parse(JSON.stringify(eventOf(request)))));

// oxlint-disable-next-line max-params -- Express knows an error handler by its four parameters
const refusedByParser: express.ErrorRequestHandler = (error: { status?: number }, _request, response, _next) =>
  void response.status(error.status ?? 500).send('refused by the parser');

/** An Express application of the kind that Fission and OpenFaaS start. */
async function startExpress(
  context: TestContext,
  parsers: readonly express.RequestHandler[],
  answer: express.RequestHandler,
): Promise<Ask> {
  const app = express();
  app.use(...parsers);
  app.use(answer);
  app.use(refusedByParser);
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  context.after(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return ({ hook, method, headers, body }) =>
    call({ port, path: `/${hook}`, method, headers: { 'content-type': '', ...headers }, body });
}

function hookOf(path: string): HookName {
  return path.slice(1) as HookName;
}

const LIMIT = '7mb';

/** Every shape, by its documented format. */
export const WIRE_FORMATS: readonly WireFormat[] = [
  {
    name: 'Fetch, `fetch`',
    source: 'https://fetch.spec.whatwg.org/#request-class',
    start: (_context, bundles) => (request) => askFetch(bundles[request.hook].fetch(requestOf(request))),
  },
  {
    name: 'Fetch, default export',
    source: 'https://fetch.spec.whatwg.org/#request-class',
    start: (_context, bundles) => (request) => askFetch(bundles[request.hook].default(requestOf(request))),
  },
  {
    name: 'Lambda, function URL and API Gateway (payload 2.0)',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads',
    start: lambda(lambdaEvent),
  },
  {
    name: 'Lambda, API Gateway (payload 1.0)',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html',
    start: lambda(({ hook, method, headers, body }) => ({
      version: '1.0',
      httpMethod: method,
      path: `/${hook}`,
      headers,
      multiValueHeaders: multiValue(headers),
      requestContext: { httpMethod: method, path: `/${hook}` },
      ...lambdaBody(body, !isText(body)),
    })),
  },
  {
    name: 'Lambda, base64 bodies',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads',
    start: lambda(({ hook, method, headers, body }) => ({
      version: '2.0',
      rawPath: `/${hook}`,
      headers,
      requestContext: { http: { method, path: `/${hook}` } },
      ...lambdaBody(body, true),
    })),
  },
  {
    name: 'Lambda, load balancer',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html',
    start: lambda(({ hook, method, headers, body }) => ({
      requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:region:1:targetgroup/a/b' } },
      httpMethod: method,
      path: `/${hook}`,
      headers,
      ...lambdaBody(body, !isText(body)),
    })),
  },
  {
    name: 'Lambda, load balancer with multi-value headers',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html',
    start: lambda(({ hook, method, headers, body }) => ({
      requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:region:1:targetgroup/a/b' } },
      httpMethod: method,
      path: `/${hook}`,
      multiValueHeaders: multiValue(headers),
      ...lambdaBody(body, !isText(body)),
    })),
  },
  {
    name: 'Node HTTP, `http`',
    source: 'https://nodejs.org/api/http.html#class-httpserver',
    start: async (context, bundles) => {
      const server = createServer((request, response) => {
        void bundles[hookOf(request.url ?? '')].http(request, response);
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      context.after(() => void server.close());
      const { port } = server.address() as AddressInfo;
      return ({ hook, method, headers, body }) =>
        call({ port, path: `/${hook}`, method, headers: { 'content-type': '', ...headers }, body });
    },
  },
  {
    name: 'Fission, default export',
    source: 'https://github.com/fission/environments/blob/master/nodejs/server.js',
    answeredBefore: REFUSED_BY_PARSER,
    mended: ['a byte order mark'],
    start: (context, bundles) => {
      const parsers = [
        express.urlencoded({ extended: false, limit: LIMIT }),
        express.json({ limit: LIMIT }),
        express.raw({ limit: LIMIT }),
        express.text({ type: 'text/*', limit: LIMIT }),
      ];
      return startExpress(context, parsers, (request, response) => {
        void answerFission(bundles, request, response);
      });
    },
  },
  {
    name: 'OpenFaaS, `openfaas` with RAW_BODY',
    source: 'https://github.com/openfaas/templates/blob/master/template/node20/index.js',
    answeredBefore: ['compressed', 'too large'],
    start: (context, bundles) => {
      process.env['RAW_BODY'] = 'true';
      context.after(() => void delete process.env['RAW_BODY']);
      return startExpress(context, [express.raw({ type: '*/*', limit: LIMIT })], (request, response) => {
        void answerOpenFaas(bundles, request, response);
      });
    },
  },
  {
    name: 'Knative, `handle` with a raw body',
    source: 'https://github.com/nodeshift/faas-js-runtime#function-signatures',
    start: (_context, bundles) => async (request) => {
      const body = isText(request.body) ? Buffer.from(request.body).toString() : request.body;
      const context = { method: request.method, headers: request.headers };
      const { statusCode, headers, body: text } = await bundles[request.hook].handle(context, body);
      return { status: statusCode, headers, text };
    },
  },
];

interface FissionAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

async function answerFission(bundles: Bundles, request: express.Request, response: express.Response): Promise<void> {
  const { status, body, headers } = (await bundles[hookOf(request.path)].default({
    request,
    response,
  })) as FissionAnswer;
  for (const [name, value] of Object.entries(headers)) response.set(name, value as string);
  response.status(status).send(body);
}

async function answerOpenFaas(bundles: Bundles, request: express.Request, response: express.Response): Promise<void> {
  const { body, headers, method, path } = request;
  let [code, sent] = [200, {}];
  const context = {
    status: (value: number) => {
      code = value;
      return context;
    },
    headers: (value: Readonly<Record<string, string>>) => {
      sent = value;
      return context;
    },
    succeed: (text: string) => void response.set(sent).status(code).send(text),
  };
  await bundles[hookOf(path)].openfaas({ body, headers, method, path }, context);
}
