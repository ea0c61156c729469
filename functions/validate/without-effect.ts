// Rule: fields that have no effect beside the others.

import { POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import { mayAnnotateService } from '../compile/companions.ts';
import { BACKEND_CONTAINER } from '../decode/names.ts';
import type { Server } from '../decode/server.ts';
import { at, type Finding } from '../kube/finding.ts';
import { readObject, readStrings } from '../kube/json-reader.ts';
import type { Fields } from '../kube/object.ts';
import { hasText } from '../kube/short-text.ts';
import { finding, type ValidationInput } from './rule.ts';
import { type AmountPlace, listOverruled } from '../compile/backend-pod/resources.ts';
import { ownServiceAccount } from '../compile/backend-pod/account.ts';
import { templateContainer, templatePart } from '../compile/backend-pod/template-container.ts';

/** A field, when it is idle, and why. */
interface IdleField {
  readonly path: string;
  readonly isIdle: (input: ValidationInput) => boolean;
  readonly reason: string;
}

/** A shell that gets its script with `-c` hands further arguments to the script as $0, $1 and so on. */
const SHELL = /(?:^|\/)(?:sh|bash|ash|dash|zsh)$/;

const IDLE_FIELDS: readonly IdleField[] = [
  {
    // The schema writes proxyMode streamable-http into every object, so only the other value says what somebody wants.
    path: 'spec.proxyMode',
    isIdle: ({ server }) => server.spec.proxyMode === 'sse' && server.proxyMode !== 'sse',
    reason: 'With transport streamable-http the proxy speaks streamable-http too; proxyMode counts for stdio only.',
  },
  {
    path: 'spec.endpointPrefix',
    isIdle: ({ server }) => hasText(server.spec.endpointPrefix) && server.proxyMode !== 'sse',
    reason: 'It changes the paths that an sse proxy announces, and this proxy speaks streamable-http.',
  },
  {
    path: 'spec.mcpPort',
    isIdle: ({ server }) => server.spec.mcpPort !== undefined && !TRANSPORT_TRAITS[server.transport].listens,
    reason: 'A stdio server does not listen on a port.',
  },
  ...(['address', 'keyPrefix', 'passwordRef'] as const).map((field) => ({
    path: at('spec.sessionStorage', field),
    isIdle: ({ server: { spec } }: ValidationInput) =>
      spec.sessionStorage?.provider === 'memory' && spec.sessionStorage[field] !== undefined,
    reason: 'It belongs to provider redis, and the provider is memory.',
  })),
  {
    path: 'spec.authzConfig.inline.primaryUpstreamProvider',
    isIdle: ({ server: { spec } }) => spec.authzConfig?.inline?.primaryUpstreamProvider !== undefined,
    reason: 'ToolHive ignores it since it is taken from the authentication server.',
  },
  {
    path: 'spec.resourceOverrides.proxyService.annotations',
    isIdle: (input) =>
      Object.keys(input.server.spec.resourceOverrides?.proxyService?.annotations ?? {}).some(
        (key) => !mayAnnotateService(key, input),
      ),
    reason: 'With an address outside of the cluster only those of service.kubernetes.io count.',
  },
  {
    path: 'spec.resourceOverrides.proxyDeployment.imagePullSecrets',
    isIdle: ({ server: { spec } }) =>
      (spec.resourceOverrides?.proxyDeployment?.imagePullSecrets ?? []).some(({ name = '' }) => name === ''),
    reason: 'An entry without a name is skipped; name the Secret or remove the entry.',
  },
  {
    path: 'spec.podTemplateSpec.spec.serviceAccountName',
    isIdle: ({ server }) => {
      const [own, { serviceAccountName: other }] = [ownServiceAccount(server), templatePart(server, 'spec')];
      return own !== undefined && other !== undefined && other !== '' && other !== own;
    },
    reason: 'The server runs as spec.serviceAccount.',
  },
  {
    path: 'spec.args',
    isIdle: ({ server }) => (server.spec.args ?? []).length > 0 && isShellScript(programOf(server)),
    reason: 'The command is a shell with -c, which does not add arguments to its script; put them into the script.',
  },
];

/** One warning for each field that does nothing here. */
export function validateWithoutEffect(input: ValidationInput): readonly Finding[] {
  const { server, backend } = input;
  const own = backend?.containers.find(({ container }) => container['name'] === BACKEND_CONTAINER)?.container;
  return [
    ...IDLE_FIELDS.filter(({ isIdle }) => isIdle(input)),
    ...listOverruled(server).map(overruledAmount),
    ...(own === undefined
      ? []
      : [...fixedMembers(server, own), ...(backend?.containers.length === 1 ? hiddenUsers(server, own) : [])]),
  ].map(({ path, reason }) => finding('MCP032', path, `This has no effect. ${reason}`));
}

type Idle = Omit<IdleField, 'isIdle'>;

function overruledAmount({ kind, name }: AmountPlace): Idle {
  const how = kind === 'limits' ? 'requests more' : 'has a lower limit';
  return { path: at('spec.resources', kind, name), reason: `The pod template ${how}, and its amounts count.` };
}

/** Members of the server's container that a pod template cannot set. */
const FIXED = {
  image: 'The server runs spec.image.',
  stdin: 'Standard input is open with transport stdio, and with no other.',
  tty: 'A terminal would garble what a server says on standard output.',
} as const;

/** False is what a container has without the member. */
function fixedMembers(server: Server, own: Fields): readonly Idle[] {
  const { path, fields } = templateContainer(server);
  return Object.entries(FIXED)
    .filter(([member]) => (fields[member] ?? own[member] ?? false) !== (own[member] ?? false))
    .map(([member, reason]) => ({ path: at(path, member), reason }));
}

/** As in ToolHive, the server's own container has defaults that come before what is said of the whole pod. */
function hiddenUsers(server: Server, own: Fields): readonly Idle[] {
  const ofPod = readObject(templatePart(server, 'spec'), 'securityContext');
  const ofContainer = readObject(own, 'securityContext');
  return ['runAsUser', 'runAsGroup', 'runAsNonRoot']
    .filter((field) => {
      const value = ofContainer[field];
      return value !== undefined && (ofPod[field] ?? value) !== value;
    })
    .map((field) => ({
      path: at(POD_TEMPLATE_PATH, 'spec', 'securityContext', field),
      reason: `Container ${BACKEND_CONTAINER} has a default of its own, which counts before that of the pod; write it into the securityContext of a container called ${BACKEND_CONTAINER}.`,
    }));
}

/** What `spec.args` is added to: the command, which the pod template may replace, and the arguments of the template. */
function programOf(server: Server): readonly string[] {
  const { fields } = templateContainer(server);
  const command = readStrings(fields, 'command');
  return [...(command.length > 0 ? command : (server.spec.command ?? [])), ...readStrings(fields, 'args')];
}

function isShellScript([program = '', ...options]: readonly string[]): boolean {
  const script = options.findIndex((option) => /^-[a-z]*c$/.test(option));
  return SHELL.test(program) && script >= 0 && script === options.length - 2;
}
