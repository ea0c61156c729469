// Reference: whose tokens a proxy accepts, from MCPOIDCConfig or from the legacy field oidcConfig.

import { fail, ok, type Result } from '../../kube/result.ts';
import type { KeyRef } from '../settings.ts';
import { readCaBundle } from './ca-bundle.ts';
import { readFlag, readMember, readText } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { defined, readKeyRef } from './fields.ts';

/** OpenID Connect as the proxy is told about it. */
export interface OidcConfig {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl?: string;
  readonly introspectionUrl?: string;
  readonly clientId?: string;
  /** In clear; only manifests from before ToolHive v0.15 have it. */
  readonly clientSecret?: string;
  readonly clientSecretRef?: KeyRef;
  /** Key of a ConfigMap that is mounted into the proxy. */
  readonly caBundle?: KeyRef;
  /** Path in the proxy, where no bundle is mounted. */
  readonly caCertPath?: string;
  readonly authTokenFile?: string;
  readonly allowPrivateIp: boolean;
  readonly insecureAllowHttp: boolean;
  readonly resourceUrl?: string;
  readonly scopes?: readonly string[];
  /** The proxy reads the token of its own ServiceAccount, so one has to be mounted. */
  readonly readsAccountToken: boolean;
}

/** What the server itself says beside the issuer. */
export interface OidcAudience {
  readonly audience: string;
  readonly resourceUrl?: string | undefined;
  readonly scopes?: readonly string[] | undefined;
}

/** Issuer of a cluster's own tokens, and what a pod has to ask it, all from Kubernetes. */
const CLUSTER_ISSUER = 'https://kubernetes.default.svc';
const ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';
const URL = /^https?:\/\/[^\s/]+(?:\/\S*)?$/;

/** Any issuer: `inline` of an MCPOIDCConfig. */
export function readInlineOidc(fields: Fields, server: OidcAudience): Result<OidcConfig> {
  const issuer = readText(fields, 'issuer');
  const insecureAllowHttp = readFlag(fields, 'insecureAllowHTTP');
  if (issuer === undefined || !URL.test(issuer)) return fail('issuer is missing or is not a URL; write https://….');
  if (!issuer.startsWith('https:') && !insecureAllowHttp) {
    return fail('issuer has no TLS; use https, or set insecureAllowHTTP for tests.');
  }
  if (fields['clientSecretRef'] !== undefined && readKeyRef(fields, 'clientSecretRef') === undefined) {
    return fail('clientSecretRef needs the name and the key of a Secret.');
  }
  const caBundle = readCaBundle(fields);
  if (!caBundle.ok) return caBundle;
  return ok(
    defined<OidcConfig>({
      ...server,
      issuer,
      resourceUrl: server.resourceUrl,
      scopes: server.scopes,
      jwksUrl: readText(fields, 'jwksUrl'),
      introspectionUrl: readText(fields, 'introspectionUrl'),
      clientId: readText(fields, 'clientId'),
      clientSecret: readText(fields, 'clientSecret'),
      clientSecretRef: readKeyRef(fields, 'clientSecretRef'),
      caBundle: caBundle.value,
      caCertPath: readText(fields, 'thvCABundlePath'),
      authTokenFile: readText(fields, 'jwksAuthTokenPath'),
      allowPrivateIp: readFlag(fields, 'jwksAllowPrivateIP'),
      insecureAllowHttp,
      readsAccountToken: (readText(fields, 'jwksAuthTokenPath') ?? '').startsWith(`${ACCOUNT_FOLDER}/`),
    }),
  );
}

/** The cluster's own tokens: `kubernetesServiceAccount` of an MCPOIDCConfig, `kubernetes` of the legacy field. */
export function readClusterOidc(fields: Fields, server: OidcAudience): Result<OidcConfig> {
  const usesAccount = fields['useClusterAuth'] !== false;
  const issuer = readText(fields, 'issuer') ?? CLUSTER_ISSUER;
  if (!URL.test(issuer) || !issuer.startsWith('https:')) return fail('issuer is not an https URL.');
  return ok(
    defined<OidcConfig>({
      ...server,
      issuer,
      resourceUrl: server.resourceUrl,
      scopes: server.scopes,
      jwksUrl: readText(fields, 'jwksUrl'),
      introspectionUrl: readText(fields, 'introspectionUrl'),
      clientId: undefined,
      clientSecret: undefined,
      clientSecretRef: undefined,
      caBundle: undefined,
      caCertPath: usesAccount ? `${ACCOUNT_FOLDER}/ca.crt` : undefined,
      authTokenFile: usesAccount ? `${ACCOUNT_FOLDER}/token` : undefined,
      allowPrivateIp: usesAccount,
      insecureAllowHttp: false,
      readsAccountToken: usesAccount,
    }),
  );
}

/** Members that ToolHive accepts and that nothing acts on, there or here; a CA bundle that is not there stops the proxy. */
const IDLE = [
  ['serviceAccount'],
  ['namespace'],
  ['protectedResourceAllowPrivateIP'],
  ['caBundleRef', 'configMapRef', 'optional'],
] as const;

/** The members of an issuer that nothing acts on, as paths. */
export function idleOidcMembers(fields: Fields): readonly string[] {
  return IDLE.filter((path) => {
    const inner = readMember(fields, ...path);
    // The schema writes false where nothing was written.
    return ![undefined, false].includes(inner as undefined);
  }).map((path) => path.join('.'));
}
