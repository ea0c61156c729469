// Which object a request is about, for the request log.

import { readObject } from '../kube/json-reader.ts';
import { type Fields, isObject } from '../kube/object.ts';

/** Coordinates of the object; those that the request lacks are left out. */
export interface Subject {
  readonly namespace?: string;
  readonly name?: string;
  readonly uid?: string;
}

/** Longest value that is logged; longer than any Kubernetes name. */
const MAX_CHARACTERS = 253;

/**
 * Finds the object of an AdmissionReview (its `uid` is then the uid of the request) or of a Metacontroller request.
 * Never throws; a body of another shape gives an empty subject.
 */
export function findSubject(body: unknown): Subject {
  if (!isObject(body)) return {};
  const source = isObject(body['request']) ? body['request'] : parentMetadata(body['parent']);
  const subject: Record<string, string> = {};
  for (const field of ['namespace', 'name', 'uid']) {
    const value = source[field];
    if (typeof value === 'string' && value !== '') subject[field] = value.slice(0, MAX_CHARACTERS);
  }
  return subject;
}

function parentMetadata(parent: unknown): Fields {
  return readObject(parent, 'metadata');
}
