// Rule: amounts of CPU, memory and storage.

import type { ResourceRequirements } from '../../schemas/generated/mcp-server.ts';
import { at, type Finding } from '../kube/finding.ts';
import { compareQuantity, parseQuantity } from '../kube/quantity.ts';
import { quote } from './quote.ts';
import { finding, type ValidationInput } from './rule.ts';

/** Amounts are quantities, and no request exceeds its limit. An empty text counts as absent, as in ToolHive. */
export function validateResources({ server: { spec } }: ValidationInput): readonly Finding[] {
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
