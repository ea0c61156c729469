// Init: a first manifest with the reason of each line, from a few answers.

import { SERVER_VERSION } from '../../decode/config-kinds.ts';
import { type Transport, TRANSPORT_TRAITS } from '../../decode/transports.ts';
import { yamlScalar } from '../terminal/yaml-text.ts';

/** What somebody has to say about a server. */
export interface Answers {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly image: string;
  readonly transport: Transport;
  /** Of an HTTP server; absent where the operator may choose. */
  readonly port: string | undefined;
  readonly profile: 'none' | 'network';
  /** `SECRET:KEY:VARIABLE` as three texts. */
  readonly secrets: readonly (readonly [secret: string, key: string, variable: string])[];
}

const PROFILE_NOTES: Readonly<Record<Answers['profile'], string>> = {
  none: 'The server may connect to nothing, name look-ups included. type: configmap names hosts and ports of your own.',
  network:
    'The server may connect to everything that the settings do not close. none is safer where it needs no network.',
};

const TRANSPORT_NOTES: Readonly<Record<Transport, string>> = {
  'streamable-http': 'The server speaks HTTP itself, at one path.',
  sse: 'The server speaks HTTP with server-sent events; the protocol has replaced it by streamable-http.',
  stdio: 'The server reads its standard input; the proxy in front of it speaks HTTP to clients.',
};

/** The manifest as YAML with comments. */
export function firstManifest(answers: Answers): string {
  const { name, namespace, image, transport, profile } = answers;
  return `${[
    '# For help in the editor: toolhive-hooks schema MCPServer > mcpserver.json',
    '# yaml-language-server: $schema=mcpserver.json',
    `apiVersion: ${SERVER_VERSION}`,
    'kind: MCPServer',
    'metadata:',
    `  name: ${yamlScalar(name)}`,
    ...(namespace === undefined ? [] : [`  namespace: ${yamlScalar(namespace)}`]),
    'spec:',
    '  # Name a release or a digest: without one other code may run after the next restart.',
    `  image: ${yamlScalar(image)}`,
    `  # ${TRANSPORT_NOTES[transport]}`,
    `  transport: ${transport}`,
    ...portLines(answers),
    `  # ${PROFILE_NOTES[profile]}`,
    `  permissionProfile: {type: builtin, name: ${profile}}`,
    ...secretLines(answers),
    '  # What the server may use; without limits it competes with everything on its node.',
    '  resources:',
    '    requests: {cpu: 50m, memory: 64Mi}',
    '    limits: {cpu: 500m, memory: 256Mi}',
    '  # Everyone who reaches the proxy may use the server. To let only known users in, make an MCPOIDCConfig and name it here:',
    '  # oidcConfigRef: {name: company, audience: https://mcp.example.com}',
  ].join('\n')}\n`;
}

function portLines({ transport, port }: Answers): readonly string[] {
  if (!TRANSPORT_TRAITS[transport].listens) return [];
  const line = '  # The port on which the server listens; it finds it in the variable MCP_PORT as well.';
  return port === undefined ? [] : [line, `  mcpPort: ${port}`];
}

function secretLines({ secrets, namespace }: Answers): readonly string[] {
  const [first] = secrets;
  if (first === undefined) return [];
  const where = namespace === undefined ? '' : ` -n ${namespace}`;
  return [
    `  # Each key of a Secret becomes a variable. A Secret is made with: kubectl create secret generic ${first[0]}${where} --from-literal=${first[1]}=…`,
    '  secrets:',
    ...secrets.map(
      ([secret, key, variable]) =>
        `  - {name: ${yamlScalar(secret)}, key: ${yamlScalar(key)}, targetEnvName: ${yamlScalar(variable)}}`,
    ),
  ];
}
