// The configuration of a function: the server's names and sentences, from texts and from files.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFunction } from '../../functions/platforms/function/cold-start.ts';
import type { Call, Invoke, Reply } from '../../functions/platforms/function/call.ts';
import { type Shapes, shapesOf } from '../../functions/platforms/shapes/index.ts';
import type { OpenFaasContext, OpenFaasEvent } from '../../functions/platforms/shapes/openfaas.ts';
import { ROUTES } from '../../functions/hooks/routes.ts';
import { answerSync } from '../../functions/hooks/sync.ts';
import type { Variables } from '../../functions/requests/variables.ts';
import { decodeEnvironment } from '../../functions/server/environment.ts';
import { admissionReview, syncRequest } from '../units/hooks/requests.ts';

const TOKEN = 'a-token-0123456789';
const FILES: Readonly<Record<string, string>> = {
  '/settings.yaml': 'platform: openshift\n',
  '/wrong.yaml': 'platform: other\n',
  '/token': `${TOKEN}\n`,
};

const readFile = async (file: string): Promise<string> => {
  const text = FILES[file];
  if (text === undefined) throw new Error('no such file');
  return text;
};

interface Running {
  readonly call: (parts?: Partial<Call>, given?: Variables) => Promise<Reply>;
  readonly lines: readonly string[];
}

function start(path: string, variables: Variables): Running {
  const hook = ROUTES[path];
  if (hook === undefined) throw new Error(path);
  const lines: string[] = [];
  const invoke = createFunction({
    routes: { [path]: hook },
    variables,
    readFile,
    sink: (text) => void lines.push(...text.trimEnd().split('\n')),
  });
  const body = [Buffer.from(JSON.stringify(path === '/validate' ? admissionReview() : syncRequest()))];
  const sound = { method: 'POST', path: '/', header: headers({}), openBody: () => body };
  return { lines, call: (parts, given) => invoke({ ...sound, ...parts }, given) };
}

/** /sync without settings, and without a log. */
function startSync(): Invoke {
  return createFunction({ routes: { '/sync': answerSync }, variables: {}, sink: () => undefined });
}

function headers(more: Readonly<Record<string, string>>): Call['header'] {
  const all: Readonly<Record<string, string>> = { 'content-type': 'application/json', ...more };
  return (name) => all[name];
}

function messages(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
}

for (const [what, variables, sentence] of [
  ['settings that are none', { SETTINGS: 'platform: other' }, /^not started: SETTINGS: platform: must be one of/],
  ['settings that are no YAML', { SETTINGS: 'a: [' }, /^not started: SETTINGS is not valid YAML: .* at line 1/],
  [
    'a file of wrong settings',
    { SETTINGS_FILE: '/wrong.yaml' },
    /^not started: SETTINGS_FILE \/wrong.yaml: platform: must be/,
  ],
  ['a missing file', { SETTINGS_FILE: '/none' }, /^not started: SETTINGS_FILE \/none cannot be read: no such file\.$/],
  [
    'settings twice',
    { SETTINGS: '{}', SETTINGS_FILE: '/settings.yaml' },
    /SETTINGS and SETTINGS_FILE must not be set both/,
  ],
  ['a short token', { HOOK_TOKENS: 'short' }, /^not started: HOOK_TOKENS holds a token of less than 16 characters/],
  ['a missing token file', { HOOK_TOKEN_FILE: '/none' }, /^not started: HOOK_TOKEN_FILE \/none cannot be read/],
  [
    'a limit that is none',
    { MAX_BODY_BYTES: 'much' },
    /^not started: MAX_BODY_BYTES must be a whole number from 1024 to/,
  ],
  ['a level that is none', { LOG_LEVEL: 'loud' }, /^not started: LOG_LEVEL must be one of debug, info, warn, error/],
] as const) {
  test(`cold start: ${what} is one line in the log and 500 without a value`, async () => {
    const { call, lines } = start('/sync', variables);
    const { status, text } = await call();
    assert.equal(status, 500);
    assert.deepEqual(JSON.parse(text), {
      error: 'This function is not configured rightly; its log says what to correct.',
    });
    const [message, ...more] = messages(lines);
    assert.match(message ?? '', sentence);
    assert.deepEqual(more, []);
  });
}

test('cold start: the API server is told of wrong settings in the form that it shows to people', async () => {
  const { call } = start('/validate', { SETTINGS: 'platform: other' });
  const { status, text } = await call();
  const { kind, code, message } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  assert.deepEqual([status, kind, code], [500, 'Status', 500]);
  assert.match(String(message), /not configured rightly/);
});

