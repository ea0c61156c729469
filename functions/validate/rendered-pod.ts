// Rule: the API server would accept the backend's pod as it will be rendered. Otherwise everything else of a change would be
// rolled out, and the pods would stay as they were.

import { decodePodTemplate, POD_TEMPLATE_PATH } from '../decode/pod-template.ts';
import { at, type Finding } from '../kube/finding.ts';
import { lazy } from '../kube/lazy.ts';
import { quote } from './quote.ts';
import { podAnnotationProblems } from './rendered-pod/annotations.ts';
import type { Problem } from './rendered-pod/checks.ts';
import { sourceOf } from './rendered-pod/source-path.ts';
import { findPodProblems } from './rendered-pod/walk.ts';
import { finding, type ValidationInput } from './rule.ts';

/** Longest name of a member that is repeated without quotes. */
const PLAIN_NAME = /^[A-Za-z]{1,60}$/;

/** Takes a finding, and says whether to go on. */
type Report = (finding: Finding) => boolean;

/**
 * What the API server says no to, at the place in the MCPServer where it comes from. Nothing where nothing can be rendered.
 * Looks no further than somebody asks.
 */
export function validateRenderedPod(input: ValidationInput, report: Report): void {
  const claims = validateClaims(input);
  const { backend } = input;
  if (!claims.every(report) || claims.length > 0 || backend === undefined) return;
  const source = lazy(() => sourceOf(input, backend.spec));
  if (!findPodProblems(backend.spec, (problem) => report(refusal(source()(problem.path), problem)))) return;
  const annotations = at(POD_TEMPLATE_PATH, 'metadata', 'annotations');
  podAnnotationProblems(backend.annotations, backend.spec).every((problem) =>
    report(refusal(at(annotations, ...problem.path), problem)),
  );
}

function refusal(path: string, { path: steps, remedy }: Problem): Finding {
  const name = steps.findLast((step) => typeof step === 'string') ?? '';
  return finding(
    'MCP046',
    path,
    `${PLAIN_NAME.test(name) ? name : quote(name)} ${remedy}; the API server would refuse the pod.`,
  );
}

/** Claims in `spec.volumes` are of any shape in the schema; they are read as those of a pod template are. */
function validateClaims({ server }: ValidationInput): readonly Finding[] {
  return (server.spec.volumes ?? []).flatMap(({ name, ephemeral }, index) => {
    if (ephemeral === undefined) return [];
    const path = at(POD_TEMPLATE_PATH, 'spec', 'volumes', 0);
    const { findings } = decodePodTemplate({ spec: { volumes: [{ name, ephemeral }] } }, POD_TEMPLATE_PATH);
    return findings.map((found) =>
      finding('MCP046', at('spec.volumes', index) + found.path.slice(path.length), found.message),
    );
  });
}
