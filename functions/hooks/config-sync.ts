// POST /config/sync: Metacontroller's question "what is the status of this object that servers refer to?"

import { checkConfigController } from '../decode/config-controller.ts';
import { isToolHives } from '../decode/other-operator.ts';
import { storedHash } from '../decode/references/config-object.ts';
import { listMembers } from '../decode/references/membership.ts';
import { isObo } from '../decode/references/obo.ts';
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
  const { controller, parent, stored, related } = request.value;
  const kind = checkConfigController(controller, parent);
  if (!kind.ok) return respondRefusal(kind.error);
  if (isToolHives(parent)) return respondConfigSync(parent, { outcome: 'left', status: parent.status ?? {} });
  const sent = decodeSent(stored);
  const status = computeConfigStatus({
    kind: kind.value,
    generation: parent.metadata.generation ?? 0,
    hash: storedHash(stored),
    isObo: kind.value === 'MCPExternalAuthConfig' && isObo(sent.spec),
    previous: parent.status,
    servers: listMembers(related),
    findings: validateConfigObject(kind.value, sent, settings),
    settings,
    receivedAt,
  });
  return respondConfigSync(parent, { outcome: 'synced', status });
};
