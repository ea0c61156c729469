// Registry: findings about objects that servers refer to.

import type { FindingEntry } from './entry.ts';

/** Codes of this area. */
export type ConfigCode = 'MCP150' | 'MCP151' | 'MCP152';

const ISSUER = 'https://login.example.com';

/** Rows of this area. */
export const CONFIG_FINDINGS: Readonly<Record<ConfigCode, FindingEntry>> = {
  MCP150: {
    level: 'error',
    stored: 'held',
    title: 'An object that servers refer to cannot be used',
    why: 'No server that names it could take over the change; those that run would stay as they are.',
    remedy: 'Correct the member that the message names.',
    kind: 'MCPOIDCConfig',
    example: { spec: { type: 'inline', inline: { issuer: 'http://login.example.com' } } },
    nearMiss: { spec: { type: 'inline', inline: { issuer: ISSUER } } },
  },
  MCP151: {
    level: 'warning',
    title: 'A part of an object that servers refer to is nothing for an MCPServer',
    why: 'It may be meant for another kind that refers to the same object; an MCPServer ignores it, or is not started with it.',
    remedy: 'Remove it, or keep the object for other kinds.',
    kind: 'MCPOIDCConfig',
    example: { spec: { type: 'kubernetesServiceAccount', kubernetesServiceAccount: { serviceAccount: 'reader' } } },
    nearMiss: { spec: { type: 'kubernetesServiceAccount', kubernetesServiceAccount: { issuer: ISSUER } } },
  },
  MCP152: {
    level: 'warning',
    title: 'An object that servers refer to is deleted while it is in use',
    why: 'Servers that name it stay as they are and take over no change until it is there again.',
    remedy: 'Change the references of the servers first, or make the object again.',
    foundBy: 'deletion',
    kind: 'MCPOIDCConfig',
    example: { status: { referencingWorkloads: [{ kind: 'MCPServer', name: 'fetch' }] } },
    nearMiss: { status: { referencingWorkloads: [] } },
  },
};
