// Support: what the chart renders with each of its values files, as files that people read.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CHART } from './helm.ts';
import { renderText } from './render.ts';

/** Folder of the files. */
export const GOLDENS: URL = new URL('golden/', import.meta.url);

/** Values files of the chart: the preset values and each variant. */
export const VALUES_FILES: readonly string[] = readdirSync(CHART).filter((file) => /^values.*\.yaml$/.test(file));

/** The certificate is somebody else's, so that nothing in the output is random. */
const FIXED = ['tls.mode=existingSecret', 'tls.existingSecret=hooks-tls', 'tls.caBundle=PEM'];

/** The output for one values file, without the CRDs: they are files of the chart already. */
export function renderGolden(file: string): Promise<string> {
  return renderText({ files: [join(CHART, file)], set: FIXED });
}
