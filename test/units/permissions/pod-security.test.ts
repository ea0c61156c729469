// Unit: Pod Security levels, judged on the pod as it will run. A real API server is asked in test/apiserver/pod-security.test.ts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS, type Settings } from '../../../functions/decode/settings.ts';
import { POD_SECURITY_CONTROLS } from '../../../functions/kube/pod-security-controls.ts';
import { type Loose, READY_BACKEND, builtChildren } from '../children/build.ts';
import { findingsOf, placesOf } from '../validate/plain-server.ts';

const STRICT: Settings = { ...DEFAULT_SETTINGS, podSecurity: { enforce: 'restricted', warn: 'restricted' } };
const BASE: Settings = { ...DEFAULT_SETTINGS, podSecurity: { enforce: 'baseline', warn: 'restricted' } };
const OFF: Settings = { ...DEFAULT_SETTINGS, podSecurity: { enforce: 'privileged', warn: 'privileged' } };
const POD = 'spec.podTemplateSpec.spec';

function template(spec: Loose, metadata?: Loose): Loose {
  return { podTemplateSpec: { ...(metadata !== undefined && { metadata }), spec } };
}

function container(fields: Loose): Loose {
  return template({ containers: [{ name: 'mcp', ...fields }] });
}

function levelFindings(spec: Loose, settings?: Settings): readonly string[] {
  return placesOf(spec, settings).filter((text) => text.startsWith('MCP11'));
}

/** A container that keeps level restricted, beside the server. */
const TIDY = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

function beside(list: string, fields: Loose): Loose {
  return template({ [list]: [{ name: 'helper', image: 'a:1', securityContext: TIDY, ...fields }] });
}

/** One row for each field that a control of level baseline forbids, and the place that is named. */
const BASELINE: readonly (readonly [Loose, string])[] = [
  [template({ hostNetwork: true }), `${POD}.hostNetwork`],
  [template({ hostPID: true }), `${POD}.hostPID`],
  [template({ hostIPC: true }), `${POD}.hostIPC`],
  [
    template({ securityContext: { windowsOptions: { hostProcess: true } } }),
    `${POD}.securityContext.windowsOptions.hostProcess`,
  ],
  [container({ securityContext: { privileged: true } }), `${POD}.containers[0].securityContext.privileged`],
  [
    container({ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }),
    `${POD}.containers[0].securityContext.capabilities.add`,
  ],
  [template({ volumes: [{ name: 'v', hostPath: { path: '/' } }] }), `${POD}.volumes[0].hostPath`],
  [{ volumes: [{ name: 'v', mountPath: '/v', hostPath: '/srv' }] }, 'spec.volumes[0].hostPath'],
  [beside('containers', { ports: [{ containerPort: 1, hostPort: 1 }] }), `${POD}.containers[0].ports[0].hostPort`],
  [
    container({ readinessProbe: { httpGet: { host: '169.254.169.254', port: 80 } } }),
    `${POD}.containers[0].readinessProbe.httpGet.host`,
  ],
  [
    container({ lifecycle: { postStart: { tcpSocket: { host: 'a', port: 1 } } } }),
    `${POD}.containers[0].lifecycle.postStart.tcpSocket.host`,
  ],
  [
    container({ securityContext: { appArmorProfile: { type: 'Unconfined' } } }),
    `${POD}.containers[0].securityContext.appArmorProfile.type`,
  ],
  [
    template({}, { annotations: { 'container.apparmor.security.beta.kubernetes.io/mcp': 'unconfined' } }),
    'spec.podTemplateSpec.metadata.annotations["container.apparmor.security.beta.kubernetes.io/mcp"]',
  ],
  [template({ securityContext: { seLinuxOptions: { type: 'spc_t' } } }), `${POD}.securityContext.seLinuxOptions.type`],
  [template({ securityContext: { seLinuxOptions: { user: 'u' } } }), `${POD}.securityContext.seLinuxOptions.user`],
  [container({ securityContext: { procMount: 'Unmasked' } }), `${POD}.containers[0].securityContext.procMount`],
  [
    template({ securityContext: { seccompProfile: { type: 'Unconfined' } } }),
    `${POD}.securityContext.seccompProfile.type`,
  ],
  [
    template({ securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } }),
    `${POD}.securityContext.sysctls[0].name`,
  ],
  [
    beside('initContainers', { securityContext: { ...TIDY, privileged: true, allowPrivilegeEscalation: true } }),
    `${POD}.initContainers[0].securityContext.privileged`,
  ],
];

