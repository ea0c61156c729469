// Test harness: plain requests to the API server, JSON in and out, exactly as on the wire.

import { KubeConfig } from '@kubernetes/client-node';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import type { WireObject } from './wire.ts';

/** What the API server answered. */
export interface ApiAnswer {
  readonly status: number;
  /** An object, a list, or a refusal of kind `Status`. */
  readonly body: WireObject;
  /** Texts of the `Warning` headers. */
  readonly warnings: readonly string[];
}

/** What a request does. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'APPLY' | 'MERGE';

const PATCHES: Partial<Record<Method, string>> = {
  APPLY: 'application/apply-patch+yaml',
  MERGE: 'application/merge-patch+json',
};

/** Talks to one API server as the user of a kubeconfig. */
export interface KubeClient {
  /** `APPLY` is a forced server-side apply, `MERGE` a JSON merge patch; the others are HTTP methods. */
  readonly request: (method: Method, path: string, body?: unknown) => Promise<ApiAnswer>;
  /** The object or list at a path, undefined when it is not there (404); throws for any other refusal. */
  readonly get: (path: string) => Promise<WireObject | undefined>;
}

/** Reads a kubeconfig; nothing is sent yet. */
export async function connect(kubeconfig: string): Promise<KubeClient> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) throw new Error(`${kubeconfig} names no cluster`);
  const base: RequestOptions = {};
  await config.applyToHTTPSOptions(base);
  const request: KubeClient['request'] = (method, path, body) => {
    const patch = PATCHES[method];
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...(base.headers as Record<string, string>),
      'content-type': patch ?? 'application/json',
      accept: 'application/json',
    };
    return send(new URL(server + path), { ...base, method: patch === undefined ? method : 'PATCH', headers }, payload);
  };
  return {
    request,
    get: async (path) => {
      const answer = await request('GET', path);
      if (answer.status === 404) return undefined;
      if (answer.status >= 300) throw new Error(`GET ${path}: ${answer.status} ${answer.body.message}`);
      return answer.body;
    },
  };
}

function send(url: URL, options: RequestOptions, payload: string | undefined): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({
          status: incoming.statusCode ?? 0,
          body: parse(text) as WireObject,
          warnings: readWarnings(incoming.headersDistinct['warning']),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// `299 - "text"`, several of them possibly in one header.
function readWarnings(headers: readonly string[] | undefined): string[] {
  return [...(headers ?? []).join(', ').matchAll(/299 \S+ ("(?:[^"\\]|\\.)*")/g)].map(
    (match) => JSON.parse(match[1] ?? '""') as string,
  );
}
