// Registry: findings about the image, resources, ports, environment and volumes.

import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type ContainerCode =
  | 'MCP012'
  | 'MCP013'
  | 'MCP014'
  | 'MCP015'
  | 'MCP016'
  | 'MCP025'
  | 'MCP026'
  | 'MCP027'
  | 'MCP028'
  | 'MCP029'
  | 'MCP068';

/** Rows of this area. */
export const CONTAINER_FINDINGS: Readonly<Record<ContainerCode, FindingEntry>> = {
  MCP012: {
    level: 'error',
    stored: 'held',
    title: 'The image reference cannot be read',
    why: 'No container runtime could pull it; the pod would wait with InvalidImageName.',
    remedy: 'Write `[host[:port]/]path[:tag][@digest]`, without `https://`, spaces or capital letters in the path.',
    example: { spec: { image: 'https://ghcr.io/example/fetch:1.4.0' } },
    nearMiss: { spec: { image: 'ghcr.io:443/example/fetch:1.4.0' } },
  },
  MCP013: {
    level: 'warning',
    title: 'The image can change without notice',
    why: 'Without a tag, or with `latest`, the same manifest starts other code tomorrow, and two replicas may run different code.',
    remedy: 'Name a release, or better a digest: `image: ghcr.io/example/fetch:1.4.0@sha256:…`.',
    example: { spec: { image: 'ghcr.io/example/fetch:latest' } },
    nearMiss: { spec: { image: 'ghcr.io/example/fetch:1.4.0' } },
  },
  MCP014: {
    level: 'error',
    stored: 'held',
    title: 'An amount is not a quantity',
    why: 'The API server would refuse the generated workload.',
    remedy: 'Write a number with a suffix that Kubernetes knows: `100m`, `0.5`, `128Mi`, `1Gi`.',
    example: { spec: { volumes: [{ name: 'cache', mountPath: '/cache', emptyDir: { sizeLimit: '1 GB' } }] } },
    nearMiss: { spec: { volumes: [{ name: 'cache', mountPath: '/cache', emptyDir: { sizeLimit: '1G' } }] } },
  },
  MCP015: {
    level: 'error',
    stored: 'held',
    measures: 'amount',
    title: 'A request is larger than its limit',
    why: 'The API server refuses such a container.',
    remedy: 'Raise the limit or lower the request.',
    example: { spec: { resources: { requests: { memory: '2Gi' }, limits: { memory: '1024Mi' } } } },
    nearMiss: { spec: { resources: { requests: { memory: '1Gi' }, limits: { memory: '1024Mi' } } } },
  },
  MCP016: {
    level: 'warning',
    title: 'The server is told another port than `mcpPort`',
    why: 'The proxy and the readiness probe use `mcpPort` (8080 when absent); a server that listens elsewhere never becomes ready.',
    remedy: 'Make the port in `args` and `mcpPort` equal.',
    example: { spec: { args: ['--port', '3000'] } },
    nearMiss: { spec: { args: ['--port', '3000'], mcpPort: 3000 } },
  },
  MCP025: {
    level: 'error',
    stored: 'runs',
    title: 'A path of a volume cannot be mounted',
    why: 'Mount paths and paths of the node are absolute, and no path may climb with `..`; the API server or the container runtime would refuse the mount.',
    remedy: 'Begin `mountPath` and `hostPath` with `/`, and leave out `..`.',
    example: { spec: { volumes: [{ name: 'data', mountPath: 'data', emptyDir: {} }] } },
    nearMiss: { spec: { volumes: [{ name: 'data', mountPath: '/data', emptyDir: {} }] } },
  },
  MCP026: {
    level: 'error',
    stored: 'runs',
    title: 'Two volumes have the same mount path',
    why: 'A container can mount one volume at a path; the API server refuses the pod.',
    remedy: 'Give each volume its own path, or use `subPath` inside one volume.',
    example: {
      spec: {
        volumes: [
          { name: 'one', mountPath: '/data', emptyDir: {} },
          { name: 'two', mountPath: '/data/', emptyDir: {} },
        ],
      },
    },
    nearMiss: {
      spec: {
        volumes: [
          { name: 'one', mountPath: '/data', emptyDir: {} },
          { name: 'two', mountPath: '/data/two', emptyDir: {} },
        ],
      },
    },
  },
  MCP027: {
    level: 'error',
    stored: 'held',
    title: 'A volume has no source, or several',
    why: 'It is not clear what to mount.',
    remedy:
      'Set exactly one of `hostPath`, `persistentVolumeClaim`, `configMap`, `secret`, `emptyDir` and `ephemeral`.',
    example: { spec: { volumes: [{ name: 'data', mountPath: '/data' }] } },
    nearMiss: { spec: { volumes: [{ name: 'data', mountPath: '/data', emptyDir: {} }] } },
  },
  MCP028: {
    level: 'error',
    stored: 'held',
    title: 'Two volumes have the same name',
    why: 'Names of volumes are unique in a pod; the API server refuses it.',
    remedy: 'Give each volume its own name.',
    example: {
      spec: {
        volumes: [
          { name: 'data', mountPath: '/one', emptyDir: {} },
          { name: 'data', mountPath: '/two', emptyDir: {} },
        ],
      },
    },
    nearMiss: {
      spec: {
        volumes: [
          { name: 'data', mountPath: '/one', emptyDir: {} },
          { name: 'more', mountPath: '/two', emptyDir: {} },
        ],
      },
    },
  },
  MCP029: {
    level: 'warning',
    title: 'A directory of the node is mounted',
    why: 'The server sees files of the machine that it happens to run on, other pods may see them too, and many clusters forbid it.',
    remedy: 'Use `persistentVolumeClaim`, `configMap`, `secret` or `emptyDir` where one of them will do.',
    settings: { podSecurity: { enforce: 'privileged', warn: 'privileged' } },
    example: { spec: { volumes: [{ name: 'data', mountPath: '/data', hostPath: '/srv/data' }] } },
    nearMiss: {
      spec: { volumes: [{ name: 'data', mountPath: '/data', persistentVolumeClaim: { claimName: 'data' } }] },
    },
  },
  MCP068: {
    level: 'warning',
    title: 'A memory limit in which nothing starts',
    why: '`512m` is half a byte, and a number without a suffix is bytes. Kubernetes accepts it, and the container runtime cannot start the container.',
    remedy: 'Write `Mi` or `Gi` behind the number.',
    example: { spec: { resources: { limits: { memory: '512m' } } } },
    nearMiss: { spec: { resources: { limits: { memory: '512M' } } } },
  },
};
