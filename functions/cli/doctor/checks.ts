// Doctor: is an installation whole? Every check looks at objects only; what is wrong comes with its remedy.

import { checkConfigWebhook, checkWebhook } from './admission.ts';
import { checkCertificate } from './certificates.ts';
import { checkChildKinds, checkConfigKinds, checkDefinition } from './definitions.ts';
import { checkHookPort } from './hook-port.ts';
import { checkFlags, checkMetacontroller } from './metacontroller.ts';
import type { Check, CheckResult, Installation } from './installation.ts';
import { checkRights } from './rights.ts';
import { checkComposite, checkFinalizers, checkHooks, checkOneOperator, checkServers } from './servers.ts';

/** All checks, in the order in which an installation is built up. */
export function checkInstallation(installation: Installation): readonly Check[] {
  return CHECKS.map(([what, check]) => {
    const { verdict, message } = check(installation);
    return { what, verdict, message };
  });
}

const CHECKS: readonly (readonly [string, (installation: Installation) => CheckResult])[] = [
  ['definition', checkDefinition],
  ['config kinds', checkConfigKinds],
  ['child kinds', checkChildKinds],
  ['metacontroller', checkMetacontroller],
  ['its flags', checkFlags],
  ['its rights', checkRights],
  ['hooks', checkHooks],
  ['hook port', checkHookPort],
  ['composite controller', checkComposite],
  ['certificate', checkCertificate],
  ['defaulting webhook', (installation) => checkWebhook(installation, 'MutatingWebhookConfiguration', '/default')],
  ['validating webhook', (installation) => checkWebhook(installation, 'ValidatingWebhookConfiguration', '/validate')],
  ['config webhook', checkConfigWebhook],
  ['one operator', checkOneOperator],
  ['old finalizers', checkFinalizers],
  ['servers', checkServers],
];
