// Registry: all finding codes. They are stable: a code never gets another meaning, not even one that is no longer used (MCP080).

import { ACCESS_FINDINGS, type AccessCode } from './codes/access.ts';
import { COMPANION_FINDINGS, type CompanionCode } from './codes/companions.ts';
import { CONFIG_FINDINGS, type ConfigCode } from './codes/config.ts';
import { CONTAINER_FINDINGS, type ContainerCode } from './codes/container.ts';
import type { FindingEntry } from './codes/entry.ts';
import { ENVIRONMENT_FINDINGS, type EnvironmentCode } from './codes/environment.ts';
import { LEGACY_FINDINGS, type LegacyCode } from './codes/legacy.ts';
import { PERMISSIONS_FINDINGS, type PermissionsCode } from './codes/permissions.ts';
import { POD_TEMPLATE_FINDINGS, type PodTemplateCode } from './codes/pod-template.ts';
import { PROXY_FINDINGS, type ProxyCode } from './codes/proxy.ts';
import { REFERENCE_FINDINGS, type ReferenceCode } from './codes/references.ts';
import { SHAPE_FINDINGS, type ShapeCode } from './codes/shape.ts';

/** Every code that a finding can have. */
export type FindingCode =
  | ShapeCode
  | ContainerCode
  | EnvironmentCode
  | ProxyCode
  | PodTemplateCode
  | AccessCode
  | PermissionsCode
  | LegacyCode
  | ConfigCode
  | CompanionCode
  | ReferenceCode;

/** What each code means, at which level, and what to do about it. */
export const FINDINGS: Readonly<Record<FindingCode, FindingEntry>> = {
  ...SHAPE_FINDINGS,
  ...CONTAINER_FINDINGS,
  ...ENVIRONMENT_FINDINGS,
  ...PROXY_FINDINGS,
  ...POD_TEMPLATE_FINDINGS,
  ...ACCESS_FINDINGS,
  ...PERMISSIONS_FINDINGS,
  ...LEGACY_FINDINGS,
  ...CONFIG_FINDINGS,
  ...COMPANION_FINDINGS,
  ...REFERENCE_FINDINGS,
};

/** The row of a code that came from outside, such as an annotation; undefined when there is no such code. */
export function findingEntry(code: string): FindingEntry | undefined {
  return BY_CODE.get(code);
}

const BY_CODE: ReadonlyMap<string, FindingEntry> = new Map(Object.entries(FINDINGS));
