// POST /validate: the validating webhook. All findings at once: errors refuse, warnings are shown, and the audit log gets what
// was widened.

import { type AdmissionRequest, decodeAdmissionReview } from '../decode/admission-review.ts';
import { settingsAtAdmission } from '../decode/effective-settings.ts';
import { CONFIG_KINDS, type ConfigKind } from '../decode/config-kinds.ts';
import { decodeSent } from '../decode/sent.ts';
import type { Finding } from '../kube/finding.ts';
import { respondFindings } from '../respond/respond-admission.ts';
import { respondBadRequest } from '../respond/respond-error.ts';
import { validateMetadataUpdate } from '../validate/annotations.ts';
import { auditAnnotations, auditQuarantine, changesQuarantine } from '../validate/audit-annotations.ts';
import { validateConfigDeletion } from '../validate/config-deletion.ts';
import { validateConfigObject, validateConfigUpdate } from '../validate/config-object.ts';
import { isExempt } from '../decode/exempt.ts';
import { compileReadable, validateAlone } from '../validate/object.ts';
import type { Hook, HookAnswer, HookContext } from './hook.ts';

/** AdmissionReview in, verdict out; of an MCPServer, or of an object that servers refer to. */
export const answerValidate: Hook = (body, context) => {
  const request = decodeAdmissionReview(body);
  if (!request.ok) return respondBadRequest(request.error);
  const { kind, operation, oldObject } = request.value;
  const config = CONFIG_KINDS.find((known) => known === kind.kind);
  if (config === undefined) return answerServer(request.value, context);
  if (operation === 'DELETE') return respondFindings(request.value, validateConfigDeletion(config, oldObject), context);
  if (isExempt(request.value)) return respondFindings(request.value, [], context);
  return respondFindings(request.value, configFindings(config, request.value, context), context);
};

function configFindings(
  kind: ConfigKind,
  { operation, object, oldObject }: AdmissionRequest,
  { settings }: HookContext,
): readonly Finding[] {
  const sent = decodeSent(object);
  if (operation !== 'UPDATE') return validateConfigObject(kind, sent, settings);
  return validateConfigUpdate(kind, { sent, stored: decodeSent(oldObject) }, settings);
}

function updateOf({ operation, oldObject }: AdmissionRequest): { readonly stored: unknown } | undefined {
  return operation === 'UPDATE' ? { stored: oldObject } : undefined;
}

function answerServer(request: AdmissionRequest, context: HookContext): HookAnswer {
  const { object, oldObject } = request;
  const settings = settingsAtAdmission(context.settings, request.namespace);
  if (isExempt(request)) {
    const sent = decodeSent(object);
    const after = changesQuarantine(decodeSent(oldObject), sent) ? compileReadable(object, settings) : undefined;
    const audit = after && auditQuarantine({ before: compileReadable(oldObject, settings), after });
    return respondFindings(request, validateMetadataUpdate(sent), { settings, audit });
  }
  const { findings, isReadable, compiled } = validateAlone(object, settings, updateOf(request));
  if (!isReadable) return respondFindings(request, findings, { settings });
  const before = compileReadable(oldObject, settings);
  return respondFindings(request, findings, { settings, audit: auditAnnotations({ before, after: compiled }) });
}
