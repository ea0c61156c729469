// What the API server asks of the fields about where a pod runs: node selectors, affinity, tolerations, spreading.
// @see k8s.io/kubernetes/pkg/apis/core/validation (v1.36)

import { readList, readObject } from '../../kube/json-reader.ts';
import type { Fields } from '../../kube/object.ts';
import { atLeast, between, isGiven, oneOf, type Problem, type TypeRules } from './checks.ts';
import { labelValue, qualifiedName } from './grammars.ts';

const WEIGHT = between(1, 100);

/** Types that say where the pod runs. */
export const SCHEDULING_RULES: Readonly<Record<string, TypeRules>> = {
  Toleration: {
    fields: {
      effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
      key: qualifiedName,
      operator: oneOf('Equal', 'Exists', 'Lt', 'Gt'),
    },
    together: tolerationProblems,
  },
  NodeSelector: { required: ['nodeSelectorTerms'] },
  NodeSelectorRequirement: {
    required: ['key', 'operator'],
    fields: { operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt') },
    together: requirementProblems,
  },
  LabelSelectorRequirement: {
    required: ['key', 'operator'],
    fields: { key: qualifiedName, operator: oneOf('In', 'NotIn', 'Exists', 'DoesNotExist') },
    together: requirementProblems,
  },
  LabelSelector: { together: ({ matchLabels }) => labelProblems('matchLabels', matchLabels) },
  PodAffinityTerm: { required: ['topologyKey'], fields: { topologyKey: qualifiedName } },
  WeightedPodAffinityTerm: { required: ['weight'], fields: { weight: WEIGHT } },
  PreferredSchedulingTerm: { required: ['weight'], fields: { weight: WEIGHT } },
  TopologySpreadConstraint: {
    required: ['maxSkew', 'topologyKey', 'whenUnsatisfiable'],
    fields: {
      maxSkew: atLeast(1),
      minDomains: atLeast(1),
      nodeAffinityPolicy: oneOf('Ignore', 'Honor'),
      nodeTaintsPolicy: oneOf('Ignore', 'Honor'),
      topologyKey: qualifiedName,
      whenUnsatisfiable: oneOf('DoNotSchedule', 'ScheduleAnyway'),
    },
    together: ({ minDomains, whenUnsatisfiable }) =>
      isGiven(minDomains) && whenUnsatisfiable !== 'DoNotSchedule'
        ? [{ path: ['minDomains'], remedy: 'may be set with whenUnsatisfiable DoNotSchedule only' }]
        : [],
  },
};

/** Keys and values of a map of labels, in the member of this name. */
export function labelProblems(member: string, labels: unknown): readonly Problem[] {
  return Object.entries(readObject(labels)).flatMap(([key, value]) => {
    if (qualifiedName(key) !== undefined)
      return [{ path: [member, key], remedy: 'must have a key of the form [prefix/]name' }];
    const remedy = labelValue(value);
    return remedy === undefined ? [] : [{ path: [member, key], remedy }];
  });
}

function tolerationProblems({ key, operator, value, effect, tolerationSeconds }: Fields): readonly Problem[] {
  const remedy = operator === 'Exists' ? undefined : labelValue(value);
  return [
    ...(!isGiven(key) && operator !== 'Exists' ? [{ path: ['operator'], remedy: 'must be Exists without a key' }] : []),
    ...(operator === 'Exists' && isGiven(value)
      ? [{ path: ['value'], remedy: 'must be left out with operator Exists' }]
      : []),
    ...(isGiven(tolerationSeconds) && effect !== 'NoExecute'
      ? [{ path: ['effect'], remedy: 'must be NoExecute with tolerationSeconds' }]
      : []),
    ...(remedy === undefined ? [] : [{ path: ['value'], remedy }]),
  ];
}

function requirementProblems({ operator, values }: Fields): readonly Problem[] {
  const count = readList(values).length;
  const path = ['values'];
  if ((operator === 'In' || operator === 'NotIn') && count === 0)
    return [{ path, remedy: `must have a value with operator ${operator}` }];
  if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0)
    return [{ path, remedy: `must be left out with operator ${operator}` }];
  return (operator === 'Gt' || operator === 'Lt') && count !== 1
    ? [{ path, remedy: `must have one value with operator ${operator}` }]
    : [];
}
