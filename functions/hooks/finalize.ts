// POST /finalize: for installations that want a finalizer. Owner references remove the children, so the answer is at once.

import { readRecord } from '../children/kept/record.ts';
import { decodeReferences } from '../decode/references.ts';
import { decodeServer } from '../decode/server.ts';
import { decodeSyncRequest } from '../decode/sync-request.ts';
import { respondFinalize } from '../respond/respond-finalize.ts';
import { respondBadRequest } from '../respond/respond-error.ts';
import { computeStatus } from '../status/compute-status.ts';
import { compile } from '../compile/compiled.ts';
import { readStatus } from '../status/previous.ts';
import type { Hook } from './hook.ts';

/** The last status, and leave to go. */
export const answerFinalize: Hook = (body, { settings, receivedAt }) => {
  const request = decodeSyncRequest(body);
  if (!request.ok) return respondBadRequest(request.error);
  const { parent, stored, children: observed, related } = request.value;
  const server = decodeServer(stored, settings);
  const references = decodeReferences(server, related, settings);
  const input = {
    compiled: compile({ server, references, settings }),
    observed,
    desired: [],
    findings: [],
    taken: [],
    unproven: [],
    isClosed: false,
    hold: { cause: undefined, isQuarantined: false },
    record: readRecord(parent.status),
    previous: readStatus(parent.status),
    receivedAt,
  };
  return respondFinalize(parent.metadata, computeStatus(input));
};
