// Doctor: reads an installation from a cluster: its objects and the settings that it runs with.

import { parse } from 'yaml';
import { decodeSettings } from '../../decode/settings-file.ts';
import type { Settings } from '../../decode/settings.ts';
import { readObject } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { type Kubectl, lastLine, listCluster } from '../input/kubectl.ts';
import { parseManifests } from '../input/manifests.ts';
import type { Io } from '../io.ts';
import { certificateSecret } from './certificates.ts';
import { findHooks, mountedFile, type Installation } from './installation.ts';

const INSTALLATION: readonly string[] = [
  'customresourcedefinitions.apiextensions.k8s.io',
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
  'compositecontrollers.metacontroller.k8s.io',
  'deployments.apps',
  'statefulsets.apps',
  'services',
  'networkpolicies.networking.k8s.io',
  'clusterroles.rbac.authorization.k8s.io',
  'clusterrolebindings.rbac.authorization.k8s.io',
  'mcpservers.toolhive.stacklok.dev',
];

/** Objects of an installation, and resources that could not be read. */
export type ClusterObjects = Pick<Installation, 'objects' | 'unseen'>;

/** Reads the cluster. Of Secrets only the certificate of the hooks is read, never a key. */
export async function readInstallation(kubectl: Kubectl, io: Io): Promise<ClusterObjects> {
  const { texts, unseen } = await listCluster(INSTALLATION, kubectl, io.progress);
  const listed = texts.flatMap(objectsOf);
  const hooks = findHooks({ objects: listed });
  if (hooks === undefined) return { objects: listed, unseen };
  const [settings, certificate] = await Promise.all([readSettingsMap(kubectl, hooks), readCertificate(kubectl, hooks)]);
  return {
    objects: [...listed, ...settings, ...certificate.objects],
    unseen: new Map([...unseen, ...certificate.unseen]),
  };
}

function objectsOf(text: string): readonly KubeObject[] {
  return parseManifests({ file: 'kubectl', text }, '').manifests.map(({ object }) => object);
}

async function readSettingsMap(kubectl: Kubectl, hooks: KubeObject): Promise<readonly KubeObject[]> {
  const name = settingsMap(hooks)?.name;
  if (name === undefined) return [];
  const { code, out } = await kubectl(['get', 'configmap', name, '-n', hooks.metadata.namespace ?? '', '-o', 'json']);
  return code === 0 ? objectsOf(out) : [];
}

async function readCertificate(kubectl: Kubectl, hooks: KubeObject): Promise<ClusterObjects> {
  const secret = certificateSecret(hooks);
  if (secret === undefined) return { objects: [], unseen: new Map() };
  const { namespace, name } = secret;
  const { code, out, err } = await kubectl([
    'get',
    'secret',
    name,
    '-n',
    namespace,
    '-o',
    String.raw`jsonpath={.data.tls\.crt}`,
  ]);
  if (code !== 0) return { objects: [], unseen: new Map([['secrets', lastLine(err)]]) };
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name }, data: { 'tls.crt': out } };
  return { objects: [object], unseen: new Map() };
}

function settingsMap(hooks: KubeObject): { readonly name: string; readonly key: string } | undefined {
  const { volume = {}, key = '' } = mountedFile(hooks, 'SETTINGS_FILE') ?? {};
  const name = readObject(volume, 'configMap')['name'];
  return typeof name === 'string' ? { name, key } : undefined;
}

/** The settings that the hooks among these objects run with; undefined when the ConfigMap is not there or is wrong. */
export function findSettings(objects: readonly KubeObject[]): Settings | undefined {
  const hooks = findHooks({ objects });
  const wanted = hooks === undefined ? undefined : settingsMap(hooks);
  const map = objects.find(
    ({ kind, metadata }) =>
      kind === 'ConfigMap' && metadata.name === wanted?.name && metadata.namespace === hooks?.metadata.namespace,
  );
  const text = map === undefined ? undefined : readObject(map, 'data')[wanted?.key ?? ''];
  if (typeof text !== 'string') return undefined;
  const settings = decodeSettings(parse(text));
  return settings.ok ? settings.value : undefined;
}
