// Rule: names of other objects that the spec refers to.

import { at, type Finding } from '../kube/finding.ts';
import { isObject } from '../kube/object.ts';
import { quote } from './quote.ts';
import { finding, type ValidationInput } from './rule.ts';

/** Limit of object names in Kubernetes. */
const MAX_NAME = 253;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Members of `spec` that are objects with the `name` of another object. */
const REFERENCES = [
  'oidcConfigRef',
  'authzConfigRef',
  'toolConfigRef',
  'externalAuthConfigRef',
  'webhookConfigRef',
  'authServerRef',
  'telemetryConfigRef',
  'groupRef',
] as const;

/** Every reference has a name that an object can have. Whether the object exists is a question for /sync. */
export function validateObjectNames({ server: { spec } }: ValidationInput): readonly Finding[] {
  const simple = REFERENCES.flatMap((field) => named(at('spec', field, 'name'), nameOf(spec[field])));
  const secrets = (spec.secrets ?? []).flatMap(({ name }, index) => named(at('spec.secrets', index, 'name'), name));
  const account = spec.serviceAccount === '' ? [] : named('spec.serviceAccount', spec.serviceAccount);
  const pull = spec.resourceOverrides?.proxyDeployment?.imagePullSecrets ?? [];
  const pullSecrets = pull.flatMap(({ name }, index) =>
    named(at('spec.resourceOverrides.proxyDeployment.imagePullSecrets', index, 'name'), name ?? ''),
  );
  const password = named('spec.sessionStorage.passwordRef.name', spec.sessionStorage?.passwordRef?.name);
  return [...simple, ...secrets, ...account, ...pullSecrets, ...password];
}

/** Whether an object can have this name. */
export function isObjectName(name: string): boolean {
  return name.length <= MAX_NAME && DNS_SUBDOMAIN.test(name);
}

function nameOf(reference: unknown): string | undefined {
  return isObject(reference) && typeof reference['name'] === 'string' ? reference['name'] : undefined;
}

function named(path: string, name: string | undefined): readonly Finding[] {
  if (name === undefined || isObjectName(name)) return [];
  return [
    finding(
      'MCP011',
      path,
      `No object can be called ${quote(name)}; names have lower-case letters, digits, - and . only.`,
    ),
  ];
}
