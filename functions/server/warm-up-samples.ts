// A small request for each hook, as its caller would send it; used by the warm-up only.

import type { Fields } from '../kube/object.ts';
import { SERVER_VERSION, TOOLHIVE_GROUP } from '../decode/config-kinds.ts';
import { POSSIBLE_CHILD_RESOURCES } from '../decode/controller.ts';
import { kindKey } from '../decode/observed.ts';

const NAME = { name: 'warm-up', namespace: 'warm-up' };

const PARENT = {
  apiVersion: SERVER_VERSION,
  kind: 'MCPServer',
  metadata: { ...NAME, uid: 'warm-up', generation: 1, creationTimestamp: '2000-01-01T00:00:00Z' },
  spec: {
    image: 'registry.example.com/warm-up:1.0.0',
    transport: 'streamable-http',
    proxyPort: 8080,
    mcpPort: 8081,
    resources: { limits: { cpu: '100m', memory: '128Mi' } },
    args: ['a'],
    env: [{ name: 'A', value: 'b' }],
    secrets: [{ name: 'a', key: 'b', targetEnvName: 'C' }],
    volumes: [{ name: 'a', mountPath: '/a', emptyDir: {} }],
    permissionProfile: { type: 'builtin', name: 'network' },
    podTemplateSpec: {
      metadata: { annotations: { a: 'b' } },
      spec: {
        tolerations: [{ key: 'a', operator: 'Exists' }],
        containers: [{ name: 'mcp', resources: { requests: { cpu: '10m' } } }],
      },
    },
  },
};

/** The old object: most writes are updates, whose validation reads it too. */
const OLD_PARENT = { ...PARENT, spec: { ...PARENT.spec, image: 'registry.example.com/warm-up:0.9.0' } };

const REVIEW = {
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: 'warm-up',
    kind: { group: TOOLHIVE_GROUP, version: 'v1beta1', kind: 'MCPServer' },
    resource: { group: TOOLHIVE_GROUP, version: 'v1beta1', resource: 'mcpservers' },
    ...NAME,
    operation: 'UPDATE',
    userInfo: { username: 'warm-up' },
    object: PARENT,
    oldObject: OLD_PARENT,
    dryRun: true,
  },
};

const hook = { version: 'v2', webhook: { url: 'https://warm-up.example.com/' } };

const CUSTOMIZE = {
  controller: {
    apiVersion: 'metacontroller.k8s.io/v1alpha1',
    kind: 'CompositeController',
    metadata: { name: 'warm-up' },
    spec: {
      generateSelector: true,
      parentResource: { apiVersion: SERVER_VERSION, resource: 'mcpservers' },
      childResources: POSSIBLE_CHILD_RESOURCES.map(({ apiVersion, resource }) => ({
        apiVersion,
        resource,
        updateStrategy: { method: 'InPlace' },
      })),
      hooks: { sync: hook, customize: hook },
    },
  },
  parent: PARENT,
};

/** As for a new server: each kind is listed, none has objects. */
const children = Object.fromEntries(
  POSSIBLE_CHILD_RESOURCES.map(({ apiVersion, kind }) => [kindKey(apiVersion, kind), {}]),
);

const SYNC = { ...CUSTOMIZE, children, related: {}, finalizing: false };

const CONFIG_CUSTOMIZE = {
  controller: {
    ...CUSTOMIZE.controller,
    spec: {
      generateSelector: true,
      parentResource: { apiVersion: SERVER_VERSION, resource: 'mcpoidcconfigs' },
      childResources: [],
      hooks: { sync: hook, customize: hook },
    },
  },
  parent: {
    apiVersion: SERVER_VERSION,
    kind: 'MCPOIDCConfig',
    metadata: PARENT.metadata,
    spec: { type: 'inline', inline: { issuer: 'https://warm-up.example.com' } },
  },
};

/** Body by path. None of them names a real object, and no answer to them leaves the process. */
export const SAMPLES: Fields = {
  '/default': REVIEW,
  '/validate': REVIEW,
  '/sync': SYNC,
  '/customize': CUSTOMIZE,
  '/finalize': { ...SYNC, finalizing: true },
  '/config/customize': CONFIG_CUSTOMIZE,
  '/config/sync': { ...CONFIG_CUSTOMIZE, children: {}, related: {}, finalizing: false },
};
