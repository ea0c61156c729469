// For versions of Node that do not read TypeScript: `node --import ./test/node-versions/typescript.mjs file.ts`.

import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
