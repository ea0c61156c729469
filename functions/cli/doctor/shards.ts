// Doctor: do several CompositeControllers share the servers, or do two look after the same one?

import { readObject, readObjects, readStringMap, readStrings } from '../../kube/json-reader.ts';
import type { KubeObject } from '../../kube/object.ts';
import { matchesSelector } from '../../kube/label-selector.ts';
import { nameOf } from './installation.ts';

type Labels = Readonly<Record<string, string>>;

/** A set of labels, and who could have it. */
interface Sample {
  readonly who: string;
  readonly labels: Labels;
}

/**
 * What two CompositeControllers both take, or none of them does: one of the servers, a server without labels, or one with the labels that
 * a selector itself asks for. Undefined when every sample has exactly one.
 */
export function sharingProblem(controllers: readonly KubeObject[], servers: readonly KubeObject[]): string | undefined {
  if (controllers.length < 2) return undefined;
  for (const { who, labels } of samples(controllers, servers)) {
    const takers = controllers.filter((controller) => matchesSelector(selectorOf(controller), labels));
    const [first, second] = takers.map(({ metadata }) => metadata.name);
    if (second !== undefined)
      return `${first} and ${second} both take ${who}: delete one, or give them disjoint selectors (metacontroller.shards in the chart)`;
  }
  return undefined;
}

function samples(controllers: readonly KubeObject[], servers: readonly KubeObject[]): readonly Sample[] {
  return [
    { who: 'a server without labels', labels: {} },
    ...servers.map((server) => ({ who: `MCPServer ${nameOf(server)}`, labels: server.metadata.labels ?? {} })),
    ...controllers.flatMap((controller) => wantedBy(controller)),
  ];
}

/** The labels that a selector asks for, once for each value of `In`. */
function wantedBy(controller: KubeObject): readonly Sample[] {
  const selector = selectorOf(controller);
  const labels = readStringMap(selector, 'matchLabels');
  const choices = readObjects(selector, 'matchExpressions').flatMap((expression) =>
    expression['operator'] === 'In'
      ? readStrings(expression, 'values').map((value) => ({ [String(expression['key'])]: value }))
      : [],
  );
  const who = `what the selector of ${controller.metadata.name} names`;
  return [{}, ...choices].map((choice) => ({ who, labels: { ...labels, ...choice } }));
}

function selectorOf(controller: KubeObject): unknown {
  return readObject(controller, 'spec', 'parentResource')['labelSelector'];
}
