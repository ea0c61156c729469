// Condition ReferencesResolved: whether everything that the spec names could be read.

import type { ConditionDraft } from '../condition-draft.ts';
import type { Facts } from '../facts.ts';
import { findingsText } from '../findings-text.ts';

/** False lists what is missing or cannot be used; nothing new is started then. */
export function computeReferencesResolved({ input }: Facts): ConditionDraft {
  const { problems, unseenSecrets = [], missingSecrets = [] } = input.compiled.references;
  const type = 'ReferencesResolved';
  if (problems.length > 0) {
    return {
      type,
      status: 'False',
      reason: 'ReferencesNotResolved',
      message: findingsText(problems, input.compiled.settings),
    };
  }
  const notes = [
    'Everything that the spec refers to was read',
    ...(unseenSecrets.length > 0 ? [`not looked at: ${secretsText(unseenSecrets)}`] : []),
    ...(missingSecrets.length > 0 ? [`not there yet, and pods wait for it: ${secretsText(missingSecrets)}`] : []),
  ];
  return { type, status: 'True', reason: 'ReferencesResolved', message: notes.join('; ') };
}

/** More names than these are only counted. */
const SHOWN_SECRETS = 5;

function secretsText(names: readonly string[]): string {
  const more = names.length - SHOWN_SECRETS;
  const shown = names.slice(0, SHOWN_SECRETS).join(', ');
  return `Secret${names.length === 1 ? '' : 's'} ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}
