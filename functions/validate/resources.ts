// Rule: amounts of CPU, memory and storage.

import type { ResourceRequirements } from '../../schemas/generated/mcp-server.ts';
import { at, type Finding } from '../kube/finding.ts';
import { readList, readMember, type Step } from '../kube/json-reader.ts';
import { compareQuantity, parseQuantity } from '../kube/quantity.ts';
import type { Server } from '../decode/server.ts';
import { quote } from './quote.ts';
import { finding, type ValidationInput } from './rule.ts';

/** Amounts are quantities, and no request exceeds its limit. An empty text counts as absent, as in ToolHive. */
export function validateResources({ server }: ValidationInput): readonly Finding[] {
  const { spec } = server;
  return [
    ...validateRequirements('spec.resources', spec.resources),
    ...validateRequirements(
      'spec.resourceOverrides.proxyDeployment.resources',
      spec.resourceOverrides?.proxyDeployment?.resources,
    ),
    ...(spec.volumes ?? []).flatMap(({ emptyDir }, index) =>
      validateAmount(at('spec.volumes', index, 'emptyDir', 'sizeLimit'), emptyDir?.sizeLimit),
    ),
    ...(spec.env ?? []).flatMap(({ valueFrom: { resourceFieldRef } = {} }, index) =>
      resourceFieldRef === undefined
        ? []
        : validateAmount(at('spec.env', index, 'valueFrom', 'resourceFieldRef', 'divisor'), resourceFieldRef.divisor),
    ),
    ...validateMemoryLimits(server),
  ];
}

/** Every memory limit, also of the containers that the pod template brings. */
function validateMemoryLimits({ spec, podTemplate }: Server): readonly Finding[] {
  const proxy = spec.resourceOverrides?.proxyDeployment?.resources;
  return [
    ...validateMemory(spec.resources?.limits?.memory, 'spec.resources.limits.memory'),
    ...validateMemory(proxy?.limits?.memory, 'spec.resourceOverrides.proxyDeployment.resources.limits.memory'),
    ...['initContainers', 'containers'].flatMap((list) =>
      readList(podTemplate?.patch, 'spec', list).flatMap((container, index) =>
        validateMemory(
          readMember(container, 'resources', 'limits', 'memory'),
          'spec.podTemplateSpec.spec',
          list,
          index,
          'resources',
          'limits',
          'memory',
        ),
      ),
    ),
  ];
}

/** No container runtime starts a process in less. */
const LEAST_MEMORY = parseQuantity('1Mi');

/** None and zero are no limit. */
function validateMemory(limit: unknown, base: string, ...steps: readonly Step[]): readonly Finding[] {
  if (LEAST_MEMORY === undefined || (typeof limit !== 'string' && typeof limit !== 'number')) return [];
  const quantity = parseQuantity(limit);
  if (quantity === undefined || quantity === '0' || quantity.startsWith('-')) return [];
  if (compareQuantity(quantity, LEAST_MEMORY) >= 0) return [];
  const unit = quantity.endsWith('m') ? 'm is a thousandth of a byte, ' : '';
  return [
    finding(
      'MCP068',
      at(base, ...steps),
      `${quote(String(limit))} is too little to start anything; ${unit}write Mi or Gi.`,
    ),
  ];
}

function validateRequirements(path: string, resources: ResourceRequirements | undefined): readonly Finding[] {
  if (resources === undefined) return [];
  return (['cpu', 'memory'] as const).flatMap((kind) => {
    const request = resources.requests?.[kind];
    const limit = resources.limits?.[kind];
    return [
      validateAmount(at(path, 'requests', kind), request),
      validateAmount(at(path, 'limits', kind), limit),
      validatePair(at(path, 'requests', kind), request, limit),
    ].flat();
  });
}

function validateAmount(path: string, amount: string | number | undefined): readonly Finding[] {
  if (amount === undefined || amount === '') return [];
  const quantity = parseQuantity(amount);
  if (quantity !== undefined && !quantity.startsWith('-')) return [];
  return [
    finding(
      'MCP014',
      path,
      `${quote(String(amount))} is not an amount; write a number with a suffix, such as 100m or 128Mi.`,
    ),
  ];
}

function validatePair(path: string, request: string | undefined, limit: string | undefined): readonly Finding[] {
  if (request === undefined || limit === undefined) return [];
  const [least, most] = [parseQuantity(request), parseQuantity(limit)];
  if (least === undefined || most === undefined || compareQuantity(least, most) <= 0) return [];
  return [
    finding(
      'MCP015',
      path,
      `The request ${least} is larger than the limit ${most}; raise the limit or lower the request.`,
    ),
  ];
}