function refuse(): never {
  throw new Error('Requires env access to "SETTINGS", run again with the --allow-env flag');
}

test('cold start: variables that may not be read are told in the log and answered 500, and end no process', async () => {
  const { call, lines } = start('/sync', new Proxy({}, { get: refuse, has: refuse, ownKeys: refuse }));
  assert.equal((await call()).status, 500);
  assert.deepEqual(messages(lines), [
    'not started: Requires env access to "SETTINGS", run again with the --allow-env flag',
  ]);
});

test('cold start: many calls at once with wrong settings are all answered 500, and the log has one line', async () => {
  const { call, lines } = start('/sync', { SETTINGS: 'platform: other' });
  const replies = await Promise.all(Array.from({ length: 50 }, () => call()));
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [500]);
  assert.equal(lines.length, 1);
});

test('cold start: of many first calls with variables the first counts for all', async () => {
  const { call } = start('/sync', {});
  const given = [{ SETTINGS: 'platform: openshift' }, { SETTINGS: 'platform: other' }];
  const replies = await Promise.all(Array.from({ length: 20 }, (_, index) => call({}, given[Math.min(index, 1)])));
  assert.deepEqual([...new Set(replies.map(({ status }) => status))], [200]);
  assert.equal(new Set(replies.map(({ text }) => text)).size, 1);
});

test("cold start: the sentence about a variable is the server's", async () => {
  const { call, lines } = start('/sync', { MAX_BODY_BYTES: '1' });
  await call();
  const server = decodeEnvironment({ MAX_BODY_BYTES: '1', INSECURE: '1' });
  assert.equal(messages(lines)[0], `not started: ${server.ok ? '' : server.error}`);
});

test('cold start: variables that are not ours are not looked at', async () => {
  const { call } = start('/sync', {
    PORT: 'none',
    K_SERVICE: 'x',
    AWS_LAMBDA_FUNCTION_NAME: 'y',
    FUNCTIONS_WORKER_RUNTIME: 'node',
  });
  assert.equal((await call()).status, 200);
});

for (const [what, variables] of [
  ['a text', { SETTINGS: 'platform: openshift' }],
  ['a file', { SETTINGS_FILE: '/settings.yaml' }],
] as const) {
  test(`settings: ${what} is what the hook goes by`, async () => {
    const [own, preset] = [await start('/sync', variables).call(), await start('/sync', {}).call()];
    assert.equal(own.status, 200);
    assert.notEqual(own.text, preset.text);
  });
}

test('settings: variables that come with the first request count, and later ones do not', async () => {
  const { call } = start('/sync', {});
  const [first, second] = [
    await call({}, { SETTINGS: 'platform: openshift' }),
    await call({}, { SETTINGS: 'platform: other' }),
  ];
  assert.equal(second.status, 200);
  assert.equal(first.text, (await start('/sync', { SETTINGS: 'platform: openshift' }).call()).text);
});

for (const variables of [{ HOOK_TOKENS: TOKEN }, { HOOK_TOKEN_FILE: '/token' }]) {
  test(`callers: only the token of ${Object.keys(variables).join()} opens Metacontroller's hooks`, async () => {
    const { call } = start('/sync', variables);
    const refused = await call();
    assert.equal(refused.status, 401);
    assert.equal(refused.headers['www-authenticate'], 'Bearer');
    assert.equal((await call({ header: headers({ authorization: `Bearer ${TOKEN}x` }) })).status, 401);
    assert.equal((await call({ header: headers({ authorization: `Bearer ${TOKEN}` }) })).status, 200);
  });
}

test('callers: a refused one is not read', async () => {
  const { call } = start('/sync', { HOOK_TOKENS: TOKEN });
  let isRead = false;
  async function* body(): AsyncGenerator<Uint8Array> {
    isRead = true;
    yield Buffer.from('{}');
  }
  assert.equal((await call({ openBody: body })).status, 401);
  assert.equal(isRead, false);
});

test('callers: what a refused one sends in base64 is not decoded, in no shape', async () => {
  let reads = 0;
  const shapes = shapesOf(
    createFunction({ routes: { '/sync': answerSync }, variables: { HOOK_TOKENS: TOKEN }, sink: () => undefined }),
  );
  const parsed = { a: 1, toJSON: () => (reads += 1) };
  const event = {
    requestContext: { http: { method: 'POST' } },
    headers: { 'content-type': 'application/json' },
    get body() {
      reads += 1;
      return 'e30=';
    },
    isBase64Encoded: true,
  };
  const own = { 'content-type': 'application/json', 'content-length': '7' };
  assert.equal((await shapes.handler(event)).statusCode, 401);
  assert.equal((await shapes.handle({ headers: own, body: parsed })).statusCode, 401);
  assert.equal((await shapes.fission({ request: { headers: own, body: parsed } })).status, 401);
  assert.equal(reads, 0);
});

