// Rule: legacy fields that stand for a whole object today. They work; the warning shows the form of today.

import {
  allowsHttpByVariable,
  HTTP_VARIABLE,
  ignoredOidcMembers,
  legacyConfigMap,
  legacyField,
  readLegacyOidc,
} from '../decode/references/legacy-oidc.ts';
import { readLegacyTelemetry } from '../decode/references/legacy-telemetry.ts';
import type { Finding } from '../kube/finding.ts';
import { isObject } from '../kube/object.ts';
import { finding, type ValidationInput } from './rule.ts';

/** Each legacy object either gets a warning with the new form, or an error when it cannot be used. */
export function validateLegacyObjects(input: ValidationInput): readonly Finding[] {
  return [...validateOidc(input), ...validateTelemetry(input), ...validateTools(input)];
}

function validateOidc({ server }: ValidationInput): readonly Finding[] {
  const path = 'spec.oidcConfig';
  const field = legacyField(server);
  if (field === undefined) return [];
  const isConfigMap = String(field['type']).toLowerCase() === 'configmap';
  if (isConfigMap && legacyConfigMap(server) === undefined) {
    return [finding('MCP083', `${path}.configMap`, 'This must name a ConfigMap; set name.')];
  }
  const oidc = isConfigMap ? undefined : readLegacyOidc(field);
  if (oidc?.ok === false) return [finding('MCP083', path, `This cannot be used: ${oidc.error}`)];
  const isClear = isObject(field['inline']) && field['inline']['clientSecret'] !== undefined;
  const idle = ignoredOidcMembers(field);
  return [
    finding(
      'MCP082',
      path,
      [
        'oidcConfig was removed in ToolHive v0.23; write an MCPOIDCConfig and name it in oidcConfigRef.',
        ...(isClear ? ['Its client secret stands in clear: use clientSecretRef.'] : []),
        ...(allowsHttpByVariable(server) ? [HTTP_WARNING] : []),
        ...(idle.length > 0 ? [`Without effect: ${idle.join(', ')}.`] : []),
      ].join(' '),
    ),
  ];
}

const HTTP_WARNING = `The proxy's variable ${HTTP_VARIABLE} is read as inline.insecureAllowHTTP: true; write that.`;

function validateTelemetry({ server }: ValidationInput): readonly Finding[] {
  const path = 'spec.telemetry';
  const telemetry = readLegacyTelemetry(server);
  if (telemetry === undefined) return [];
  if (!telemetry.ok) return [finding('MCP086', path, `This cannot be used: ${telemetry.error}`)];
  return [
    finding(
      'MCP084',
      path,
      'telemetry was removed in ToolHive v0.23; write an MCPTelemetryConfig and name it in telemetryConfigRef.',
    ),
  ];
}

function validateTools({ server: { legacy, spec } }: ValidationInput): readonly Finding[] {
  if (legacy.tools === undefined) return [];
  return [
    finding(
      'MCP085',
      'spec.tools',
      spec.toolConfigRef === undefined
        ? 'tools was removed in ToolHive v0.15; write an MCPToolConfig with toolsFilter and name it in toolConfigRef.'
        : 'tools has no effect beside toolConfigRef; move the names to toolsFilter of that MCPToolConfig.',
    ),
  ];
}
