// POST /sync: Metacontroller's question "what should exist for this MCPServer, and what is its status?"

import { readRecord } from '../children/kept/record.ts';
import { checkController } from '../decode/controller.ts';
import { namespaceFacts, settingsInSync } from '../decode/effective-settings.ts';
import { decodeReferences } from '../decode/references.ts';
import { findOtherOperator } from '../decode/other-operator.ts';
import { decodeServer } from '../decode/server.ts';
import { decodeSyncRequest } from '../decode/sync-request.ts';
import { findLeftBehind, findTakenNames } from '../decode/taken-names.ts';
import { respondBadRequest, respondRefusal } from '../respond/respond-error.ts';
import { respondSync } from '../respond/respond-sync.ts';
import { computeStatus } from '../status/compute-status.ts';
import { readStatus } from '../status/previous.ts';
import { compile } from '../compile/compiled.ts';
import { validateStored } from '../validate/object.ts';
import { holdName } from '../compile/hold.ts';
import { desiredChildren } from './desired-children.ts';
import type { Hook } from './hook.ts';

/** Parent, observed children and related objects in, status and desired children out. */
export const answerSync: Hook = (body, { settings: given, receivedAt }) => {
  const request = decodeSyncRequest(body);
  if (!request.ok) return respondBadRequest(request.error);
  const { controller, parent, stored, children: observed, related } = request.value;
  const expected = checkController(controller, given);
  if (!expected.ok) return respondRefusal(expected.error);

  const server = decodeServer(stored, given);
  const references = decodeReferences(server, related, given);
  const settings = settingsInSync(given, namespaceFacts(server, references));
  const compiled = compile({ server, references, settings });
  const findings = [...validateStored(stored, compiled), ...findOtherOperator(parent)];
  const taken = findTakenNames(server, related, observed);
  const record = readRecord(parent.status);
  const desired = desiredChildren(compiled, { observed, findings, taken, record });
  const status = computeStatus({
    ...desired,
    compiled,
    observed,
    desired: desired.wanted,
    leftBehind: findLeftBehind(server, related, observed),
    previous: readStatus(parent.status),
    receivedAt,
  });
  const { children, inspected, resyncAfterSeconds } = desired;
  return respondSync(parent.metadata, {
    status,
    children,
    hold: holdName(desired.hold),
    inspected,
    resyncAfterSeconds,
  });
};