test('openfaas: the bytes of a body are not listed as members of an object, which costs fifty times their memory', async (t) => {
  process.env['RAW_BODY'] = 'true';
  t.after(() => void delete process.env['RAW_BODY']);
  const own = { 'content-type': 'application/json', 'content-length': String(BODY.length) };
  const listed = t.mock.method(Object, 'keys');
  assert.equal(await answeredByOpenFaas(shapesOf(startSync()).openfaas, { headers: own, body: BODY }), 200);
  assert.ok(listed.mock.calls.every(({ arguments: [value] }) => !(value instanceof Uint8Array)));
});

for (const [what, body] of [
  ['no body', {}],
  ['an empty one', Buffer.alloc(0)],
] as const) {
  test(`openfaas: ${what} is answered 400, by the bytes and by the parser of the template`, async () => {
    const own = { 'content-type': 'application/json' };
    assert.equal(await answeredByOpenFaas(shapesOf(startSync()).openfaas, { headers: own, body }), 400);
  });
}

const NO_EVENTS: readonly (readonly [string, unknown])[] = [
  ['undefined', undefined],
  ['null', null],
  ['a text', 'x'],
];

for (const [what, event] of NO_EVENTS) {
  test(`events: ${what} in place of one is answered 405 by every shape, and ends nothing`, async () => {
    const all = shapesOf(startSync());
    const none = event as never;
    const own = await all.anyShape(none);
    assert.equal((own as { statusCode: number }).statusCode, 405);
    assert.equal((await all.handle(none)).statusCode, 405);
    assert.equal((await all.handler(none)).statusCode, 405);
    assert.equal((await all.azure(none)).status, 405);
    assert.equal((await all.fission(none)).status, 405);
    assert.equal((await all.fission({ request: none })).status, 405);
    assert.equal((await all.fetch(none)).status, 405);
    assert.equal(await answeredByOpenFaas(all.openfaas, none), 405);
  });
}

test('callers: admission is not guarded by a token, as in the server', async () => {
  assert.equal((await start('/validate', { HOOK_TOKENS: TOKEN }).call()).status, 200);
});

test('limits: MAX_BODY_BYTES holds for a body in pieces without an announced length', async () => {
  const { call } = start('/customize', { MAX_BODY_BYTES: '1024' });
  let given = 0;
  async function* body(): AsyncGenerator<Uint8Array> {
    for (; given < 100; given += 1) yield Buffer.alloc(512, 0x20);
  }
  assert.equal((await call({ openBody: body })).status, 413);
  assert.ok(given < 5, `${given} pieces were taken`);
});

async function* brokenBody(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"controller":');
  throw new Error('connection reset');
}

test('limits: a body that breaks off is refused, and the next call is answered', async () => {
  const { call } = start('/sync', {});
  const { status, text } = await call({ openBody: brokenBody });
  assert.equal(status, 400);
  assert.match(text, /ended before its whole body had arrived/);
  assert.equal((await call()).status, 200);
});

test("log: one line for each request, with what the server's says", async () => {
  const { call, lines } = start('/sync', {});
  await call();
  await call({ method: 'GET', openBody: () => [] });
  const [first, second] = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  assert.equal(first?.['msg'], 'request');
  assert.equal(first?.['path'], '/sync');
  assert.equal(first?.['status'], 200);
  assert.equal(first?.['name'], 'fetch');
  assert.equal(second?.['outcome'], 'wrong_method');
});

test('bugs: a hook that throws is 500 with the uid, and one that gives nothing too', async () => {
  const lines: string[] = [];
  const invoke = createFunction({
    routes: {
      '/sync': () => {
        throw new Error('a bug');
      },
    },
    variables: {},
    sink: (text) => void lines.push(text),
  });
  const body = [Buffer.from(JSON.stringify(syncRequest()))];
  const { status, text } = await invoke({ method: 'POST', path: '/', header: headers({}), openBody: () => body });
  assert.equal(status, 500);
  assert.match(text, /failed on request u-1/);
  assert.match(lines.join(''), /"msg":"hook failed"/);
});

/** The status that a function sets in the context of OpenFaaS. */
async function answeredByOpenFaas(openfaas: Shapes['openfaas'], event: OpenFaasEvent): Promise<number> {
  let status = 0;
  const context: OpenFaasContext = {
    status: (code) => {
      status = code;
      return context;
    },
    headers: () => context,
    succeed: () => undefined,
  };
  await openfaas(event, context);
  return status;
}

