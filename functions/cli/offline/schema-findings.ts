// Offline cluster: what the API server says about fields that the schema does not know, with the place that was meant.

import { POD_TEMPLATE_PATH } from '../../decode/pod-template.ts';
import { suggestPlace } from '../../decode/pod-template-suggestion.ts';
import type { Finding } from '../../kube/finding.ts';
import { objectType } from '../../kube/field-types.ts';
import type { DroppedNull } from '../../simulator/structural-schema.ts';

/** A field of pods or containers at the level of the spec. */
const SPEC_LEVEL = /^spec\.([A-Za-z]+)$/;

/** The same where people look for the proxy's pod, which has few fields of its own. */
const PROXY_LEVEL = /^spec\.resourceOverrides\.proxyDeployment\.([A-Za-z]+)$/;

/** What can be said of the proxy's pod elsewhere. */
const OF_THE_PROXY: Readonly<Record<string, string>> = {
  image: 'is the setting proxy.image, for all servers',
  terminationGracePeriodSeconds: 'is the setting proxy.stdioGraceSeconds, for all stdio servers',
  nodeSelector:
    'can be set for both pods of all servers of a namespace alone: nodeSelector in its ConfigMap mcp-defaults, with the setting namespaceDefaults.enabled',
};

/** Fields that both pods have, where the proxy's are somewhere else. */
const ALSO_OF_THE_PROXY: ReadonlySet<string> = new Set(['imagePullSecrets']);

/** API002: `kubectl apply` refuses the field. People write there what belongs into the pod template. */
export function unknownField(path: string): Finding {
  const remedy = remedyAtSpec(path) ?? remedyAtProxy(path) ?? 'Correct its name or remove it.';
  const message = `The schema does not know this field; kubectl apply refuses it. ${remedy}`;
  return { code: 'API002', level: 'error', path, message };
}

/**
 * API004: charts write `args:` with nothing behind it. `kubectl apply` drops it; Flux, Helm 4 and Argo CD are refused. A field
 * with two shapes has no type in our definition, and has one in ToolHive's.
 */
export function nullField({ path, hasType }: DroppedNull): Finding {
  const where = hasType ? '' : ' by the definitions of ToolHive';
  const message = `This is null, which kubectl apply drops and server-side apply refuses${where}; write a value or remove the field.`;
  return { code: 'API004', level: 'warning', path, message };
}

function remedyAtSpec(path: string): string | undefined {
  const [, key] = SPEC_LEVEL.exec(path) ?? [];
  const place = key === undefined ? undefined : placeOf(key);
  return place === undefined ? undefined : `For the server’s pod ${place}.`;
}

/** Neither ToolHive nor we have a place for most of a proxy's pod: no other name would be right. */
function remedyAtProxy(path: string): string | undefined {
  const [, key = ''] = PROXY_LEVEL.exec(path) ?? [];
  const place = placeOf(key);
  if (place === undefined) return undefined;
  const proxy = Object.hasOwn(OF_THE_PROXY, key) ? OF_THE_PROXY[key] : 'cannot be set';
  return `For the proxy’s pod it ${proxy}; remove it here. For the server’s pod ${place}.`;
}

function placeOf(key: string): string | undefined {
  const type = objectType('PodTemplateSpec');
  const place = suggestPlace({ type, key, path: `${POD_TEMPLATE_PATH}.${key}`, root: POD_TEMPLATE_PATH });
  if (place === undefined || !ALSO_OF_THE_PROXY.has(key)) return place;
  return `${place}, for the proxy’s pod to spec.resourceOverrides.proxyDeployment.${key}`;
}
