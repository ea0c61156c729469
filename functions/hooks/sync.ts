// POST /sync: Metacontroller's question "what should exist for this MCPServer, and what is its status?"

import { buildChildren } from '../children/index.ts';
import { restateChildren } from '../children/restate.ts';
import { checkController } from '../decode/controller.ts';
import { hasWorkloads } from '../decode/observed.ts';
import { decodeReferences } from '../decode/references.ts';
import { findRival } from '../decode/rival.ts';
import { decodeSyncRequest } from '../decode/sync-request.ts';
import { hasErrors } from '../kube/finding.ts';
import { ok } from '../kube/result.ts';
import { respondBadRequest, respondRefusal } from '../respond/respond-error.ts';
import { respondSync } from '../respond/respond-sync.ts';
import { computeStatus } from '../status/compute-status.ts';
import { readStatus } from '../status/previous.ts';
import { validateChildSizes } from '../validate/size.ts';
import type { Hook } from './hook.ts';
import { judgeServer } from './judge.ts';

/** Parent, observed children and related objects in, status and desired children out. */
export const answerSync: Hook = (body, { settings, receivedAt }) => {
  const request = decodeSyncRequest(body);
  if (!request.ok) return respondBadRequest(request.error);
  const { controller, parent, children: observed, related } = request.value;
  const expected = checkController(controller, settings);
  if (!expected.ok) return respondRefusal(expected.error);

  const { server, findings: ofSpec } = judgeServer(parent, settings);
  const judged = [...ofSpec, ...findRival(parent)];
  const references = decodeReferences(server, related, settings);
  const input = { server, references, settings, observed };
  const held = hasErrors(judged) || (references.problems.length > 0 && hasWorkloads(observed));
  const built = held ? [] : buildChildren(input);
  const findings = [...judged, ...validateChildSizes(built)];
  const children = held || hasErrors(findings) ? restateChildren(observed) : ok(built);
  if (!children.ok) return respondRefusal(children.error);

  const desired = children.value;
  const status = computeStatus({ ...input, desired, findings, previous: readStatus(parent), receivedAt });
  return respondSync(request.value, { status, children: desired });
};
