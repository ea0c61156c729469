// Test vocabulary: MCPServers as people write them, from every age of the schema.

import { parse } from 'yaml';

/** A whole object with this spec, given as YAML. */
export function manifest(spec: string, version = 'v1beta1'): Record<string, unknown> {
  return {
    apiVersion: `toolhive.stacklok.dev/${version}`,
    kind: 'MCPServer',
    metadata: { name: 'demo', namespace: 'default' },
    spec: parse(spec) as unknown,
  };
}

/** Specs that have to be accepted, by what is special about them. */
export const GOOD_SPECS: Readonly<Record<string, string>> = {
  'nothing but an image': 'image: example/mcp:1',
  'the example of 2025': `
    image: ghcr.io/example/mcp-server
    transport: streamable-http
    port: 8080
    targetPort: 8080
    permissionProfile: { type: builtin, name: network }
    resources: { limits: { cpu: 100m, memory: 128Mi }, requests: { cpu: 50m, memory: 64Mi } }`,
  'a stdio server with a token and extras for the proxy': `
    image: docker.io/mcp/github
    secrets: [{ name: github-token, key: GITHUB_PERSONAL_ACCESS_TOKEN }]
    env: [{ name: GITHUB_API_URL, value: https://api.github.com }, { name: EMPTY, value: '' }]
    resourceOverrides:
      proxyDeployment:
        annotations: { monitoring.example.com/scrape: 'true' }
        labels: { environment: production }
        env: [{ name: TOOLHIVE_DEBUG, value: 'true' }]
        imagePullSecrets: [{ name: cr-secret }, {}]
        podTemplateMetadataOverrides: { labels: { tier: mcp } }
        resources: { requests: { memory: 96Mi } }
      proxyService: { annotations: { example.com/lb: nlb } }`,
  'a string groupRef': 'image: a\ngroupRef: team',
  'an object groupRef': 'image: a\ngroupRef: { name: team }',
  'legacy tools, OIDC and telemetry': `
    image: a
    tools: [read_file]
    oidcConfig:
      type: inline
      resourceUrl: http://demo.example.com
      inline:
        issuer: https://issuer.example.com
        audience: demo
        clientSecretRef: { name: oidc, key: secret }
        caBundleRef: { configMapRef: { name: ca, key: ca.crt } }
        jwksAllowPrivateIP: true
        scopes: [openid]
    telemetry:
      openTelemetry:
        { enabled: true, endpoint: otel:4318, headers: [a=b], tracing: { enabled: true, samplingRate: '0.05' }, metrics: { enabled: true } }
      prometheus: { enabled: true }`,
  'OIDC from service accounts':
    'image: a\noidcConfig: { type: kubernetes, kubernetes: { audience: toolhive, useClusterAuth: false } }',
  'inline authorization': `
    image: a
    authzConfig:
      type: inline
      groupEntityType: Org::Team
      inline: { policies: ['permit(principal, action, resource);'] }`,
  'authorization from a ConfigMap': 'image: a\nauthzConfig: { configMap: { name: policies } }',
  'rate limits': `
    image: a
    oidcConfigRef: { name: idp, audience: demo }
    sessionStorage: { provider: redis, address: 'redis:6379', passwordRef: { name: redis, key: password } }
    rateLimiting:
      shared: { maxTokens: 10, refillPeriod: 1h30m }
      perUser: { maxTokens: 1, refillPeriod: 1.5s }
      tools: [{ name: search, shared: { maxTokens: 1, refillPeriod: 1m0s } }]`,
  'every reference': `
    image: a
    oidcConfigRef: { name: a, audience: b, scopes: [c], resourceUrl: http://x }
    authzConfigRef: { name: a }
    toolConfigRef: { name: a }
    externalAuthConfigRef: { name: a }
    webhookConfigRef: { name: a }
    authServerRef: { name: a }
    telemetryConfigRef: { name: a, serviceName: b }`,
  'values from elsewhere': `
    image: a
    command: [npx, -y]
    args: ['', "$(uname -m)"]
    envFrom: [{ prefix: A_, secretRef: { name: a } }, { configMapRef: { name: b, optional: true } }]
    env:
      - { name: A, valueFrom: { secretKeyRef: { name: a, key: b } } }
      - { name: B, valueFrom: { configMapKeyRef: { name: a, key: b, optional: true } } }
      - { name: C, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
      - { name: D, valueFrom: { resourceFieldRef: { resource: limits.memory, divisor: 1 } } }
      - { name: my.dotted-name, value: "two\\nlines" }`,
  'every kind of volume': `
    image: a
    volumes:
      - { name: host, hostPath: /data, mountPath: /data, readOnly: true }
      - { name: claim, persistentVolumeClaim: { claimName: data }, mountPath: /claim, subPath: inner }
      - { name: config, configMap: { name: c, items: [{ key: a, path: b, mode: 256 }] }, mountPath: /config }
      - { name: secret, secret: { secretName: s, defaultMode: 256 }, mountPath: /secret }
      - { name: empty, emptyDir: {}, mountPath: /empty }
      - { name: small, emptyDir: { medium: Memory, sizeLimit: 1048576 }, mountPath: /small }
      - name: own
        mountPath: /own
        ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: b } }, spec: { accessModes: [ReadWriteOnce] } } }`,
  'two keys of one Secret': 'image: a\nsecrets: [{ name: s, key: A }, { name: s, key: B, targetEnvName: C }]',
  'an inline permission profile': `
    image: a
    permissionProfile:
      type: inline
      inline: { network: { outbound: { allow_host: [10.0.0.0/8], allow_port: [443] } } }`,
  'an empty amount and an empty service account, as ToolHive takes them':
    "image: a\nserviceAccount: ''\nresources: { limits: { cpu: '', memory: 0.5Gi } }",
  'any pod template':
    'image: a\npodTemplateSpec: { spec: { containers: [{ name: mcp, resources: { limits: { cpu: 1 } } }] }, odd: 1 }',
  'a field of a later schema': 'image: a\nfieldOfTomorrow: { a: [1] }',
};

