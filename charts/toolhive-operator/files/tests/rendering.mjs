// The hooks, called as Metacontroller calls them, must answer with the objects of a server.
import { existsSync, readFileSync } from 'node:fs';

const { SYNC_URL, CONTROLLER, CA_BUNDLE } = process.env;
const file = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
const token = file('/test/token/token');
const controller = { metadata: { name: 'helm-test' }, spec: JSON.parse(CONTROLLER) };
const children = Object.fromEntries(
  controller.spec.childResources.map(({ apiVersion, kind }) => [`${kind}.${apiVersion}`, {}]),
);
const { status, text } = await ask(SYNC_URL, {
  method: 'POST',
  ca: CA_BUNDLE || file('/test/ca/ca.crt'),
  cert: file('/test/client/tls.crt'),
  key: file('/test/client/tls.key'),
  headers: token === undefined ? {} : { authorization: `Bearer ${token.trim()}` },
  body: JSON.stringify({
    controller,
    parent: {
      apiVersion: 'toolhive.stacklok.dev/v1beta1',
      kind: 'MCPServer',
      metadata: { name: 'helm-test', namespace: 'default', uid: '0', generation: 1 },
      spec: { image: 'ghcr.io/example/fetch:1.4.0', transport: 'streamable-http' },
    },
    children,
    related: {},
    finalizing: false,
  }),
}).catch((error) => end(false, `the hooks do not answer: ${error.message}`));
if (status !== 200) end(false, `${status}: ${text}`);
const kinds = JSON.parse(text).children.map(({ kind }) => kind);
end(kinds.includes('Deployment') && kinds.includes('StatefulSet'), `a server becomes ${kinds.join(', ')}`);
