// Entry: /sync as a function, in the shape of every platform. A path that ends in /config/sync is that hook.

import { answerConfigSync } from '../hooks/config-sync.ts';
import { answerSync } from '../hooks/sync.ts';
import { createFunction } from './function/cold-start.ts';
import { type AnyShape, type Shapes, shapesOf } from './shapes/index.ts';

const shapes: Shapes = shapesOf(createFunction({ routes: { '/sync': answerSync, '/config/sync': answerConfigSync } }));

export const handle: Shapes['handle'] = shapes.handle;
export const handler: Shapes['handler'] = shapes.handler;
export const http: Shapes['http'] = shapes.http;
export const azure: Shapes['azure'] = shapes.azure;
export const openfaas: Shapes['openfaas'] = shapes.openfaas;
export const fission: Shapes['fission'] = shapes.fission;
export const fetch: Shapes['fetch'] = shapes.fetch;

const anyShape: AnyShape = shapes.anyShape;
export default anyShape;
