// `make lint`: fails when an import under functions/ steps back against the layers, and says which.

import { globSync, readFileSync } from 'node:fs';
import { findStepsBack } from './imports/steps-back.ts';

const files = globSync('functions/**/*.ts').map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const problems = findStepsBack(files);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
