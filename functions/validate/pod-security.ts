// Rule: the backend's pod, as it will run, keeps the Pod Security levels of the settings. The proxy's pod always keeps the
// strictest one, because nothing in a spec reaches its security settings.

import type { Server } from '../decode/server.ts';
import type { PodSecurityLevel } from '../decode/settings.ts';
import { POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import { at, type Finding } from '../kube/finding.ts';
import { readMember } from '../kube/json-reader.ts';
import { lazy } from '../kube/lazy.ts';
import type { Fields } from '../kube/object.ts';
import { POD_SECURITY_CONTROLS, type Violation } from '../kube/pod-security-controls.ts';
import { type RenderedBackend, volumePaths } from '../compile/backend-pod/rendered.ts';
import { finding, type ValidationInput } from './rule.ts';

/** From nothing to everything. */
const STRICTNESS = { privileged: 0, baseline: 1, restricted: 2 } as const satisfies Record<PodSecurityLevel, number>;

/** Annotation of AppArmor before it was a field. */
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Where what the template does not name has its place. */
const POD = at(POD_TEMPLATE_PATH, 'spec');

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
  const { spec, containers } = backend;
  const pathOf = lazy(() => volumePaths(server));
  const breaches: Breach[] = [];
  for (const { level, ofPod, ofContainer } of POD_SECURITY_CONTROLS) {
    for (const violation of ofPod?.(spec) ?? []) breaches.push({ level, ...placed(spec, violation, pathOf) });
    if (ofContainer === undefined) continue;
    for (const { container, path: place } of containers) {
      const base = place === 'spec' ? POD : place;
      for (const { path, remedy } of ofContainer(container, spec)) breaches.push({ level, base, path, remedy });
    }
  }
  return [...breaches, ...listAnnotations(backend)];
}

/** Volumes are in two places of a spec. */
function placed(
  spec: Fields,
  { path, remedy }: Violation,
  pathOf: () => (name: unknown) => string,
): Omit<Breach, 'level'> {
  const [list, index, ...rest] = path;
  if (list !== 'volumes' || typeof index !== 'number') return { base: POD, path, remedy };
  return { base: pathOf()(readMember(spec, 'volumes', index, 'name')), path: rest, remedy };
}

function listAnnotations({ annotations }: RenderedBackend): readonly Breach[] {
  return Object.entries(annotations).flatMap(([key, value]) => {
    const isFine = ['', 'runtime/default'].includes(String(value)) || String(value).startsWith('localhost/');
    if (isFine || !key.startsWith(APP_ARMOR)) return [];
    const base = at(POD_TEMPLATE_PATH, 'metadata', 'annotations');
    return [{ level: 'baseline' as const, base, path: [key], remedy: 'must be runtime/default or localhost/…' }];
  });
}
