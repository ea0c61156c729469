// The list of generators: each is a module of its own here, and takes part by being listed.

import { generateCrd } from './crd.ts';
import { generateFindings } from './findings.ts';
import type { Generator } from './schema.ts';
import { generateSettingsDoc } from './settings-doc.ts';
import { generateTypes } from './types.ts';
import { generateValidators } from './validators.ts';

/** All generators, in the order in which their files are reported. */
export const GENERATORS: readonly Generator[] = [
  generateTypes,
  generateValidators,
  generateCrd,
  generateFindings,
  generateSettingsDoc,
];
