// POST /validate: the validating webhook. All findings at once: errors refuse, warnings are shown.

import { decodeAdmissionReview } from '../decode/admission-review.ts';
import { CONFIG_KINDS } from '../decode/settings.ts';
import { respondFindings } from '../respond/respond-admission.ts';
import { respondBadRequest } from '../respond/respond-error.ts';
import { validateMetadataUpdate } from '../validate/annotations.ts';
import { validateConfigObject } from '../validate/config-object.ts';
import { isExempt } from '../validate/exempt.ts';
import type { Hook } from './hook.ts';
import { judgeServer } from './judge.ts';

/** AdmissionReview in, verdict out; of an MCPServer, or of an object that servers refer to. */
export const answerValidate: Hook = (body, { settings }) => {
  const request = decodeAdmissionReview(body);
  if (!request.ok) return respondBadRequest(request.error);
  const { object } = request.value;
  const config = CONFIG_KINDS.find((kind) => kind === request.value.kind.kind);
  if (config !== undefined) {
    return respondFindings(
      request.value,
      isExempt(request.value) ? [] : validateConfigObject(config, object, settings),
    );
  }
  if (isExempt(request.value)) return respondFindings(request.value, validateMetadataUpdate(object));
  return respondFindings(request.value, judgeServer(object, settings).findings);
};
