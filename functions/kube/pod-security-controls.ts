// Pod Security Standards as a table: what each control forbids, for a pod and for each of its containers.
// @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ (version 1.34)

import { readItems, readMember, readObject } from './json-reader.ts';
import type { Fields } from './object.ts';

/** A field that breaks a control. */
export interface Violation {
  /** Below the pod's spec, or below the container. */
  readonly path: readonly (string | number)[];
  /** What the field has to be, as the end of a sentence that begins with it. */
  readonly remedy: string;
}

/** One control of the standards. */
export interface Control {
  readonly level: 'baseline' | 'restricted';
  /** What the pod's own fields break. */
  readonly ofPod?: (spec: Fields) => readonly Violation[];
  /** What a container of any kind breaks; some fields may be set for the pod instead. */
  readonly ofContainer?: (container: Fields, spec: Fields) => readonly Violation[];
}

const BASELINE_CAPABILITIES = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);

const SAFE_SYSCTLS = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

const SELINUX_TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']);

const RESTRICTED_VOLUMES = new Set(
  'name configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret'.split(' '),
);

/** All controls, in the order of the standards. */
export const POD_SECURITY_CONTROLS: readonly Control[] = [
  {
    level: 'baseline',
    ofPod: (spec) => hostProcess(readObject(spec, 'securityContext')),
    ofContainer: (container) => hostProcess(readObject(container, 'securityContext')),
  },
  {
    level: 'baseline',
    ofPod: (spec) =>
      ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((name) =>
        spec[name] === true ? [{ path: [name], remedy: 'must not be true' }] : [],
      ),
  },
  {
    level: 'baseline',
    ofContainer: ({ securityContext }) =>
      violates(securityContext, ['privileged'], (is) => is === true, 'must be false'),
  },
  {
    level: 'baseline',
    ofContainer: ({ securityContext }) => addedBeyond(securityContext, BASELINE_CAPABILITIES),
  },
  {
    level: 'baseline',
    ofPod: (spec) =>
      readItems(spec, 'volumes').flatMap((volume, index) =>
        volume['hostPath'] === undefined
          ? []
          : [
              {
                path: ['volumes', index, 'hostPath'],
                remedy: 'is not allowed; use a claim, ConfigMap, Secret or emptyDir',
              },
            ],
      ),
  },
  {
    level: 'baseline',
    ofContainer: (container) =>
      readItems(container, 'ports').flatMap(({ hostPort }, index) =>
        hostPort === undefined || hostPort === 0
          ? []
          : [{ path: ['ports', index, 'hostPort'], remedy: 'must be left out' }],
      ),
  },
  { level: 'baseline', ofContainer: probeHosts },
  { level: 'baseline', ofPod: appArmor, ofContainer: appArmor },
  { level: 'baseline', ofPod: seLinux, ofContainer: seLinux },
  {
    level: 'baseline',
    ofContainer: ({ securityContext }) =>
      violates(securityContext, ['procMount'], (is) => is !== undefined && is !== 'Default', 'must be Default'),
  },
  { level: 'baseline', ofPod: unconfined, ofContainer: unconfined },
  {
    level: 'baseline',
    ofPod: ({ securityContext }) =>
      readItems(readObject({ securityContext }, 'securityContext')['sysctls']).flatMap(({ name }, index) =>
        typeof name === 'string' && SAFE_SYSCTLS.has(name)
          ? []
          : [{ path: ['securityContext', 'sysctls', index, 'name'], remedy: 'must be one of the safe sysctls' }],
      ),
  },
  {
    level: 'restricted',
    ofPod: (spec) =>
      readItems(spec, 'volumes').flatMap((volume, index) =>
        Object.keys(volume)
          .filter((source) => !RESTRICTED_VOLUMES.has(source) && source !== 'hostPath')
          .map((source) => ({ path: ['volumes', index, source], remedy: 'is a kind of volume that is not allowed' })),
      ),
  },
  {
    level: 'restricted',
    ofContainer: ({ securityContext }) =>
      violates(securityContext, ['allowPrivilegeEscalation'], (is) => is !== false, 'must be false'),
  },
  {
    level: 'restricted',
    ofPod: ({ securityContext }) => violates(securityContext, ['runAsNonRoot'], (is) => is === false, 'must be true'),
    ofContainer: ({ securityContext }, spec) =>
      violates(
        securityContext,
        ['runAsNonRoot'],
        (is) => (is ?? readObject(spec, 'securityContext')['runAsNonRoot']) !== true,
        'must be true',
      ),
  },
  { level: 'restricted', ofPod: rootUser, ofContainer: rootUser },
  {
    level: 'restricted',
    ofContainer: ({ securityContext }, spec) =>
      violates(
        securityContext,
        ['seccompProfile', 'type'],
        (is) => (is ?? readObject(spec, 'securityContext', 'seccompProfile')['type']) === undefined,
        'must be RuntimeDefault or Localhost',
      ),
  },
  {
    level: 'restricted',
    ofContainer: ({ securityContext }) => {
      const drop = readObject({ securityContext }, 'securityContext', 'capabilities')['drop'];
      const isDropped = Array.isArray(drop) && drop.includes('ALL');
      const missing = { path: ['securityContext', 'capabilities', 'drop'], remedy: 'must contain ALL' };
      return [...(isDropped ? [] : [missing]), ...addedBeyond(securityContext, new Set(['NET_BIND_SERVICE']))];
    },
  },
];

