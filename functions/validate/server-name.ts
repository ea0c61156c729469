// Rule: the server's own name, from which all names of its children are made.

import { backendServiceName, headlessServiceName, proxyServiceName, workloadName } from '../decode/names.ts';
import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import type { Server } from '../decode/server.ts';
import type { Finding } from '../kube/finding.ts';
import { quote } from './quote.ts';
import { finding, type ValidationInput } from './rule.ts';

/** Limit of DNS labels and of label values (RFC 1035, Kubernetes). */
const MAX_LABEL = 63;
/** `-` and a hash of up to ten characters, which the StatefulSet controller adds in label `controller-revision-hash`. */
const REVISION_SUFFIX = '-0123456789';
const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const PATH = 'metadata.name';

/** Length, grammar, the reserved name, and names that clash with the Services of a neighbour. */
export function validateServerName({ server }: ValidationInput): readonly Finding[] {
  const { name } = server;
  // Only /default and /validate of a CREATE with `generateName` see no name; the API server has made one by then.
  if (name === '') return [];
  if (name === 'mcpserver') {
    return [
      finding(
        'MCP010',
        PATH,
        'The proxies of all servers carry the label app: mcpserver, so a server of that name would get their traffic; choose another name.',
      ),
    ];
  }
  return [...validateGrammar(name), ...validateLength(server), ...validateClash(server)];
}

function validateGrammar(name: string): readonly Finding[] {
  if (DNS_LABEL.test(name)) return [];
  return [
    finding('MCP008', PATH, `${quote(name)} is not a DNS label; use lower-case letters, digits and hyphens only.`),
  ];
}

/** The longest name among those with a limit decides: `mcp-N-headless` for HTTP, the revision label for stdio. */
function validateLength(server: Server): readonly Finding[] {
  const { listens } = TRANSPORT_TRAITS[server.transport];
  const derived = [
    `${workloadName(server)}${REVISION_SUFFIX}`,
    proxyServiceName(server),
    ...(listens ? [backendServiceName(server), headlessServiceName(server)] : []),
  ];
  const extra = Math.max(...derived.map((name) => name.length)) - server.name.length;
  if (server.name.length + extra <= MAX_LABEL) return [];
  const message = `The name has ${server.name.length} characters; with transport ${server.transport} at most ${MAX_LABEL - extra} leave room for the names of Services and revisions; choose a shorter one.`;
  return [finding('MCP007', PATH, message)];
}

/** Only a server with a backend Service can take the name of a neighbour's Service. */
function validateClash(server: Server): readonly Finding[] {
  if (!TRANSPORT_TRAITS[server.transport].listens) return [];
  const [, neighbour, ending] = /^(.+)-(proxy|headless)$/.exec(server.name) ?? [];
  if (neighbour === undefined || ending === undefined) return [];
  const message = `Service ${backendServiceName(server)} would belong to this server and to a server named ${quote(neighbour)}; choose a name that does not end in -${ending}, or have no such neighbour.`;
  return [finding('MCP009', PATH, message)];
}
