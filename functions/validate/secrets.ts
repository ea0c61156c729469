// Rule: keys of Secrets that become environment variables.

import type { SecretBinding } from '../../schemas/generated/mcp-server.ts';
import { injectedVariables } from '../compile/backend-pod/environment.ts';
import { at, type Finding } from '../kube/finding.ts';
import { validateName, validateOwner } from './environment.ts';
import { quote } from './quote.ts';
import { finding, repeated, type ValidationInput } from './rule.ts';

/** Each secret becomes a variable of its own. Whether Secret and key exist is not asked: pods wait for them and say so. */
export function validateSecrets({ server }: ValidationInput): readonly Finding[] {
  const { secrets = [], env = [] } = server.spec;
  const owned = new Set(injectedVariables(server).map(([name]) => name));
  const variables = [...env.map(({ name }) => name), ...secrets.map(variableName)];
  return [
    ...secrets.flatMap((secret, index) =>
      [
        validateName(namePath(secret, index), variableName(secret)),
        validateOwner(namePath(secret, index), variableName(secret), owned),
      ].flat(),
    ),
    ...repeated(variables, (name) => name)
      .filter(({ index }) => index >= env.length)
      .map(({ item, index }) => {
        const position = index - env.length;
        const message = `${quote(item)} is set by another secret or by env already; give it another targetEnvName.`;
        return finding('MCP023', at('spec.secrets', position), message);
      }),
  ];
}

/** The variable that a secret becomes: `targetEnvName`, or the key when that is absent or empty. */
function variableName({ key, targetEnvName = '' }: SecretBinding): string {
  return targetEnvName === '' ? key : targetEnvName;
}

function namePath({ targetEnvName = '' }: SecretBinding, index: number): string {
  return at('spec.secrets', index, targetEnvName === '' ? 'key' : 'targetEnvName');
}
