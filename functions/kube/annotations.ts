// Vocabulary: annotations of an MCPServer, and labels of its children, that more than one step reads.

/** Cuts all network of a server's pods while it is "true". Any other value has no effect. */
export const QUARANTINE = 'mcpserver.toolhive.stacklok.dev/quarantine';

/** Whether the annotations ask for quarantine. */
export function asksForQuarantine(annotations: Readonly<Record<string, string>>): boolean {
  return annotations[QUARANTINE] === 'true';
}

/** Label that Metacontroller puts on each child: the uid of its parent. Whoever sets it makes Metacontroller adopt the object. */
export const CONTROLLER_UID = 'controller-uid';
