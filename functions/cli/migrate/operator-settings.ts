// Migrate: environment variables of ToolHive's operator that correspond to settings of this one.

import type { Settings } from '../../decode/settings.ts';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import { toolhiveOperators } from './operators.ts';

interface OperatorVariable {
  readonly variable: string;
  /** Settings path and value that mean the same; undefined when the settings say so already. */
  readonly missing: (value: string, settings: Settings) => string | undefined;
}

const OPERATOR_VARIABLES: readonly OperatorVariable[] = [
  {
    variable: 'TOOLHIVE_RUNNER_IMAGE',
    missing: (value, { proxy }) => (proxy.image === value ? undefined : `proxy.image: ${value}`),
  },
  {
    variable: 'TOOLHIVE_PROXY_HOST',
    missing: (value, { proxy }) => (proxy.host === value ? undefined : `proxy.host: ${value}`),
  },
  {
    variable: 'TOOLHIVE_DEFAULT_IMAGE_PULL_SECRETS',
    missing: (value, { proxy }) => {
      const names = value
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
      return names.every((name) => proxy.imagePullSecrets.includes(name))
        ? undefined
        : `proxy.imagePullSecrets: [${names.join(', ')}]`;
    },
  },
  {
    variable: 'TOOLHIVE_DEFAULT_REDIS_ADDR',
    missing: (value, { redis }) => (redis?.address === value ? undefined : `redis.address: ${value}`),
  },
  {
    variable: 'OPERATOR_OPENSHIFT',
    missing: (value, { platform }) =>
      value !== 'true' || platform === 'openshift' ? undefined : 'platform: openshift',
  },
];

/** One sentence for each setting that ToolHive's operator has and the settings here do not. */
export function findMissingSettings(objects: readonly KubeObject[], settings: Settings): readonly string[] {
  const variables = toolhiveOperators(objects).flatMap(variablesOf);
  return OPERATOR_VARIABLES.flatMap(({ variable, missing }) => {
    const value = variables.find(({ name }) => name === variable)?.['value'];
    const setting = typeof value === 'string' && value !== '' ? missing(value, settings) : undefined;
    return setting === undefined
      ? []
      : [`ToolHive's operator has ${variable}, the settings here do not: the same is settings.${setting}`];
  });
}

function variablesOf(operator: KubeObject): readonly Fields[] {
  const pod = readObject(operator, 'spec', 'template', 'spec');
  return readObjects(pod, 'containers').flatMap((container) => readObjects(container, 'env'));
}
