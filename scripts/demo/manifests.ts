// The demo's files: read, applied, and applied again when they change.

import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { kubectlApply, kubectlName } from '../../functions/simulator/cluster/kubectl-apply.ts';
import { isKubeObject, type KubeObject } from '../../functions/kube/object.ts';
import { messageOf, type Store, StoreError } from '../../functions/simulator/store.ts';
import { paint, say } from './terminal.ts';

const WATCH_INTERVAL_MS = 200;

/** Applies a file and prints what kubectl would print. Returns whether all of it was accepted. */
export async function applyFile(store: Store, file: string): Promise<boolean> {
  say(paint('bold', `$ kubectl apply -f ${file}`));
  try {
    const results: boolean[] = [];
    for (const object of readManifests(file)) results.push(await applyObject(store, object, file));
    return results.every(Boolean);
  } catch (error) {
    say(paint('red', `error: ${file}: ${messageOf(error)}`));
    return false;
  }
}

async function applyObject(store: Store, object: KubeObject, file: string): Promise<boolean> {
  try {
    const outcome = await kubectlApply(store, object, {
      onWarning: (text) => say(paint('yellow', `Warning: ${text}`)),
    });
    say(`${kubectlName(object)} ${outcome}`);
    return true;
  } catch (error) {
    const reason = error instanceof StoreError && error.reason !== '' ? ` (${error.reason})` : '';
    say(paint('red', `Error from server${reason}: error when applying "${file}": ${messageOf(error)}`));
    return false;
  }
}

/** The objects of a YAML file. Fails with one sentence for a file that cannot be read or holds something else. */
function readManifests(file: string): readonly KubeObject[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'));
  const broken = documents.flatMap((document) => document.errors)[0];
  if (broken !== undefined) throw new Error(`no valid YAML: ${broken.message.split('\n')[0]}`);
  const objects = documents.map((document): unknown => document.toJS()).filter((value) => value !== null);
  if (objects.length === 0) throw new Error('no object in it');
  return objects.map((value) => {
    if (isKubeObject(value) && typeof value.metadata.name === 'string') return value;
    throw new Error('a document in it is no Kubernetes object: it needs apiVersion, kind and metadata.name');
  });
}

/** Calls `onChange` whenever one of the files has other contents; returns how to stop. */
export function watchFiles(files: readonly string[], onChange: (file: string) => void): () => void {
  for (const file of files) {
    watchFile(file, { interval: WATCH_INTERVAL_MS }, (now, before) => {
      if (now.mtimeMs !== before.mtimeMs && now.size > 0) onChange(file);
    });
  }
  return () => files.forEach((file) => unwatchFile(file));
}
