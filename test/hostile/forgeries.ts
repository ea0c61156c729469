// Forgeries: what a tenant writes into the children of a server, hoping that Metacontroller applies it with its own rights.

import { LAST_APPLIED } from '../../functions/kube/metacontroller.ts';
import { type Fields, type KubeObject, withFields, withMetadata } from '../../functions/kube/object.ts';
import { readObject, readObjects } from '../../functions/kube/json-reader.ts';
import { fieldsOf } from '../../functions/simulator/cluster/server-side-apply.ts';

/** Part of every forged text. */
export const MARK = 'forged-by-tenant';

/** An address that occurs in forgeries only. */
const ADDRESS = '203.0.113.66';

/** An answer with any of these has applied a forgery. */
export const FORGED_TEXTS: readonly string[] = [
  MARK,
  ADDRESS,
  '"hostPID":true',
  '"hostNetwork":true',
  '"privileged":true',
  '"hostPath"',
  '"LoadBalancer"',
  '"verbs":["*"]',
];

/** The forged texts that a value contains. */
export function forgedTextsIn(value: unknown): readonly string[] {
  const text = JSON.stringify(value);
  return FORGED_TEXTS.filter((forged) => text.includes(forged));
}

const ROLE = { rules: [{ apiGroups: ['*'], resources: ['*'], resourceNames: [MARK], verbs: ['*'] }] };

/** Per kind, the object with what a forger wants; everything else stays, so that it looks like ours. */
const CONTENTS: Readonly<Record<string, (object: KubeObject) => Fields>> = {
  ServiceAccount: () => ({ imagePullSecrets: [{ name: MARK }], automountServiceAccountToken: true }),
  Role: () => ROLE,
  RoleBinding: (object) => ({
    roleRef: { ...readObject(object, 'roleRef'), kind: 'ClusterRole', name: MARK },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: MARK }],
  }),
  ConfigMap: (object) => ({ data: { ...readObject(object, 'data'), 'runconfig.json': MARK, [MARK]: MARK } }),
  Service: (object) => ({
    spec: {
      ...readObject(object, 'spec'),
      type: 'LoadBalancer',
      externalIPs: [ADDRESS],
      selector: { ...readObject(object, 'spec', 'selector'), app: MARK },
    },
  }),
  NetworkPolicy: (object) => ({
    spec: {
      ...readObject(object, 'spec'),
      egress: [{ to: [{ ipBlock: { cidr: `${ADDRESS}/32` } }] }, {}],
      ingress: [{}],
    },
  }),
  Deployment: forgedWorkload,
  StatefulSet: forgedWorkload,
};

function forgedWorkload(object: KubeObject): Fields {
  const spec = readObject(object, 'spec');
  const template = readObject(spec, 'template');
  const pod = readObject(template, 'spec');
  const forged = {
    ...pod,
    hostPID: true,
    hostNetwork: true,
    serviceAccountName: MARK,
    volumes: [...readObjects(pod, 'volumes'), { name: MARK, hostPath: { path: `/${MARK}` } }],
    containers: readObjects(pod, 'containers').map((container) =>
      Object.assign({}, container, { image: `${MARK}.example/x:1`, securityContext: { privileged: true } }),
    ),
  };
  return { spec: { ...spec, template: { ...template, spec: forged } } };
}

/** The object with forged content. */
export function forgedContent(object: KubeObject): KubeObject {
  return withFields(object, CONTENTS[object.kind]?.(object) ?? { [MARK]: MARK });
}

/** The object with another text where dynamic apply remembers what it applied. */
export function withRemembered(object: KubeObject, text: string | undefined): KubeObject {
  const { [LAST_APPLIED]: _before, ...annotations } = object.metadata.annotations ?? {};
  const next = text === undefined ? annotations : { ...annotations, [LAST_APPLIED]: text };
  return withMetadata(object, { annotations: next });
}

/** What dynamic apply would have remembered of an object. */
function remembered({ apiVersion, kind, metadata, ...rest }: KubeObject): Fields {
  const { name, namespace, labels, annotations = {} } = metadata;
  const { [LAST_APPLIED]: _own, ...others } = annotations;
  const { status: _status, ...content } = rest;
  return { apiVersion, kind, metadata: { name, namespace, labels, annotations: others }, ...content };
}

function rememberedText(object: KubeObject): string {
  return JSON.stringify(remembered(object));
}

/** As if Metacontroller had applied all of it by server-side apply. */
function claimed(object: KubeObject): KubeObject {
  const { apiVersion } = object;
  const fieldsV1 = fieldsOf(object);
  const entry = { manager: 'metacontroller', operation: 'Apply', apiVersion, fieldsType: 'FieldsV1', fieldsV1 };
  return withMetadata(object, { managedFields: [entry] });
}

const elsewhere = (object: KubeObject): KubeObject =>
  withMetadata(object, { name: `${MARK}-${object.metadata.name}`, namespace: 'kube-system' });

/** Ways to forge, from one annotation to everything that an API server would let a tenant write. */
export const WAYS: Readonly<Record<string, (object: KubeObject) => KubeObject>> = {
  'the remembered configuration alone': (object) => withRemembered(object, rememberedText(forgedContent(object))),
  'the fields alone': forgedContent,
  'fields and remembered configuration': (object) =>
    withRemembered(forgedContent(object), rememberedText(forgedContent(object))),
  'fields, remembered configuration and managed fields': (object) =>
    claimed(withRemembered(forgedContent(object), rememberedText(forgedContent(object)))),
  'fields and managed fields': (object) => claimed(withRemembered(forgedContent(object), undefined)),
  'a remembered configuration of another object': (object) =>
    withRemembered(object, rememberedText(elsewhere(forgedContent(object)))),
  'a remembered configuration of another kind': (object) =>
    withRemembered(object, JSON.stringify({ ...remembered(object), kind: 'Pod', [MARK]: MARK })),
  'fields, and a remembered configuration that is no JSON': (object) =>
    withRemembered(forgedContent(object), `{${MARK}`),
  'fields, and a remembered configuration that is null': (object) => withRemembered(forgedContent(object), 'null'),
  'fields, and nothing remembered': (object) => withRemembered(forgedContent(object), undefined),
  'labels and annotations of metadata': (object) => {
    const { labels, annotations } = object.metadata;
    const next = withMetadata(object, {
      labels: { ...labels, 'app.kubernetes.io/instance': MARK, [MARK]: MARK },
      annotations: { ...annotations, [`example.com/${MARK}`]: MARK },
    });
    return withRemembered(next, rememberedText(next));
  },
};