function hostProcess(context: Fields): readonly Violation[] {
  return readObject(context, 'windowsOptions')['hostProcess'] === true
    ? [{ path: ['securityContext', 'windowsOptions', 'hostProcess'], remedy: 'must be false' }]
    : [];
}

function addedBeyond(securityContext: unknown, allowed: ReadonlySet<string>): readonly Violation[] {
  const add = readObject({ securityContext }, 'securityContext', 'capabilities')['add'];
  const beyond = Array.isArray(add) ? add.filter((name: unknown) => !allowed.has(String(name))) : [];
  const remedy = `may only have ${[...allowed].join(', ')}`;
  return beyond.length === 0 ? [] : [{ path: ['securityContext', 'capabilities', 'add'], remedy }];
}

/** Probes and lifecycle hooks. */
const HANDLERS = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
] as const;

/** A probe or a lifecycle hook of a kubelet that calls another host than its pod. */
function probeHosts(container: Fields): readonly Violation[] {
  return HANDLERS.flatMap((place) => {
    const handler = readMember(container, ...place);
    if (handler === undefined) return [];
    return ['httpGet', 'tcpSocket'].flatMap((kind) => {
      const host = readMember(handler, kind, 'host');
      return host === undefined || host === '' ? [] : [{ path: [...place, kind, 'host'], remedy: 'must be left out' }];
    });
  });
}

/** Of seccomp and AppArmor. */
function isNoProfile(is: unknown): boolean {
  return is !== undefined && is !== 'RuntimeDefault' && is !== 'Localhost';
}

function isSet(is: unknown): boolean {
  return is !== undefined && is !== '';
}

function isOtherType(is: unknown): boolean {
  return is !== undefined && !(typeof is === 'string' && SELINUX_TYPES.has(is));
}

function appArmor({ securityContext }: Fields): readonly Violation[] {
  return violates(securityContext, ['appArmorProfile', 'type'], isNoProfile, 'must be RuntimeDefault or Localhost');
}

function seLinux({ securityContext }: Fields): readonly Violation[] {
  return [
    ...violates(securityContext, ['seLinuxOptions', 'type'], isOtherType, 'must be a container type'),
    ...violates(securityContext, ['seLinuxOptions', 'user'], isSet, 'must be left out'),
    ...violates(securityContext, ['seLinuxOptions', 'role'], isSet, 'must be left out'),
  ];
}

function unconfined({ securityContext }: Fields): readonly Violation[] {
  return violates(securityContext, ['seccompProfile', 'type'], isNoProfile, 'must be RuntimeDefault or Localhost');
}

function rootUser({ securityContext }: Fields): readonly Violation[] {
  return violates(securityContext, ['runAsUser'], (is) => is === 0, 'must not be 0');
}

function violates(
  securityContext: unknown,
  path: readonly string[],
  ...[isBad, remedy]: readonly [(value: unknown) => boolean, string]
): readonly Violation[] {
  const value = readMember(securityContext, ...path);
  return isBad(value) ? [{ path: ['securityContext', ...path], remedy }] : [];
}
