// Generated from schemas/ by scripts/generate.ts; do not edit.
// scripts/generate/validator-runtime.ts
function rulesOf(schema) {
  const { type, maximum, minimum, maxLength, minLength, pattern, means, enum: values } = schema;
  const { maxItems, minItems, items, required, additionalProperties, properties, part } = schema;
  const scalar = { type, maximum, minimum, maxLength, minLength, pattern, means, enum: values };
  return { ...scalar, maxItems, minItems, items, required, additionalProperties, properties, part };
}
var MAX_ERRORS = 64;
var MESSAGES = {
  type: ({ type }) => `must be ${Array.isArray(type) ? type.join(" or ") : String(type)}`,
  required: ({ missingProperty }) => `must have required property '${String(missingProperty)}'`,
  additionalProperties: ({ additionalProperty }) => `must not have the unknown property '${String(additionalProperty).slice(0, 64)}'`,
  enum: ({ allowedValues }) => `must be one of ${Array.isArray(allowedValues) ? allowedValues.join(", ") : ""}`,
  pattern: ({ means }) => `must be ${String(means)}`,
  minLength: ({ limit }) => limit === 1 ? "must not be empty" : `must have at least ${String(limit)} characters`,
  maxLength: ({ limit }) => `must have at most ${String(limit)} characters`,
  minItems: ({ limit }) => limit === 1 ? "must not be empty" : `must have at least ${String(limit)} entries`,
  maxItems: ({ limit }) => `must have at most ${String(limit)} entries`,
  minimum: ({ limit }) => `must be at least ${String(limit)}`,
  maximum: ({ limit }) => `must be at most ${String(limit)}`
};
function validator(rules) {
  const validate = (value) => {
    const walk = { errors: [], steps: [] };
    check(rules, value, walk);
    validate.errors = walk.errors.length === 0 ? null : walk.errors;
    return walk.errors.length === 0;
  };
  validate.errors = null;
  return validate;
}
function add({ errors, steps }, keyword, params) {
  const instancePath = steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  errors.push({ instancePath, keyword, params, message: MESSAGES[keyword]?.(params) ?? "" });
}
function check(rules, value, walk) {
  if (rules.part !== void 0) return checkPart(rules.part, value, walk);
  const { type } = rules;
  if (type !== void 0 && !hasType(type, value)) add(walk, "type", { type });
  checkContent(rules, value, walk);
  if (rules.enum?.includes(value) === false) add(walk, "enum", { allowedValues: rules.enum });
}
function checkContent(rules, value, walk) {
  if (typeof value === "number") checkNumber(rules, value, walk);
  else if (typeof value === "string") checkText(rules, value, walk);
  else if (Array.isArray(value)) checkList(rules, value, walk);
  else if (typeof value === "object" && value !== null) checkMap(rules, value, walk);
}
function checkPart(part, value, walk) {
  const before = walk.errors;
  walk.errors = [];
  check(part, value, walk);
  walk.errors = walk.errors.length === 0 ? before : [...before, ...walk.errors];
}
function hasType(type, value) {
  if (typeof type !== "string") return type.some((one) => hasType(one, value));
  if (type === "integer") return Number.isInteger(value);
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  return typeof value === type && (type !== "object" || value !== null && !Array.isArray(value));
}
function checkNumber({ maximum, minimum }, value, walk) {
  if (maximum !== void 0 && value > maximum) add(walk, "maximum", { comparison: "<=", limit: maximum });
  if (minimum !== void 0 && value < minimum) add(walk, "minimum", { comparison: ">=", limit: minimum });
}
function checkText({ maxLength, minLength, pattern, means }, text, walk) {
  if (maxLength !== void 0 && text.length > maxLength && codePoints(text) > maxLength)
    add(walk, "maxLength", { limit: maxLength });
  if (minLength !== void 0 && text.length < minLength * 2 && codePoints(text) < minLength)
    add(walk, "minLength", { limit: minLength });
  if (pattern !== void 0 && !matches(pattern, text)) add(walk, "pattern", { pattern, means });
}
function checkList({ maxItems, minItems, items }, list, walk) {
  if (maxItems !== void 0 && list.length > maxItems) add(walk, "maxItems", { limit: maxItems });
  if (minItems !== void 0 && list.length < minItems) add(walk, "minItems", { limit: minItems });
  if (items === void 0) return;
  for (let index = 0; index < list.length && walk.errors.length < MAX_ERRORS; index += 1) {
    walk.steps.push(index);
    check(items, list[index], walk);
    walk.steps.pop();
  }
}
function checkMap(rules, map, walk) {
  const { required, additionalProperties: others, properties } = rules;
  if (required !== void 0) {
    for (const name of required) if (map[name] === void 0) add(walk, "required", { missingProperty: name });
  }
  if (others === false || typeof others === "object") checkOthers(rules, map, walk);
  for (const name in properties) {
    const value = map[name];
    const own = properties[name];
    if (value === void 0 || own === void 0) continue;
    walk.steps.push(name);
    check(own, value, walk);
    walk.steps.pop();
  }
}
function checkOthers(rules, map, walk) {
  const { additionalProperties: others, properties } = rules;
  for (const name in map) {
    if (walk.errors.length >= MAX_ERRORS) return;
    if (properties !== void 0 && Object.hasOwn(properties, name)) continue;
    if (typeof others !== "object") add(walk, "additionalProperties", { additionalProperty: name });
    else {
      walk.steps.push(name);
      check(others, map[name], walk);
      walk.steps.pop();
    }
  }
}
function codePoints(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
var MAX_PATTERN_TEXT = 4096;
var PATTERNS = /* @__PURE__ */ new Map();
function matches(pattern, text) {
  if (text.length > MAX_PATTERN_TEXT * 2) return true;
  const made = PATTERNS.get(pattern);
  if (made !== void 0) return made.test(text);
  PATTERNS.set(pattern, new RegExp(pattern, "u"));
  return matches(pattern, text);
}

// <stdin>
var rules0 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["toolhive.stacklok.dev/v1beta1", "toolhive.stacklok.dev/v1alpha1"] });
var rules1 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["MCPServer"] });
var rules2 = /* @__PURE__ */ rulesOf({ type: "string" });
var rules3 = /* @__PURE__ */ rulesOf({ type: "integer" });
var rules4 = /* @__PURE__ */ rulesOf({ type: ["string", "null"] });
var rules5 = /* @__PURE__ */ rulesOf({ type: "object", additionalProperties: rules2 });
var rules6 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "name": rules2, "generateName": rules2, "namespace": rules2, "uid": rules2, "resourceVersion": rules2, "generation": rules3, "creationTimestamp": rules4, "deletionTimestamp": rules4, "labels": rules5, "annotations": rules5 } });
var rules7 = /* @__PURE__ */ rulesOf({ part: rules6 });
var rules8 = /* @__PURE__ */ rulesOf({ type: "string", minLength: 1, maxLength: 1024 });
var rules9 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["stdio", "streamable-http", "sse"] });
var rules10 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["sse", "streamable-http"] });
var rules11 = /* @__PURE__ */ rulesOf({ minimum: 1, maximum: 65535, type: "integer" });
var rules12 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 1024, items: rules2 });
var rules13 = /* @__PURE__ */ rulesOf({ type: "string", minLength: 1, maxLength: 1024, pattern: "^[ -<>-~]+$", means: "printable ASCII without an equals sign" });
var rules14 = /* @__PURE__ */ rulesOf({ type: "string", minLength: 1 });
var rules15 = /* @__PURE__ */ rulesOf({ type: "string", minLength: 1, maxLength: 253 });
var rules16 = /* @__PURE__ */ rulesOf({ type: "boolean" });
var rules17 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name", "key"], properties: { "name": rules14, "key": rules15, "optional": rules16 } });
var rules18 = /* @__PURE__ */ rulesOf({ part: rules17 });
var rules19 = /* @__PURE__ */ rulesOf({ type: "object", required: ["fieldPath"], properties: { "apiVersion": rules2, "fieldPath": rules14 } });
var rules20 = /* @__PURE__ */ rulesOf({ part: rules19 });
var rules21 = /* @__PURE__ */ rulesOf({ type: ["integer", "string"] });
var rules22 = /* @__PURE__ */ rulesOf({ type: "object", required: ["resource"], properties: { "containerName": rules2, "resource": rules14, "divisor": rules21 } });
var rules23 = /* @__PURE__ */ rulesOf({ part: rules22 });
var rules24 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "secretKeyRef": rules18, "configMapKeyRef": rules18, "fieldRef": rules20, "resourceFieldRef": rules23 } });
var rules25 = /* @__PURE__ */ rulesOf({ part: rules24 });
var rules26 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name"], properties: { "name": rules13, "value": rules2, "valueFrom": rules25 } });
var rules27 = /* @__PURE__ */ rulesOf({ part: rules26 });
var rules28 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 4096, items: rules27 });
var rules29 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 1024, pattern: "^[ -<>-~]*$", means: "printable ASCII without an equals sign" });
var rules30 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name"], properties: { "name": rules14, "optional": rules16 } });
var rules31 = /* @__PURE__ */ rulesOf({ part: rules30 });
var rules32 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "prefix": rules29, "configMapRef": rules31, "secretRef": rules31 } });
var rules33 = /* @__PURE__ */ rulesOf({ part: rules32 });
var rules34 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 256, items: rules33 });
var rules35 = /* @__PURE__ */ rulesOf({ type: "string", minLength: 1, maxLength: 63, pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", means: "lower-case letters, digits and dashes, with no dash at the ends" });
var rules36 = /* @__PURE__ */ rulesOf({ type: "string", minLength: 1, maxLength: 4096, pattern: "^[^:]+$", means: "a path without a colon" });
var rules37 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 4096, pattern: "^([^/].*)?$", means: "a relative path" });
var rules38 = /* @__PURE__ */ rulesOf({ type: "object", required: ["claimName"], properties: { "claimName": rules14, "readOnly": rules16 } });
var rules39 = /* @__PURE__ */ rulesOf({ part: rules38 });
var rules40 = /* @__PURE__ */ rulesOf({ minimum: 0, maximum: 511, type: "integer" });
var rules41 = /* @__PURE__ */ rulesOf({ type: "object", required: ["key", "path"], properties: { "key": rules14, "path": rules14, "mode": rules40 } });
var rules42 = /* @__PURE__ */ rulesOf({ part: rules41 });
var rules43 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 1024, items: rules42 });
var rules44 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name"], properties: { "name": rules14, "items": rules43, "defaultMode": rules40, "optional": rules16 } });
var rules45 = /* @__PURE__ */ rulesOf({ part: rules44 });
var rules46 = /* @__PURE__ */ rulesOf({ type: "object", required: ["secretName"], properties: { "secretName": rules14, "items": rules43, "defaultMode": rules40, "optional": rules16 } });
var rules47 = /* @__PURE__ */ rulesOf({ part: rules46 });
var rules48 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "medium": rules2, "sizeLimit": rules21 } });
var rules49 = /* @__PURE__ */ rulesOf({ part: rules48 });
var rules50 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "annotations": rules5, "labels": rules5 } });
var rules51 = /* @__PURE__ */ rulesOf({ part: rules50 });
var rules52 = /* @__PURE__ */ rulesOf({ type: "object" });
var rules53 = /* @__PURE__ */ rulesOf({ type: "object", required: ["spec"], properties: { "metadata": rules51, "spec": rules52 } });
var rules54 = /* @__PURE__ */ rulesOf({ part: rules53 });
var rules55 = /* @__PURE__ */ rulesOf({ type: "object", required: ["volumeClaimTemplate"], properties: { "volumeClaimTemplate": rules54 } });
var rules56 = /* @__PURE__ */ rulesOf({ part: rules55 });
var rules57 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name", "mountPath"], properties: { "name": rules35, "mountPath": rules36, "readOnly": rules16, "subPath": rules37, "hostPath": rules2, "persistentVolumeClaim": rules39, "configMap": rules45, "secret": rules47, "emptyDir": rules49, "ephemeral": rules56 } });
var rules58 = /* @__PURE__ */ rulesOf({ part: rules57 });
var rules59 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 256, items: rules58 });
var rules60 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 64, pattern: "^(\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?)?$", means: "a quantity such as 100m, 0.5 or 128Mi" });
var rules61 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "cpu": rules60, "memory": rules60 } });
var rules62 = /* @__PURE__ */ rulesOf({ part: rules61 });
var rules63 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "limits": rules62, "requests": rules62 } });
var rules64 = /* @__PURE__ */ rulesOf({ part: rules63 });
var rules65 = /* @__PURE__ */ rulesOf({ type: "string", minLength: 1, maxLength: 253, pattern: "^[-._a-zA-Z0-9]+$", means: "a key of a Secret: letters, digits, dashes, dots and underscores" });
var rules66 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name", "key"], properties: { "name": rules15, "key": rules65, "targetEnvName": rules29 } });
var rules67 = /* @__PURE__ */ rulesOf({ part: rules66 });
var rules68 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 1024, items: rules67 });
var rules69 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 253, pattern: "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$", means: "the name of a service account: lower-case letters, digits, dashes and dots" });
var rules70 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["builtin", "configmap", "inline"] });
var rules71 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 1024, items: rules11 });
var rules72 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "insecure_allow_all": rules16, "allow_host": rules12, "allow_port": rules71 } });
var rules73 = /* @__PURE__ */ rulesOf({ part: rules72 });
var rules74 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "allow_host": rules12 } });
var rules75 = /* @__PURE__ */ rulesOf({ part: rules74 });
var rules76 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "mode": rules2, "outbound": rules73, "inbound": rules75 } });
var rules77 = /* @__PURE__ */ rulesOf({ part: rules76 });
var rules78 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "name": rules2, "read": rules12, "write": rules12, "privileged": rules16, "network": rules77 } });
var rules79 = /* @__PURE__ */ rulesOf({ part: rules78 });
var rules80 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "type": rules70, "name": rules2, "key": rules2, "inline": rules79 } });
var rules81 = /* @__PURE__ */ rulesOf({ part: rules80 });
var rules82 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name", "value"], properties: { "name": rules13, "value": rules2 } });
var rules83 = /* @__PURE__ */ rulesOf({ part: rules82 });
var rules84 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 4096, items: rules83 });
var rules85 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "name": rules2 } });
var rules86 = /* @__PURE__ */ rulesOf({ part: rules85 });
var rules87 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 256, items: rules86 });
var rules88 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "annotations": rules5, "labels": rules5, "podTemplateMetadataOverrides": rules51, "env": rules84, "imagePullSecrets": rules87, "resources": rules64 } });
var rules89 = /* @__PURE__ */ rulesOf({ part: rules88 });
var rules90 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "proxyDeployment": rules89, "proxyService": rules51 } });
var rules91 = /* @__PURE__ */ rulesOf({ part: rules90 });
var rules92 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name", "audience"], properties: { "name": rules14, "audience": rules14, "scopes": rules12, "resourceUrl": rules2 } });
var rules93 = /* @__PURE__ */ rulesOf({ part: rules92 });
var rules94 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["configMap", "inline"] });
var rules95 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name"], properties: { "name": rules2, "key": rules2 } });
var rules96 = /* @__PURE__ */ rulesOf({ part: rules95 });
var rules97 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 1024, minItems: 1, items: rules2 });
var rules98 = /* @__PURE__ */ rulesOf({ type: "object", required: ["policies"], properties: { "policies": rules97, "entitiesJson": rules2, "primaryUpstreamProvider": rules35 } });
var rules99 = /* @__PURE__ */ rulesOf({ part: rules98 });
var rules100 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 253 });
var rules101 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 63, pattern: "^([A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*)?$", means: "a Cedar type such as Team or Org::Team" });
var rules102 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "type": rules94, "configMap": rules96, "inline": rules99, "groupClaimName": rules100, "roleClaimName": rules100, "groupEntityType": rules101 } });
var rules103 = /* @__PURE__ */ rulesOf({ part: rules102 });
var rules104 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name"], properties: { "name": rules14 } });
var rules105 = /* @__PURE__ */ rulesOf({ part: rules104 });
var rules106 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "enabled": rules16 } });
var rules107 = /* @__PURE__ */ rulesOf({ part: rules106 });
var rules108 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["MCPExternalAuthConfig"] });
var rules109 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name"], properties: { "kind": rules108, "name": rules14 } });
var rules110 = /* @__PURE__ */ rulesOf({ part: rules109 });
var rules111 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name"], properties: { "name": rules14, "serviceName": rules2 } });
var rules112 = /* @__PURE__ */ rulesOf({ part: rules111 });
var rules113 = /* @__PURE__ */ rulesOf({});
var rules114 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["ClientIP", "None"] });
var rules115 = /* @__PURE__ */ rulesOf({ minimum: 0, maximum: 2147483647, type: "integer" });
var rules116 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["memory", "redis"] });
var rules117 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name", "key"], properties: { "name": rules14, "key": rules15 } });
var rules118 = /* @__PURE__ */ rulesOf({ part: rules117 });
var rules119 = /* @__PURE__ */ rulesOf({ type: "object", required: ["provider"], properties: { "provider": rules116, "address": rules14, "db": rules115, "keyPrefix": rules2, "passwordRef": rules118 } });
var rules120 = /* @__PURE__ */ rulesOf({ part: rules119 });
var rules121 = /* @__PURE__ */ rulesOf({ minimum: 1, maximum: 2147483647, type: "integer" });
var rules122 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 64, pattern: "^\\+?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$", means: "a duration such as 30s, 1m or 1h30m" });
var rules123 = /* @__PURE__ */ rulesOf({ type: "object", required: ["maxTokens", "refillPeriod"], properties: { "maxTokens": rules121, "refillPeriod": rules122 } });
var rules124 = /* @__PURE__ */ rulesOf({ part: rules123 });
var rules125 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name"], properties: { "name": rules14, "shared": rules124, "perUser": rules124 } });
var rules126 = /* @__PURE__ */ rulesOf({ part: rules125 });
var rules127 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 1024, items: rules126 });
var rules128 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "shared": rules124, "perUser": rules124, "tools": rules127 } });
var rules129 = /* @__PURE__ */ rulesOf({ part: rules128 });
var rules130 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["kubernetes", "configMap", "configmap", "inline"] });
var rules131 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "serviceAccount": rules2, "namespace": rules2, "audience": rules2, "issuer": rules2, "jwksUrl": rules2, "introspectionUrl": rules2, "useClusterAuth": rules16 } });
var rules132 = /* @__PURE__ */ rulesOf({ part: rules131 });
var rules133 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "name": rules2, "key": rules2, "optional": rules16 } });
var rules134 = /* @__PURE__ */ rulesOf({ part: rules133 });
var rules135 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "configMapRef": rules134 } });
var rules136 = /* @__PURE__ */ rulesOf({ part: rules135 });
var rules137 = /* @__PURE__ */ rulesOf({ type: "object", required: ["issuer"], properties: { "issuer": rules2, "audience": rules2, "jwksUrl": rules2, "introspectionUrl": rules2, "clientId": rules2, "clientSecret": rules2, "clientSecretRef": rules118, "thvCABundlePath": rules2, "caBundleRef": rules136, "jwksAuthTokenPath": rules2, "jwksAllowPrivateIP": rules16, "protectedResourceAllowPrivateIP": rules16, "insecureAllowHTTP": rules16, "scopes": rules12 } });
var rules138 = /* @__PURE__ */ rulesOf({ part: rules137 });
var rules139 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "type": rules130, "resourceUrl": rules2, "kubernetes": rules132, "configMap": rules96, "inline": rules138 } });
var rules140 = /* @__PURE__ */ rulesOf({ part: rules139 });
var rules141 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "enabled": rules16, "samplingRate": rules2 } });
var rules142 = /* @__PURE__ */ rulesOf({ part: rules141 });
var rules143 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "enabled": rules16, "endpoint": rules2, "serviceName": rules2, "headers": rules12, "insecure": rules16, "tracing": rules142, "metrics": rules107 } });
var rules144 = /* @__PURE__ */ rulesOf({ part: rules143 });
var rules145 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "openTelemetry": rules144, "prometheus": rules107 } });
var rules146 = /* @__PURE__ */ rulesOf({ part: rules145 });
var rules147 = /* @__PURE__ */ rulesOf({ type: "object", required: ["image"], properties: { "image": rules8, "transport": rules9, "proxyMode": rules10, "proxyPort": rules11, "mcpPort": rules11, "command": rules12, "args": rules12, "env": rules28, "envFrom": rules34, "volumes": rules59, "resources": rules64, "secrets": rules68, "serviceAccount": rules69, "permissionProfile": rules81, "podTemplateSpec": rules52, "resourceOverrides": rules91, "oidcConfigRef": rules93, "authzConfig": rules103, "authzConfigRef": rules105, "audit": rules107, "toolConfigRef": rules105, "externalAuthConfigRef": rules105, "webhookConfigRef": rules105, "authServerRef": rules110, "telemetryConfigRef": rules112, "trustProxyHeaders": rules16, "endpointPrefix": rules2, "groupRef": rules113, "sessionAffinity": rules114, "replicas": rules115, "backendReplicas": rules115, "sessionStorage": rules120, "rateLimiting": rules129, "port": rules11, "targetPort": rules11, "tools": rules12, "oidcConfig": rules140, "telemetry": rules146 } });
var rules148 = /* @__PURE__ */ rulesOf({ part: rules147 });
var rules149 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "type": rules2, "status": rules2, "observedGeneration": rules3, "lastTransitionTime": rules2, "reason": rules2, "message": rules2 } });
var rules150 = /* @__PURE__ */ rulesOf({ part: rules149 });
var rules151 = /* @__PURE__ */ rulesOf({ type: "array", items: rules150 });
var rules152 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "phase": rules2, "message": rules2, "url": rules2, "readyReplicas": rules3, "observedGeneration": rules3, "conditions": rules151, "toolConfigHash": rules2, "externalAuthConfigHash": rules2, "authServerConfigHash": rules2, "authzConfigHash": rules2, "oidcConfigHash": rules2, "telemetryConfigHash": rules2, "webhookConfigHash": rules2 } });
var rules153 = /* @__PURE__ */ rulesOf({ part: rules152 });
var rules154 = /* @__PURE__ */ rulesOf({ type: "object", required: ["apiVersion", "kind", "metadata", "spec"], properties: { "apiVersion": rules0, "kind": rules1, "metadata": rules7, "spec": rules148, "status": rules153 } });
var rules155 = /* @__PURE__ */ rulesOf({ type: "string", minLength: 1, maxLength: 1024, pattern: "^[^ \\t\\r\\n]+$", means: "text without white space" });
var rules156 = /* @__PURE__ */ rulesOf({ part: rules155 });
var rules157 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 64, pattern: "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$", means: "a quantity such as 100m, 0.5 or 128Mi" });
var rules158 = /* @__PURE__ */ rulesOf({ part: rules157 });
var rules159 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "cpu": rules158, "memory": rules158 }, additionalProperties: false });
var rules160 = /* @__PURE__ */ rulesOf({ part: rules159 });
var rules161 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "requests": rules160, "limits": rules160 }, additionalProperties: false });
var rules162 = /* @__PURE__ */ rulesOf({ part: rules161 });
var rules163 = /* @__PURE__ */ rulesOf({ type: "array", items: rules14 });
var rules164 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["allow", "warn", "deny"] });
var rules165 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "image": rules156, "host": rules156, "resources": rules162, "imagePullSecrets": rules163, "trustEnvironment": rules164 }, additionalProperties: false });
var rules166 = /* @__PURE__ */ rulesOf({ part: rules165 });
var rules167 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 317, pattern: "^(\\*|([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)$", means: "the key of a taint, or *" });
var rules168 = /* @__PURE__ */ rulesOf({ type: "array", items: rules167 });
var rules169 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 253, pattern: "^(\\*|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$", means: "the name of an object, or *" });
var rules170 = /* @__PURE__ */ rulesOf({ type: "array", items: rules169 });
var rules171 = /* @__PURE__ */ rulesOf({ part: rules170 });
var rules172 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 317, pattern: "^(\\*|([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)|[a-z0-9]([a-z0-9.-]*[a-z0-9])?/\\*)$", means: "the key of a label, a prefix such as example.com/*, or *" });
var rules173 = /* @__PURE__ */ rulesOf({ type: "array", items: rules172 });
var rules174 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "nodeName": rules16, "tolerations": rules168, "priorityClassNames": rules171, "serviceAccountNames": rules171, "runtimeClassNames": rules171, "labels": rules173 }, additionalProperties: false });
var rules175 = /* @__PURE__ */ rulesOf({ part: rules174 });
var rules176 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "allowed": rules175 }, additionalProperties: false });
var rules177 = /* @__PURE__ */ rulesOf({ part: rules176 });
var rules178 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["kubernetes", "openshift"] });
var rules179 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name", "key"], properties: { "name": rules14, "key": rules14 }, additionalProperties: false });
var rules180 = /* @__PURE__ */ rulesOf({ part: rules179 });
var rules181 = /* @__PURE__ */ rulesOf({ type: "object", required: ["address"], properties: { "address": rules14, "passwordSecret": rules180 }, additionalProperties: false });
var rules182 = /* @__PURE__ */ rulesOf({ part: rules181 });
var rules183 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["none", "network"] });
var rules184 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 64, pattern: "^[0-9A-Fa-f:.]+/[0-9]{1,3}$", means: "a CIDR such as 10.0.0.0/8" });
var rules185 = /* @__PURE__ */ rulesOf({ part: rules184 });
var rules186 = /* @__PURE__ */ rulesOf({ type: "array", items: rules185 });
var rules187 = /* @__PURE__ */ rulesOf({ part: rules186 });
var rules188 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "except": rules187 }, additionalProperties: false });
var rules189 = /* @__PURE__ */ rulesOf({ part: rules188 });
var rules190 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["cilium", "gke", "deny"] });
var rules191 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "default": rules183, "network": rules189, "hostRules": rules190 }, additionalProperties: false });
var rules192 = /* @__PURE__ */ rulesOf({ part: rules191 });
var rules193 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["any", "namespace"] });
var rules194 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["proxy", "namespace", "open"] });
var rules195 = /* @__PURE__ */ rulesOf({ type: "integer", minimum: 1, maximum: 65535 });
var rules196 = /* @__PURE__ */ rulesOf({ type: "array", minItems: 1, items: rules195 });
var rules197 = /* @__PURE__ */ rulesOf({ part: rules196 });
var rules198 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["derived", "open", "list"] });
var rules199 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 63, pattern: "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", means: "the name of a namespace" });
var rules200 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 63, pattern: "^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?$", means: "the value of a label" });
var rules201 = /* @__PURE__ */ rulesOf({ type: "object", additionalProperties: rules200 });
var rules202 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "cidr": rules185, "namespace": rules199, "podLabels": rules201, "ports": rules197 }, additionalProperties: false });
var rules203 = /* @__PURE__ */ rulesOf({ part: rules202 });
var rules204 = /* @__PURE__ */ rulesOf({ type: "array", items: rules203 });
var rules205 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "mode": rules198, "extra": rules204 }, additionalProperties: false });
var rules206 = /* @__PURE__ */ rulesOf({ part: rules205 });
var rules207 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["none", "istio", "istio-ambient", "linkerd", "cilium"] });
var rules208 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "enabled": rules16, "proxyIngress": rules193, "backendIngress": rules194, "dnsServers": rules187, "apiServerPorts": rules197, "apiServerCIDRs": rules187, "proxyEgress": rules206, "mesh": rules207 }, additionalProperties: false });
var rules209 = /* @__PURE__ */ rulesOf({ part: rules208 });
var rules210 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["privileged", "baseline", "restricted"] });
var rules211 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "enforce": rules210, "warn": rules210 }, additionalProperties: false });
var rules212 = /* @__PURE__ */ rulesOf({ part: rules211 });
var rules213 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 128, pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", means: "a tag such as latest" });
var rules214 = /* @__PURE__ */ rulesOf({ type: "array", items: rules213 });
var rules215 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["warn", "deny"] });
var rules216 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 381, pattern: "^[A-Za-z0-9._/-]+=[A-Za-z0-9._-]*$", means: "a label such as images.example.com/policy=off" });
var rules217 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "registries": rules163, "requireDigest": rules16, "forbiddenTags": rules214, "mode": rules215, "exemptNamespaces": rules163, "exemptNamespaceLabel": rules216 }, additionalProperties: false });
var rules218 = /* @__PURE__ */ rulesOf({ part: rules217 });
var rules219 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "enabled": rules16 }, additionalProperties: false });
var rules220 = /* @__PURE__ */ rulesOf({ part: rules219 });
var rules221 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["MCPOIDCConfig", "MCPAuthzConfig", "MCPToolConfig", "MCPExternalAuthConfig", "MCPTelemetryConfig", "MCPGroup", "MCPWebhookConfig"] });
var rules222 = /* @__PURE__ */ rulesOf({ type: "array", items: rules221 });
var rules223 = /* @__PURE__ */ rulesOf({ type: "integer", minimum: 1024, maximum: 1048576 });
var rules224 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "configKinds": rules222, "maxTextBytes": rules223 }, additionalProperties: false });
var rules225 = /* @__PURE__ */ rulesOf({ part: rules224 });
var rules226 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "podDetails": rules16 }, additionalProperties: false });
var rules227 = /* @__PURE__ */ rulesOf({ part: rules226 });
var rules228 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "onSecretChange": rules16 }, additionalProperties: false });
var rules229 = /* @__PURE__ */ rulesOf({ part: rules228 });
var rules230 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 120, pattern: '^https?://[^ \\t\\r\\n"<>#]+$', means: "an http or https URL without #" });
var rules231 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "baseUrl": rules230 }, additionalProperties: false });
var rules232 = /* @__PURE__ */ rulesOf({ part: rules231 });
var rules233 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "enabled": rules16, "cpu": rules156 }, additionalProperties: false });
var rules234 = /* @__PURE__ */ rulesOf({ part: rules233 });
var rules235 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["none", "Ingress", "HTTPRoute"] });
var rules236 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name", "namespace"], properties: { "name": rules156, "namespace": rules156, "sectionName": rules156 }, additionalProperties: false });
var rules237 = /* @__PURE__ */ rulesOf({ part: rules236 });
var rules238 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "kind": rules235, "host": rules156, "tls": rules16, "tlsSecret": rules156, "ingressClassName": rules156, "annotations": rules5, "gateway": rules237, "controllerNamespace": rules156 }, additionalProperties: false });
var rules239 = /* @__PURE__ */ rulesOf({ part: rules238 });
var rules240 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["none", "PodMonitor", "ServiceMonitor"] });
var rules241 = /* @__PURE__ */ rulesOf({ type: "string", maxLength: 8, pattern: "^[1-9][0-9]*[sm]$", means: "must be a time such as 30s or 1m" });
var rules242 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "kind": rules240, "interval": rules241, "labels": rules5, "prometheusNamespace": rules156 }, additionalProperties: false });
var rules243 = /* @__PURE__ */ rulesOf({ part: rules242 });
var rules244 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "podDisruptionBudgets": rules16, "autoscalers": rules234, "routes": rules239, "monitors": rules243 }, additionalProperties: false });
var rules245 = /* @__PURE__ */ rulesOf({ part: rules244 });
var rules246 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "proxy": rules166, "podTemplate": rules177, "platform": rules178, "redis": rules182, "permissionProfiles": rules192, "networkPolicy": rules209, "podSecurity": rules212, "imagePolicy": rules218, "namespaceDefaults": rules220, "references": rules225, "status": rules227, "rollout": rules229, "documentation": rules232, "companions": rules245 }, additionalProperties: false });
var rules247 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "cpu": rules157, "memory": rules157 }, additionalProperties: false });
var rules248 = /* @__PURE__ */ rulesOf({ part: rules247 });
var rules249 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "requests": rules248, "limits": rules248 }, additionalProperties: false });
var rules250 = /* @__PURE__ */ rulesOf({ part: rules249 });
var rules251 = /* @__PURE__ */ rulesOf({ type: "string", minLength: 1, maxLength: 253, pattern: "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", means: "the name of a Secret" });
var rules252 = /* @__PURE__ */ rulesOf({ type: "array", items: rules251 });
var rules253 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 256, items: rules184 });
var rules254 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "except": rules253 }, additionalProperties: false });
var rules255 = /* @__PURE__ */ rulesOf({ part: rules254 });
var rules256 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "network": rules255 }, additionalProperties: false });
var rules257 = /* @__PURE__ */ rulesOf({ part: rules256 });
var rules258 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "proxyIngress": rules193, "backendIngress": rules194 }, additionalProperties: false });
var rules259 = /* @__PURE__ */ rulesOf({ part: rules258 });
var rules260 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 256, items: rules8 });
var rules261 = /* @__PURE__ */ rulesOf({ type: "array", maxItems: 256, items: rules213 });
var rules262 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "registries": rules260, "requireDigest": rules16, "forbiddenTags": rules261, "mode": rules215 }, additionalProperties: false });
var rules263 = /* @__PURE__ */ rulesOf({ part: rules262 });
var rules264 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "resources": rules250, "imagePullSecrets": rules252, "nodeSelector": rules201, "permissionProfiles": rules257, "networkPolicy": rules259, "podSecurity": rules212, "imagePolicy": rules263 }, additionalProperties: false });
var rules265 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["admission.k8s.io/v1"] });
var rules266 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["AdmissionReview"] });
var rules267 = /* @__PURE__ */ rulesOf({ type: "string", minLength: 1, maxLength: 256 });
var rules268 = /* @__PURE__ */ rulesOf({ type: "object", required: ["group", "version", "kind"], properties: { "group": rules2, "version": rules2, "kind": rules2 } });
var rules269 = /* @__PURE__ */ rulesOf({ part: rules268 });
var rules270 = /* @__PURE__ */ rulesOf({ type: "string", enum: ["CREATE", "UPDATE", "DELETE", "CONNECT"] });
var rules271 = /* @__PURE__ */ rulesOf({ type: "object", properties: { "username": rules2 } });
var rules272 = /* @__PURE__ */ rulesOf({ part: rules271 });
var rules273 = /* @__PURE__ */ rulesOf({ type: ["object", "null"], additionalProperties: true });
var rules274 = /* @__PURE__ */ rulesOf({ type: ["boolean", "null"] });
var rules275 = /* @__PURE__ */ rulesOf({ type: "object", required: ["uid", "kind", "operation"], properties: { "uid": rules267, "kind": rules269, "name": rules2, "namespace": rules2, "operation": rules270, "subResource": rules2, "userInfo": rules272, "object": rules273, "oldObject": rules273, "dryRun": rules274 } });
var rules276 = /* @__PURE__ */ rulesOf({ part: rules275 });
var rules277 = /* @__PURE__ */ rulesOf({ type: "object", required: ["apiVersion", "kind", "request"], properties: { "apiVersion": rules265, "kind": rules266, "request": rules276 } });
var rules278 = /* @__PURE__ */ rulesOf({ type: "object", additionalProperties: true });
var rules279 = /* @__PURE__ */ rulesOf({ type: "object", required: ["spec"], properties: { "spec": rules278 }, additionalProperties: true });
var rules280 = /* @__PURE__ */ rulesOf({ part: rules279 });
var rules281 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name", "namespace", "uid"], properties: { "name": rules14, "namespace": rules14, "uid": rules14 }, additionalProperties: true });
var rules282 = /* @__PURE__ */ rulesOf({ part: rules281 });
var rules283 = /* @__PURE__ */ rulesOf({ type: "object", required: ["apiVersion", "kind", "metadata"], properties: { "apiVersion": rules2, "kind": rules2, "metadata": rules282 }, additionalProperties: true });
var rules284 = /* @__PURE__ */ rulesOf({ part: rules283 });
var rules285 = /* @__PURE__ */ rulesOf({ type: "object", required: ["name"], properties: { "name": rules14, "namespace": rules2 }, additionalProperties: true });
var rules286 = /* @__PURE__ */ rulesOf({ part: rules285 });
var rules287 = /* @__PURE__ */ rulesOf({ type: "object", required: ["apiVersion", "kind", "metadata"], properties: { "apiVersion": rules2, "kind": rules2, "metadata": rules286 }, additionalProperties: true });
var rules288 = /* @__PURE__ */ rulesOf({ part: rules287 });
var rules289 = /* @__PURE__ */ rulesOf({ type: "object", additionalProperties: rules288 });
var rules290 = /* @__PURE__ */ rulesOf({ part: rules289 });
var rules291 = /* @__PURE__ */ rulesOf({ type: "object", additionalProperties: rules290 });
var rules292 = /* @__PURE__ */ rulesOf({ type: "object", required: ["controller", "parent", "children", "related", "finalizing"], properties: { "controller": rules280, "parent": rules284, "children": rules291, "related": rules291, "finalizing": rules16 } });
var rules293 = /* @__PURE__ */ rulesOf({ type: "object", required: ["controller", "parent"], properties: { "controller": rules280, "parent": rules284 } });
var validateMCPServer = /* @__PURE__ */ validator(rules154);
var validateSettingsFile = /* @__PURE__ */ validator(rules246);
var validateNamespaceDefaults = /* @__PURE__ */ validator(rules264);
var validateAdmissionReview = /* @__PURE__ */ validator(rules277);
var validateSyncRequest = /* @__PURE__ */ validator(rules292);
var validateCustomizeRequest = /* @__PURE__ */ validator(rules293);
export {
  validateAdmissionReview,
  validateCustomizeRequest,
  validateMCPServer,
  validateNamespaceDefaults,
  validateSettingsFile,
  validateSyncRequest
};
