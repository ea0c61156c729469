// What status says about a proxy that ended because something did not answer, by the end of its log.

import assert from 'node:assert/strict';
import test from 'node:test';
import type { Pod } from 'kubernetes-types/core/v1.d.ts';
import { DEFAULT_SETTINGS } from '../../../functions/decode/settings.ts';
import { computeStatus } from '../../../functions/status/compute-status.ts';
import { NOT_READY, pods, READY, statusInput } from './situation.ts';

interface Ended {
  readonly lastWords: string;
  readonly container?: string;
  readonly enabled?: boolean;
}

/** `status.message` of a server whose proxy said this before it ended. */
function messageOf({ lastWords, container = 'toolhive', enabled = true }: Ended): string {
  const [pod] = pods('proxy-crash-loop');
  const ended = JSON.parse(
    JSON.stringify(pod)
      .replace('"reason":"Error"', `"reason":"Error","message":${JSON.stringify(lastWords)}`)
      .replaceAll('"name":"toolhive"', `"name":"${container}"`),
  ) as Pod;
  const networkPolicy = { ...DEFAULT_SETTINGS.networkPolicy, enabled };
  const situation = { statefulSet: READY, deployment: NOT_READY, pods: [ended] };
  const input = statusInput({ ...situation, settings: { ...DEFAULT_SETTINGS, networkPolicy } });
  return computeStatus(input).message ?? '';
}

/** The end of a log, and what it comes to. */
const LAST_WORDS: readonly (readonly [string, string])[] = [
  ['{"level":"ERROR","msg":"failed to connect to Redis: context deadline exceeded"}', 'it gets no answer from Redis'],
  [
    'level=INFO msg=start\nError: failed to connect to Redis at r:6380: dial tcp 10.0.0.7:6380: i/o timeout',
    'it gets no answer from Redis',
  ],
  [
    'failed to discover OIDC endpoints: Get "https://login.example.com/x": context deadline exceeded',
    'it gets no answer from its OIDC issuer',
  ],
  [
    'dial tcp: lookup redis.cache.svc on 10.0.0.10:53: read udp 10.244.0.8:4321->10.0.0.10:53: i/o timeout',
    'it gets no answer when it looks up redis.cache.svc',
  ],
  ['Get "https://10.0.0.1/apis": dial tcp 10.0.0.1:443: i/o timeout', 'it gets no answer from 10.0.0.1:443'],
  ['dial tcp [fd00::1]:443: connect: no route to host', 'it gets no answer from [fd00::1]:443'],
];

for (const [lastWords, says] of LAST_WORDS) {
  test(`computeStatus: a proxy that ends with ${JSON.stringify(lastWords)} may have its policy in the way`, () => {
    const message = messageOf({ lastWords });
    assert.ok(message.includes(`${says}; the policy may be in the way: NetworkPolicy fetch-proxy. Next: `), message);
    assert.ok(message.includes('kubectl describe networkpolicy fetch-proxy -n toolhive-system'), message);
    assert.ok(message.includes('networkPolicy.proxyEgress; read its last words with kubectl logs fetch-'), message);
  });
}

test('computeStatus: without policies none is in the way', () => {
  const message = messageOf({ lastWords: 'failed to connect to Redis: context deadline exceeded', enabled: false });
  assert.match(message, /it gets no answer from Redis\. Next: check the address/);
  assert.doesNotMatch(message, /policy/i);
});

/** Refused connections: nobody listens there, or kube-router's policies, which reject. */
const REFUSED: readonly (readonly [string, string])[] = [
  ['failed to connect to Redis: dial tcp 10.0.0.7:6380: connect: connection refused', 'it is refused by Redis'],
  ['Get "https://a/.well-known/openid-configuration": connection refused', 'it is refused by its OIDC issuer'],
  [
    'dial tcp: lookup a.b.svc on 10.43.0.10:53: read udp 10.42.0.8:1->10.43.0.10:53: read: connection refused',
    'it is refused when it looks up a.b.svc',
  ],
  ['Post "https://hook/x": dial tcp 10.0.0.1:443: connect: connection refused', 'it is refused by 10.0.0.1:443'],
];

