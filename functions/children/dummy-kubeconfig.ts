// Children: a kubeconfig that leads nowhere. The proxy of an HTTP server never calls the API server, but at its start it
// makes a client and ends when it finds neither a token nor a kubeconfig.

import { toGoJson } from '../kube/go-json.ts';

/** No process listens on port 1 of the pod itself, so even a call made by mistake reaches nothing. */
const NOWHERE = 'https://127.0.0.1:1';

const KUBECONFIG = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'none', cluster: { server: NOWHERE } }],
  users: [{ name: 'none', user: {} }],
  contexts: [{ name: 'none', context: { cluster: 'none', user: 'none' } }],
  'current-context': 'none',
};

/** The file as JSON, which is YAML too. */
export const DUMMY_KUBECONFIG: string = toGoJson(KUBECONFIG, 2);
