// Children: the proxy's container.

import type { Container } from 'kubernetes-types/core/v1.d.ts';
import type { Compiled } from '../compile/compiled.ts';
import type { Server } from '../decode/server.ts';
import { PROXY_CONTAINER, PROXY_PORT_NAME } from '../decode/names.ts';
import { PROXY_PROBES } from '../compile/pod/probes.ts';
import { proxyEnv } from './proxy-env.ts';
import { proxyVolumeMounts } from './proxy-volumes.ts';
import { containerResources } from '../compile/pod/resources.ts';
import { containerSecurityDefaults } from '../compile/pod/security-context.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';

/** What ToolHive's own operator writes where it runs the proxy with `remote_url`, for an MCPRemoteProxy. */
const NO_IMAGE = 'placeholder-for-remote-proxy';

/**
 * The command line wants an image, which is not looked at where somebody else renders the backend. With `remote_url` it is the
 * same text for every server, so that an edited image does not end the sessions of a proxy that runs on. A proxy that attaches
 * is replaced with its backend anyway.
 */
function imageArgument({ transport, spec }: Server): string {
  return TRANSPORT_TRAITS[transport].attaches ? spec.image : NO_IMAGE;
}

/** ToolHive's stock proxy with our configuration. Without `--k8s-pod-patch`: the backend's pod is made by this operator. */
export function proxyContainer(input: Compiled): Container {
  const { server, settings } = input;
  return {
    name: PROXY_CONTAINER,
    image: settings.proxy.image,
    args: ['run', imageArgument(server)],
    env: proxyEnv(input),
    ports: [{ containerPort: server.proxyPort, name: PROXY_PORT_NAME, protocol: 'TCP' }],
    ...containerResources(server.spec.resourceOverrides?.proxyDeployment?.resources ?? settings.proxy.resources),
    ...PROXY_PROBES,
    securityContext: containerSecurityDefaults(settings.platform),
    // What it says before it fails is read for status.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: proxyVolumeMounts(input),
  };
}
