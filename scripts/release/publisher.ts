// Release: who publishes this version, and where what is published is found. The project has no address of its own.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What follows from the repository and the tag of a release. */
export interface Publisher {
  /** Account on GitHub, as it is spelled. */
  readonly owner: string;
  /** The same for registries, which take small letters only. */
  readonly namespace: string;
  readonly version: string;
  /** Address of the repository. */
  readonly home: string;
  /** Address of the files of this version; a path is put after it. */
  readonly files: string;
}

const REPOSITORY = /^([A-Za-z0-9][A-Za-z0-9-]*)\/[A-Za-z0-9._-]+$/;

/**
 * Reads `OWNER/NAME` and `vX.Y.Z` for the project at `root`.
 * @throws Error in one sentence, when one of them is malformed or the tag is not the version of package and chart.
 */
export function readPublisher(root: string, [repository = '', tag = '']: readonly string[]): Publisher {
  const owner = REPOSITORY.exec(repository)?.[1];
  if (owner === undefined) throw new Error(`"${repository}" is no repository: write OWNER/NAME, as on GitHub`);
  const chart = parse(readFileSync(join(root, 'charts/toolhive-operator/Chart.yaml'), 'utf8'));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const versions = {
    'package.json': version,
    'Chart.yaml': chart.version,
    'appVersion of Chart.yaml': chart.appVersion,
  };
  for (const [where, said] of Object.entries(versions))
    if (tag !== `v${said}`) throw new Error(`"${tag}" is not the tag of ${where}, which has version ${said}: v${said}`);
  const home = `https://github.com/${repository}`;
  return { owner, namespace: owner.toLowerCase(), version, home, files: `${home}/blob/${tag}` };
}

/** Runs a step of the release; what is wrong is one sentence. */
export async function runStep(step: () => Promise<void> | void): Promise<void> {
  try {
    await step();
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
