// Offline cluster: what `kubectl apply` does to an MCPServer: schema, /default, /validate.

import jsonPatch, { type Operation } from 'fast-json-patch';
import { SERVER_VERSION } from '../../decode/config-kinds.ts';
import type { Settings } from '../../decode/settings.ts';
import { decodeSent } from '../../decode/sent.ts';
import { settingsAtAdmission } from '../../decode/effective-settings.ts';
import { validateAlone } from '../../validate/object.ts';
import { type Finding, hasErrors } from '../../kube/finding.ts';
import { readObject, readObjects, readStrings } from '../../kube/json-reader.ts';
import {
  type Fields,
  isKubeObject,
  isObject,
  type KubeObject,
  withFields,
  withMetadata,
  without,
} from '../../kube/object.ts';
import { isPatch } from '../../simulator/patch-operations.ts';
import { shapeBySchema } from '../../simulator/structural-schema.ts';
import { validateReplacedForms } from '../../validate/replaced-forms.ts';
import { callHook, NOWHEN } from './call-hook.ts';
import { servedVersion } from './schema.ts';
import { nullField, unknownField } from './schema-findings.ts';

/** The result of an apply. */
export interface Admission {
  readonly isAllowed: boolean;
  /** What /default changes. */
  readonly patch: readonly Operation[];
  /** The lines that kubectl shows. */
  readonly warnings: readonly string[];
  /** The causes of a refusal. */
  readonly causes: readonly Fields[];
  /** The object as it would be stored, whether it is allowed or not. */
  readonly stored: KubeObject;
  /** All findings with their paths: the hooks' and the API server's own. */
  readonly findings: readonly Finding[];
}

/** Codes of findings that the API server makes itself. */
export const API_FINDINGS = {
  API001: 'The API version is deprecated',
  API002: 'The schema does not know this field',
  API003: 'The API version is not served',
  API004: 'null where the schema wants a value',
} as const;

const UID = '00000000-0000-4000-8000-000000000000';

/** Applies an object to a cluster that does not have it yet. */
export function admit(sent: KubeObject, settings: Settings): Admission {
  const version = servedVersion(sent.apiVersion);
  const { value, unknown, nulls } = shapeBySchema(version?.schema ?? {}, withoutStatus(sent));
  const object = isKubeObject(value) ? value : sent;
  const defaulted = review('/default', object, settings);
  const patch = decodePatch(defaulted['patch']);
  const patched: unknown = jsonPatch.applyPatch<unknown>(structuredClone(object), [...patch]).newDocument;
  const defaultedObject = isKubeObject(patched) ? patched : object;
  const verdict = review('/validate', defaultedObject, settings);
  const findings = [
    ...apiFindings(sent),
    ...unknown.map(unknownField),
    ...nulls.map(nullField),
    ...validateReplacedForms(decodeSent(object)),
    ...validateAlone(defaultedObject, settingsAtAdmission(settings, sent.metadata.namespace ?? '')).findings,
  ];
  return {
    isAllowed: verdict['allowed'] === true && !hasErrors(findings),
    patch,
    warnings: [defaulted, verdict].flatMap((answer) => readStrings(answer, 'warnings')),
    causes: readObjects(verdict, 'status', 'details', 'causes'),
    stored: asStored(defaultedObject, sent),
    findings,
  };
}

function apiFindings({ apiVersion }: KubeObject): readonly Finding[] {
  const version = servedVersion(apiVersion);
  if (version === undefined) {
    const message = `${apiVersion} is not served; write ${SERVER_VERSION}.`;
    return [{ code: 'API003', level: 'error', path: 'apiVersion', message }];
  }
  if (version.deprecation === undefined) return [];
  const message = `${apiVersion} is deprecated; write ${SERVER_VERSION}.`;
  return [{ code: 'API001', level: 'warning', path: 'apiVersion', message }];
}

/** The API server ignores a status that is applied; exported objects have one. */
function withoutStatus(object: KubeObject): KubeObject {
  const rest = without(object, 'status');
  return isKubeObject(rest) ? rest : object;
}

function review(path: '/default' | '/validate', object: KubeObject, settings: Settings): Fields {
  const [group, version] = object.apiVersion.split('/');
  const { name, namespace } = object.metadata;
  const kind = { group, version, kind: object.kind };
  const request = { uid: UID, kind, operation: 'CREATE', name, namespace, object };
  const answer = callHook(path, { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }, settings);
  return readObject(answer.body, 'response');
}

function decodePatch(patch: unknown): readonly Operation[] {
  if (typeof patch !== 'string') return [];
  const operations: unknown = JSON.parse(decodeBase64(patch));
  return isPatch(operations) ? operations : [];
}

// Not a Buffer: the page of docs/playground/ runs this too.
function decodeBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0));
}

/** Adds what an API server adds to a new object; members of an exported object stay. */
function asStored(object: KubeObject, sent: KubeObject): KubeObject {
  const { uid = UID, generation = 1, creationTimestamp = NOWHEN } = sent.metadata;
  const stored = withMetadata({ ...object, apiVersion: SERVER_VERSION }, { uid, generation, creationTimestamp });
  return isObject(sent['status']) ? withFields(stored, { status: sent['status'] }) : stored;
}
