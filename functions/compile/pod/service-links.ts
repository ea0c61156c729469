// Compile: whether a pod is told the Services of its namespace.

import type { PodSpec } from 'kubernetes-types/core/v1.d.ts';

/**
 * Kubernetes sets variables for each Service of the namespace, such as `MCP_PORT=tcp://10.0.0.1:80` for one named `mcp` and
 * `MCP_SERVER_PORT` for `mcp-server`: names that servers and the proxy read as their own configuration.
 * @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
export const NO_SERVICE_LINKS: Pick<PodSpec, 'enableServiceLinks'> = { enableServiceLinks: false };
