// Step: the bytes of a body that a platform hands over in one piece: as text, as bytes, or parsed already.

import { isObject } from '../../kube/object.ts';
import { encodeText } from '../../requests/bytes.ts';
import type { OpenedBody } from './call.ts';

/** Nothing for no body. A parsed body is written as JSON again: what the text was is not known any more. */
export function givenBody(body: unknown): OpenedBody {
  if (body === undefined || body === null || body === '') return [];
  if (body instanceof Uint8Array) return [body];
  if (body instanceof ArrayBuffer) return [new Uint8Array(body)];
  return typeof body === 'string' ? [encodeText(body)] : writtenAgain(body);
}

/** A body that the platform's own parser has read, so that a text is a JSON string. Such parsers give `{}` for no body. */
export function parsedBody(body: unknown, header: (name: string) => string | undefined): OpenedBody {
  if (body instanceof Uint8Array) return [body];
  if (body === null) return writtenAgain(body);
  const isEmpty = isObject(body) && Object.keys(body).length === 0;
  if (isEmpty && (header('content-length') ?? '0') === '0' && header('transfer-encoding') === undefined) return [];
  return typeof body === 'string' && isJson(header) ? writtenAgain(body) : givenBody(body);
}

function isJson(header: (name: string) => string | undefined): boolean {
  return /json/i.test(header('content-type') ?? '');
}

/** Parsers go deeper than writers do, which run out of stack. */
function writtenAgain(body: unknown): OpenedBody {
  try {
    return [encodeText(JSON.stringify(body))];
  } catch {
    return 'too_deep';
  }
}
