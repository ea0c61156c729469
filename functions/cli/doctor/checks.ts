// Doctor: is an installation whole? Every check looks at objects only; what is wrong comes with its remedy.

import { checkConfigWebhook, checkWebhook } from './admission.ts';
import { checkCertificate } from './certificates.ts';
import { checkConfigKinds, checkDefinition } from './definitions.ts';
import { checkHookPort } from './hook-port.ts';
import { checkFlags, checkMetacontroller } from './metacontroller.ts';
import type { Check, Finding, Patient } from './patient.ts';
import { checkRights } from './rights.ts';
import { checkComposite, checkFinalizers, checkHooks, checkRival, checkServers } from './servers.ts';

/** All checks, in the order in which an installation is built up. */
export function checkInstallation(patient: Patient): readonly Check[] {
  return CHECKS.map(([what, check]) => {
    const { verdict, says } = check(patient);
    return { what, verdict, says };
  });
}

const CHECKS: readonly (readonly [string, (patient: Patient) => Finding])[] = [
  ['definition', checkDefinition],
  ['config kinds', checkConfigKinds],
  ['metacontroller', checkMetacontroller],
  ['its flags', checkFlags],
  ['its rights', checkRights],
  ['hooks', checkHooks],
  ['hook port', checkHookPort],
  ['composite controller', checkComposite],
  ['certificate', checkCertificate],
  ['defaulting webhook', (patient) => checkWebhook(patient, 'MutatingWebhookConfiguration', '/default')],
  ['validating webhook', (patient) => checkWebhook(patient, 'ValidatingWebhookConfiguration', '/validate')],
  ['config webhook', checkConfigWebhook],
  ['one operator', checkRival],
  ['old finalizers', checkFinalizers],
  ['servers', checkServers],
];
