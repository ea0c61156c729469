// Registry: findings about `podTemplateSpec`.

import { BACKEND_CONTAINER } from '../../decode/names.ts';
import type { Fields } from '../../kube/object.ts';
import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type PodTemplateCode =
  | 'MCP040'
  | 'MCP041'
  | 'MCP042'
  | 'MCP043'
  | 'MCP044'
  | 'MCP045'
  | 'MCP046'
  | 'MCP047'
  | 'MCP048'
  | 'MCP049'
  | 'MCP050'
  | 'MCP051';

function podSpec(spec: Fields): { readonly spec: Fields } {
  return { spec: { podTemplateSpec: { spec } } };
}

/** The image of the server's own container is that of the spec. */
function containers(...names: readonly string[]): { readonly spec: Fields } {
  const image = 'ghcr.io/example/sidecar:1.0.0';
  return podSpec({
    containers: names.map((name) => (name === BACKEND_CONTAINER ? { name } : { name, image })),
  });
}

/** Rows of this area. */
export const POD_TEMPLATE_FINDINGS: Readonly<Record<PodTemplateCode, FindingEntry>> = {
  MCP040: {
    level: 'error',
    stored: 'held',
    title: '`podTemplateSpec` has a value of the wrong type',
    why: 'It cannot become part of a pod; ToolHive stops at such a template as well.',
    remedy: 'Correct the value; `kubectl explain pod.spec` shows the types.',
    example: podSpec({ nodeSelector: 'ssd' }),
    nearMiss: podSpec({ nodeSelector: { disktype: 'ssd' } }),
  },
  MCP041: {
    level: 'warning',
    title: '`podTemplateSpec` has a field that pods do not have',
    why: 'The server runs without it, as under ToolHive. Common cases are `podTemplateSpec.containers`, which has to be `podTemplateSpec.spec.containers`, and `readOnlyRootFilesystem` on the pod, which only containers have. An order of strategic merge (`$patch`) that cannot be followed is left out too.',
    remedy: 'Move or correct the field.',
    example: { spec: { podTemplateSpec: { containers: [{ name: 'mcp' }] } } },
    nearMiss: { spec: { podTemplateSpec: { spec: { containers: [{ name: 'mcp' }] } } } },
  },
  MCP042: {
    level: 'warning',
    title: 'A key of `podTemplateSpec` is spelled in other case',
    why: 'ToolHive reads keys in any case and so does this project, but the API server and other tools do not.',
    remedy: 'Write the key as the message shows it.',
    example: podSpec({ nodeselector: { disktype: 'ssd' } }),
    nearMiss: podSpec({ nodeSelector: { disktype: 'ssd' } }),
  },
  MCP043: {
    level: 'error',
    stored: 'held',
    title: '`podTemplateSpec` cannot be merged',
    why: 'Lists of a pod are merged by a key, such as the name of a container; an entry without it has no place.',
    remedy: 'Give the entry its key.',
    example: podSpec({ containers: [{ image: 'ghcr.io/example/fetch:1.4.0' }] }),
    nearMiss: podSpec({ containers: [{ name: 'mcp', image: 'ghcr.io/example/fetch:1.4.0' }] }),
  },
  MCP044: {
    level: 'error',
    stored: 'held',
    title: '`podTemplateSpec` has an amount that is not a quantity',
    why: 'The API server would refuse the generated workload.',
    remedy: 'Write a number with a suffix that Kubernetes knows: `100m`, `0.5`, `128Mi`, `1Gi`.',
    example: podSpec({ containers: [{ name: 'mcp', resources: { limits: { memory: '1 GB' } } }] }),
    nearMiss: podSpec({ containers: [{ name: 'mcp', resources: { limits: { memory: '1G' } } }] }),
  },
  MCP045: {
    level: 'warning',
    title: 'A file mode is written as text',
    why: 'YAML reads `0o400` or a quoted `0400` as text, where Kubernetes wants a number. It is read as octal here.',
    remedy: 'Write the number: 256 for 0400, 420 for 0644.',
    example: podSpec({ volumes: [{ name: 'keys', secret: { secretName: 'keys', defaultMode: '0400' } }] }),
    nearMiss: podSpec({ volumes: [{ name: 'keys', secret: { secretName: 'keys', defaultMode: 256 } }] }),
  },
  MCP046: {
    level: 'error',
    stored: 'held',
    title: 'The API server would refuse the pod',
    why: 'Everything else of the change would be rolled out, and the pods would stay as they were.',
    remedy: 'Correct the value as the message says; `kubectl explain pod.spec` shows the fields.',
    example: podSpec({ tolerations: [{ key: 'gpu', operator: 'Equals', value: 'yes' }] }),
    nearMiss: podSpec({ tolerations: [{ key: 'gpu', operator: 'Equal', value: 'yes' }] }),
  },
  MCP047: {
    level: 'error',
    stored: 'runs',
    title: '`podTemplateSpec` has two spellings of one key',
    why: 'Keys are read in any case, so both mean the same field and one of them would be lost.',
    remedy: 'Remove the one that the message names.',
    example: podSpec({ hostNetwork: false, hostnetwork: false }),
    nearMiss: podSpec({ hostNetwork: false }),
  },
  MCP048: {
    level: 'warning',
    title: '`podTemplateSpec` has null where a text belongs',
    why: 'In labels, annotations, node selectors and lists such as `args` ToolHive reads it as an empty text, and so does this project; it does not take the key or the entry away.',
    remedy: 'Write `""`, or remove the key or the entry.',
    example: podSpec({ nodeSelector: { 'node.example.com/tools': null } }),
    nearMiss: podSpec({ nodeSelector: { 'node.example.com/tools': '' } }),
  },
  MCP049: {
    level: 'warning',
    title: 'A volume of `spec.volumes` gives way to one of `podTemplateSpec`',
    why: 'Both have one name, and a pod has one volume of a name. Under ToolHive the one of `podTemplateSpec` is the server’s, so it is here too, and the other is left out.',
    remedy: 'Remove one of the two, or give it another name.',
    settings: { podSecurity: { warn: 'baseline' } },
    example: {
      spec: {
        volumes: [{ name: 'data', mountPath: '/data', emptyDir: {} }],
        podTemplateSpec: { spec: { volumes: [{ name: 'data', configMap: { name: 'data' } }] } },
      },
    },
    nearMiss: {
      spec: {
        volumes: [{ name: 'data', mountPath: '/data', emptyDir: {} }],
        podTemplateSpec: { spec: { volumes: [{ name: 'data' }] } },
      },
    },
  },
  MCP050: {
    level: 'warning',
    title: 'No container of `podTemplateSpec` is called `mcp`',
    why: 'Containers are merged by name, so other names add sidecars and leave the server’s own container as it is.',
    remedy: 'Call the container `mcp` to change the server. If a sidecar is meant, mute this code.',
    settings: { podSecurity: { warn: 'baseline' } },
    example: containers('server'),
    nearMiss: containers('mcp', 'server'),
  },
  MCP051: {
    level: 'warning',
    title: 'The proxy is not part of `podTemplateSpec`',
    why: '`podTemplateSpec` shapes the backend’s pod; a container `toolhive` in it becomes a sidecar of the server and does not change the proxy.',
    remedy: 'Use `resourceOverrides.proxyDeployment` for the proxy.',
    settings: { podSecurity: { warn: 'baseline' } },
    example: containers('mcp', 'toolhive'),
    nearMiss: containers('mcp', 'telemetry'),
  },
};
