// Vocabulary: the grammar of labels, annotations and other qualified names.

/** `[prefix/]name`: the prefix is a DNS name of at most 253 characters, the name has at most 63. */
const QUALIFIED_NAME =
  /^(?:(?=[^/]{1,253}\/)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Whether a label, a taint or a condition of a pod can have this name. */
export function isQualifiedName(name: string): boolean {
  return QUALIFIED_NAME.test(name);
}

/** Whether an annotation can have this key; the API server compares it in lower case. */
export function isAnnotationKey(key: string): boolean {
  return QUALIFIED_NAME.test(key.toLowerCase());
}

/** Whether a label can have this value. */
export function isLabelValue(value: string): boolean {
  return LABEL_VALUE.test(value);
}
