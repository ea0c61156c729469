// POST /default: the mutating webhook. It fills what is absent and translates legacy fields, and touches nothing else.

import { decodeAdmissionReview } from '../decode/admission-review.ts';
import { decodeSent } from '../decode/sent.ts';
import { findExcess } from '../decode/spec-size.ts';
import { defaultPatch } from '../default/default-patch.ts';
import { respondAllowed, respondPatched } from '../respond/respond-admission.ts';
import { respondBadRequest } from '../respond/respond-error.ts';
import { isExempt } from '../decode/exempt.ts';
import { readMember } from '../kube/json-reader.ts';
import { validateReplacedForms } from '../validate/replaced-forms.ts';
import type { Hook } from './hook.ts';

/** AdmissionReview in, JSON patch out. */
export const answerDefault: Hook = (body, { settings }) => {
  const request = decodeAdmissionReview(body);
  if (!request.ok) return respondBadRequest(request.error);
  // What servers refer to has its defaults in the schema.
  if (request.value.kind.kind !== 'MCPServer' || isExempt(request.value)) return respondAllowed(request.value);
  const { object, oldObject, fieldManager } = request.value;
  // A spec that is too large counts as empty everywhere, and /validate refuses it. A patch would hold parts of it again.
  if (findExcess(readMember(object, 'spec')) !== undefined) return respondAllowed(request.value);
  return respondPatched(request.value, defaultPatch(object, { stored: oldObject, fieldManager }), {
    warnings: validateReplacedForms(decodeSent(object)),
    settings,
  });
};
