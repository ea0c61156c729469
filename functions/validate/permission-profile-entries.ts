// Rule: the entries of an inline permission profile can be understood, and do what their author may expect.

import { decodeProfileRules } from '../decode/references/permission-profile-rules.ts';
import type { Finding } from '../kube/finding.ts';
import { type Fields, isObject } from '../kube/object.ts';
import { finding, type ValidationInput } from './rule.ts';

const PATH = 'spec.permissionProfile.inline';

/** Unknown members are another rule's; the content of a ConfigMap is judged when the server is synced. */
export function validatePermissionProfileEntries(input: ValidationInput): readonly Finding[] {
  const { server, profileRules, profileEntries } = input;
  const { type, inline } = server.spec.permissionProfile ?? {};
  if (type !== 'inline' || !isObject(inline)) return [];
  if (profileRules === undefined) return listProblems(inline);
  const idle = profileEntries.filter(({ effect }) => effect !== 'open');
  return [
    ...(profileRules.allowAll
      ? [
          finding(
            'MCP101',
            `${PATH}.network.outbound.insecure_allow_all`,
            'The server may connect to everything; list what it needs in allow_host and allow_port.',
          ),
        ]
      : []),
    ...idle.map(({ path, note }) => finding('MCP102', `${PATH}.${path}`, `The entry has no effect: ${note}.`)),
  ];
}

function listProblems(inline: Fields): readonly Finding[] {
  const rules = decodeProfileRules(inline);
  return (rules.ok ? [] : rules.error)
    .filter(({ message }) => !message.startsWith('is not a member'))
    .map(({ path, message }) => finding('MCP100', `${PATH}.${path}`, `The entry ${message}.`));
}
