// Doctor: the certificate of the hooks: is it for their name, signed by a CA that the callers trust, and valid for long enough?

import { X509Certificate } from 'node:crypto';
import { readObject, readObjects } from '../../kube/json-reader.ts';
import type { Fields, KubeObject } from '../../kube/object.ts';
import { commandLine } from '../terminal/shell.ts';
import { isOurController } from './metacontroller.ts';
import {
  daysUntil,
  type CheckResult,
  findHooks,
  mountedFile,
  failed,
  passed,
  type Installation,
  readOn,
  SOON_DAYS,
  undetermined,
} from './installation.ts';

/** Certificates of a PEM text in base64, as webhook configurations have it; those that cannot be read are left out. */
function readBundle(bundle: unknown): readonly X509Certificate[] {
  if (typeof bundle !== 'string' || bundle === '') return [];
  const pem = Buffer.from(bundle, 'base64').toString('utf8');
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)].flatMap(([text]) => {
    try {
      return [new X509Certificate(text)];
    } catch {
      return [];
    }
  });
}

/** When the last certificate of a bundle expires, in milliseconds; undefined when it holds none. */
export function bundleEnd(bundle: unknown): number | undefined {
  const ends = readBundle(bundle).map(({ validTo }) => Date.parse(validTo));
  return ends.length === 0 ? undefined : Math.max(...ends);
}

/** The Secret that the hooks serve with. */
export function certificateSecret(
  hooks: KubeObject,
): { readonly namespace: string; readonly name: string } | undefined {
  const { volume = {} } = mountedFile(hooks, 'TLS_CERT_FILE') ?? {};
  const name = readObject(volume, 'secret')['secretName'];
  return typeof name === 'string' ? { namespace: hooks.metadata.namespace ?? '', name } : undefined;
}

/** Checks the certificate in the Secret against every caller: trust, name, expiry. */
export function checkCertificate(installation: Installation): CheckResult {
  const hooks = findHooks(installation);
  const wanted = hooks === undefined ? undefined : certificateSecret(hooks);
  if (wanted === undefined)
    return undetermined('the hooks are not there, or serve without a Secret: install the chart');
  const name = `${wanted.namespace}/${wanted.name}`;
  const secret = installation.objects.find(
    ({ kind, metadata }) =>
      kind === 'Secret' && metadata.name === wanted.name && metadata.namespace === wanted.namespace,
  );
  if (secret === undefined)
    return undetermined(
      installation.unseen.get('secrets') ??
        `Secret ${name} was not found: ${commandLine(['kubectl', 'get'], ['secret', wanted.name], ['-n', wanted.namespace])}`,
    );
  const [leaf] = readBundle(readObject(secret, 'data')['tls.crt']);
  if (leaf === undefined)
    return failed(`tls.crt of Secret ${name} is no certificate: renew it${readOn('install', installation)}`);
  const [problem] = leafProblems(leaf, installation);
  const days = daysUntil(Date.parse(leaf.validTo), installation);
  return problem === undefined
    ? passed(`Secret ${name}, for another ${days} days`)
    : failed(`the certificate of Secret ${name} ${problem}${readOn('install', installation)}`);
}

function leafProblems(leaf: X509Certificate, installation: Installation): readonly string[] {
  const days = daysUntil(Date.parse(leaf.validTo), installation);
  const callers = listCallers(installation);
  const stranger = callers.find(({ bundle }) => !readBundle(bundle).some((ca) => isIssuedBy(leaf, ca)));
  const misnamed = callers.find(({ host }) => leaf.checkHost(host) === undefined);
  return [
    ...(days < SOON_DAYS ? [`${days < 0 ? 'has expired' : `expires in ${days} days`}: renew it`] : []),
    ...(stranger === undefined ? [] : [`is not trusted by ${stranger.name}: renew its caBundle with helm upgrade`]),
    ...(misnamed === undefined ? [] : [`is not for ${misnamed.host}, which ${misnamed.name} calls: renew it`]),
  ];
}

function isIssuedBy(leaf: X509Certificate, authority: X509Certificate): boolean {
  return leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
}

interface Caller {
  readonly name: string;
  readonly host: string;
  readonly bundle: unknown;
}

/** Who calls the hooks, at which name, and whom it trusts. */
function listCallers({ objects }: Installation): readonly Caller[] {
  const webhooks = objects
    .filter(({ kind }) => kind.endsWith('WebhookConfiguration'))
    .flatMap((object) => readObjects(object, 'webhooks'))
    .filter((entry) => JSON.stringify(entry['rules'] ?? []).includes('"mcpservers"'))
    .flatMap((entry): readonly Caller[] => {
      const { service, caBundle } = readObject(entry, 'clientConfig');
      const { name, namespace } = readObject({ service }, 'service');
      return service === undefined
        ? []
        : [
            {
              name: `webhook ${String(entry['name'])}`,
              host: `${String(name)}.${String(namespace)}.svc`,
              bundle: caBundle,
            },
          ];
    });
  return [...webhooks, ...objects.filter(isOurController).flatMap(endpointsOf)];
}

function endpointsOf(controller: KubeObject): readonly Caller[] {
  return readObjects(controller, 'spec', 'endpointConfigs').flatMap((endpoint: Fields): readonly Caller[] => {
    const inline = readObject(endpoint, 'caBundle')['inline'];
    if (typeof inline !== 'string') return [];
    const host = String(endpoint['host']).replace(/:\d+$/, '');
    const bundle = inline.startsWith('-----BEGIN') ? Buffer.from(inline).toString('base64') : inline;
    return [{ name: `CompositeController ${controller.metadata.name}`, host, bundle }];
  });
}
