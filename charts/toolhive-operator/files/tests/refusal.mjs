// A server with an image that cannot exist must be refused by our webhook, asked for as a dry run: nothing is stored.
import { readFileSync } from 'node:fs';

const account = process.env.ACCOUNT ?? '/var/run/secrets/kubernetes.io/serviceaccount';
const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port, NAMESPACE: namespace, LABELS } = process.env;
const name = host.includes(':') ? `[${host}]` : host;
const { status, text } = await ask(
  `https://${name}:${port}/apis/toolhive.stacklok.dev/v1beta1/namespaces/${namespace}/mcpservers?dryRun=All`,
  {
    method: 'POST',
    ca: readFileSync(`${account}/ca.crt`),
    headers: { authorization: `Bearer ${readFileSync(`${account}/token`, 'utf8')}` },
    body: JSON.stringify({
      apiVersion: 'toolhive.stacklok.dev/v1beta1',
      kind: 'MCPServer',
      metadata: { name: 'refused-by-helm-test', labels: JSON.parse(LABELS) },
      spec: { image: 'https://not-an-image', transport: 'sse' },
    }),
  },
).catch((error) => end(false, `the API server does not answer: ${error.message}`));
const refused = status >= 400 && text.includes('validate.mcpserver.toolhive.stacklok.dev') && text.includes('MCP012');
end(refused, refused ? 'the mistake is refused with its reason' : `expected a refusal by the webhook, got ${status}: ${text}`);
