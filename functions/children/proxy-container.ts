// Children: the proxy's container.

import type { Container } from 'kubernetes-types/core/v1.d.ts';
import type { Compiled } from '../compile/compiled.ts';
import { PROXY_CONTAINER, PROXY_PORT_NAME } from '../decode/names.ts';
import { proxyProbes } from '../compile/pod/probes.ts';
import { proxyEnv } from './proxy-env.ts';
import { proxyVolumeMounts } from './proxy-volumes.ts';
import { containerResources } from '../compile/pod/resources.ts';
import { containerSecurityDefaults } from '../compile/pod/security-context.ts';

/**
 * The command line wants an image, which is not looked at where somebody else renders the backend. It is the same text for every
 * server, so that an edited image does not end the sessions of a proxy that runs on, and one that attaches is replaced once: with
 * the new backend, and not also before. The text is that of ToolHive's own operator for an MCPRemoteProxy.
 */
const NO_IMAGE = 'placeholder-for-remote-proxy';

/** ToolHive's stock proxy with our configuration. Without `--k8s-pod-patch`: the backend's pod is made by this operator. */
export function proxyContainer(input: Compiled): Container {
  const { server, settings } = input;
  return {
    name: PROXY_CONTAINER,
    image: settings.proxy.image,
    args: ['run', NO_IMAGE],
    env: proxyEnv(input),
    ports: [{ containerPort: server.proxyPort, name: PROXY_PORT_NAME, protocol: 'TCP' }],
    ...containerResources(server.spec.resourceOverrides?.proxyDeployment?.resources ?? settings.proxy.resources),
    ...proxyProbes(server),
    securityContext: containerSecurityDefaults(settings.platform),
    // What it says before it fails is read for status.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: proxyVolumeMounts(input),
  };
}
