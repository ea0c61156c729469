// One HTTP(S) POST with a JSON body, as Metacontroller and the API server send them: with a CA of its own and a time limit.

import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What to send where. */
export interface Post {
  readonly url: string;
  readonly body: unknown;
  /** PEM certificates that replace the system's roots. */
  readonly ca?: string | undefined;
  /** Time for the whole exchange. */
  readonly timeoutMs: number;
}

/** An answer, whatever its status. */
export interface Answer {
  readonly status: number;
  /** `Retry-After`, if the answer has it. */
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** Sends the body and reads the whole answer. Fails with an error that names the cause: refused, cut off, timed out. */
export async function postJson(post: Post): Promise<Answer> {
  const url = new URL(post.url);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const body = JSON.stringify(post.body);
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    signal: AbortSignal.timeout(post.timeoutMs),
    ...(post.ca === undefined ? {} : { ca: post.ca }),
  };
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const request = send(url, options, (response) => {
        readAnswer(response).then(resolve, reject);
      });
      request.on('error', reject);
      request.end(body);
    });
  } catch (error) {
    throw describe(error, post);
  }
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers['retry-after'],
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function describe(error: unknown, post: Post): Error {
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return new Error(`Post "${post.url}": no answer within ${post.timeoutMs} ms (context deadline exceeded)`, {
      cause: error,
    });
  }
  if (error instanceof Error && error.message.startsWith('Post ')) return error;
  return new Error(`Post "${post.url}": ${error instanceof Error ? error.message : String(error)}`, { cause: error });
}
