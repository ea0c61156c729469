// Compile: the backend's container, before and after the pod template is merged into it.

import type { Fields } from '../../kube/object.ts';
import type { Container, ContainerPort, Probe } from 'kubernetes-types/core/v1.d.ts';
import type { EnvFrom } from '../../../schemas/generated/mcp-server.ts';
import type { Server } from '../../decode/server.ts';
import { backendEnv } from './environment.ts';
import { ownResources } from './resources.ts';
import { backendVolumeMounts } from './volumes.ts';
import type { Sources } from '../sources.ts';
import { BACKEND_CONTAINER } from '../../decode/names.ts';
import { backendReadinessProbe } from '../pod/probes.ts';
import { containerResources, withDefaultResources } from '../pod/resources.ts';
import { fillContainerSecurity } from '../pod/security-context.ts';
import { TRANSPORT_TRAITS } from '../../decode/transports.ts';

/** What the spec says and the pod template may change: command, variables from maps, resources, mounts. */
export function baseBackendContainer(server: Server): Fields {
  const { command = [], envFrom = [] } = server.spec;
  const volumeMounts = backendVolumeMounts(server);
  return {
    name: BACKEND_CONTAINER,
    ...(command.length > 0 && { command }),
    ...(envFrom.length > 0 && { envFrom: envFrom.map(envSource) }),
    ...containerResources(ownResources(server)),
    ...(volumeMounts.length > 0 && { volumeMounts }),
  };
}

function envSource({ prefix = '', ...source }: EnvFrom): Fields {
  return prefix === '' ? source : { ...source, prefix };
}

/** What the pod template cannot change: image, our variables, standard input. Security and the probe only fill gaps. */
export function finishBackendContainer({ server, settings }: Sources, template: Container): Container {
  const { stdin: _stdin, tty: _tty, ...rest } = template;
  const args = [...(template.args ?? []), ...(server.spec.args ?? [])];
  const ports = backendPorts(server, template.ports ?? []);
  const probe = readinessProbe(server, template.readinessProbe);
  return {
    ...rest,
    ...withDefaultResources(template.resources, settings.namespacePods?.resources),
    image: server.spec.image,
    ...(args.length > 0 && { args }),
    env: backendEnv(server, template.env ?? []),
    ...(ports.length > 0 && { ports }),
    // False is not stored, so it is left out where nothing is attached; a terminal would garble the protocol.
    ...(TRANSPORT_TRAITS[server.transport].attaches && { stdin: true }),
    ...(probe !== undefined && { readinessProbe: probe }),
    securityContext: fillContainerSecurity(template.securityContext, settings.platform),
  };
}

/** A user's probe with numbers but no action sets the numbers of our own probe. */
function readinessProbe(server: Server, given: Probe | undefined): Probe | undefined {
  const ours = backendReadinessProbe(server);
  if (given === undefined || ours === undefined) return given ?? ours;
  const { exec, grpc, httpGet, tcpSocket } = given;
  return [exec, grpc, httpGet, tcpSocket].some((handler) => handler !== undefined) ? given : { ...ours, ...given };
}

function backendPorts({ transport, mcpPort }: Server, template: ContainerPort[]): ContainerPort[] {
  const isDeclared = template.some(
    ({ containerPort, protocol = 'TCP' }) => containerPort === mcpPort && protocol === 'TCP',
  );
  if (!TRANSPORT_TRAITS[transport].declaresPort || isDeclared) return template;
  return [...template, { containerPort: mcpPort, protocol: 'TCP' }];
}
