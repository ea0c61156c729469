// The hooks, called as Metacontroller calls them, must answer with the objects of a server.
import { existsSync, readFileSync } from 'node:fs';

const { SYNC_URL, CONTROLLER, CA_BUNDLE, IMAGE_FOLDER } = process.env;
// No image policy has anything against it: it is from an allowed folder and pinned.
const image = `${IMAGE_FOLDER.replace(/\/+$/, '')}/fetch:1.4.0@sha256:${'0'.repeat(64)}`;
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
      spec: { image, transport: 'streamable-http' },
    },
    children,
    related: {},
    finalizing: false,
  }),
}).catch((error) => end(false, `the hooks do not answer: ${error.message}`));
if (status !== 200) end(false, `${status}: ${text}`);
const answer = JSON.parse(text);
const kinds = answer.children.map(({ kind }) => kind);
// Where its network is restricted, the StatefulSet comes after its policy.
const isRendered = kinds.includes('Deployment') && kinds.includes('Service');
end(isRendered, `a server becomes ${kinds.join(', ') || 'nothing'}${isRendered ? '' : `: ${answer.status.message}`}`);
