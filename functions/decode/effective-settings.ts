// Step: the settings as they hold for the servers of one namespace.

import type { NamespaceDefaults } from '../../schemas/generated/namespace-defaults.ts';
import { namespaceSettings } from './namespace-settings.ts';
import type { References } from './references/resolved.ts';
import type { Server } from './server.ts';
import type { Settings } from './settings.ts';

/** What is known of a namespace; no labels when it was not asked for or is not there. */
export interface NamespaceFacts {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The content of its ConfigMap. */
  readonly defaults?: NamespaceDefaults | undefined;
}

/** The namespace of a server, as far as its references show it. */
export function namespaceFacts({ namespace }: Server, references: References): NamespaceFacts {
  return { name: namespace, labels: references.namespaceLabels, defaults: references.namespaceDefaults };
}

/** At admission only the name of a namespace is known: whether its labels exempt it, the sync decides. */
export function settingsAtAdmission(settings: Settings, namespace: string): Settings {
  const { imagePolicy } = settings;
  if (imagePolicy.exemptNamespaces.includes(namespace)) return withoutImagePolicy(settings);
  if (imagePolicy.exemptNamespaceLabel === undefined) return settings;
  return { ...settings, imagePolicy: { ...imagePolicy, isUndecided: true } };
}

/**
 * In a sync labels and defaults of the namespace are known. A namespace that was not seen is not exempt, and one that is exempt
 * from the image policy of the settings still has its own.
 */
export function settingsInSync(settings: Settings, namespace: NamespaceFacts): Settings {
  const base = isExempt(settings, namespace) ? withoutImagePolicy(settings) : settings;
  return namespace.defaults === undefined ? base : namespaceSettings(base, namespace.defaults);
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
