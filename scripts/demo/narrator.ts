// The demo prints what happens in the cluster: children as they appear, pods that become ready, phases of the servers.

import { isEqual } from '../../functions/kube/json-equal.ts';
import { type Fields, isObject, type KubeObject, objectKey } from '../../functions/kube/object.ts';
import { type Change, startInformer } from '../../functions/simulator/informer.ts';
import { KINDS, MCP_SERVER, type ResourceKind } from '../../functions/simulator/kinds.ts';
import type { Store } from '../../functions/simulator/store.ts';
import { paint, say } from './terminal.ts';

/** Kinds of interest to people; pods show in the counts of their workloads. */
const SHOWN = KINDS.filter((kind) => kind.kind !== 'Pod' && kind.kind !== 'Namespace');

const KIND_WIDTH = 15;
const NAME_WIDTH = 42;

/** Starts printing; returns how to stop. */
export async function narrate(store: Store): Promise<() => void> {
  const informers = await Promise.all(SHOWN.map((kind) => startInformer(store, kind, (change) => tell(kind, change))));
  return () => informers.forEach((informer) => informer.stop());
}

function tell(kind: ResourceKind, { before, after }: Change): void {
  const object = after ?? before;
  if (object === undefined) return;
  if (kind === MCP_SERVER) tellServer(before, after);
  else if (after === undefined) line('-', object, 'deleted');
  else if (before === undefined) line('+', object, 'created');
  else if (!isEqual(content(before), content(after))) line('~', object, 'changed');
  if (after !== undefined && readyText(after) !== readyText(before)) line(' ', object, readyText(after));
}

function tellServer(before: KubeObject | undefined, after: KubeObject | undefined): void {
  if (after === undefined) return before === undefined ? undefined : line('-', before, 'deleted');
  const status = statusOf(after);
  if (
    status['phase'] === undefined ||
    (status['phase'] === statusOf(before)['phase'] && status['message'] === statusOf(before)['message'])
  )
    return;
  const phase = text(status['phase']);
  const colour = phase === 'Ready' ? 'green' : phase === 'Failed' ? 'red' : 'yellow';
  const message = typeof status['message'] === 'string' && status['message'] !== '' ? `: ${status['message']}` : '';
  line('*', after, paint(colour, phase) + message);
}

function line(mark: string, object: KubeObject, news: string): void {
  say(`  ${paint('dim', mark)} ${object.kind.padEnd(KIND_WIDTH)} ${objectKey(object).padEnd(NAME_WIDTH)} ${news}`);
}

/** What the loop writes, without what only the cluster writes. */
function content({ metadata, ...rest }: KubeObject): Fields {
  return { ...rest, status: undefined, labels: metadata.labels, generation: metadata.generation };
}

function readyText(object: KubeObject | undefined): string {
  if (object === undefined || (object.kind !== 'Deployment' && object.kind !== 'StatefulSet')) return '';
  const spec = isObject(object['spec']) ? object['spec'] : {};
  const ready = statusOf(object)['readyReplicas'] ?? 0;
  return statusOf(object)['observedGeneration'] === undefined
    ? ''
    : `${text(ready)}/${text(spec['replicas'] ?? 1)} ready`;
}

function statusOf(object: KubeObject | undefined): Fields {
  return isObject(object?.['status']) ? object['status'] : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
