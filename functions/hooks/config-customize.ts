// POST /config/customize: which objects Metacontroller hands to /config/sync beside the object itself.

import { checkConfigController } from '../decode/config-controller.ts';
import { listMemberRules } from '../decode/references/membership.ts';
import { decodeCustomizeRequest } from '../decode/sync-request.ts';
import { respondCustomize } from '../respond/respond-customize.ts';
import { respondBadRequest, respondRefusal } from '../respond/respond-error.ts';
import type { Hook } from './hook.ts';

/** An object of a config kind in, rules of related objects out: marked children of servers in its namespace. */
export const answerConfigCustomize: Hook = (body) => {
  const request = decodeCustomizeRequest(body);
  if (!request.ok) return respondBadRequest(request.error);
  const { controller, parent } = request.value;
  const kind = checkConfigController(controller, parent);
  if (!kind.ok) return respondRefusal(kind.error);
  return respondCustomize(parent.metadata, listMemberRules(kind.value, parent));
};