for (const [spec, place] of BASELINE) {
  test(`validatePodSecurity: baseline refuses ${place}`, () => {
    const errors = findingsOf(spec, BASE).filter(({ level }) => level === 'error');
    assert.deepEqual(
      errors.map(({ code, path }) => `${code} ${path}`),
      [`MCP110 ${place}`],
    );
  });

  test(`validatePodSecurity: level privileged says nothing of ${place}`, () => {
    assert.ok(levelFindings(spec, OFF).length === 0);
  });
}

const RESTRICTED: readonly (readonly [Loose, string])[] = [
  [template({ volumes: [{ name: 'v', nfs: { server: 'a', path: '/' } }] }), `${POD}.volumes[0].nfs`],
  [
    container({ securityContext: { allowPrivilegeEscalation: true } }),
    `${POD}.containers[0].securityContext.allowPrivilegeEscalation`,
  ],
  [container({ securityContext: { runAsNonRoot: false } }), `${POD}.containers[0].securityContext.runAsNonRoot`],
  [template({ securityContext: { runAsNonRoot: false } }), `${POD}.securityContext.runAsNonRoot`],
  [container({ securityContext: { runAsUser: 0 } }), `${POD}.containers[0].securityContext.runAsUser`],
  [
    container({ securityContext: { capabilities: { drop: ['NET_RAW'] } } }),
    `${POD}.containers[0].securityContext.capabilities.drop`,
  ],
  [
    container({ securityContext: { capabilities: { drop: ['ALL'], add: ['CHOWN'] } } }),
    `${POD}.containers[0].securityContext.capabilities.add`,
  ],
  [
    beside('initContainers', { securityContext: { capabilities: { drop: ['ALL'] } } }),
    `${POD}.initContainers[0].securityContext.allowPrivilegeEscalation`,
  ],
];

for (const [spec, place] of RESTRICTED) {
  test(`validatePodSecurity: restricted warns of ${place}, and refuses it when it is enforced`, () => {
    assert.deepEqual(levelFindings(spec), [`MCP111 ${place}`]);
    assert.deepEqual(levelFindings(spec, STRICT), [`MCP110 ${place}`]);
  });
}

test('validatePodSecurity: what restricted allows passes', () => {
  const spec = template({
    securityContext: {
      sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }],
      seLinuxOptions: { type: 'container_t' },
    },
    volumes: [
      { name: 'data', image: { reference: 'ghcr.io/example/data:1.0.0' } },
      { name: 'v', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } },
    ],
    containers: [{ name: 'mcp', securityContext: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } } }],
  });
  assert.deepEqual(placesOf(spec, STRICT), []);
});

test('validatePodSecurity: both pods of a server keep restricted by default, on each transport and platform', () => {
  for (const transport of ['stdio', 'sse', 'streamable-http']) {
    for (const platform of ['kubernetes', 'openshift'] as const) {
      const children = builtChildren({ spec: { transport }, settings: { platform }, observed: [READY_BACKEND] });
      const pods: readonly Loose[] = children
        .map(({ spec }: Loose) => spec?.template?.spec)
        .filter((pod: Loose) => pod !== undefined);
      assert.equal(pods.length, 2);
      for (const pod of pods) {
        const broken = POD_SECURITY_CONTROLS.flatMap(({ ofPod, ofContainer }) => {
          const ofEach = pod.containers.flatMap((each: Loose) => ofContainer?.(each, pod) ?? []);
          return [ofPod?.(pod) ?? [], ofEach].flat();
        });
        assert.deepEqual(broken, []);
      }
    }
  }
});
