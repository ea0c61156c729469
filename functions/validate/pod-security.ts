// Rule: the backend's pod, as it will run, keeps the Pod Security levels of the settings. The proxy's pod always keeps the
// strictest one, because nothing in a spec reaches its security settings.

import type { Server } from '../decode/server.ts';
import type { PodSecurityLevel } from '../decode/settings.ts';
import { POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import { at, type Finding } from '../kube/finding.ts';
import { POD_SECURITY_CONTROLS, type Violation } from '../kube/pod-security-controls.ts';
import { type RenderedBackend, volumePaths } from '../compile/backend-pod/rendered.ts';
import { finding, type ValidationInput } from './rule.ts';

/** From nothing to everything. */
const STRICTNESS = { privileged: 0, baseline: 1, restricted: 2 } as const satisfies Record<PodSecurityLevel, number>;

/** Annotation of AppArmor before it was a field. */
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

interface Breach extends Violation {
  readonly level: 'baseline' | 'restricted';
  readonly base: string;
}

/** Breaches of `podSecurity.enforce` are errors, those of `podSecurity.warn` beyond it warnings. */
export function validatePodSecurity({ settings, server, backend }: ValidationInput): readonly Finding[] {
  const { enforce, warn } = settings.podSecurity;
  if (enforce === 'privileged' && warn === 'privileged') return [];
  if (backend === undefined) return [];
  return listBreaches(server, backend).flatMap(({ level, base, path, remedy }) => {
    const place = at(base, ...path);
    const sentence = `${path.at(-1) ?? ''} ${remedy} for Pod Security level ${level}`;
    if (STRICTNESS[level] <= STRICTNESS[enforce]) {
      return [finding('MCP110', place, `${sentence} (setting podSecurity.enforce: ${enforce}).`)];
    }
    return STRICTNESS[level] <= STRICTNESS[warn] ? [finding('MCP111', place, `${sentence}.`)] : [];
  });
}

function listBreaches(server: Server, backend: RenderedBackend): readonly Breach[] {
  const podBase = at(POD_TEMPLATE_PATH, 'spec');
  const pathOf = volumePaths(server);
  const breaches = POD_SECURITY_CONTROLS.flatMap(({ level, ofPod, ofContainer }) => {
    const ofSpec = (ofPod?.(backend.spec) ?? []).map((violation) => placed(backend, violation, pathOf));
    const ofEach = backend.containers.flatMap(({ container, path }) =>
      (ofContainer?.(container, backend.spec) ?? []).map((violation) => ({
        violation,
        base: path === 'spec' ? podBase : path,
      })),
    );
    return [...ofSpec, ...ofEach].map((place) => breach(level, place));
  });
  return [...breaches, ...listAnnotations(backend)];
}

interface Placed {
  readonly violation: Violation;
  readonly base: string;
}

function breach(level: Breach['level'], { violation: { path, remedy }, base }: Placed): Breach {
  return { level, base, path, remedy };
}

/** Volumes are in two places of a spec. */
function placed({ spec }: RenderedBackend, violation: Violation, pathOf: (name: unknown) => string): Placed {
  const [list, index, ...rest] = violation.path;
  if (list !== 'volumes' || typeof index !== 'number' || !Array.isArray(spec['volumes']))
    return { violation, base: at(POD_TEMPLATE_PATH, 'spec') };
  const volume: unknown = spec['volumes'][index];
  const name = typeof volume === 'object' && volume !== null && 'name' in volume ? volume.name : undefined;
  return { violation: { path: rest, remedy: violation.remedy }, base: pathOf(name) };
}

function listAnnotations({ annotations }: RenderedBackend): readonly Breach[] {
  return Object.entries(annotations).flatMap(([key, value]) => {
    const isFine = ['', 'runtime/default'].includes(String(value)) || String(value).startsWith('localhost/');
    if (isFine || !key.startsWith(APP_ARMOR)) return [];
    const base = at(POD_TEMPLATE_PATH, 'metadata', 'annotations');
    return [{ level: 'baseline' as const, base, path: [key], remedy: 'must be runtime/default or localhost/…' }];
  });
}
