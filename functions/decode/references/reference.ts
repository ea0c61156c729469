// Reference: what a way to refer to something is. What is asked for stands in `related-rules.ts`, what is read in `table.ts`.

import type { MCPServerSpec, MCPServerStatus } from '../../../schemas/generated/mcp-server.ts';
import type { Finding } from '../../kube/finding.ts';
import type { Result } from '../../kube/result.ts';
import type { ConfigKind } from '../config-kinds.ts';
import type { ObjectMap } from '../observed.ts';
import type { RelatedRule } from '../related-rule.ts';
import type { CanonicalSpec, Server } from '../server.ts';
import type { Settings } from '../settings.ts';
import type { SpecFailure } from './condition.ts';
import type { Fields } from '../../kube/object.ts';
import type { References } from './resolved.ts';

/** One server with the objects that it may refer to. */
export interface ReferenceContext {
  readonly server: Server;
  readonly related: ObjectMap;
  readonly settings: Settings;
  /** What the rows further down in the table of references have said, by member of the spec. */
  readonly resolved: Readonly<Partial<Record<keyof MCPServerSpec, Partial<References>>>>;
}

/** What to ask for: the rules for one server, exact names or labels, in the server's namespace only, from spec and name only. */
export type RelatedRules = (server: Server, settings: Settings) => readonly RelatedRule[];

/** How to read one way to refer to something. */
export interface Reference {
  /** What the related objects say, or the problem with them. */
  readonly resolve: (context: ReferenceContext) => Partial<References>;
}

/** Members of `spec` that name an object of a config kind. */
export type ReferenceMember = Extract<keyof CanonicalSpec, `${string}Ref`>;

/** What the reader of a spec gives: its part of the references, or what is wrong. */
export type Reading = Result<Partial<References>, SpecFailure | string>;

/** An object without which nothing new is started. */
export interface RequiredObject {
  readonly kind: ConfigKind;
  /** Member of `status` with the hash of the object. */
  readonly hash: Extract<keyof MCPServerStatus, `${string}Hash`>;
  /** ToolHive's condition and its reasons; absent where ToolHive has none. */
  readonly condition?: {
    readonly type: string;
    /** Reason of True; absent where ToolHive removes the condition when all is well. */
    readonly valid?: string;
    readonly notFound: string;
    readonly notValid: string;
    /** What ToolHive's own controller says against the object is repeated with its own reason. */
    readonly repeatsVerdict?: true;
  };
  /** What is wrong with the reference itself, whatever the object says. */
  readonly refuse?: (server: Server) => Partial<References> | undefined;
  /** Reads the spec of the object. */
  readonly read: (spec: Fields, context: ReferenceContext) => Reading;
}

/** An object that decides nothing. */
export interface InformalObject {
  readonly kind: ConfigKind;
  readonly resolve: (name: string, context: ReferenceContext) => Partial<References>;
}

/** The problem with a reference that cannot be followed; it holds new workloads back. */
export function brokenReference(path: string, message: string): Finding {
  return { code: 'MCP070', level: 'error', path, message };
}
