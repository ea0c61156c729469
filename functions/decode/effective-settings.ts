// Step: the settings as they hold for the servers of one namespace.

import type { Settings } from './settings.ts';

/** What is known of a namespace; no labels when it was not asked for or is not there. */
export interface NamespaceFacts {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** At admission only the name of a namespace is known: whether its labels exempt it, the sync decides. */
export function settingsAtAdmission(settings: Settings, namespace: string): Settings {
  const { imagePolicy } = settings;
  if (imagePolicy.exemptNamespaces.includes(namespace)) return withoutImagePolicy(settings);
  if (imagePolicy.exemptNamespaceLabel === undefined) return settings;
  return { ...settings, imagePolicy: { ...imagePolicy, isUndecided: true } };
}

/** In a sync the labels of the namespace are known; a namespace that was not seen is not exempt. */
export function settingsInSync(settings: Settings, namespace: NamespaceFacts): Settings {
  return isExempt(settings, namespace) ? withoutImagePolicy(settings) : settings;
}

function isExempt({ imagePolicy }: Settings, { name, labels = {} }: NamespaceFacts): boolean {
  const { exemptNamespaces, exemptNamespaceLabel = '' } = imagePolicy;
  if (exemptNamespaces.includes(name)) return true;
  const equals = exemptNamespaceLabel.indexOf('=');
  const [key, value] = [exemptNamespaceLabel.slice(0, equals), exemptNamespaceLabel.slice(equals + 1)];
  return equals > 0 && Object.hasOwn(labels, key) && labels[key] === value;
}

function withoutImagePolicy(settings: Settings): Settings {
  return {
    ...settings,
    imagePolicy: { ...settings.imagePolicy, registries: [], requireDigest: false, forbiddenTags: [] },
  };
}
