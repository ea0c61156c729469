// The only list of URLs.

import { answerConfigCustomize } from './config-customize.ts';
import { answerConfigSync } from './config-sync.ts';
import { answerCustomize } from './customize.ts';
import { answerDefault } from './default.ts';
import { answerFinalize } from './finalize.ts';
import type { Hook } from './hook.ts';
import { answerSync } from './sync.ts';
import { answerValidate } from './validate.ts';

/** Path of each hook. All are called with POST and a JSON body. */
export const ROUTES: Readonly<Record<string, Hook>> = {
  '/default': answerDefault,
  '/validate': answerValidate,
  '/sync': answerSync,
  '/customize': answerCustomize,
  '/finalize': answerFinalize,
  '/config/sync': answerConfigSync,
  '/config/customize': answerConfigCustomize,
};