/** Specs that have to be refused: the spec, the place of the one error, its keyword. */
export const BAD_SPECS: Readonly<Record<string, readonly [spec: string, place: string, keyword: string]>> = {
  'no image': ['transport: sse', '/spec', 'required'],
  'an empty image': ["image: ''", '/spec/image', 'minLength'],
  'a null (the API server drops it before it asks anybody)': ['image: a\nargs: null', '/spec/args', 'type'],
  'a misspelt transport': ['image: a\ntransport: http', '/spec/transport', 'enum'],
  'a port as text': ["image: a\nproxyPort: '8080'", '/spec/proxyPort', 'type'],
  'port 0': ['image: a\nproxyPort: 0', '/spec/proxyPort', 'minimum'],
  'port 65536': ['image: a\ntargetPort: 65536', '/spec/targetPort', 'maximum'],
  'half a replica': ['image: a\nreplicas: 0.5', '/spec/replicas', 'type'],
  'more replicas than 32 bits': ['image: a\nreplicas: 2147483648', '/spec/replicas', 'maximum'],
  'a number among args': ['image: a\nargs: [a, 1]', '/spec/args/1', 'type'],
  'a number as value': ['image: a\nenv: [{ name: A, value: 1 }]', '/spec/env/0/value', 'type'],
  'an equals sign in a name': ['image: a\nenv: [{ name: A=B, value: x }]', '/spec/env/0/name', 'pattern'],
  'a label that is a boolean': [
    'image: a\nresourceOverrides: { proxyService: { labels: { a/b: true } } }',
    '/spec/resourceOverrides/proxyService/labels/a~1b',
    'type',
  ],
  'a secret without key': ['image: a\nsecrets: [{ name: s }]', '/spec/secrets/0', 'required'],
  'a quantity with a unit of its own': [
    'image: a\nresources: { limits: { memory: 128MB } }',
    '/spec/resources/limits/memory',
    'pattern',
  ],
  'a quantity as number': ['image: a\nresources: { limits: { cpu: 1 } }', '/spec/resources/limits/cpu', 'type'],
  'a volume with a colon': [
    'image: a\nvolumes: [{ name: v, hostPath: /a, mountPath: "/a:ro" }]',
    '/spec/volumes/0/mountPath',
    'pattern',
  ],
  'an absolute subPath': [
    'image: a\nvolumes: [{ name: v, hostPath: /a, mountPath: /a, subPath: /b }]',
    '/spec/volumes/0/subPath',
    'pattern',
  ],
  'a volume name with capitals': [
    'image: a\nvolumes: [{ name: V, hostPath: /a, mountPath: /a }]',
    '/spec/volumes/0/name',
    'pattern',
  ],
  'a pod template as text': ['image: a\npodTemplateSpec: "{}"', '/spec/podTemplateSpec', 'type'],
  'a duration without unit': [
    'image: a\nrateLimiting: { shared: { maxTokens: 1, refillPeriod: "60" } }',
    '/spec/rateLimiting/shared/refillPeriod',
    'pattern',
  ],
  'an OIDC reference without audience': ['image: a\noidcConfigRef: { name: idp }', '/spec/oidcConfigRef', 'required'],
  'no policies': [
    'image: a\nauthzConfig: { type: inline, inline: { policies: [] } }',
    '/spec/authzConfig/inline/policies',
    'minItems',
  ],
};
