// Step: the user's `spec.podTemplateSpec`, checked field by field and brought into the form that the API server stores.

import { at, type Finding } from '../kube/finding.ts';
import { isObject } from '../kube/object.ts';
import { fieldNames, type FieldType, fieldType, isObjectType } from '../kube/pod-template-types.ts';
import { decodeFileMode, decodeScalar } from './pod-template-scalar.ts';
import { suggestPlace } from './pod-template-suggestion.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where the patch stands in an MCPServer. */
export const POD_TEMPLATE_PATH: string = 'spec.podTemplateSpec';

/** A checked patch. With an error among the findings the patch must not be used. */
export interface DecodedPodTemplate {
  readonly patch: Fields;
  readonly findings: readonly Finding[];
}

/** Findings of one template at most; the rest would not be read. */
const MAX_FINDINGS = 20;

interface Place {
  readonly path: string;
  readonly findings: Finding[];
}

/**
 * Checks a pod template against every field of the Kubernetes API. Wrong types and unknown fields are errors, because the API
 * server would drop them in silence or refuse the pods later. Accepted with a warning, because ToolHive accepts them: keys in
 * another case, file modes as text. Quantities become canonical. Directives of strategic merge are left as they are.
 */
export function decodePodTemplate(raw: unknown, path: string): DecodedPodTemplate {
  const findings: Finding[] = [];
  const patch = decodeValue({ name: 'PodTemplateSpec', shape: 'one', merge: { by: 'whole' } }, raw, { path, findings });
  return { patch: isObject(patch) ? patch : {}, findings: findings.slice(0, MAX_FINDINGS) };
}

function decodeValue(type: FieldType, value: unknown, place: Place): unknown {
  if (value === null || place.findings.length > MAX_FINDINGS) return value;
  if (type.shape === 'list') return decodeList(type, value, place);
  if (type.shape === 'map') return decodeMap(type, value, place);
  if (isObjectType(type.name)) return decodeObject(type.name, value, place);
  const scalar = decodeScalar(type.name, value, place.path);
  if (scalar.finding !== undefined) place.findings.push(scalar.finding);
  return scalar.value;
}

function decodeList(type: FieldType, value: unknown, { path, findings }: Place): unknown {
  if (!Array.isArray(value)) return wrongType(value, 'a list', { path, findings });
  const item: FieldType = { ...type, shape: 'one' };
  return value.map((entry, index) => decodeValue(item, entry, { path: at(path, index), findings }));
}

function decodeMap(type: FieldType, value: unknown, { path, findings }: Place): unknown {
  if (!isObject(value)) return wrongType(value, 'a map', { path, findings });
  const entry: FieldType = { ...type, shape: 'one' };
  const members = Object.entries(value).map(([key, member]) => {
    const isDirective = key === '$patch';
    return [key, isDirective ? member : decodeValue(entry, member, { path: at(path, key), findings })];
  });
  return Object.fromEntries(members);
}

function decodeObject(type: string, value: unknown, { path, findings }: Place): unknown {
  if (!isObject(value)) return wrongType(value, 'an object', { path, findings });
  const members = Object.entries(value).flatMap(([key, member]) => {
    const place = { path: at(path, key), findings };
    const name = key.startsWith('$') ? key : knownName(type, key, { value, place });
    if (name === undefined) return [];
    return [[name, decodeMember(type, name, { value: member, place })]];
  });
  return Object.fromEntries(members);
}

function decodeMember(
  type: string,
  name: string,
  { value, place }: { readonly value: unknown; readonly place: Place },
): unknown {
  const field = fieldType(type, name);
  if (field === undefined) return value;
  const mode = decodeFileMode(name, value, place.path);
  if (mode === undefined) return decodeValue(field, value, place);
  place.findings.push(mode.finding);
  return mode.value;
}

/** The field's name as the API spells it; undefined, with a finding, when there is no such field. */
function knownName(
  type: string,
  key: string,
  { value, place }: { readonly value: Fields; readonly place: Place },
): string | undefined {
  if (fieldType(type, key) !== undefined) return key;
  const meant = fieldNames(type).find((name) => name.toLowerCase() === key.toLowerCase());
  if (meant === undefined || Object.hasOwn(value, meant)) {
    const message =
      meant === undefined ? unknownField(type, key, place.path) : `${meant} is set beside it; remove ${key}.`;
    place.findings.push({ code: 'MCP041', level: 'error', path: place.path, message });
    return undefined;
  }
  const message = `The field is spelled ${meant}; it was read as such.`;
  place.findings.push({ code: 'MCP042', level: 'warning', path: place.path, message });
  return meant;
}

function unknownField(type: string, key: string, path: string): string {
  const better = suggestPlace(type, key, path);
  return better === undefined
    ? 'Kubernetes has no such field here, so it would be lost; remove it or correct its name.'
    : `Kubernetes has no such field here, so it would be lost; write ${better}.`;
}

function wrongType(value: unknown, expected: string, { path, findings }: Place): unknown {
  findings.push({ code: 'MCP040', level: 'error', path, message: `This must be ${expected}.` });
  return value;
}
