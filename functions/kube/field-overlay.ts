// Vocabulary: what no published schema says of fields. A few rows by hand, each with its source; everything else is in the
// table that is generated from the schemas.

/**
 * Values that mean the same as no value, so that the API server does not store them: fields that are no pointer and have
 * `omitempty`.
 * @see k8s.io/api v0.36.3, core/v1/types.go
 */
export const UNSTORED_VALUES: readonly { readonly value: false | 0 | ''; readonly fields: readonly string[] }[] = [
  {
    value: false,
    fields: ['hostNetwork', 'hostPID', 'hostIPC', 'stdin', 'stdinOnce', 'tty', 'readOnly'],
  },
  {
    value: 0,
    fields: [
      'initialDelaySeconds',
      'timeoutSeconds',
      'periodSeconds',
      'successThreshold',
      'failureThreshold',
      'hostPort',
    ],
  },
  {
    value: '',
    fields: [
      'value',
      'prefix',
      'subPath',
      'subPathExpr',
      'medium',
      'workingDir',
      'imagePullPolicy',
      'terminationMessagePath',
      'terminationMessagePolicy',
      'nodeName',
      'hostname',
      'subdomain',
      'priorityClassName',
      'schedulerName',
      'serviceAccountName',
      'serviceAccount',
      'restartPolicy',
      'dnsPolicy',
      'hostIP',
      'protocol',
      'operator',
      'effect',
      'apiVersion',
      'containerName',
    ],
  },
];

/** Objects of which an empty one means the same as none. Others, such as `emptyDir` and selectors, mean something. Same source. */
export const UNSTORED_OBJECTS: readonly string[] = ['resources'];

/** Numbers that people write in octal, as text. Same source. */
export const FILE_MODES: readonly string[] = ['mode', 'defaultMode'];

/** Lists of custom resources with the keys of their items: conditions, as in `schemas/mcp-server.schema.yaml`. */
export const CUSTOM_LIST_KEYS: Readonly<Record<string, readonly string[]>> = { conditions: ['type'] };
