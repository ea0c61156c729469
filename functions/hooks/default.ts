// POST /default: the mutating webhook. It fills what is absent and translates legacy fields, and touches nothing else.

import { decodeAdmissionReview } from '../decode/admission-review.ts';
import { decodeSent } from '../decode/sent.ts';
import { defaultPatch } from '../default/default-patch.ts';
import { respondAllowed, respondPatched } from '../respond/respond-admission.ts';
import { respondBadRequest } from '../respond/respond-error.ts';
import { isExempt } from '../decode/exempt.ts';
import { validateReplacedForms } from '../validate/replaced-forms.ts';
import type { Hook } from './hook.ts';

/** AdmissionReview in, JSON patch out. */
export const answerDefault: Hook = (body, { settings }) => {
  const request = decodeAdmissionReview(body);
  if (!request.ok) return respondBadRequest(request.error);
  // What servers refer to has its defaults in the schema.
  if (request.value.kind.kind !== 'MCPServer' || isExempt(request.value)) return respondAllowed(request.value);
  const { object, oldObject, fieldManager } = request.value;
  return respondPatched(request.value, defaultPatch(object, { stored: oldObject, fieldManager }), {
    warnings: validateReplacedForms(decodeSent(object)),
    settings,
  });
};
