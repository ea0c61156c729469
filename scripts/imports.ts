// `make lint`: fails when an import under functions/ leads to a higher layer, and names it.

import { globSync, readFileSync } from 'node:fs';
import { findStepsBack } from './imports/steps-back.ts';

const files = globSync('functions/**/*.ts').map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const problems = findStepsBack(files);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
