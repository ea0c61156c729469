// Vocabulary: names of objects, and keys of ConfigMaps and Secrets.

/** Limit of object names and of keys in Kubernetes, in characters. */
export const MAX_NAME_LENGTH = 253;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const KEY = /^[-._a-zA-Z0-9]+$/;

/** Whether an object can have this name. */
export function isObjectName(name: string): boolean {
  return name.length <= MAX_NAME_LENGTH && DNS_SUBDOMAIN.test(name);
}

/** Whether a ConfigMap or a Secret can have this key. */
export function isDataKey(key: string): boolean {
  return key.length <= MAX_NAME_LENGTH && KEY.test(key) && key !== '.' && !key.startsWith('..');
}
