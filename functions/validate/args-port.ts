// Rule: a port in the arguments that is not the port that the proxy calls.

import { TRANSPORT_TRAITS } from '../decode/transports.ts';
import { at, type Finding } from '../kube/finding.ts';
import { readStrings } from '../kube/json-reader.ts';
import { isPort } from '../default/translate-legacy-fields.ts';
import type { Server } from '../decode/server.ts';
import { finding, type ValidationInput } from './rule.ts';
import { templateContainer } from '../compile/backend-pod/template-container.ts';

/** `--port 3000`, `--port=3000` and the spelling with one hyphen. Other names of flags may mean other ports. */
const FLAG = /^--?port(?:=(\d{1,5}))?$/;

/** Warns only where it is clear: the flag is called `port`, and its value is a number. */
export function validateArgsPort({ server }: ValidationInput): readonly Finding[] {
  if (!TRANSPORT_TRAITS[server.transport].listens) return [];
  const { path, fields } = templateContainer(server);
  return [
    ...validateArgs(server.spec.args ?? [], 'spec.args', server),
    ...validateArgs(readStrings(fields, 'args'), at(path, 'args'), server),
  ];
}

function validateArgs(args: readonly string[], path: string, server: Server): readonly Finding[] {
  return args.flatMap((arg, index) => {
    const flag = FLAG.exec(arg);
    const port = flag === null ? Number.NaN : Number(flag[1] ?? args[index + 1]);
    if (!isPort(port) || port === server.mcpPort) return [];
    const message = `The server is told to listen on ${port}, but the proxy calls mcpPort ${server.mcpPort}; make them equal.`;
    return [finding('MCP016', at(path, index), message)];
  });
}