/** Each shape as a caller's token reaches it. */
const WITH_TOKEN: Readonly<
  Record<string, (shapes: Shapes, sent: Readonly<Record<string, string>>) => Promise<number>>
> = {
  knative: async ({ handle }, sent) => (await handle({ method: 'POST', headers: sent, rawBody: BODY })).statusCode,
  lambda: async ({ handler: lambda }, sent) =>
    (await lambda({ httpMethod: 'POST', headers: sent, body: BODY.toString() })).statusCode,
  'lambda, many values': async ({ handler: lambda }, sent) => {
    const multiValueHeaders = Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, [value]]));
    return (await lambda({ httpMethod: 'POST', multiValueHeaders, body: BODY.toString() })).statusCode;
  },
  azure: async ({ azure }, sent) => (await azure(request(sent))).status,
  fetch: async ({ fetch }, sent) => (await fetch(request(sent))).status,
  fission: async ({ fission }, sent) =>
    (await fission({ request: { method: 'POST', headers: sent, body: JSON.parse(BODY.toString()) } })).status,
};

const BODY = Buffer.from(JSON.stringify(syncRequest()));

function request(given: Readonly<Record<string, string>>): Request {
  return new Request('https://functions.example.com/sync', { method: 'POST', headers: given, body: BODY });
}

for (const [shape, ask] of Object.entries(WITH_TOKEN)) {
  test(`callers: ${shape} takes the token, and nothing that is like it`, async () => {
    const all = shapesOf(
      createFunction({ routes: { '/sync': answerSync }, variables: { HOOK_TOKENS: TOKEN }, sink: () => undefined }),
    );
    const given = (authorization?: string): Promise<number> =>
      ask(all, {
        'Content-Type': 'application/json',
        ...(authorization !== undefined && { Authorization: authorization }),
      });
    assert.equal(await given(`Bearer ${TOKEN}`), 200);
    for (const wrong of [
      undefined,
      '',
      'Bearer',
      `Bearer ${TOKEN.slice(1)}`,
      `Bearer ${TOKEN}0`,
      TOKEN,
      `Basic ${TOKEN}`,
      `Bearer ${TOKEN} ${TOKEN}`,
      `Bearer ${'a'.repeat(100_000)}`,
    ])
      assert.equal(await given(wrong), 401, String(wrong).slice(0, 40));
  });
}

for (const [what, sent] of [
  ['names of the prototype', { constructor: 'a', __proto__: null, toString: 'b' }],
  ['many headers', Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`h${index}`, 'x']))],
  ['a type that goes on and on', { 'content-type': `application/json${' '.repeat(300_000)}x` }],
] as const) {
  test(`headers: ${what} are answered 415`, async () => {
    const all = shapesOf(createFunction({ routes: { '/sync': answerSync }, variables: {}, sink: () => undefined }));
    const given = { ...sent };
    assert.equal((await all.handler({ httpMethod: 'POST', headers: given, body: '{}' })).statusCode, 415);
  });
}

const { handler } = shapesOf(
  createFunction({ routes: { '/sync': answerSync }, variables: { LOG_LEVEL: 'error' }, sink: () => undefined }),
);

for (const [what, event, status, sentence] of [
  ['no event', undefined, 405, /POST only/],
  ['an event of another kind', { Records: [] }, 405, /POST only/],
  [
    'no body',
    { requestContext: { http: { method: 'POST' } }, headers: { 'content-type': 'application/json' } },
    400,
    /is empty/,
  ],
  [
    'a body that is said to be base64',
    { httpMethod: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"a":1}', isBase64Encoded: true },
    400,
    /base64, and is not/,
  ],
  [
    'bytes that are not said to be base64',
    { httpMethod: 'POST', headers: { 'Content-Type': 'application/json' }, body: Buffer.from('{}').toString('base64') },
    400,
    /not valid JSON/,
  ],
  [
    'double-encoded JSON',
    { httpMethod: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify('{}') },
    400,
    /must be a JSON object/,
  ],
  ['no headers', { httpMethod: 'POST', body: '{}' }, 415, /Content-Type/],
  ['headers that are none', { httpMethod: 'POST', headers: 'a', body: '{}' }, 415, /Content-Type/],
] as const) {
  test(`event of Lambda: ${what} is answered ${status}`, async () => {
    const { statusCode, body } = await handler(event);
    assert.equal(statusCode, status);
    assert.match(body, sentence);
  });
}
