// POST /validate: the validating webhook. All findings at once: errors refuse, warnings are shown.

import { decodeAdmissionReview } from '../decode/admission-review.ts';
import { respondFindings } from '../respond/respond-admission.ts';
import { respondBadRequest } from '../respond/respond-error.ts';
import { validateMetadataUpdate } from '../validate/annotations.ts';
import { isExempt } from '../validate/exempt.ts';
import type { Hook } from './hook.ts';
import { judgeServer } from './judge.ts';

/** AdmissionReview in, verdict out. */
export const answerValidate: Hook = (body, { settings }) => {
  const request = decodeAdmissionReview(body);
  if (!request.ok) return respondBadRequest(request.error);
  const { object } = request.value;
  if (isExempt(request.value)) return respondFindings(request.value, validateMetadataUpdate(object));
  return respondFindings(request.value, judgeServer(object, settings).findings);
};
