// Vocabulary: the keys of labels on children, Kubernetes' recommended ones and ToolHive's. Which child has which stands in
// compile/labels.ts; annotation keys in annotations.ts beside that.

/** Which application it is: the proxy or the backend of any server. */
export const APPLICATION = 'app.kubernetes.io/name';

/** The server. ToolHive has this one on the proxy alone. */
export const INSTANCE = 'app.kubernetes.io/instance';

/** Which half of the server. */
export const COMPONENT = 'app.kubernetes.io/component';

/** Who makes it. */
export const MANAGED_BY = 'app.kubernetes.io/managed-by';

/** The server, on both workloads and their pods. ToolHive's key. */
export const SERVER_NAME = 'toolhive-name';

/** The server once more, on the backend. ToolHive's key. */
export const SERVER_BASENAME = 'toolhive-basename';

/** Port of the proxy, on the backend. ToolHive's key. */
export const PROXY_PORT = 'toolhive-port';

/** On the backend, and in the proxy's configuration. ToolHive's key. */
export const TRANSPORT = 'toolhive-transport';

/** The server, on the ConfigMap with the proxy's configuration. The domain ends in `.io` here, in annotations in `.dev`. */
export const RUNCONFIG_SERVER = 'toolhive.stacklok.io/mcp-server';

/** What that ConfigMap is for. */
export const RUNCONFIG_COMPONENT = 'toolhive.stacklok.io/component';

/** Who makes that ConfigMap. */
export const RUNCONFIG_MANAGED_BY = 'toolhive.stacklok.io/managed-by';

/** On the ConfigMap with inline authorization. */
export const AUTHZ = 'toolhive.stacklok.io/authz';
