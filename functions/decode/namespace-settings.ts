// Step: the settings with the additions of a namespace. Of two rules the stricter one applies, whoever wrote it.

import type { NamespaceDefaults } from '../../schemas/generated/namespace-defaults.ts';
import type { Settings } from './settings.ts';

/** From loose to strict. */
const LEVELS = ['privileged', 'baseline', 'restricted'] as const;
const PROXY_INGRESS = ['any', 'namespace'] as const;
const BACKEND_INGRESS = ['open', 'namespace', 'proxy'] as const;
const MODES = ['warn', 'deny'] as const;

/** Never less strict than the settings: what a namespace says can only add to them. */
export function namespaceSettings(settings: Settings, defaults: NamespaceDefaults): Settings {
  const { resources = {}, nodeSelector = {}, imagePullSecrets = [] } = defaults;
  return {
    ...settings,
    ...strictNetwork(settings, defaults),
    ...strictPods(settings, defaults),
    imagePolicy: strictImages(settings.imagePolicy, defaults.imagePolicy ?? {}),
    proxy: { ...settings.proxy, imagePullSecrets: [...settings.proxy.imagePullSecrets, ...imagePullSecrets] },
    namespacePods: { resources: { requests: {}, limits: {}, ...resources }, nodeSelector },
  };
}

function strictNetwork(
  { permissionProfiles, networkPolicy }: Settings,
  defaults: NamespaceDefaults,
): Pick<Settings, 'permissionProfiles' | 'networkPolicy'> {
  const { except = [] } = defaults.permissionProfiles?.network ?? {};
  const { proxyIngress, backendIngress } = defaults.networkPolicy ?? {};
  return {
    permissionProfiles: {
      ...permissionProfiles,
      network: {
        except: [...permissionProfiles.network.except, ...except],
        ...(except.length > 0 && { exceptOfNamespace: except }),
      },
    },
    networkPolicy: {
      ...networkPolicy,
      proxyIngress: stricter(PROXY_INGRESS, networkPolicy.proxyIngress, proxyIngress),
      backendIngress: stricter(BACKEND_INGRESS, networkPolicy.backendIngress, backendIngress),
    },
  };
}

function strictPods({ podSecurity }: Settings, defaults: NamespaceDefaults): Pick<Settings, 'podSecurity'> {
  const { enforce, warn } = defaults.podSecurity ?? {};
  return {
    podSecurity: {
      enforce: stricter(LEVELS, podSecurity.enforce, enforce),
      warn: stricter(LEVELS, podSecurity.warn, warn),
    },
  };
}

/** Two lists of registries are kept apart: an image has to be in both, and an empty list allows all. */
function strictImages(
  policy: Settings['imagePolicy'],
  { registries = [], requireDigest = false, forbiddenTags = [], mode }: NonNullable<NamespaceDefaults['imagePolicy']>,
): Settings['imagePolicy'] {
  return {
    ...policy,
    namespaceRegistries: registries,
    requireDigest: policy.requireDigest || requireDigest,
    forbiddenTags: [...policy.forbiddenTags, ...forbiddenTags],
    mode: stricter(MODES, policy.mode, mode),
  };
}

function stricter<T>(order: readonly T[], one: T, other: T | undefined): T {
  return other !== undefined && order.indexOf(other) > order.indexOf(one) ? other : one;
}
