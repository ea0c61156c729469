// Lessons from servers in use: each has an example whose expected files show it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExpected } from '../expected/folders.ts';

/** One thing that an expected file must say, or must not. */
interface Sign {
  readonly example: string;
  readonly file: 'admission' | 'children' | 'status' | 'related-rules';
  readonly has?: RegExp;
  readonly hasNot?: RegExp;
}

const LESSONS: Readonly<Record<string, readonly Sign[]>> = {
  'groupRef as plain text is accepted, and stored as an object': [
    { example: 'legacy-ports', file: 'admission', has: /path: \/spec\/groupRef\n\s+value:\n\s+name: team-a/ },
    { example: 'group', file: 'admission', has: /path: \/spec\/groupRef/ },
  ],
  'podTemplateSpec is where people say most: program, arguments, variables, mounts, limits': [
    { example: 'pod-template-home-lab', file: 'children', has: /command:\n\s+- npx\n/ },
    { example: 'pod-template-home-lab', file: 'children', has: /fieldPath: spec\.nodeName/ },
    { example: 'pod-template-home-lab', file: 'children', has: /memory: 512Mi/ },
    { example: 'pod-template', file: 'children', has: /name: log-shipper/ },
  ],
  'keys of the pod template in another case are read, with a warning': [
    { example: 'pod-template-spelling', file: 'admission', has: /MCP042 .*volumes\[0\]\.emptydir/ },
    {
      example: 'pod-template-spelling',
      file: 'children',
      has: /name: cache\n\s+mountPath: \/cache|mountPath: \/cache\n\s+name: cache/,
    },
  ],
  'a pod template that is lost has no effect, as under ToolHive, and the right path is named': [
    {
      example: 'pod-template-lost',
      file: 'admission',
      has: /MCP041 .*move it to spec\.podTemplateSpec\.spec\.containers\./,
    },
  ],
  'command, valueFrom, envFrom and volumes are fields of their own': [
    { example: 'env-and-volumes', file: 'children', has: /command:\n\s+- files-server/ },
    { example: 'env-and-volumes', file: 'children', has: /configMapKeyRef:/ },
    { example: 'env-and-volumes', file: 'children', has: /envFrom:/ },
    { example: 'env-and-volumes', file: 'children', has: /claimName: files-data/ },
  ],
  'a volume without a source, amounts as numbers, three spellings of a file mode, $(uname -m) as it stands': [
    { example: 'yaml-habits', file: 'children', has: /emptyDir: \{\}[^]*emptyDir: \{\}/ },
    { example: 'yaml-habits', file: 'children', has: /cpu: "1"\n\s+memory: 512Mi[^]*cpu: "1"\n\s+memory: 512Mi/ },
    { example: 'yaml-habits', file: 'children', has: /(defaultMode: 256[^]*){3}/, hasNot: /defaultMode: (?!256)/ },
    { example: 'yaml-habits', file: 'children', has: /- exec \.\/server-\$\(uname -m\) --token-file/ },
  ],
  'an HTTP server without a port hears of 8080, and its own values of these variables do not count': [
    { example: 'http-without-port', file: 'children', has: /name: MCP_PORT\n\s+value: "8080"/ },
    {
      example: 'http-without-port',
      file: 'children',
      has: /name: MCP_TRANSPORT\n\s+value: streamable-http/,
      hasNot: /value: http\n/,
    },
    { example: 'http-without-port', file: 'admission', has: /MCP020 spec\.env\[0\]\.name/ },
  ],
  'spec.resources limits the server, not the proxy': [
    { example: 'readme', file: 'children', has: /name: mcp\n[^]*memory: 128Mi/ },
  ],
  'two keys of one Secret': [
    {
      example: 'two-keys-of-a-secret',
      file: 'children',
      has: /name: MAIL_USER[^]*key: user[^]*name: MAIL_PASSWORD[^]*key: MAIL_PASSWORD/,
    },
  ],
  'an account of the user keeps its token, in the spec or in the pod template only': [
    {
      example: 'service-account',
      file: 'children',
      has: /serviceAccountName: cloud-reader/,
      hasNot: /name: service-account-sa/,
    },
    { example: 'service-account-in-template', file: 'children', has: /serviceAccountName: template-reader/ },
  ],
  'what people would have liked to be told': [
    { example: 'risky-habits', file: 'admission', has: /allowed: true/ },
    { example: 'risky-habits', file: 'admission', has: /MCP013 spec\.image/ },
    { example: 'risky-habits', file: 'admission', has: /MCP016 spec\.args\[0\]/ },
    { example: 'risky-habits', file: 'admission', has: /MCP021 spec\.env\[0\]\.value/, hasNot: /correct-horse/ },
    {
      example: 'risky-habits',
      file: 'admission',
      has: /MCP032 spec\.proxyMode[^]*MCP032 spec\.endpointPrefix[^]*MCP032 spec\.args/,
    },
  ],
  'oidcConfig of an old manifest is honoured': [
    { example: 'legacy-oidc', file: 'children', has: /"Issuer": "https:/ },
    { example: 'legacy-oidc', file: 'admission', has: /MCP082/, hasNot: /MCP030/ },
  ],
  'a mount at /tmp of the user takes the place of ours': [
    { example: 'tmp-of-the-user', file: 'children', has: /mountPath: \/tmp\n/, hasNot: /toolhive-tmp/ },
    { example: 'pod-template-home-lab', file: 'children', has: /mountPath: \/tmp\n/, hasNot: /toolhive-tmp/ },
    { example: 'readme', file: 'children', has: /toolhive-tmp/ },
  ],
  'who may call mcp-N past the proxy is a setting': [
    { example: 'backend-ingress', file: 'children', has: /ingress:\n\s+- from:\n\s+- podSelector: \{\}\n/ },
    { example: 'readme', file: 'children', hasNot: /- podSelector: \{\}\n/ },
  ],
};

for (const [lesson, signs] of Object.entries(LESSONS)) {
  test(`lesson: ${lesson}`, () => {
    for (const { example, file, has, hasNot } of signs) {
      const text = readExpected(example).get(`${file}.yaml`);
      assert.ok(text !== undefined, `${example} has no expected ${file}`);
      if (has !== undefined) assert.match(text, has, `${example}: ${file}`);
      if (hasNot !== undefined) assert.doesNotMatch(text, hasNot, `${example}: ${file}`);
    }
  });
}
