// Vocabulary: whether a pod keeps Pod Security level baseline, where nobody asks which field breaks it.

import { readObject, readObjects } from './json-reader.ts';
import type { Fields } from './object.ts';
import { POD_SECURITY_CONTROLS } from './pod-security-controls.ts';

/** Annotation of AppArmor before it was a field. */
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Whether a pod's spec, or the annotations beside it, break a control of level baseline. */
export function breaksBaseline(spec: Fields, metadata: unknown): boolean {
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => {
    const items: unknown = spec[list];
    return readObjects(items);
  });
  return (
    POD_SECURITY_CONTROLS.filter(({ level }) => level === 'baseline').some(
      ({ ofPod, ofContainer }) =>
        (ofPod?.(spec) ?? []).length > 0 ||
        containers.some((container) => (ofContainer?.(container, spec) ?? []).length > 0),
    ) || hasForeignProfile(metadata)
  );
}

function hasForeignProfile(metadata: unknown): boolean {
  const annotations = readObject(metadata, 'annotations');
  return Object.entries(annotations).some(
    ([key, value]) =>
      key.startsWith(APP_ARMOR) && value !== 'runtime/default' && !String(value).startsWith('localhost/'),
  );
}
