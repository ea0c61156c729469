// Children: the proxy's container.

import type { Container } from 'kubernetes-types/core/v1.d.ts';
import type { Compiled } from '../compile/compiled.ts';
import { PROXY_CONTAINER, PROXY_PORT_NAME } from '../decode/names.ts';
import { PROXY_PROBES } from '../compile/pod/probes.ts';
import { proxyEnv } from './proxy-env.ts';
import { proxyVolumeMounts } from './proxy-volumes.ts';
import { containerResources } from '../compile/pod/resources.ts';
import { containerSecurityDefaults } from '../compile/pod/security-context.ts';

/** ToolHive's stock proxy with our configuration. Without `--k8s-pod-patch`: the backend's pod is made by this operator. */
export function proxyContainer(input: Compiled): Container {
  const { server, settings } = input;
  return {
    name: PROXY_CONTAINER,
    image: settings.proxy.image,
    // The command line wants an image; with the backend rendered by somebody else it is not looked at.
    args: ['run', server.spec.image],
    env: proxyEnv(input),
    ports: [{ containerPort: server.proxyPort, name: PROXY_PORT_NAME, protocol: 'TCP' }],
    ...containerResources(server.spec.resourceOverrides?.proxyDeployment?.resources ?? settings.proxy.resources),
    ...PROXY_PROBES,
    securityContext: containerSecurityDefaults(settings.platform),
    volumeMounts: proxyVolumeMounts(input),
  };
}
