// POST /config/sync: Metacontroller's question "what is the status of this object that servers refer to?"

import { checkConfigController } from '../decode/config-controller.ts';
import { isToolHives } from '../decode/other-operator.ts';
import { listMembers } from '../decode/references/membership.ts';
import { decodeSent } from '../decode/sent.ts';
import { decodeSyncRequest } from '../decode/sync-request.ts';
import { respondConfigSync } from '../respond/respond-config-sync.ts';
import { respondBadRequest, respondRefusal } from '../respond/respond-error.ts';
import { computeConfigStatus } from '../status/config-status.ts';
import { validateConfigObject } from '../validate/config-object.ts';
import type { Hook } from './hook.ts';

/** The object and marked children of servers in, status out; it has no children. ToolHive's own controllers are not interrupted. */
export const answerConfigSync: Hook = (body, { settings, receivedAt }) => {
  const request = decodeSyncRequest(body);
  if (!request.ok) return respondBadRequest(request.error);
  const { controller, parent: object, related } = request.value;
  const kind = checkConfigController(controller, object);
  if (!kind.ok) return respondRefusal(kind.error);
  if (isToolHives(object)) return respondConfigSync(request.value, { outcome: 'left', status: object['status'] ?? {} });
  const servers = listMembers(related);
  const findings = validateConfigObject(kind.value, decodeSent(object), settings);
  const status = computeConfigStatus({ kind: kind.value, object, servers, findings, settings, receivedAt });
  return respondConfigSync(request.value, { outcome: 'synced', status });
};
