// Rule: credentials that stand in the manifest. The value itself never becomes part of a message.

import { POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import type { Server } from '../decode/server.ts';
import { at, type Finding } from '../kube/finding.ts';
import { isObject } from '../kube/object.ts';
import { quote } from './quote.ts';
import { CONTAINER_LISTS } from '../compile/backend-pod/rendered.ts';
import { finding, type ValidationInput } from './rule.ts';
import { templatePart } from '../compile/backend-pod/template-container.ts';

/** Names that stand for a credential itself, not for its length, its file or the name of a Secret. */
const SENSITIVE_NAME =
  /(?:^|[_-])(?:TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|API_?KEY|APIKEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|CREDENTIALS?|PAT)$/i;

/** Beginnings of credentials that their issuers have made recognisable, and keys and passwords in a URL. */
const SENSITIVE_VALUES: readonly RegExp[] = [
  /\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{30}/,
  /\bgithub_pat_[A-Za-z0-9_]{20}/,
  /\bglpat-[A-Za-z0-9_-]{16}/,
  /\bsk-[A-Za-z0-9_-]{20}/,
  /\bxox[abprs]-[A-Za-z0-9-]{10}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bAIza[A-Za-z0-9_-]{30}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@$]{1,256}:[^\s/@$]{1,256}@/i,
];

/** What people write where a value comes from elsewhere: a variable, a template, a path, a switch, a number. */
const HARMLESS_VALUE =
  /^(?:.{0,3}|[$<{/.].*|true|false|none|null|[0-9]+|[a-z]+:\/\/.*|.*\.(?:json|pem|key|txt|ya?ml))$/is;

/** Shortest text that any of the patterns fits: `a://b:c@`. */
const MIN_LENGTH = 8;

/** Longest value that is looked at; real credentials of these kinds begin within it. */
const MAX_LOOK = 4096;

/** Warns of literal credentials in the environment of both containers, in arguments, and in the containers of the template. */
export function validateLiteralCredentials({ server }: ValidationInput): readonly Finding[] {
  const { spec } = server;
  return [
    ...validateVariables('spec.env', spec.env),
    ...validateVariables('spec.resourceOverrides.proxyDeployment.env', spec.resourceOverrides?.proxyDeployment?.env),
    ...validateTemplate(server),
    ...validateArguments('spec.args', spec.args),
  ];
}

function validateVariables(path: string, variables: unknown): readonly Finding[] {
  if (!Array.isArray(variables)) return [];
  return variables.flatMap((variable: unknown, index) => {
    if (!isObject(variable) || typeof variable['name'] !== 'string' || typeof variable['value'] !== 'string') return [];
    if (!isCredential(variable['name'], variable['value'])) return [];
    const message = `The value of ${quote(variable['name'])} looks like a credential that everybody can read here; put it into a Secret.`;
    return [finding('MCP021', at(path, index, 'value'), message)];
  });
}

/** The template as it was decoded, with errors too: a credential can be read wherever it stands. */
function validateTemplate(server: Server): readonly Finding[] {
  const podSpec = templatePart(server, 'spec');
  return CONTAINER_LISTS.flatMap((list) => {
    const containers: unknown = podSpec[list];
    return Array.isArray(containers)
      ? containers.flatMap((container: unknown, index) =>
          validateContainer(at(POD_TEMPLATE_PATH, 'spec', list, index), container),
        )
      : [];
  });
}

function validateContainer(path: string, container: unknown): readonly Finding[] {
  if (!isObject(container)) return [];
  return [
    ...validateVariables(at(path, 'env'), container['env']),
    ...validateArguments(at(path, 'args'), container['args']),
  ];
}

function validateArguments(path: string, args: unknown): readonly Finding[] {
  if (!Array.isArray(args)) return [];
  return args.flatMap((arg: unknown, index) =>
    typeof arg === 'string' && isSensitiveValue(arg)
      ? [
          finding(
            'MCP021',
            at(path, index),
            'This argument has a credential in it that everybody can read; pass it in a variable from a Secret.',
          ),
        ]
      : [],
  );
}

function isCredential(name: string, value: string): boolean {
  return isSensitiveValue(value) || (SENSITIVE_NAME.test(name) && !HARMLESS_VALUE.test(value.slice(0, MAX_LOOK)));
}

function isSensitiveValue(value: string): boolean {
  const start = value.slice(0, MAX_LOOK);
  return start.length >= MIN_LENGTH && SENSITIVE_VALUES.some((pattern) => pattern.test(start));
}
