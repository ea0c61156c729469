// Registry: findings about shape, old field names and object names.

import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type ShapeCode =
  | 'MCP001'
  | 'MCP002'
  | 'MCP003'
  | 'MCP004'
  | 'MCP005'
  | 'MCP006'
  | 'MCP007'
  | 'MCP008'
  | 'MCP009'
  | 'MCP010'
  | 'MCP011'
  | 'MCP131'
  | 'MCP132'
  | 'MCP133';

/** Rows of this area. */
export const SHAPE_FINDINGS: Readonly<Record<ShapeCode, FindingEntry>> = {
  MCP001: {
    level: 'error',
    stored: 'held',
    title: 'The object breaks its schema',
    why: 'A field is missing, has the wrong type, or is outside its limits. The API server refuses such an object too where the schema is installed.',
    remedy: 'Correct the field that the path names; `kubectl explain mcpserver.spec` shows what is allowed.',
    example: { spec: { transport: 'http' } },
    nearMiss: { spec: { transport: 'sse' } },
  },
  MCP002: {
    level: 'error',
    stored: 'runs',
    title: '`groupRef` has neither of its two shapes',
    why: '`groupRef` was a plain string before ToolHive v0.20 and is an object today, so its schema accepts anything and the shape is checked here.',
    remedy: 'Write `groupRef: {name: my-group}`.',
    example: { spec: { groupRef: { group: 'team' } } },
    nearMiss: { spec: { groupRef: { name: 'team' } } },
  },
  MCP003: {
    level: 'error',
    stored: 'runs',
    title: 'A field is set under its old and its new name, differently',
    why: 'The two names mean the same thing, so it is not clear which value is wanted.',
    remedy: 'Remove the old name (`port`, `targetPort`, `oidcConfig`, `telemetry`).',
    example: { spec: { port: 9090, proxyPort: 8080 } },
    nearMiss: { spec: { port: 8080, proxyPort: 8080 } },
  },
  MCP004: {
    level: 'warning',
    title: '`port` is now called `proxyPort`',
    why: '`port` was removed in ToolHive v0.15. It is still understood here, but not by other programs that read the object.',
    remedy: 'Rename the field to `proxyPort`.',
    example: { spec: { port: 9090 } },
    nearMiss: { spec: { proxyPort: 9090 } },
  },
  MCP005: {
    level: 'warning',
    title: '`targetPort` is now called `mcpPort`',
    why: '`targetPort` was removed in ToolHive v0.15. It is still understood here, but not by other programs that read the object.',
    remedy: 'Rename the field to `mcpPort`.',
    example: { spec: { targetPort: 3000 } },
    nearMiss: { spec: { mcpPort: 3000 } },
  },
  MCP006: {
    level: 'warning',
    title: '`groupRef` is an object today',
    why: 'A plain string was removed in ToolHive v0.20; stored as it is, it breaks every typed client that lists servers. The object form is stored instead.',
    remedy: 'Write `groupRef: {name: my-group}`.',
    example: { spec: { groupRef: 'team' } },
    nearMiss: { spec: { groupRef: { name: 'team' } } },
  },
  MCP007: {
    level: 'error',
    stored: 'held',
    title: 'The name is too long',
    why: 'Service names have at most 63 characters and `mcp-NAME-headless` is one, so a server that speaks HTTP has at most 50. A stdio server has no such Service; its limit is 52, because pods of a StatefulSet carry the label `controller-revision-hash: NAME-HASH` with a hash of up to 10 characters, and label values have at most 63.',
    remedy: 'Choose a shorter name: at most 50 characters, or 52 with transport stdio.',
    example: { metadata: { name: 'a'.repeat(51) } },
    nearMiss: { metadata: { name: 'a'.repeat(50) } },
  },
  MCP008: {
    level: 'error',
    stored: 'held',
    title: 'The name is not a DNS label',
    why: 'Services, labels and host names are derived from it, and none of them may contain a dot.',
    remedy: 'Use lower-case letters, digits and hyphens only, with a letter or digit at both ends.',
    example: { metadata: { name: 'fetch.v2' } },
    nearMiss: { metadata: { name: 'fetch-v2' } },
  },
  MCP009: {
    level: 'warning',
    title: 'The name can clash with the Services of another server',
    why: 'Server `a` owns the Services `mcp-a-proxy` and `mcp-a-headless`; the backend Service of a server named `a-proxy` or `a-headless` has exactly such a name. Whichever comes second stays without its Service.',
    remedy:
      'Choose a name that does not end in `-proxy` or `-headless`, or make sure that the server without the ending does not exist in this namespace.',
    example: { metadata: { name: 'fetch-proxy' } },
    nearMiss: { metadata: { name: 'proxy-fetch' } },
  },
  MCP010: {
    level: 'error',
    stored: 'held',
    title: 'The name `mcpserver` is reserved',
    why: 'Backend pods are selected by the label `app: NAME`, and the proxy of every server carries `app: mcpserver`. A server with this name would receive the traffic of, and send traffic to, every proxy of the namespace.',
    remedy: 'Choose another name.',
    example: { metadata: { name: 'mcpserver' } },
    nearMiss: { metadata: { name: 'mcp-server' } },
  },
  MCP011: {
    level: 'error',
    stored: 'held',
    title: 'Nothing can have the name or key that is referred to',
    why: 'Names of objects are lower-case DNS names of at most 253 characters; keys have letters, digits, `-`, `_` and `.`. The API server would refuse the generated pod, or the object could never exist.',
    remedy: 'Correct the name or key; look it up with `kubectl get` and `kubectl describe`.',
    example: { spec: { secrets: [{ name: 'GitHub_Token', key: 'token', targetEnvName: 'GITHUB_TOKEN' }] } },
    nearMiss: { spec: { secrets: [{ name: 'github-token', key: 'token', targetEnvName: 'GITHUB_TOKEN' }] } },
  },
  MCP131: {
    level: 'error',
    stored: 'refused',
    title: 'The spec is too large',
    why: 'Kubernetes keeps at most 256 KiB of annotations on an object and 1 MiB of data in a ConfigMap, and Metacontroller keeps a copy of each generated object in an annotation. What such a spec asks for could not be stored, so it is not read at all.',
    remedy: 'Move long texts into a ConfigMap or Secret and refer to it; the spec has at most 256 KiB as JSON.',
    example: { spec: { args: ['x'] } },
    nearMiss: { spec: { args: ['x'] } },
    repeats: { example: 300_000, nearMiss: 60_000 },
  },
  MCP132: {
    level: 'error',
    stored: 'refused',
    title: 'An object made for the server would be too large',
    why: 'Metacontroller keeps a copy of each generated object in an annotation of it, and Kubernetes allows 256 KiB for all annotations of an object. Some characters take more bytes there than in the spec. The API server would refuse the object after others had changed already.',
    remedy: 'Shorten arguments, variables, policies, host lists or annotations, or move long texts into a ConfigMap.',
    example: { spec: { args: ['"'] } },
    nearMiss: { spec: { args: ['"'] } },
    repeats: { example: 100_000, nearMiss: 20_000 },
    foundBy: 'sync',
  },
  MCP133: {
    level: 'error',
    stored: 'refused',
    title: 'A list has too many entries',
    why: 'Every request is judged in bounded time, so that no server holds up the others. The limits (128 containers, 512 volumes, 4096 variables, 1024 entries of any other list or map, 20,000 in all) are far above what pods have, and what is above them is not read at all.',
    remedy: 'Shorten the list, or move what it holds into a ConfigMap or Secret.',
    example: { spec: { args: ['x'] } },
    nearMiss: { spec: { args: ['x'] } },
    entries: { example: 1025, nearMiss: 1024 },
  },
};
