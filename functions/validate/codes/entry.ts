// Registry: what is known about one finding code.

import type { ConfigKind } from '../../decode/config-kinds.ts';
import type { Fields, ManagedFieldsEntry } from '../../kube/object.ts';

/** A part of an MCPServer, laid over a plain server without findings; see `docs/findings.md`. */
export interface Fragment {
  readonly metadata?: {
    readonly name?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly ManagedFieldsEntry[];
  };
  readonly spec?: Fields;
  /** Of an object that servers refer to. */
  readonly status?: Fields;
  /** Of a ConfigMap. */
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * What an error means for an object that is stored already; new objects are refused in any case.
 * - `runs`: ToolHive runs it and children can be made of it. An update that leaves it as it is passes, and `/sync` follows the spec.
 * - `held`: nothing runs of it, or the API server would refuse a child. An update that leaves it as it is passes; `/sync` keeps what runs.
 * - `refused`: it is about security or bounded work. Every update of the spec is refused; `/sync` keeps what runs.
 */
export type StoredEffect = 'runs' | 'held' | 'refused';

/** One row of the registry. The documentation of the codes is generated from it and the examples are tests. */
export type FindingEntry = Row &
  ({ readonly level: 'error'; readonly stored: StoredEffect } | { readonly level: 'warning'; readonly stored?: never });

interface Row {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** What would happen without this finding. */
  readonly why: string;
  /** What the user does about it. */
  readonly remedy: string;
  /** Part of the settings file without which the code cannot occur; absent when the defaults do. */
  readonly settings?: Fields;
  /** Triggers this code and no other. */
  readonly example: Fragment;
  /** Looks much like the example and does not trigger this code. */
  readonly nearMiss: Fragment;
  /** How often the text of the first of `args` stands in it, where only the size tells the two fragments apart. */
  readonly repeats?: { readonly example: number; readonly nearMiss: number };
  /** How often the first of `args` stands in the list, where only the number tells the two fragments apart. */
  readonly entries?: { readonly example: number; readonly nearMiss: number };
  /** Set when the value in the place is an amount that is too large: an update to no larger one makes it no worse. */
  readonly measures?: 'amount';
  /** Set when the code needs other objects of the cluster, so that only `/sync` can find it, or when it is about a deletion. */
  readonly foundBy?: 'sync' | 'deletion';
  /** Set when the code is about an object that servers refer to; the fragments are then objects of this kind. */
  readonly kind?: ConfigKind | 'ConfigMap';
}
