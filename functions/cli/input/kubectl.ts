// Input: the objects of a running cluster, as kubectl lists them.

import { execFile } from 'node:child_process';
import { CommandError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** What `doctor` looks at. */
export const INSTALLATION: readonly string[] = [
  'customresourcedefinitions.apiextensions.k8s.io',
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
  'compositecontrollers.metacontroller.k8s.io',
  'deployments.apps',
  'statefulsets.apps',
  'mcpservers.toolhive.stacklok.dev',
];
/** Servers, their children and what they refer to; Secrets are never read. */
export const SERVERS: readonly string[] = [
  'mcpservers.toolhive.stacklok.dev',
  'configmaps',
  'services',
  'serviceaccounts',
  'pods',
  'deployments.apps',
  'statefulsets.apps',
  'networkpolicies.networking.k8s.io',
  'roles.rbac.authorization.k8s.io',
  'rolebindings.rbac.authorization.k8s.io',
  'mcpoidcconfigs.toolhive.stacklok.dev',
  'mcpauthzconfigs.toolhive.stacklok.dev',
  'mcptoolconfigs.toolhive.stacklok.dev',
  'mcpexternalauthconfigs.toolhive.stacklok.dev',
  'mcptelemetryconfigs.toolhive.stacklok.dev',
  'mcpgroups.toolhive.stacklok.dev',
  'mcpwebhookconfigs.toolhive.stacklok.dev',
];
const TIMEOUT_MS = 30_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** One JSON text for each kind that could be listed; kinds that are not installed are passed over. Fails when kubectl is missing or the cluster does not answer. */
export async function listCluster(resources: readonly string[]): Promise<readonly string[]> {
  const answers = await Promise.all(resources.map(list));
  const texts = answers.flatMap(({ text }) => (text === undefined ? [] : [text]));
  if (texts.length === 0)
    throw new CommandError(`the cluster cannot be asked: ${answers[0]?.problem ?? 'no answer'}`, EXIT.cluster);
  return texts;
}

interface Answer {
  readonly text?: string;
  readonly problem?: string;
}

async function list(resource: string): Promise<Answer> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const args = ['get', resource, '--all-namespaces', '-o', 'json', `--request-timeout=${TIMEOUT_MS / 1000}s`];
  execFile('kubectl', args, { timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES }, (error, stdout, stderr) => {
    if (error === null) resolve({ text: stdout });
    else
      resolve({
        problem:
          'code' in error && error.code === 'ENOENT'
            ? 'kubectl is not installed'
            : (stderr.trim().split('\n').at(-1) ?? error.message),
      });
  });
  return promise;
}
