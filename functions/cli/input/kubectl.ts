// Input: a running cluster, read through the user's own kubectl.

import { execFile, type ExecFileException } from 'node:child_process';
import { TOOLHIVE_GROUP, CONFIG_KINDS, configPlural } from '../../decode/config-kinds.ts';
import { CHILD_RESOURCES } from '../../decode/controller.ts';
import { CommandError, type Invocation, type Option, textOption } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { Unreadable } from './read-file.ts';

/** Servers, their children and what they refer to; Secrets are never read. */
export const SERVERS: readonly string[] = [
  'mcpservers.toolhive.stacklok.dev',
  'pods',
  ...CHILD_RESOURCES.map(({ apiVersion, resource }) =>
    apiVersion.includes('/') ? `${resource}.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : resource,
  ),
  ...CONFIG_KINDS.map((kind) => `${configPlural(kind)}.${TOOLHIVE_GROUP}`),
];
const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** Options of the commands that ask a cluster. */
export const CLUSTER_OPTIONS: readonly Option[] = [
  { name: 'context', value: 'NAME', describe: 'context of the kubeconfig (default: the present one)' },
  { name: 'kubeconfig', value: 'FILE', describe: 'kubeconfig to use (default: as kubectl)' },
];

/** Output and exit code of kubectl. */
export interface KubectlAnswer {
  /** -1: it could not be started. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** kubectl for one cluster. It never throws: look at `code`. */
export type Kubectl = (args: readonly string[], input?: string) => Promise<KubectlAnswer>;

/** kubectl with the cluster that the options of a command name. */
export function kubectlOf(invocation: Invocation): Kubectl {
  const cluster = ['context', 'kubeconfig'].flatMap((name) => {
    const value = textOption(invocation, name);
    return value === undefined ? [] : [`--${name}=${value}`];
  });
  const level = textOption(invocation, 'v');
  const options = [
    ...cluster,
    `--request-timeout=${TIMEOUT_MS / 1000}s`,
    ...(level === undefined ? [] : [`--v=${level}`]),
  ];
  return async (args, input = '') => {
    const answer = await runKubectl([...args, ...options], input);
    if (level !== undefined) invocation.io.err(answer.err);
    return answer;
  };
}

/** Output of `kubectl kustomize` for a folder. Fails with `Unreadable`. */
export async function kustomize(folder: string): Promise<string> {
  const { code, out, err } = await runKubectl(['kustomize', folder], '');
  if (code === 0) return out;
  const pipe = 'kustomize build FOLDER | toolhive-hooks … -';
  // The last line of its output is a log line that quotes the reason.
  const [, why] = /err="((?:[^"\\]|\\.)*)"/.exec(err) ?? [];
  throw new Unreadable(code === -1 ? `kubectl, which -k needs, is not installed: ${pipe}` : (why ?? lastLine(err)));
}

function runKubectl(args: readonly string[], input: string): Promise<KubectlAnswer> {
  const options = { timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES };
  return new Promise((resolve) => {
    const child = execFile('kubectl', [...args], options, (error, out, err) => {
      resolve(answerOf(error, out, err));
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function answerOf(error: ExecFileException | null, out: string, err: string): KubectlAnswer {
  if (error === null) return { code: 0, out, err };
  if (error.code === 'ENOENT') return { code: -1, out: '', err: 'kubectl is not installed' };
  return { code: typeof error.code === 'number' ? error.code : 1, out, err: err === '' ? error.message : err };
}

/** What a cluster has of some resources. */
export interface Listing {
  /** One JSON text for each resource that could be listed. */
  readonly texts: readonly string[];
  /** Resources that exist but could not be read, with the reason. */
  readonly unseen: ReadonlyMap<string, string>;
}

/**
 * Lists resources of all namespaces and skips those that are not installed. Fails when kubectl is missing or the cluster does
 * not answer at all. `report` gets a line of progress.
 */
export async function listCluster(
  resources: readonly string[],
  kubectl: Kubectl,
  report: (text: string) => void = () => {},
): Promise<Listing> {
  let come = 0;
  const answers = await Promise.all(
    resources.map(async (resource) => {
      const answer = await kubectl(['get', resource, '--all-namespaces', '-o', 'json']);
      come += 1;
      report(`asking the cluster: ${come} of ${resources.length} kinds`);
      return { resource, ...answer };
    }),
  );
  report('');
  const texts = answers.flatMap(({ code, out }) => (code === 0 ? [out] : []));
  if (texts.length === 0)
    throw new CommandError(`the cluster cannot be asked: ${lastLine(answers[0]?.err ?? 'no answer')}`, EXIT.cluster);
  const denied = answers.filter(({ code, err }) => code !== 0 && !isNotInstalled(err));
  return { texts, unseen: new Map(denied.map(({ resource, err }) => [resource, lastLine(err)])) };
}

function isNotInstalled(err: string): boolean {
  return err.includes("the server doesn't have a resource type");
}

/** The last line of kubectl's output, which holds the reason. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? text;
}
