// Specs that together use every field of an MCPServer; each field is tried in the place where it should count.

import type { Loose } from '../units/children/build.ts';

const KEY = { name: 'keys', key: 'a', optional: true };
const BUCKET = { maxTokens: 10, refillPeriod: '1m' };
const REDIS = {
  provider: 'redis',
  address: 'redis:6379',
  db: 1,
  keyPrefix: 'mcp',
  passwordRef: { name: 'redis', key: 'p' },
};
const ITEMS = [{ key: 'a', path: 'b', mode: 256 }];
const AMOUNTS = { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m', memory: '64Mi' } };
const TEXTS = { 'example.com/a': 'b' };

/** One spec for each group of fields that can stand together. */
export const SAMPLES: readonly Loose[] = [
  {
    image: 'example/mcp:1',
    transport: 'streamable-http',
    proxyPort: 8081,
    mcpPort: 9000,
    command: ['a'],
    args: ['b'],
    env: [
      { name: 'A', value: 'b' },
      { name: 'B', valueFrom: { secretKeyRef: KEY } },
      { name: 'C', valueFrom: { configMapKeyRef: KEY } },
      { name: 'D', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
      { name: 'E', valueFrom: { resourceFieldRef: { containerName: 'mcp', resource: 'limits.cpu', divisor: '1m' } } },
    ],
    envFrom: [
      { prefix: 'A_', configMapRef: { name: 'a', optional: true } },
      { prefix: 'B_', secretRef: { name: 'b', optional: true } },
    ],
    volumes: [
      { name: 'a', mountPath: '/a', readOnly: true, subPath: 'b', hostPath: '/a' },
      { name: 'b', mountPath: '/b', persistentVolumeClaim: { claimName: 'b', readOnly: true } },
      { name: 'c', mountPath: '/c', configMap: { name: 'c', items: ITEMS, defaultMode: 256, optional: true } },
      { name: 'd', mountPath: '/d', secret: { secretName: 'd', items: ITEMS, defaultMode: 256, optional: true } },
      { name: 'e', mountPath: '/e', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
      {
        name: 'f',
        mountPath: '/f',
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { annotations: TEXTS, labels: TEXTS },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        },
      },
    ],
    resources: AMOUNTS,
    secrets: [{ name: 'a', key: 'b', targetEnvName: 'F' }],
    serviceAccount: 'a',
    podTemplateSpec: { spec: { priorityClassName: 'high' } },
    resourceOverrides: {
      proxyDeployment: {
        annotations: TEXTS,
        labels: TEXTS,
        podTemplateMetadataOverrides: { annotations: TEXTS, labels: TEXTS },
        env: [{ name: 'A', value: 'b' }],
        imagePullSecrets: [{ name: 'a' }],
        resources: AMOUNTS,
      },
      proxyService: { annotations: TEXTS, labels: TEXTS },
    },
    audit: { enabled: true },
    trustProxyHeaders: true,
    endpointPrefix: '/a',
    sessionAffinity: 'None',
    replicas: 2,
    backendReplicas: 2,
    sessionStorage: REDIS,
    groupRef: { name: 'company' },
  },
  { transport: 'stdio', proxyMode: 'sse' },
  { permissionProfile: { type: 'configmap', name: 'profiles', key: 'web.json' } },
  {
    permissionProfile: {
      type: 'inline',
      inline: {
        name: 'a',
        read: ['/a'],
        write: ['/b'],
        privileged: true,
        network: {
          mode: 'bridge',
          outbound: { insecure_allow_all: true, allow_host: ['10.0.0.1'], allow_port: [443] },
          inbound: { allow_host: ['10.0.0.1'] },
        },
      },
    },
  },
  {
    oidcConfigRef: { name: 'company', audience: 'a', scopes: ['b'], resourceUrl: 'https://a' },
    authzConfigRef: { name: 'company' },
    toolConfigRef: { name: 'company' },
    externalAuthConfigRef: { name: 'company' },
    webhookConfigRef: { name: 'company' },
    telemetryConfigRef: { name: 'company', serviceName: 'a' },
    sessionStorage: REDIS,
    rateLimiting: {
      shared: BUCKET,
      perUser: BUCKET,
      tools: [{ name: 'a', shared: BUCKET, perUser: BUCKET }],
    },
  },
  {
    authServerRef: { kind: 'MCPExternalAuthConfig', name: 'login' },
    oidcConfigRef: { name: 'company', audience: 'https://a', resourceUrl: 'https://a' },
  },
  {
    authzConfig: {
      type: 'configMap',
      configMap: { name: 'policies', key: 'a.json' },
      groupClaimName: 'a',
      roleClaimName: 'b',
      groupEntityType: 'C',
    },
  },
  {
    authzConfig: {
      type: 'inline',
      inline: {
        policies: ['permit(principal, action, resource);'],
        entitiesJson: '[{}]',
        primaryUpstreamProvider: 'a',
      },
    },
  },
  { port: 8081, targetPort: 9000, tools: ['a'] },
  {
    oidcConfig: {
      type: 'kubernetes',
      resourceUrl: 'https://a',
      kubernetes: {
        serviceAccount: 'a',
        namespace: 'b',
        audience: 'c',
        issuer: 'https://d',
        jwksUrl: 'https://e',
        introspectionUrl: 'https://f',
        useClusterAuth: true,
      },
    },
  },
  { oidcConfig: { type: 'configMap', configMap: { name: 'oidc', key: 'oidc.json' } } },
  {
    oidcConfig: {
      type: 'inline',
      inline: {
        issuer: 'http://a',
        audience: 'b',
        jwksUrl: 'http://c',
        introspectionUrl: 'http://d',
        clientId: 'e',
        clientSecret: 'f',
        clientSecretRef: { name: 'g', key: 'h' },
        caBundleRef: { configMapRef: { name: 'i', key: 'j', optional: true } },
        jwksAuthTokenPath: '/k',
        jwksAllowPrivateIP: true,
        protectedResourceAllowPrivateIP: true,
        insecureAllowHTTP: true,
        scopes: ['l'],
      },
    },
  },
  { oidcConfig: { type: 'inline', inline: { issuer: 'https://a', thvCABundlePath: '/b' } } },
  {
    telemetry: {
      openTelemetry: {
        enabled: true,
        endpoint: 'a:4317',
        serviceName: 'b',
        headers: ['c=d'],
        insecure: true,
        tracing: { enabled: true, samplingRate: '0.5' },
        metrics: { enabled: true },
      },
      prometheus: { enabled: true },
    },
  },
];
