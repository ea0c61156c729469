// The list of shapes, and the default export, which has to be several of them.

import { isObject } from '../../kube/object.ts';
import { type Invoke, NO_EVENT } from '../function/call.ts';
import { type AzureHandler, azureShape } from './azure.ts';
import { type FetchHandler, type FetchRequest, fetchShape } from './fetch.ts';
import { type FissionContext, type FissionFunction, fissionShape } from './fission.ts';
import { type KnativeHandle, knativeShape } from './knative.ts';
import { type LambdaHandler, lambdaShape } from './aws-lambda.ts';
import { type NodeHandler, type NodeRequest, type NodeResponse, nodeShape } from './node-http.ts';
import { type OpenFaasContext, type OpenFaasHandler, openFaasShape } from './openfaas.ts';

/** What every bundle exports, by the name that the platform looks for where it looks for one. */
export interface Shapes {
  /** Knative Functions. */
  readonly handle: KnativeHandle;
  /** AWS Lambda. */
  readonly handler: LambdaHandler;
  /** functions-framework, and Node's own servers. */
  readonly http: NodeHandler;
  readonly azure: AzureHandler;
  readonly openfaas: OpenFaasHandler;
  readonly fission: FissionFunction;
  readonly fetch: FetchHandler;
  readonly anyShape: AnyShape;
}

/** The default export: a function of one parameter for Fission, with the member `fetch` for Deno, Bun and Workers. */
export interface AnyShape {
  (first: unknown, ...others: readonly unknown[]): Promise<unknown>;
  readonly fetch: FetchHandler;
}

/** All shapes of one function. */
export function shapesOf(invoke: Invoke): Shapes {
  const shapes = {
    handle: knativeShape(invoke),
    handler: lambdaShape(invoke),
    http: nodeShape(invoke),
    azure: azureShape(invoke),
    openfaas: openFaasShape(invoke),
    fission: fissionShape(invoke),
    fetch: fetchShape(invoke),
  };
  return { ...shapes, anyShape: anyShape(shapes) };
}

/** Which shape a call without a name has, told by what only this one has. Knative's has the least, so it is what is left. */
function anyShape({ fetch, openfaas, fission, http, handler, handle }: Omit<Shapes, 'anyShape'>): AnyShape {
  const choose = async (first: unknown, ...[second]: readonly unknown[]): Promise<unknown> => {
    if (isFetchRequest(first)) return fetch(first, second);
    if (isOpenFaasContext(second)) return openfaas(isObject(first) ? first : NO_EVENT, second);
    if (isNodeRequest(first) && isNodeResponse(second)) return http(first, second);
    if (isFissionContext(first)) return fission(first);
    return isLambdaEvent(first) ? handler(first) : handle(isObject(first) ? first : NO_EVENT, second);
  };
  return Object.assign(choose, { fetch });
}

function isFetchRequest(value: unknown): value is FetchRequest {
  return typeof Request !== 'undefined' && value instanceof Request;
}

function isOpenFaasContext(value: unknown): value is OpenFaasContext {
  return ['status', 'headers', 'succeed'].every((name) => hasMethod(value, name));
}

function isNodeRequest(value: unknown): value is NodeRequest {
  return isAnyObject(value) && Symbol.asyncIterator in value && 'headers' in value;
}

function isNodeResponse(value: unknown): value is NodeResponse {
  return hasMethod(value, 'writeHead') && hasMethod(value, 'end');
}

function isFissionContext(value: unknown): value is FissionContext {
  return isObject(value) && isAnyObject(value['request']);
}

function isLambdaEvent(value: unknown): boolean {
  return isObject(value) && isObject(value['requestContext']);
}

/** An object of a class too, as Express' request is one. */
function isAnyObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function hasMethod(value: unknown, name: string): boolean {
  return isAnyObject(value) && typeof Reflect.get(value, name) === 'function';
}
