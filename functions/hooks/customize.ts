// POST /customize: which objects Metacontroller hands to /sync beside the children.

import { checkController } from '../decode/controller.ts';
import { listRelatedRules } from '../decode/related-rules.ts';
import { decodeServer } from '../decode/server.ts';
import { decodeCustomizeRequest } from '../decode/sync-request.ts';
import { respondCustomize } from '../respond/respond-customize.ts';
import { respondBadRequest, respondRefusal } from '../respond/respond-error.ts';
import type { Hook } from './hook.ts';

/** Parent in, rules of related objects out: the parent's namespace only, exact names or labels only. */
export const answerCustomize: Hook = (body, { settings }) => {
  const request = decodeCustomizeRequest(body);
  if (!request.ok) return respondBadRequest(request.error);
  const { controller, parent, stored } = request.value;
  const expected = checkController(controller, settings);
  if (!expected.ok) return respondRefusal(expected.error);
  return respondCustomize(parent.metadata, listRelatedRules(decodeServer(stored, settings), settings));
};