for (const [lastWords, says] of REFUSED) {
  test(`computeStatus: a proxy that ends with ${JSON.stringify(lastWords)} has nobody there, or a policy that rejects`, () => {
    const message = messageOf({ lastWords });
    assert.ok(message.includes(`${says}; on k3s and k0s, `), message);
    assert.match(
      message,
      /may be in the way: NetworkPolicy fetch-proxy\. Next: check the address, .* listens there; see /,
    );
    assert.ok(messageOf({ lastWords, enabled: false }).includes(`${says}. Next: check the address`));
  });
}

/** Refused by the kernel of its own node: a Service without pods under Cilium, or a filter there. */
const NOT_PERMITTED: readonly (readonly [string, string])[] = [
  [
    'failed to connect to Redis: dial tcp 10.96.0.7:6379: connect: operation not permitted',
    'its node does not let it connect to Redis',
  ],
  [
    'dial tcp: lookup a.b.svc: write udp 10.0.0.8:1->10.96.0.10:53: write: operation not permitted',
    'its node does not let it look up a.b.svc',
  ],
  ['dial tcp 10.0.0.1:443: connect: operation not permitted', 'its node does not let it connect to 10.0.0.1:443'],
];

for (const [lastWords, says] of NOT_PERMITTED) {
  test(`computeStatus: a proxy that ends with ${JSON.stringify(lastWords)} was refused on its node`, () => {
    const message = messageOf({ lastWords });
    assert.ok(message.includes(`${says}. Next: check that the Service has ready pods, `), message);
    assert.match(message, /; see what the policy opens with kubectl describe networkpolicy fetch-proxy -n /);
    assert.doesNotMatch(messageOf({ lastWords, enabled: false }), /policy/);
  });
}

/** Answers that no policy explains. */
const ANSWERED: readonly (readonly [string, RegExp])[] = [
  [
    'failed to connect to Redis: dial tcp: lookup redis.cache.svc on 10.0.0.10:53: no such host',
    /there is no host redis\.cache\.svc\. Next: correct the address of Redis, /,
  ],
  ['failed to connect to Redis: WRONGPASS invalid username-password pair', /Redis refuses its password\. Next: check /],
  [
    'failed to discover OIDC: Get "https://login.example.com": x509: certificate signed by unknown authority',
    /does not trust the certificate .*\. Next: name the CA bundle .*caBundleRef/,
  ],
];

for (const [lastWords, says] of ANSWERED) {
  test(`computeStatus: a proxy that ends with ${JSON.stringify(lastWords)} is told of the answer`, () => {
    const message = messageOf({ lastWords });
    assert.match(message, says);
    assert.doesNotMatch(message, /policy/i);
  });
}

/** Ends that say nothing of it. */
const OTHER_WORDS = [
  'tool call deadline was 30s',
  'failed to write the CA of redis: write /etc/redis/ca.crt: operation not permitted',
  '',
];

for (const lastWords of OTHER_WORDS) {
  test(`computeStatus: a proxy that ends with ${JSON.stringify(lastWords)} is not said to have a policy in the way`, () => {
    const message = messageOf({ lastWords });
    assert.match(message, /ended with exit code 1, restarted 2 times\. Next: read its last words/);
  });
}

test('computeStatus: the last words of a sidecar mean nothing', () => {
  const message = messageOf({ lastWords: 'failed to connect to Redis: i/o timeout', container: 'other' });
  assert.doesNotMatch(message, /policy/);
});

test('computeStatus: of the last words only names and addresses are shown', () => {
  const message = messageOf({ lastWords: 'token=s3cr3t redis s3cr3t: dial tcp s3cr3t:1: i/o timeout s3cr3t' });
  assert.match(message, /no answer from Redis/);
  assert.doesNotMatch(message, /s3cr3t/);
});
