// Vocabulary: the directives of a strategic merge patch: members that are instructions, not data.

/** Order to replace or delete the object or list item that it stands in. */
export const PATCH = '$patch';

/** List of the members that are kept; all others are taken away. */
export const RETAIN_KEYS = '$retainKeys';

/** Before the name of a list: the order that its items shall have. */
export const SET_ELEMENT_ORDER = '$setElementOrder/';

/** Before the name of a list of scalars: values to take out of it. */
export const DELETE_FROM_PRIMITIVE_LIST = '$deleteFromPrimitiveList/';

/** No field, label or annotation that Kubernetes accepts begins with a dollar sign, so each such key is meant as an order. */
export function isDirective(key: string): boolean {
  return key.startsWith('$');
}
