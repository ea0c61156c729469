// Vocabulary: the marks of Metacontroller on children. Whoever sets one of them speaks in its name.

/** Label with the uid of the parent. Metacontroller adopts an object that has it. */
export const CONTROLLER_UID = 'controller-uid';

/** Annotation with what Metacontroller last applied, under its dynamic apply. */
export const LAST_APPLIED: string = 'metacontroller.k8s.io/last-applied-configuration';
