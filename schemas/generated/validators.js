// Generated from schemas/ by scripts/generate.ts; do not edit.
// scripts/generate/validator-runtime.ts
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
function addError(errors, instancePath, { keyword, params }) {
  let error = { instancePath, keyword, params, message: MESSAGES[keyword]?.(params) ?? `breaks the rule ${keyword}` };
  return errors === null ? [error] : (errors.push(error), errors);
}
function addErrors(errors, more) {
  return errors === null ? more : errors.concat(more);
}
var MAX_ERRORS = 64;
function isFull(errors) {
  return errors !== null && errors.length >= MAX_ERRORS;
}
function isMap(value) {
  return typeof value == "object" && value !== null && !Array.isArray(value);
}
function codePoints(text) {
  let length = 0;
  for (let _ of text) length += 1;
  return length;
}
var MAX_PATTERN_TEXT = 4096;
function matches(pattern, text) {
  return text.length > MAX_PATTERN_TEXT * 2 || pattern.test(text);
}

// <stdin>
var rule0 = { keyword: "type", params: { type: "string" } }, rule1 = { keyword: "type", params: { type: "integer" } }, rule2 = { keyword: "type", params: { type: ["string", "null"] } }, rule3 = { keyword: "type", params: { type: "object" } }, rule4 = { keyword: "required", params: { missingProperty: "name" } }, rule5 = { keyword: "required", params: { missingProperty: "key" } }, rule6 = { keyword: "minLength", params: { limit: 1 } }, rule7 = { keyword: "maxLength", params: { limit: 253 } }, rule8 = { keyword: "type", params: { type: "boolean" } }, rule9 = { keyword: "type", params: { type: ["integer", "string"] } }, rule10 = { keyword: "maxLength", params: { limit: 1024 } }, rule11 = { keyword: "pattern", params: { pattern: "^[ -<>-~]+$", means: "printable ASCII without an equals sign" } }, rule12 = { keyword: "pattern", params: { pattern: "^[ -<>-~]*$", means: "printable ASCII without an equals sign" } }, rule13 = { keyword: "maximum", params: { comparison: "<=", limit: 511 } }, rule14 = { keyword: "minimum", params: { comparison: ">=", limit: 0 } }, rule15 = { keyword: "maxItems", params: { limit: 1024 } }, rule16 = { keyword: "type", params: { type: "array" } }, rule17 = { keyword: "required", params: { missingProperty: "spec" } }, rule18 = { keyword: "maxLength", params: { limit: 63 } }, rule19 = { keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", means: "lower-case letters, digits and dashes, with no dash at the ends" } }, rule20 = { keyword: "maxLength", params: { limit: 4096 } }, rule21 = { keyword: "maxLength", params: { limit: 64 } }, rule22 = { keyword: "pattern", params: { pattern: "^(\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?)?$", means: "a quantity such as 100m, 0.5 or 128Mi" } }, rule23 = { keyword: "maximum", params: { comparison: "<=", limit: 65535 } }, rule24 = { keyword: "minimum", params: { comparison: ">=", limit: 1 } }, rule25 = { keyword: "maxItems", params: { limit: 4096 } }, rule26 = { keyword: "maxItems", params: { limit: 256 } }, rule27 = { keyword: "minItems", params: { limit: 1 } }, rule28 = { keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } }, rule29 = { keyword: "required", params: { missingProperty: "apiVersion" } }, rule30 = { keyword: "required", params: { missingProperty: "kind" } }, rule31 = { keyword: "required", params: { missingProperty: "metadata" } }, rule32 = { keyword: "pattern", params: { pattern: "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$", means: "a quantity such as 100m, 0.5 or 128Mi" } }, rule33 = { keyword: "maxLength", params: { limit: 317 } }, rule34 = { keyword: "pattern", params: { pattern: "^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?$", means: "the value of a label" } }, rule35 = { keyword: "required", params: { missingProperty: "namespace" } }, rule36 = { keyword: "enum", params: { allowedValues: ["any", "namespace"] } }, rule37 = { keyword: "enum", params: { allowedValues: ["proxy", "namespace", "open"] } }, rule38 = { keyword: "enum", params: { allowedValues: ["privileged", "baseline", "restricted"] } }, rule39 = { keyword: "maxLength", params: { limit: 128 } }, rule40 = { keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", means: "a tag such as latest" } }, rule41 = { keyword: "enum", params: { allowedValues: ["warn", "deny"] } }, rule42 = { keyword: "required", params: { missingProperty: "uid" } }, rule43 = { keyword: "maxLength", params: { limit: 256 } }, rule44 = { keyword: "type", params: { type: ["object", "null"] } }, rule45 = { keyword: "required", params: { missingProperty: "controller" } }, rule46 = { keyword: "required", params: { missingProperty: "parent" } }, validateMCPServer = validate21;
function validate22(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0)), data.generateName !== void 0 && typeof data.generateName != "string" && (vErrors = addError(vErrors, instancePath + "/generateName", rule0)), data.namespace !== void 0 && typeof data.namespace != "string" && (vErrors = addError(vErrors, instancePath + "/namespace", rule0)), data.uid !== void 0 && typeof data.uid != "string" && (vErrors = addError(vErrors, instancePath + "/uid", rule0)), data.resourceVersion !== void 0 && typeof data.resourceVersion != "string" && (vErrors = addError(vErrors, instancePath + "/resourceVersion", rule0)), data.generation !== void 0) {
      let data5 = data.generation;
      Number.isInteger(data5) || (vErrors = addError(vErrors, instancePath + "/generation", rule1));
    }
    if (data.creationTimestamp !== void 0) {
      let data6 = data.creationTimestamp;
      typeof data6 != "string" && data6 !== null && (vErrors = addError(vErrors, instancePath + "/creationTimestamp", rule2));
    }
    if (data.deletionTimestamp !== void 0) {
      let data7 = data.deletionTimestamp;
      typeof data7 != "string" && data7 !== null && (vErrors = addError(vErrors, instancePath + "/deletionTimestamp", rule2));
    }
    if (data.labels !== void 0) {
      let data8 = data.labels;
      if (isMap(data8))
        for (let key0 in data8) {
          if (isFull(vErrors)) break;
          typeof data8[key0] != "string" && (vErrors = addError(vErrors, instancePath + "/labels/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), rule0));
        }
      else
        vErrors = addError(vErrors, instancePath + "/labels", rule3);
    }
    if (data.annotations !== void 0) {
      let data10 = data.annotations;
      if (isMap(data10))
        for (let key1 in data10) {
          if (isFull(vErrors)) break;
          typeof data10[key1] != "string" && (vErrors = addError(vErrors, instancePath + "/annotations/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0));
        }
      else
        vErrors = addError(vErrors, instancePath + "/annotations", rule3);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate22.errors = vErrors, vErrors === null;
}
var func2 = codePoints, pattern0 = new RegExp("^[ -<>-~]+$", "u");
function validate27(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.key === void 0 && (vErrors = addError(vErrors, instancePath, rule5)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    if (data.key !== void 0) {
      let data1 = data.key;
      typeof data1 == "string" ? (func2(data1) > 253 && (vErrors = addError(vErrors, instancePath + "/key", rule7)), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/key", rule6))) : vErrors = addError(vErrors, instancePath + "/key", rule0);
    }
    data.optional !== void 0 && typeof data.optional != "boolean" && (vErrors = addError(vErrors, instancePath + "/optional", rule8));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate27.errors = vErrors, vErrors === null;
}
function validate30(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.fieldPath === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "fieldPath" } })), data.apiVersion !== void 0 && typeof data.apiVersion != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0)), data.fieldPath !== void 0) {
      let data1 = data.fieldPath;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/fieldPath", rule6)) : vErrors = addError(vErrors, instancePath + "/fieldPath", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate30.errors = vErrors, vErrors === null;
}
function validate32(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.resource === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "resource" } })), data.containerName !== void 0 && typeof data.containerName != "string" && (vErrors = addError(vErrors, instancePath + "/containerName", rule0)), data.resource !== void 0) {
      let data1 = data.resource;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/resource", rule6)) : vErrors = addError(vErrors, instancePath + "/resource", rule0);
    }
    if (data.divisor !== void 0) {
      let data2 = data.divisor;
      !Number.isInteger(data2) && typeof data2 != "string" && (vErrors = addError(vErrors, instancePath + "/divisor", rule9));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate32.errors = vErrors, vErrors === null;
}
function validate26(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.secretKeyRef !== void 0 && (validate27(data.secretKeyRef, instancePath + "/secretKeyRef") || (vErrors = addErrors(vErrors, validate27.errors))), data.configMapKeyRef !== void 0 && (validate27(data.configMapKeyRef, instancePath + "/configMapKeyRef") || (vErrors = addErrors(vErrors, validate27.errors))), data.fieldRef !== void 0 && (validate30(data.fieldRef, instancePath + "/fieldRef") || (vErrors = addErrors(vErrors, validate30.errors))), data.resourceFieldRef !== void 0 && (validate32(data.resourceFieldRef, instancePath + "/resourceFieldRef") || (vErrors = addErrors(vErrors, validate32.errors)))) : vErrors = addError(vErrors, instancePath, rule3), validate26.errors = vErrors, vErrors === null;
}
function validate25(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? (func2(data0) > 1024 && (vErrors = addError(vErrors, instancePath + "/name", rule10)), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)), matches(pattern0, data0) || (vErrors = addError(vErrors, instancePath + "/name", rule11))) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    data.value !== void 0 && typeof data.value != "string" && (vErrors = addError(vErrors, instancePath + "/value", rule0)), data.valueFrom !== void 0 && (validate26(data.valueFrom, instancePath + "/valueFrom") || (vErrors = addErrors(vErrors, validate26.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate25.errors = vErrors, vErrors === null;
}
var pattern1 = new RegExp("^[ -<>-~]*$", "u");
function validate37(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    data.optional !== void 0 && typeof data.optional != "boolean" && (vErrors = addError(vErrors, instancePath + "/optional", rule8));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate37.errors = vErrors, vErrors === null;
}
function validate36(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.prefix !== void 0) {
      let data0 = data.prefix;
      typeof data0 == "string" ? (func2(data0) > 1024 && (vErrors = addError(vErrors, instancePath + "/prefix", rule10)), matches(pattern1, data0) || (vErrors = addError(vErrors, instancePath + "/prefix", rule12))) : vErrors = addError(vErrors, instancePath + "/prefix", rule0);
    }
    data.configMapRef !== void 0 && (validate37(data.configMapRef, instancePath + "/configMapRef") || (vErrors = addErrors(vErrors, validate37.errors))), data.secretRef !== void 0 && (validate37(data.secretRef, instancePath + "/secretRef") || (vErrors = addErrors(vErrors, validate37.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate36.errors = vErrors, vErrors === null;
}
var pattern2 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "u"), pattern3 = new RegExp("^[^:]+$", "u"), pattern4 = new RegExp("^([^/].*)?$", "u");
function validate42(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.claimName === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "claimName" } })), data.claimName !== void 0) {
      let data0 = data.claimName;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/claimName", rule6)) : vErrors = addError(vErrors, instancePath + "/claimName", rule0);
    }
    data.readOnly !== void 0 && typeof data.readOnly != "boolean" && (vErrors = addError(vErrors, instancePath + "/readOnly", rule8));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate42.errors = vErrors, vErrors === null;
}
function validate45(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.key === void 0 && (vErrors = addError(vErrors, instancePath, rule5)), data.path === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "path" } })), data.key !== void 0) {
      let data0 = data.key;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/key", rule6)) : vErrors = addError(vErrors, instancePath + "/key", rule0);
    }
    if (data.path !== void 0) {
      let data1 = data.path;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/path", rule6)) : vErrors = addError(vErrors, instancePath + "/path", rule0);
    }
    if (data.mode !== void 0) {
      let data2 = data.mode;
      Number.isInteger(data2) || (vErrors = addError(vErrors, instancePath + "/mode", rule1)), typeof data2 == "number" && isFinite(data2) && ((data2 > 511 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/mode", rule13)), (data2 < 0 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/mode", rule14)));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate45.errors = vErrors, vErrors === null;
}
function validate44(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    if (data.items !== void 0) {
      let data1 = data.items;
      if (Array.isArray(data1)) {
        data1.length > 1024 && (vErrors = addError(vErrors, instancePath + "/items", rule15));
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          validate45(data1[i0], instancePath + "/items/" + i0) || (vErrors = addErrors(vErrors, validate45.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/items", rule16);
    }
    if (data.defaultMode !== void 0) {
      let data3 = data.defaultMode;
      Number.isInteger(data3) || (vErrors = addError(vErrors, instancePath + "/defaultMode", rule1)), typeof data3 == "number" && isFinite(data3) && ((data3 > 511 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/defaultMode", rule13)), (data3 < 0 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/defaultMode", rule14)));
    }
    data.optional !== void 0 && typeof data.optional != "boolean" && (vErrors = addError(vErrors, instancePath + "/optional", rule8));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate44.errors = vErrors, vErrors === null;
}
function validate48(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.secretName === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "secretName" } })), data.secretName !== void 0) {
      let data0 = data.secretName;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/secretName", rule6)) : vErrors = addError(vErrors, instancePath + "/secretName", rule0);
    }
    if (data.items !== void 0) {
      let data1 = data.items;
      if (Array.isArray(data1)) {
        data1.length > 1024 && (vErrors = addError(vErrors, instancePath + "/items", rule15));
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          validate45(data1[i0], instancePath + "/items/" + i0) || (vErrors = addErrors(vErrors, validate45.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/items", rule16);
    }
    if (data.defaultMode !== void 0) {
      let data3 = data.defaultMode;
      Number.isInteger(data3) || (vErrors = addError(vErrors, instancePath + "/defaultMode", rule1)), typeof data3 == "number" && isFinite(data3) && ((data3 > 511 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/defaultMode", rule13)), (data3 < 0 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/defaultMode", rule14)));
    }
    data.optional !== void 0 && typeof data.optional != "boolean" && (vErrors = addError(vErrors, instancePath + "/optional", rule8));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate48.errors = vErrors, vErrors === null;
}
function validate51(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.medium !== void 0 && typeof data.medium != "string" && (vErrors = addError(vErrors, instancePath + "/medium", rule0)), data.sizeLimit !== void 0) {
      let data1 = data.sizeLimit;
      !Number.isInteger(data1) && typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/sizeLimit", rule9));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate51.errors = vErrors, vErrors === null;
}
function validate55(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.annotations !== void 0) {
      let data0 = data.annotations;
      if (isMap(data0))
        for (let key0 in data0) {
          if (isFull(vErrors)) break;
          typeof data0[key0] != "string" && (vErrors = addError(vErrors, instancePath + "/annotations/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), rule0));
        }
      else
        vErrors = addError(vErrors, instancePath + "/annotations", rule3);
    }
    if (data.labels !== void 0) {
      let data2 = data.labels;
      if (isMap(data2))
        for (let key1 in data2) {
          if (isFull(vErrors)) break;
          typeof data2[key1] != "string" && (vErrors = addError(vErrors, instancePath + "/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0));
        }
      else
        vErrors = addError(vErrors, instancePath + "/labels", rule3);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate55.errors = vErrors, vErrors === null;
}
function validate54(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.spec === void 0 && (vErrors = addError(vErrors, instancePath, rule17)), data.metadata !== void 0 && (validate55(data.metadata, instancePath + "/metadata") || (vErrors = addErrors(vErrors, validate55.errors))), data.spec !== void 0) {
      let data1 = data.spec;
      isMap(data1) || (vErrors = addError(vErrors, instancePath + "/spec", rule3));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate54.errors = vErrors, vErrors === null;
}
function validate53(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.volumeClaimTemplate === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "volumeClaimTemplate" } })), data.volumeClaimTemplate !== void 0 && (validate54(data.volumeClaimTemplate, instancePath + "/volumeClaimTemplate") || (vErrors = addErrors(vErrors, validate54.errors)))) : vErrors = addError(vErrors, instancePath, rule3), validate53.errors = vErrors, vErrors === null;
}
function validate41(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.mountPath === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "mountPath" } })), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? (func2(data0) > 63 && (vErrors = addError(vErrors, instancePath + "/name", rule18)), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)), matches(pattern2, data0) || (vErrors = addError(vErrors, instancePath + "/name", rule19))) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    if (data.mountPath !== void 0) {
      let data1 = data.mountPath;
      typeof data1 == "string" ? (func2(data1) > 4096 && (vErrors = addError(vErrors, instancePath + "/mountPath", rule20)), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/mountPath", rule6)), matches(pattern3, data1) || (vErrors = addError(vErrors, instancePath + "/mountPath", { keyword: "pattern", params: { pattern: "^[^:]+$", means: "a path without a colon" } }))) : vErrors = addError(vErrors, instancePath + "/mountPath", rule0);
    }
    if (data.readOnly !== void 0 && typeof data.readOnly != "boolean" && (vErrors = addError(vErrors, instancePath + "/readOnly", rule8)), data.subPath !== void 0) {
      let data3 = data.subPath;
      typeof data3 == "string" ? (func2(data3) > 4096 && (vErrors = addError(vErrors, instancePath + "/subPath", rule20)), matches(pattern4, data3) || (vErrors = addError(vErrors, instancePath + "/subPath", { keyword: "pattern", params: { pattern: "^([^/].*)?$", means: "a relative path" } }))) : vErrors = addError(vErrors, instancePath + "/subPath", rule0);
    }
    data.hostPath !== void 0 && typeof data.hostPath != "string" && (vErrors = addError(vErrors, instancePath + "/hostPath", rule0)), data.persistentVolumeClaim !== void 0 && (validate42(data.persistentVolumeClaim, instancePath + "/persistentVolumeClaim") || (vErrors = addErrors(vErrors, validate42.errors))), data.configMap !== void 0 && (validate44(data.configMap, instancePath + "/configMap") || (vErrors = addErrors(vErrors, validate44.errors))), data.secret !== void 0 && (validate48(data.secret, instancePath + "/secret") || (vErrors = addErrors(vErrors, validate48.errors))), data.emptyDir !== void 0 && (validate51(data.emptyDir, instancePath + "/emptyDir") || (vErrors = addErrors(vErrors, validate51.errors))), data.ephemeral !== void 0 && (validate53(data.ephemeral, instancePath + "/ephemeral") || (vErrors = addErrors(vErrors, validate53.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate41.errors = vErrors, vErrors === null;
}
var pattern5 = new RegExp("^(\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?)?$", "u");
function validate61(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.cpu !== void 0) {
      let data0 = data.cpu;
      typeof data0 == "string" ? (func2(data0) > 64 && (vErrors = addError(vErrors, instancePath + "/cpu", rule21)), matches(pattern5, data0) || (vErrors = addError(vErrors, instancePath + "/cpu", rule22))) : vErrors = addError(vErrors, instancePath + "/cpu", rule0);
    }
    if (data.memory !== void 0) {
      let data1 = data.memory;
      typeof data1 == "string" ? (func2(data1) > 64 && (vErrors = addError(vErrors, instancePath + "/memory", rule21)), matches(pattern5, data1) || (vErrors = addError(vErrors, instancePath + "/memory", rule22))) : vErrors = addError(vErrors, instancePath + "/memory", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate61.errors = vErrors, vErrors === null;
}
function validate60(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.limits !== void 0 && (validate61(data.limits, instancePath + "/limits") || (vErrors = addErrors(vErrors, validate61.errors))), data.requests !== void 0 && (validate61(data.requests, instancePath + "/requests") || (vErrors = addErrors(vErrors, validate61.errors)))) : vErrors = addError(vErrors, instancePath, rule3), validate60.errors = vErrors, vErrors === null;
}
var pattern7 = new RegExp("^[-._a-zA-Z0-9]+$", "u");
function validate65(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.key === void 0 && (vErrors = addError(vErrors, instancePath, rule5)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? (func2(data0) > 253 && (vErrors = addError(vErrors, instancePath + "/name", rule7)), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6))) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    if (data.key !== void 0) {
      let data1 = data.key;
      typeof data1 == "string" ? (func2(data1) > 253 && (vErrors = addError(vErrors, instancePath + "/key", rule7)), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/key", rule6)), matches(pattern7, data1) || (vErrors = addError(vErrors, instancePath + "/key", { keyword: "pattern", params: { pattern: "^[-._a-zA-Z0-9]+$", means: "a key of a Secret: letters, digits, dashes, dots and underscores" } }))) : vErrors = addError(vErrors, instancePath + "/key", rule0);
    }
    if (data.targetEnvName !== void 0) {
      let data2 = data.targetEnvName;
      typeof data2 == "string" ? (func2(data2) > 1024 && (vErrors = addError(vErrors, instancePath + "/targetEnvName", rule10)), matches(pattern1, data2) || (vErrors = addError(vErrors, instancePath + "/targetEnvName", rule12))) : vErrors = addError(vErrors, instancePath + "/targetEnvName", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate65.errors = vErrors, vErrors === null;
}
function validate70(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.insecure_allow_all !== void 0 && typeof data.insecure_allow_all != "boolean" && (vErrors = addError(vErrors, instancePath + "/insecure_allow_all", rule8)), data.allow_host !== void 0) {
      let data1 = data.allow_host;
      if (Array.isArray(data1)) {
        data1.length > 1024 && (vErrors = addError(vErrors, instancePath + "/allow_host", rule15));
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          typeof data1[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/allow_host/" + i0, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/allow_host", rule16);
    }
    if (data.allow_port !== void 0) {
      let data3 = data.allow_port;
      if (Array.isArray(data3)) {
        data3.length > 1024 && (vErrors = addError(vErrors, instancePath + "/allow_port", rule15));
        let len1 = data3.length;
        for (let i1 = 0; i1 < len1 && !isFull(vErrors); i1++) {
          let data4 = data3[i1];
          Number.isInteger(data4) || (vErrors = addError(vErrors, instancePath + "/allow_port/" + i1, rule1)), typeof data4 == "number" && isFinite(data4) && ((data4 > 65535 || isNaN(data4)) && (vErrors = addError(vErrors, instancePath + "/allow_port/" + i1, rule23)), (data4 < 1 || isNaN(data4)) && (vErrors = addError(vErrors, instancePath + "/allow_port/" + i1, rule24)));
        }
      } else
        vErrors = addError(vErrors, instancePath + "/allow_port", rule16);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate70.errors = vErrors, vErrors === null;
}
function validate72(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.allow_host !== void 0) {
      let data0 = data.allow_host;
      if (Array.isArray(data0)) {
        data0.length > 1024 && (vErrors = addError(vErrors, instancePath + "/allow_host", rule15));
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          typeof data0[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/allow_host/" + i0, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/allow_host", rule16);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate72.errors = vErrors, vErrors === null;
}
function validate69(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.mode !== void 0 && typeof data.mode != "string" && (vErrors = addError(vErrors, instancePath + "/mode", rule0)), data.outbound !== void 0 && (validate70(data.outbound, instancePath + "/outbound") || (vErrors = addErrors(vErrors, validate70.errors))), data.inbound !== void 0 && (validate72(data.inbound, instancePath + "/inbound") || (vErrors = addErrors(vErrors, validate72.errors)))) : vErrors = addError(vErrors, instancePath, rule3), validate69.errors = vErrors, vErrors === null;
}
function validate68(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0)), data.read !== void 0) {
      let data1 = data.read;
      if (Array.isArray(data1)) {
        data1.length > 1024 && (vErrors = addError(vErrors, instancePath + "/read", rule15));
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          typeof data1[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/read/" + i0, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/read", rule16);
    }
    if (data.write !== void 0) {
      let data3 = data.write;
      if (Array.isArray(data3)) {
        data3.length > 1024 && (vErrors = addError(vErrors, instancePath + "/write", rule15));
        let len1 = data3.length;
        for (let i1 = 0; i1 < len1 && !isFull(vErrors); i1++)
          typeof data3[i1] != "string" && (vErrors = addError(vErrors, instancePath + "/write/" + i1, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/write", rule16);
    }
    data.privileged !== void 0 && typeof data.privileged != "boolean" && (vErrors = addError(vErrors, instancePath + "/privileged", rule8)), data.network !== void 0 && (validate69(data.network, instancePath + "/network") || (vErrors = addErrors(vErrors, validate69.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate68.errors = vErrors, vErrors === null;
}
function validate67(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.type !== void 0) {
      let data0 = data.type;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/type", rule0)), data0 === "builtin" || data0 === "configmap" || data0 === "inline" || (vErrors = addError(vErrors, instancePath + "/type", { keyword: "enum", params: { allowedValues: ["builtin", "configmap", "inline"] } }));
    }
    data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0)), data.key !== void 0 && typeof data.key != "string" && (vErrors = addError(vErrors, instancePath + "/key", rule0)), data.inline !== void 0 && (validate68(data.inline, instancePath + "/inline") || (vErrors = addErrors(vErrors, validate68.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate67.errors = vErrors, vErrors === null;
}
function validate80(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.value === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "value" } })), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? (func2(data0) > 1024 && (vErrors = addError(vErrors, instancePath + "/name", rule10)), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)), matches(pattern0, data0) || (vErrors = addError(vErrors, instancePath + "/name", rule11))) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    data.value !== void 0 && typeof data.value != "string" && (vErrors = addError(vErrors, instancePath + "/value", rule0));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate80.errors = vErrors, vErrors === null;
}
function validate82(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0)) : vErrors = addError(vErrors, instancePath, rule3), validate82.errors = vErrors, vErrors === null;
}
function validate78(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.annotations !== void 0) {
      let data0 = data.annotations;
      if (isMap(data0))
        for (let key0 in data0) {
          if (isFull(vErrors)) break;
          typeof data0[key0] != "string" && (vErrors = addError(vErrors, instancePath + "/annotations/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), rule0));
        }
      else
        vErrors = addError(vErrors, instancePath + "/annotations", rule3);
    }
    if (data.labels !== void 0) {
      let data2 = data.labels;
      if (isMap(data2))
        for (let key1 in data2) {
          if (isFull(vErrors)) break;
          typeof data2[key1] != "string" && (vErrors = addError(vErrors, instancePath + "/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0));
        }
      else
        vErrors = addError(vErrors, instancePath + "/labels", rule3);
    }
    if (data.podTemplateMetadataOverrides !== void 0 && (validate55(data.podTemplateMetadataOverrides, instancePath + "/podTemplateMetadataOverrides") || (vErrors = addErrors(vErrors, validate55.errors))), data.env !== void 0) {
      let data5 = data.env;
      if (Array.isArray(data5)) {
        data5.length > 4096 && (vErrors = addError(vErrors, instancePath + "/env", rule25));
        let len0 = data5.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          validate80(data5[i0], instancePath + "/env/" + i0) || (vErrors = addErrors(vErrors, validate80.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/env", rule16);
    }
    if (data.imagePullSecrets !== void 0) {
      let data7 = data.imagePullSecrets;
      if (Array.isArray(data7)) {
        data7.length > 256 && (vErrors = addError(vErrors, instancePath + "/imagePullSecrets", rule26));
        let len1 = data7.length;
        for (let i1 = 0; i1 < len1 && !isFull(vErrors); i1++)
          validate82(data7[i1], instancePath + "/imagePullSecrets/" + i1) || (vErrors = addErrors(vErrors, validate82.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/imagePullSecrets", rule16);
    }
    data.resources !== void 0 && (validate60(data.resources, instancePath + "/resources") || (vErrors = addErrors(vErrors, validate60.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate78.errors = vErrors, vErrors === null;
}
function validate77(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.proxyDeployment !== void 0 && (validate78(data.proxyDeployment, instancePath + "/proxyDeployment") || (vErrors = addErrors(vErrors, validate78.errors))), data.proxyService !== void 0 && (validate55(data.proxyService, instancePath + "/proxyService") || (vErrors = addErrors(vErrors, validate55.errors)))) : vErrors = addError(vErrors, instancePath, rule3), validate77.errors = vErrors, vErrors === null;
}
function validate88(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.audience === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "audience" } })), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    if (data.audience !== void 0) {
      let data1 = data.audience;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/audience", rule6)) : vErrors = addError(vErrors, instancePath + "/audience", rule0);
    }
    if (data.scopes !== void 0) {
      let data2 = data.scopes;
      if (Array.isArray(data2)) {
        data2.length > 1024 && (vErrors = addError(vErrors, instancePath + "/scopes", rule15));
        let len0 = data2.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          typeof data2[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/scopes/" + i0, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/scopes", rule16);
    }
    data.resourceUrl !== void 0 && typeof data.resourceUrl != "string" && (vErrors = addError(vErrors, instancePath + "/resourceUrl", rule0));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate88.errors = vErrors, vErrors === null;
}
function validate91(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0)), data.key !== void 0 && typeof data.key != "string" && (vErrors = addError(vErrors, instancePath + "/key", rule0))) : vErrors = addError(vErrors, instancePath, rule3), validate91.errors = vErrors, vErrors === null;
}
function validate93(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.policies === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "policies" } })), data.policies !== void 0) {
      let data0 = data.policies;
      if (Array.isArray(data0)) {
        data0.length > 1024 && (vErrors = addError(vErrors, instancePath + "/policies", rule15)), data0.length < 1 && (vErrors = addError(vErrors, instancePath + "/policies", rule27));
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          typeof data0[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/policies/" + i0, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/policies", rule16);
    }
    if (data.entitiesJson !== void 0 && typeof data.entitiesJson != "string" && (vErrors = addError(vErrors, instancePath + "/entitiesJson", rule0)), data.primaryUpstreamProvider !== void 0) {
      let data3 = data.primaryUpstreamProvider;
      typeof data3 == "string" ? (func2(data3) > 63 && (vErrors = addError(vErrors, instancePath + "/primaryUpstreamProvider", rule18)), func2(data3) < 1 && (vErrors = addError(vErrors, instancePath + "/primaryUpstreamProvider", rule6)), matches(pattern2, data3) || (vErrors = addError(vErrors, instancePath + "/primaryUpstreamProvider", rule19))) : vErrors = addError(vErrors, instancePath + "/primaryUpstreamProvider", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate93.errors = vErrors, vErrors === null;
}
var pattern12 = new RegExp("^([A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*)?$", "u");
function validate90(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.type !== void 0) {
      let data0 = data.type;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/type", rule0)), data0 === "configMap" || data0 === "inline" || (vErrors = addError(vErrors, instancePath + "/type", { keyword: "enum", params: { allowedValues: ["configMap", "inline"] } }));
    }
    if (data.configMap !== void 0 && (validate91(data.configMap, instancePath + "/configMap") || (vErrors = addErrors(vErrors, validate91.errors))), data.inline !== void 0 && (validate93(data.inline, instancePath + "/inline") || (vErrors = addErrors(vErrors, validate93.errors))), data.groupClaimName !== void 0) {
      let data3 = data.groupClaimName;
      typeof data3 == "string" ? func2(data3) > 253 && (vErrors = addError(vErrors, instancePath + "/groupClaimName", rule7)) : vErrors = addError(vErrors, instancePath + "/groupClaimName", rule0);
    }
    if (data.roleClaimName !== void 0) {
      let data4 = data.roleClaimName;
      typeof data4 == "string" ? func2(data4) > 253 && (vErrors = addError(vErrors, instancePath + "/roleClaimName", rule7)) : vErrors = addError(vErrors, instancePath + "/roleClaimName", rule0);
    }
    if (data.groupEntityType !== void 0) {
      let data5 = data.groupEntityType;
      typeof data5 == "string" ? (func2(data5) > 63 && (vErrors = addError(vErrors, instancePath + "/groupEntityType", rule18)), matches(pattern12, data5) || (vErrors = addError(vErrors, instancePath + "/groupEntityType", { keyword: "pattern", params: { pattern: "^([A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*)?$", means: "a Cedar type such as Team or Org::Team" } }))) : vErrors = addError(vErrors, instancePath + "/groupEntityType", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate90.errors = vErrors, vErrors === null;
}
function validate96(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate96.errors = vErrors, vErrors === null;
}
function validate98(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8)) : vErrors = addError(vErrors, instancePath, rule3), validate98.errors = vErrors, vErrors === null;
}
function validate103(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.kind !== void 0) {
      let data0 = data.kind;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0)), data0 !== "MCPExternalAuthConfig" && (vErrors = addError(vErrors, instancePath + "/kind", { keyword: "enum", params: { allowedValues: ["MCPExternalAuthConfig"] } }));
    }
    if (data.name !== void 0) {
      let data1 = data.name;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate103.errors = vErrors, vErrors === null;
}
function validate105(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    data.serviceName !== void 0 && typeof data.serviceName != "string" && (vErrors = addError(vErrors, instancePath + "/serviceName", rule0));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate105.errors = vErrors, vErrors === null;
}
function validate108(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.key === void 0 && (vErrors = addError(vErrors, instancePath, rule5)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    if (data.key !== void 0) {
      let data1 = data.key;
      typeof data1 == "string" ? (func2(data1) > 253 && (vErrors = addError(vErrors, instancePath + "/key", rule7)), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/key", rule6))) : vErrors = addError(vErrors, instancePath + "/key", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate108.errors = vErrors, vErrors === null;
}
function validate107(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.provider === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "provider" } })), data.provider !== void 0) {
      let data0 = data.provider;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/provider", rule0)), data0 === "memory" || data0 === "redis" || (vErrors = addError(vErrors, instancePath + "/provider", { keyword: "enum", params: { allowedValues: ["memory", "redis"] } }));
    }
    if (data.address !== void 0) {
      let data1 = data.address;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/address", rule6)) : vErrors = addError(vErrors, instancePath + "/address", rule0);
    }
    if (data.db !== void 0) {
      let data2 = data.db;
      Number.isInteger(data2) || (vErrors = addError(vErrors, instancePath + "/db", rule1)), typeof data2 == "number" && isFinite(data2) && ((data2 > 2147483647 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/db", rule28)), (data2 < 0 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/db", rule14)));
    }
    data.keyPrefix !== void 0 && typeof data.keyPrefix != "string" && (vErrors = addError(vErrors, instancePath + "/keyPrefix", rule0)), data.passwordRef !== void 0 && (validate108(data.passwordRef, instancePath + "/passwordRef") || (vErrors = addErrors(vErrors, validate108.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate107.errors = vErrors, vErrors === null;
}
var pattern13 = new RegExp("^\\+?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$", "u");
function validate112(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.maxTokens === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "maxTokens" } })), data.refillPeriod === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "refillPeriod" } })), data.maxTokens !== void 0) {
      let data0 = data.maxTokens;
      Number.isInteger(data0) || (vErrors = addError(vErrors, instancePath + "/maxTokens", rule1)), typeof data0 == "number" && isFinite(data0) && ((data0 > 2147483647 || isNaN(data0)) && (vErrors = addError(vErrors, instancePath + "/maxTokens", rule28)), (data0 < 1 || isNaN(data0)) && (vErrors = addError(vErrors, instancePath + "/maxTokens", rule24)));
    }
    if (data.refillPeriod !== void 0) {
      let data1 = data.refillPeriod;
      typeof data1 == "string" ? (func2(data1) > 64 && (vErrors = addError(vErrors, instancePath + "/refillPeriod", rule21)), matches(pattern13, data1) || (vErrors = addError(vErrors, instancePath + "/refillPeriod", { keyword: "pattern", params: { pattern: "^\\+?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$", means: "a duration such as 30s, 1m or 1h30m" } }))) : vErrors = addError(vErrors, instancePath + "/refillPeriod", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate112.errors = vErrors, vErrors === null;
}
function validate115(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    data.shared !== void 0 && (validate112(data.shared, instancePath + "/shared") || (vErrors = addErrors(vErrors, validate112.errors))), data.perUser !== void 0 && (validate112(data.perUser, instancePath + "/perUser") || (vErrors = addErrors(vErrors, validate112.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate115.errors = vErrors, vErrors === null;
}
function validate111(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.shared !== void 0 && (validate112(data.shared, instancePath + "/shared") || (vErrors = addErrors(vErrors, validate112.errors))), data.perUser !== void 0 && (validate112(data.perUser, instancePath + "/perUser") || (vErrors = addErrors(vErrors, validate112.errors))), data.tools !== void 0) {
      let data2 = data.tools;
      if (Array.isArray(data2)) {
        data2.length > 1024 && (vErrors = addError(vErrors, instancePath + "/tools", rule15));
        let len0 = data2.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          validate115(data2[i0], instancePath + "/tools/" + i0) || (vErrors = addErrors(vErrors, validate115.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/tools", rule16);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate111.errors = vErrors, vErrors === null;
}
function validate121(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.serviceAccount !== void 0 && typeof data.serviceAccount != "string" && (vErrors = addError(vErrors, instancePath + "/serviceAccount", rule0)), data.namespace !== void 0 && typeof data.namespace != "string" && (vErrors = addError(vErrors, instancePath + "/namespace", rule0)), data.audience !== void 0 && typeof data.audience != "string" && (vErrors = addError(vErrors, instancePath + "/audience", rule0)), data.issuer !== void 0 && typeof data.issuer != "string" && (vErrors = addError(vErrors, instancePath + "/issuer", rule0)), data.jwksUrl !== void 0 && typeof data.jwksUrl != "string" && (vErrors = addError(vErrors, instancePath + "/jwksUrl", rule0)), data.introspectionUrl !== void 0 && typeof data.introspectionUrl != "string" && (vErrors = addError(vErrors, instancePath + "/introspectionUrl", rule0)), data.useClusterAuth !== void 0 && typeof data.useClusterAuth != "boolean" && (vErrors = addError(vErrors, instancePath + "/useClusterAuth", rule8))) : vErrors = addError(vErrors, instancePath, rule3), validate121.errors = vErrors, vErrors === null;
}
function validate123(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0)), data.key !== void 0 && typeof data.key != "string" && (vErrors = addError(vErrors, instancePath + "/key", rule0))) : vErrors = addError(vErrors, instancePath, rule3), validate123.errors = vErrors, vErrors === null;
}
function validate128(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0)), data.key !== void 0 && typeof data.key != "string" && (vErrors = addError(vErrors, instancePath + "/key", rule0)), data.optional !== void 0 && typeof data.optional != "boolean" && (vErrors = addError(vErrors, instancePath + "/optional", rule8))) : vErrors = addError(vErrors, instancePath, rule3), validate128.errors = vErrors, vErrors === null;
}
function validate127(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? data.configMapRef !== void 0 && (validate128(data.configMapRef, instancePath + "/configMapRef") || (vErrors = addErrors(vErrors, validate128.errors))) : vErrors = addError(vErrors, instancePath, rule3), validate127.errors = vErrors, vErrors === null;
}
function validate125(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.issuer === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "issuer" } })), data.issuer !== void 0 && typeof data.issuer != "string" && (vErrors = addError(vErrors, instancePath + "/issuer", rule0)), data.audience !== void 0 && typeof data.audience != "string" && (vErrors = addError(vErrors, instancePath + "/audience", rule0)), data.jwksUrl !== void 0 && typeof data.jwksUrl != "string" && (vErrors = addError(vErrors, instancePath + "/jwksUrl", rule0)), data.introspectionUrl !== void 0 && typeof data.introspectionUrl != "string" && (vErrors = addError(vErrors, instancePath + "/introspectionUrl", rule0)), data.clientId !== void 0 && typeof data.clientId != "string" && (vErrors = addError(vErrors, instancePath + "/clientId", rule0)), data.clientSecret !== void 0 && typeof data.clientSecret != "string" && (vErrors = addError(vErrors, instancePath + "/clientSecret", rule0)), data.clientSecretRef !== void 0 && (validate108(data.clientSecretRef, instancePath + "/clientSecretRef") || (vErrors = addErrors(vErrors, validate108.errors))), data.thvCABundlePath !== void 0 && typeof data.thvCABundlePath != "string" && (vErrors = addError(vErrors, instancePath + "/thvCABundlePath", rule0)), data.caBundleRef !== void 0 && (validate127(data.caBundleRef, instancePath + "/caBundleRef") || (vErrors = addErrors(vErrors, validate127.errors))), data.jwksAuthTokenPath !== void 0 && typeof data.jwksAuthTokenPath != "string" && (vErrors = addError(vErrors, instancePath + "/jwksAuthTokenPath", rule0)), data.jwksAllowPrivateIP !== void 0 && typeof data.jwksAllowPrivateIP != "boolean" && (vErrors = addError(vErrors, instancePath + "/jwksAllowPrivateIP", rule8)), data.protectedResourceAllowPrivateIP !== void 0 && typeof data.protectedResourceAllowPrivateIP != "boolean" && (vErrors = addError(vErrors, instancePath + "/protectedResourceAllowPrivateIP", rule8)), data.insecureAllowHTTP !== void 0 && typeof data.insecureAllowHTTP != "boolean" && (vErrors = addError(vErrors, instancePath + "/insecureAllowHTTP", rule8)), data.scopes !== void 0) {
      let data13 = data.scopes;
      if (Array.isArray(data13)) {
        data13.length > 1024 && (vErrors = addError(vErrors, instancePath + "/scopes", rule15));
        let len0 = data13.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          typeof data13[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/scopes/" + i0, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/scopes", rule16);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate125.errors = vErrors, vErrors === null;
}
function validate120(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.type !== void 0) {
      let data0 = data.type;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/type", rule0)), data0 === "kubernetes" || data0 === "configMap" || data0 === "configmap" || data0 === "inline" || (vErrors = addError(vErrors, instancePath + "/type", { keyword: "enum", params: { allowedValues: ["kubernetes", "configMap", "configmap", "inline"] } }));
    }
    data.resourceUrl !== void 0 && typeof data.resourceUrl != "string" && (vErrors = addError(vErrors, instancePath + "/resourceUrl", rule0)), data.kubernetes !== void 0 && (validate121(data.kubernetes, instancePath + "/kubernetes") || (vErrors = addErrors(vErrors, validate121.errors))), data.configMap !== void 0 && (validate123(data.configMap, instancePath + "/configMap") || (vErrors = addErrors(vErrors, validate123.errors))), data.inline !== void 0 && (validate125(data.inline, instancePath + "/inline") || (vErrors = addErrors(vErrors, validate125.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate120.errors = vErrors, vErrors === null;
}
function validate135(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8)), data.samplingRate !== void 0 && typeof data.samplingRate != "string" && (vErrors = addError(vErrors, instancePath + "/samplingRate", rule0))) : vErrors = addError(vErrors, instancePath, rule3), validate135.errors = vErrors, vErrors === null;
}
function validate137(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8)) : vErrors = addError(vErrors, instancePath, rule3), validate137.errors = vErrors, vErrors === null;
}
function validate134(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8)), data.endpoint !== void 0 && typeof data.endpoint != "string" && (vErrors = addError(vErrors, instancePath + "/endpoint", rule0)), data.serviceName !== void 0 && typeof data.serviceName != "string" && (vErrors = addError(vErrors, instancePath + "/serviceName", rule0)), data.headers !== void 0) {
      let data3 = data.headers;
      if (Array.isArray(data3)) {
        data3.length > 1024 && (vErrors = addError(vErrors, instancePath + "/headers", rule15));
        let len0 = data3.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          typeof data3[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/headers/" + i0, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/headers", rule16);
    }
    data.insecure !== void 0 && typeof data.insecure != "boolean" && (vErrors = addError(vErrors, instancePath + "/insecure", rule8)), data.tracing !== void 0 && (validate135(data.tracing, instancePath + "/tracing") || (vErrors = addErrors(vErrors, validate135.errors))), data.metrics !== void 0 && (validate137(data.metrics, instancePath + "/metrics") || (vErrors = addErrors(vErrors, validate137.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate134.errors = vErrors, vErrors === null;
}
function validate133(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.openTelemetry !== void 0 && (validate134(data.openTelemetry, instancePath + "/openTelemetry") || (vErrors = addErrors(vErrors, validate134.errors))), data.prometheus !== void 0 && (validate137(data.prometheus, instancePath + "/prometheus") || (vErrors = addErrors(vErrors, validate137.errors)))) : vErrors = addError(vErrors, instancePath, rule3), validate133.errors = vErrors, vErrors === null;
}
var pattern9 = new RegExp("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$", "u");
function validate24(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.image === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "image" } })), data.image !== void 0) {
      let data0 = data.image;
      typeof data0 == "string" ? (func2(data0) > 1024 && (vErrors = addError(vErrors, instancePath + "/image", rule10)), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/image", rule6))) : vErrors = addError(vErrors, instancePath + "/image", rule0);
    }
    if (data.transport !== void 0) {
      let data1 = data.transport;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/transport", rule0)), data1 === "stdio" || data1 === "streamable-http" || data1 === "sse" || (vErrors = addError(vErrors, instancePath + "/transport", { keyword: "enum", params: { allowedValues: ["stdio", "streamable-http", "sse"] } }));
    }
    if (data.proxyMode !== void 0) {
      let data2 = data.proxyMode;
      typeof data2 != "string" && (vErrors = addError(vErrors, instancePath + "/proxyMode", rule0)), data2 === "sse" || data2 === "streamable-http" || (vErrors = addError(vErrors, instancePath + "/proxyMode", { keyword: "enum", params: { allowedValues: ["sse", "streamable-http"] } }));
    }
    if (data.proxyPort !== void 0) {
      let data3 = data.proxyPort;
      Number.isInteger(data3) || (vErrors = addError(vErrors, instancePath + "/proxyPort", rule1)), typeof data3 == "number" && isFinite(data3) && ((data3 > 65535 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/proxyPort", rule23)), (data3 < 1 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/proxyPort", rule24)));
    }
    if (data.mcpPort !== void 0) {
      let data4 = data.mcpPort;
      Number.isInteger(data4) || (vErrors = addError(vErrors, instancePath + "/mcpPort", rule1)), typeof data4 == "number" && isFinite(data4) && ((data4 > 65535 || isNaN(data4)) && (vErrors = addError(vErrors, instancePath + "/mcpPort", rule23)), (data4 < 1 || isNaN(data4)) && (vErrors = addError(vErrors, instancePath + "/mcpPort", rule24)));
    }
    if (data.command !== void 0) {
      let data5 = data.command;
      if (Array.isArray(data5)) {
        data5.length > 1024 && (vErrors = addError(vErrors, instancePath + "/command", rule15));
        let len0 = data5.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          typeof data5[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/command/" + i0, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/command", rule16);
    }
    if (data.args !== void 0) {
      let data7 = data.args;
      if (Array.isArray(data7)) {
        data7.length > 1024 && (vErrors = addError(vErrors, instancePath + "/args", rule15));
        let len1 = data7.length;
        for (let i1 = 0; i1 < len1 && !isFull(vErrors); i1++)
          typeof data7[i1] != "string" && (vErrors = addError(vErrors, instancePath + "/args/" + i1, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/args", rule16);
    }
    if (data.env !== void 0) {
      let data9 = data.env;
      if (Array.isArray(data9)) {
        data9.length > 4096 && (vErrors = addError(vErrors, instancePath + "/env", rule25));
        let len2 = data9.length;
        for (let i2 = 0; i2 < len2 && !isFull(vErrors); i2++)
          validate25(data9[i2], instancePath + "/env/" + i2) || (vErrors = addErrors(vErrors, validate25.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/env", rule16);
    }
    if (data.envFrom !== void 0) {
      let data11 = data.envFrom;
      if (Array.isArray(data11)) {
        data11.length > 256 && (vErrors = addError(vErrors, instancePath + "/envFrom", rule26));
        let len3 = data11.length;
        for (let i3 = 0; i3 < len3 && !isFull(vErrors); i3++)
          validate36(data11[i3], instancePath + "/envFrom/" + i3) || (vErrors = addErrors(vErrors, validate36.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/envFrom", rule16);
    }
    if (data.volumes !== void 0) {
      let data13 = data.volumes;
      if (Array.isArray(data13)) {
        data13.length > 256 && (vErrors = addError(vErrors, instancePath + "/volumes", rule26));
        let len4 = data13.length;
        for (let i4 = 0; i4 < len4 && !isFull(vErrors); i4++)
          validate41(data13[i4], instancePath + "/volumes/" + i4) || (vErrors = addErrors(vErrors, validate41.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/volumes", rule16);
    }
    if (data.resources !== void 0 && (validate60(data.resources, instancePath + "/resources") || (vErrors = addErrors(vErrors, validate60.errors))), data.secrets !== void 0) {
      let data16 = data.secrets;
      if (Array.isArray(data16)) {
        data16.length > 1024 && (vErrors = addError(vErrors, instancePath + "/secrets", rule15));
        let len5 = data16.length;
        for (let i5 = 0; i5 < len5 && !isFull(vErrors); i5++)
          validate65(data16[i5], instancePath + "/secrets/" + i5) || (vErrors = addErrors(vErrors, validate65.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/secrets", rule16);
    }
    if (data.serviceAccount !== void 0) {
      let data18 = data.serviceAccount;
      typeof data18 == "string" ? (func2(data18) > 253 && (vErrors = addError(vErrors, instancePath + "/serviceAccount", rule7)), matches(pattern9, data18) || (vErrors = addError(vErrors, instancePath + "/serviceAccount", { keyword: "pattern", params: { pattern: "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$", means: "the name of a service account: lower-case letters, digits, dashes and dots" } }))) : vErrors = addError(vErrors, instancePath + "/serviceAccount", rule0);
    }
    if (data.permissionProfile !== void 0 && (validate67(data.permissionProfile, instancePath + "/permissionProfile") || (vErrors = addErrors(vErrors, validate67.errors))), data.podTemplateSpec !== void 0) {
      let data20 = data.podTemplateSpec;
      isMap(data20) || (vErrors = addError(vErrors, instancePath + "/podTemplateSpec", rule3));
    }
    if (data.resourceOverrides !== void 0 && (validate77(data.resourceOverrides, instancePath + "/resourceOverrides") || (vErrors = addErrors(vErrors, validate77.errors))), data.oidcConfigRef !== void 0 && (validate88(data.oidcConfigRef, instancePath + "/oidcConfigRef") || (vErrors = addErrors(vErrors, validate88.errors))), data.authzConfig !== void 0 && (validate90(data.authzConfig, instancePath + "/authzConfig") || (vErrors = addErrors(vErrors, validate90.errors))), data.authzConfigRef !== void 0 && (validate96(data.authzConfigRef, instancePath + "/authzConfigRef") || (vErrors = addErrors(vErrors, validate96.errors))), data.audit !== void 0 && (validate98(data.audit, instancePath + "/audit") || (vErrors = addErrors(vErrors, validate98.errors))), data.toolConfigRef !== void 0 && (validate96(data.toolConfigRef, instancePath + "/toolConfigRef") || (vErrors = addErrors(vErrors, validate96.errors))), data.externalAuthConfigRef !== void 0 && (validate96(data.externalAuthConfigRef, instancePath + "/externalAuthConfigRef") || (vErrors = addErrors(vErrors, validate96.errors))), data.webhookConfigRef !== void 0 && (validate96(data.webhookConfigRef, instancePath + "/webhookConfigRef") || (vErrors = addErrors(vErrors, validate96.errors))), data.authServerRef !== void 0 && (validate103(data.authServerRef, instancePath + "/authServerRef") || (vErrors = addErrors(vErrors, validate103.errors))), data.telemetryConfigRef !== void 0 && (validate105(data.telemetryConfigRef, instancePath + "/telemetryConfigRef") || (vErrors = addErrors(vErrors, validate105.errors))), data.trustProxyHeaders !== void 0 && typeof data.trustProxyHeaders != "boolean" && (vErrors = addError(vErrors, instancePath + "/trustProxyHeaders", rule8)), data.endpointPrefix !== void 0 && typeof data.endpointPrefix != "string" && (vErrors = addError(vErrors, instancePath + "/endpointPrefix", rule0)), data.sessionAffinity !== void 0) {
      let data33 = data.sessionAffinity;
      typeof data33 != "string" && (vErrors = addError(vErrors, instancePath + "/sessionAffinity", rule0)), data33 === "ClientIP" || data33 === "None" || (vErrors = addError(vErrors, instancePath + "/sessionAffinity", { keyword: "enum", params: { allowedValues: ["ClientIP", "None"] } }));
    }
    if (data.replicas !== void 0) {
      let data34 = data.replicas;
      Number.isInteger(data34) || (vErrors = addError(vErrors, instancePath + "/replicas", rule1)), typeof data34 == "number" && isFinite(data34) && ((data34 > 2147483647 || isNaN(data34)) && (vErrors = addError(vErrors, instancePath + "/replicas", rule28)), (data34 < 0 || isNaN(data34)) && (vErrors = addError(vErrors, instancePath + "/replicas", rule14)));
    }
    if (data.backendReplicas !== void 0) {
      let data35 = data.backendReplicas;
      Number.isInteger(data35) || (vErrors = addError(vErrors, instancePath + "/backendReplicas", rule1)), typeof data35 == "number" && isFinite(data35) && ((data35 > 2147483647 || isNaN(data35)) && (vErrors = addError(vErrors, instancePath + "/backendReplicas", rule28)), (data35 < 0 || isNaN(data35)) && (vErrors = addError(vErrors, instancePath + "/backendReplicas", rule14)));
    }
    if (data.sessionStorage !== void 0 && (validate107(data.sessionStorage, instancePath + "/sessionStorage") || (vErrors = addErrors(vErrors, validate107.errors))), data.rateLimiting !== void 0 && (validate111(data.rateLimiting, instancePath + "/rateLimiting") || (vErrors = addErrors(vErrors, validate111.errors))), data.port !== void 0) {
      let data38 = data.port;
      Number.isInteger(data38) || (vErrors = addError(vErrors, instancePath + "/port", rule1)), typeof data38 == "number" && isFinite(data38) && ((data38 > 65535 || isNaN(data38)) && (vErrors = addError(vErrors, instancePath + "/port", rule23)), (data38 < 1 || isNaN(data38)) && (vErrors = addError(vErrors, instancePath + "/port", rule24)));
    }
    if (data.targetPort !== void 0) {
      let data39 = data.targetPort;
      Number.isInteger(data39) || (vErrors = addError(vErrors, instancePath + "/targetPort", rule1)), typeof data39 == "number" && isFinite(data39) && ((data39 > 65535 || isNaN(data39)) && (vErrors = addError(vErrors, instancePath + "/targetPort", rule23)), (data39 < 1 || isNaN(data39)) && (vErrors = addError(vErrors, instancePath + "/targetPort", rule24)));
    }
    if (data.tools !== void 0) {
      let data40 = data.tools;
      if (Array.isArray(data40)) {
        data40.length > 1024 && (vErrors = addError(vErrors, instancePath + "/tools", rule15));
        let len6 = data40.length;
        for (let i6 = 0; i6 < len6 && !isFull(vErrors); i6++)
          typeof data40[i6] != "string" && (vErrors = addError(vErrors, instancePath + "/tools/" + i6, rule0));
      } else
        vErrors = addError(vErrors, instancePath + "/tools", rule16);
    }
    data.oidcConfig !== void 0 && (validate120(data.oidcConfig, instancePath + "/oidcConfig") || (vErrors = addErrors(vErrors, validate120.errors))), data.telemetry !== void 0 && (validate133(data.telemetry, instancePath + "/telemetry") || (vErrors = addErrors(vErrors, validate133.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate24.errors = vErrors, vErrors === null;
}
function validate144(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.type !== void 0 && typeof data.type != "string" && (vErrors = addError(vErrors, instancePath + "/type", rule0)), data.status !== void 0 && typeof data.status != "string" && (vErrors = addError(vErrors, instancePath + "/status", rule0)), data.observedGeneration !== void 0) {
      let data2 = data.observedGeneration;
      Number.isInteger(data2) || (vErrors = addError(vErrors, instancePath + "/observedGeneration", rule1));
    }
    data.lastTransitionTime !== void 0 && typeof data.lastTransitionTime != "string" && (vErrors = addError(vErrors, instancePath + "/lastTransitionTime", rule0)), data.reason !== void 0 && typeof data.reason != "string" && (vErrors = addError(vErrors, instancePath + "/reason", rule0)), data.message !== void 0 && typeof data.message != "string" && (vErrors = addError(vErrors, instancePath + "/message", rule0));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate144.errors = vErrors, vErrors === null;
}
function validate143(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.phase !== void 0 && typeof data.phase != "string" && (vErrors = addError(vErrors, instancePath + "/phase", rule0)), data.message !== void 0 && typeof data.message != "string" && (vErrors = addError(vErrors, instancePath + "/message", rule0)), data.url !== void 0 && typeof data.url != "string" && (vErrors = addError(vErrors, instancePath + "/url", rule0)), data.readyReplicas !== void 0) {
      let data3 = data.readyReplicas;
      Number.isInteger(data3) || (vErrors = addError(vErrors, instancePath + "/readyReplicas", rule1));
    }
    if (data.observedGeneration !== void 0) {
      let data4 = data.observedGeneration;
      Number.isInteger(data4) || (vErrors = addError(vErrors, instancePath + "/observedGeneration", rule1));
    }
    if (data.conditions !== void 0) {
      let data5 = data.conditions;
      if (Array.isArray(data5)) {
        let len0 = data5.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          validate144(data5[i0], instancePath + "/conditions/" + i0) || (vErrors = addErrors(vErrors, validate144.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/conditions", rule16);
    }
    data.toolConfigHash !== void 0 && typeof data.toolConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/toolConfigHash", rule0)), data.externalAuthConfigHash !== void 0 && typeof data.externalAuthConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/externalAuthConfigHash", rule0)), data.authServerConfigHash !== void 0 && typeof data.authServerConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/authServerConfigHash", rule0)), data.authzConfigHash !== void 0 && typeof data.authzConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/authzConfigHash", rule0)), data.oidcConfigHash !== void 0 && typeof data.oidcConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/oidcConfigHash", rule0)), data.telemetryConfigHash !== void 0 && typeof data.telemetryConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/telemetryConfigHash", rule0)), data.webhookConfigHash !== void 0 && typeof data.webhookConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/webhookConfigHash", rule0));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate143.errors = vErrors, vErrors === null;
}
function validate21(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.apiVersion === void 0 && (vErrors = addError(vErrors, instancePath, rule29)), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30)), data.metadata === void 0 && (vErrors = addError(vErrors, instancePath, rule31)), data.spec === void 0 && (vErrors = addError(vErrors, instancePath, rule17)), data.apiVersion !== void 0) {
      let data0 = data.apiVersion;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0)), data0 === "toolhive.stacklok.dev/v1beta1" || data0 === "toolhive.stacklok.dev/v1alpha1" || (vErrors = addError(vErrors, instancePath + "/apiVersion", { keyword: "enum", params: { allowedValues: ["toolhive.stacklok.dev/v1beta1", "toolhive.stacklok.dev/v1alpha1"] } }));
    }
    if (data.kind !== void 0) {
      let data1 = data.kind;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0)), data1 !== "MCPServer" && (vErrors = addError(vErrors, instancePath + "/kind", { keyword: "enum", params: { allowedValues: ["MCPServer"] } }));
    }
    data.metadata !== void 0 && (validate22(data.metadata, instancePath + "/metadata") || (vErrors = addErrors(vErrors, validate22.errors))), data.spec !== void 0 && (validate24(data.spec, instancePath + "/spec") || (vErrors = addErrors(vErrors, validate24.errors))), data.status !== void 0 && (validate143(data.status, instancePath + "/status") || (vErrors = addErrors(vErrors, validate143.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate21.errors = vErrors, vErrors === null;
}
var validateSettingsFile = validate147, func49 = Object.prototype.hasOwnProperty, pattern14 = new RegExp("^[^ \\t\\r\\n]+$", "u");
function validate149(data, instancePath = "") {
  let vErrors = null;
  return typeof data == "string" ? (func2(data) > 1024 && (vErrors = addError(vErrors, instancePath, rule10)), func2(data) < 1 && (vErrors = addError(vErrors, instancePath, rule6)), matches(pattern14, data) || (vErrors = addError(vErrors, instancePath, { keyword: "pattern", params: { pattern: "^[^ \\t\\r\\n]+$", means: "text without white space" } }))) : vErrors = addError(vErrors, instancePath, rule0), validate149.errors = vErrors, vErrors === null;
}
var pattern15 = new RegExp("^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$", "u");
function validate154(data, instancePath = "") {
  let vErrors = null;
  return typeof data == "string" ? (func2(data) > 64 && (vErrors = addError(vErrors, instancePath, rule21)), matches(pattern15, data) || (vErrors = addError(vErrors, instancePath, rule32))) : vErrors = addError(vErrors, instancePath, rule0), validate154.errors = vErrors, vErrors === null;
}
function validate153(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "cpu" || key0 === "memory" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.cpu !== void 0 && (validate154(data.cpu, instancePath + "/cpu") || (vErrors = addErrors(vErrors, validate154.errors))), data.memory !== void 0 && (validate154(data.memory, instancePath + "/memory") || (vErrors = addErrors(vErrors, validate154.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate153.errors = vErrors, vErrors === null;
}
function validate152(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "requests" || key0 === "limits" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.requests !== void 0 && (validate153(data.requests, instancePath + "/requests") || (vErrors = addErrors(vErrors, validate153.errors))), data.limits !== void 0 && (validate153(data.limits, instancePath + "/limits") || (vErrors = addErrors(vErrors, validate153.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate152.errors = vErrors, vErrors === null;
}
function validate148(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "image" || key0 === "host" || key0 === "resources" || key0 === "imagePullSecrets" || key0 === "trustEnvironment" || key0 === "stdioGraceSeconds" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.image !== void 0 && (validate149(data.image, instancePath + "/image") || (vErrors = addErrors(vErrors, validate149.errors))), data.host !== void 0 && (validate149(data.host, instancePath + "/host") || (vErrors = addErrors(vErrors, validate149.errors))), data.resources !== void 0 && (validate152(data.resources, instancePath + "/resources") || (vErrors = addErrors(vErrors, validate152.errors))), data.imagePullSecrets !== void 0) {
      let data3 = data.imagePullSecrets;
      if (Array.isArray(data3)) {
        let len0 = data3.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++) {
          let data4 = data3[i0];
          typeof data4 == "string" ? func2(data4) < 1 && (vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, rule6)) : vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, rule0);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/imagePullSecrets", rule16);
    }
    if (data.trustEnvironment !== void 0) {
      let data5 = data.trustEnvironment;
      typeof data5 != "string" && (vErrors = addError(vErrors, instancePath + "/trustEnvironment", rule0)), data5 === "allow" || data5 === "warn" || data5 === "deny" || (vErrors = addError(vErrors, instancePath + "/trustEnvironment", { keyword: "enum", params: { allowedValues: ["allow", "warn", "deny"] } }));
    }
    if (data.stdioGraceSeconds !== void 0) {
      let data6 = data.stdioGraceSeconds;
      Number.isInteger(data6) || (vErrors = addError(vErrors, instancePath + "/stdioGraceSeconds", rule1)), typeof data6 == "number" && isFinite(data6) && ((data6 > 300 || isNaN(data6)) && (vErrors = addError(vErrors, instancePath + "/stdioGraceSeconds", { keyword: "maximum", params: { comparison: "<=", limit: 300 } })), (data6 < 0 || isNaN(data6)) && (vErrors = addError(vErrors, instancePath + "/stdioGraceSeconds", rule14)));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate148.errors = vErrors, vErrors === null;
}
var pattern16 = new RegExp("^(\\*|([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)$", "u"), pattern18 = new RegExp("^(\\*|([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)|[a-z0-9]([a-z0-9.-]*[a-z0-9])?/\\*)$", "u"), pattern17 = new RegExp("^(\\*|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$", "u");
function validate163(data, instancePath = "") {
  let vErrors = null;
  if (Array.isArray(data)) {
    let len0 = data.length;
    for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++) {
      let data0 = data[i0];
      typeof data0 == "string" ? (func2(data0) > 253 && (vErrors = addError(vErrors, instancePath + "/" + i0, rule7)), matches(pattern17, data0) || (vErrors = addError(vErrors, instancePath + "/" + i0, { keyword: "pattern", params: { pattern: "^(\\*|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$", means: "the name of an object, or *" } }))) : vErrors = addError(vErrors, instancePath + "/" + i0, rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule16);
  return validate163.errors = vErrors, vErrors === null;
}
function validate162(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "nodeName" || key0 === "tolerations" || key0 === "priorityClassNames" || key0 === "serviceAccountNames" || key0 === "runtimeClassNames" || key0 === "labels" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.nodeName !== void 0 && typeof data.nodeName != "boolean" && (vErrors = addError(vErrors, instancePath + "/nodeName", rule8)), data.tolerations !== void 0) {
      let data1 = data.tolerations;
      if (Array.isArray(data1)) {
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++) {
          let data2 = data1[i0];
          typeof data2 == "string" ? (func2(data2) > 317 && (vErrors = addError(vErrors, instancePath + "/tolerations/" + i0, rule33)), matches(pattern16, data2) || (vErrors = addError(vErrors, instancePath + "/tolerations/" + i0, { keyword: "pattern", params: { pattern: "^(\\*|([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)$", means: "the key of a taint, or *" } }))) : vErrors = addError(vErrors, instancePath + "/tolerations/" + i0, rule0);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/tolerations", rule16);
    }
    if (data.priorityClassNames !== void 0 && (validate163(data.priorityClassNames, instancePath + "/priorityClassNames") || (vErrors = addErrors(vErrors, validate163.errors))), data.serviceAccountNames !== void 0 && (validate163(data.serviceAccountNames, instancePath + "/serviceAccountNames") || (vErrors = addErrors(vErrors, validate163.errors))), data.runtimeClassNames !== void 0 && (validate163(data.runtimeClassNames, instancePath + "/runtimeClassNames") || (vErrors = addErrors(vErrors, validate163.errors))), data.labels !== void 0) {
      let data6 = data.labels;
      if (Array.isArray(data6)) {
        let len1 = data6.length;
        for (let i1 = 0; i1 < len1 && !isFull(vErrors); i1++) {
          let data7 = data6[i1];
          typeof data7 == "string" ? (func2(data7) > 317 && (vErrors = addError(vErrors, instancePath + "/labels/" + i1, rule33)), matches(pattern18, data7) || (vErrors = addError(vErrors, instancePath + "/labels/" + i1, { keyword: "pattern", params: { pattern: "^(\\*|([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)|[a-z0-9]([a-z0-9.-]*[a-z0-9])?/\\*)$", means: "the key of a label, a prefix such as example.com/*, or *" } }))) : vErrors = addError(vErrors, instancePath + "/labels/" + i1, rule0);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/labels", rule16);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate162.errors = vErrors, vErrors === null;
}
function validate161(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 !== "allowed" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.allowed !== void 0 && (validate162(data.allowed, instancePath + "/allowed") || (vErrors = addErrors(vErrors, validate162.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate161.errors = vErrors, vErrors === null;
}
function validate170(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.key === void 0 && (vErrors = addError(vErrors, instancePath, rule5));
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "name" || key0 === "key" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    if (data.key !== void 0) {
      let data1 = data.key;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/key", rule6)) : vErrors = addError(vErrors, instancePath + "/key", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate170.errors = vErrors, vErrors === null;
}
function validate169(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    data.address === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "address" } }));
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "address" || key0 === "passwordSecret" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.address !== void 0) {
      let data0 = data.address;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/address", rule6)) : vErrors = addError(vErrors, instancePath + "/address", rule0);
    }
    data.passwordSecret !== void 0 && (validate170(data.passwordSecret, instancePath + "/passwordSecret") || (vErrors = addErrors(vErrors, validate170.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate169.errors = vErrors, vErrors === null;
}
var pattern19 = new RegExp("^[0-9A-Fa-f:.]+/[0-9]{1,3}$", "u");
function validate176(data, instancePath = "") {
  let vErrors = null;
  return typeof data == "string" ? (func2(data) > 64 && (vErrors = addError(vErrors, instancePath, rule21)), matches(pattern19, data) || (vErrors = addError(vErrors, instancePath, { keyword: "pattern", params: { pattern: "^[0-9A-Fa-f:.]+/[0-9]{1,3}$", means: "a CIDR such as 10.0.0.0/8" } }))) : vErrors = addError(vErrors, instancePath, rule0), validate176.errors = vErrors, vErrors === null;
}
function validate175(data, instancePath = "") {
  let vErrors = null;
  if (Array.isArray(data)) {
    let len0 = data.length;
    for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
      validate176(data[i0], instancePath + "/" + i0) || (vErrors = addErrors(vErrors, validate176.errors));
  } else
    vErrors = addError(vErrors, instancePath, rule16);
  return validate175.errors = vErrors, vErrors === null;
}
function validate174(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 !== "except" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.except !== void 0 && (validate175(data.except, instancePath + "/except") || (vErrors = addErrors(vErrors, validate175.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate174.errors = vErrors, vErrors === null;
}
function validate173(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "default" || key0 === "network" || key0 === "hostRules" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.default !== void 0) {
      let data0 = data.default;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/default", rule0)), data0 === "none" || data0 === "network" || (vErrors = addError(vErrors, instancePath + "/default", { keyword: "enum", params: { allowedValues: ["none", "network"] } }));
    }
    if (data.network !== void 0 && (validate174(data.network, instancePath + "/network") || (vErrors = addErrors(vErrors, validate174.errors))), data.hostRules !== void 0) {
      let data2 = data.hostRules;
      typeof data2 != "string" && (vErrors = addError(vErrors, instancePath + "/hostRules", rule0)), data2 === "cilium" || data2 === "gke" || data2 === "deny" || (vErrors = addError(vErrors, instancePath + "/hostRules", { keyword: "enum", params: { allowedValues: ["cilium", "gke", "deny"] } }));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate173.errors = vErrors, vErrors === null;
}
var pattern20 = new RegExp("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "u");
function validate184(data, instancePath = "") {
  let vErrors = null;
  return typeof data == "string" ? (func2(data) > 63 && (vErrors = addError(vErrors, instancePath, rule18)), matches(pattern20, data) || (vErrors = addError(vErrors, instancePath, { keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", means: "the name of a namespace" } }))) : vErrors = addError(vErrors, instancePath, rule0), validate184.errors = vErrors, vErrors === null;
}
var pattern21 = new RegExp("^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?$", "u");
function validate186(data, instancePath = "") {
  let vErrors = null;
  return typeof data == "string" ? (func2(data) > 63 && (vErrors = addError(vErrors, instancePath, rule18)), matches(pattern21, data) || (vErrors = addError(vErrors, instancePath, rule34))) : vErrors = addError(vErrors, instancePath, rule0), validate186.errors = vErrors, vErrors === null;
}
function validate188(data, instancePath = "") {
  let vErrors = null;
  if (Array.isArray(data)) {
    data.length < 1 && (vErrors = addError(vErrors, instancePath, rule27));
    let len0 = data.length;
    for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++) {
      let data0 = data[i0];
      Number.isInteger(data0) || (vErrors = addError(vErrors, instancePath + "/" + i0, rule1)), typeof data0 == "number" && isFinite(data0) && ((data0 > 65535 || isNaN(data0)) && (vErrors = addError(vErrors, instancePath + "/" + i0, rule23)), (data0 < 1 || isNaN(data0)) && (vErrors = addError(vErrors, instancePath + "/" + i0, rule24)));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule16);
  return validate188.errors = vErrors, vErrors === null;
}
function validate183(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    data.namespace === void 0 && (vErrors = addError(vErrors, instancePath, rule35)), data.podLabels === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "podLabels" } }));
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "namespace" || key0 === "podLabels" || key0 === "ports" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.namespace !== void 0 && (validate184(data.namespace, instancePath + "/namespace") || (vErrors = addErrors(vErrors, validate184.errors))), data.podLabels !== void 0) {
      let data1 = data.podLabels;
      if (isMap(data1)) {
        Object.keys(data1).length < 1 && (vErrors = addError(vErrors, instancePath + "/podLabels", { keyword: "minProperties", params: { limit: 1 } }));
        for (let key1 in data1) {
          if (isFull(vErrors)) break;
          validate186(data1[key1], instancePath + "/podLabels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")) || (vErrors = addErrors(vErrors, validate186.errors));
        }
      } else
        vErrors = addError(vErrors, instancePath + "/podLabels", rule3);
    }
    data.ports !== void 0 && (validate188(data.ports, instancePath + "/ports") || (vErrors = addErrors(vErrors, validate188.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate183.errors = vErrors, vErrors === null;
}
function validate194(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "cidr" || key0 === "namespace" || key0 === "podLabels" || key0 === "ports" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.cidr !== void 0 && (validate176(data.cidr, instancePath + "/cidr") || (vErrors = addErrors(vErrors, validate176.errors))), data.namespace !== void 0 && (validate184(data.namespace, instancePath + "/namespace") || (vErrors = addErrors(vErrors, validate184.errors))), data.podLabels !== void 0) {
      let data2 = data.podLabels;
      if (isMap(data2))
        for (let key1 in data2) {
          if (isFull(vErrors)) break;
          validate186(data2[key1], instancePath + "/podLabels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")) || (vErrors = addErrors(vErrors, validate186.errors));
        }
      else
        vErrors = addError(vErrors, instancePath + "/podLabels", rule3);
    }
    data.ports !== void 0 && (validate188(data.ports, instancePath + "/ports") || (vErrors = addErrors(vErrors, validate188.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate194.errors = vErrors, vErrors === null;
}
function validate193(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "mode" || key0 === "extra" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.mode !== void 0) {
      let data0 = data.mode;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/mode", rule0)), data0 === "derived" || data0 === "open" || data0 === "list" || (vErrors = addError(vErrors, instancePath + "/mode", { keyword: "enum", params: { allowedValues: ["derived", "open", "list"] } }));
    }
    if (data.extra !== void 0) {
      let data1 = data.extra;
      if (Array.isArray(data1)) {
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          validate194(data1[i0], instancePath + "/extra/" + i0) || (vErrors = addErrors(vErrors, validate194.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/extra", rule16);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate193.errors = vErrors, vErrors === null;
}
function validate181(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      func49.call({ enabled: { type: "boolean" }, proxyIngress: { type: "string", enum: ["any", "namespace"] }, backendIngress: { type: "string", enum: ["proxy", "namespace", "open"] }, dnsServers: { $ref: "#/$defs/Cidrs" }, resolvers: { type: "array", items: { $ref: "#/$defs/ResolverEntry" } }, apiServerPorts: { $ref: "#/$defs/Ports" }, apiServerCIDRs: { $ref: "#/$defs/Cidrs" }, proxyEgress: { $ref: "#/$defs/ProxyEgressSettings" }, mesh: { type: "string", enum: ["none", "istio", "istio-ambient", "linkerd", "cilium"] } }, key0) || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8)), data.proxyIngress !== void 0) {
      let data1 = data.proxyIngress;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/proxyIngress", rule0)), data1 === "any" || data1 === "namespace" || (vErrors = addError(vErrors, instancePath + "/proxyIngress", rule36));
    }
    if (data.backendIngress !== void 0) {
      let data2 = data.backendIngress;
      typeof data2 != "string" && (vErrors = addError(vErrors, instancePath + "/backendIngress", rule0)), data2 === "proxy" || data2 === "namespace" || data2 === "open" || (vErrors = addError(vErrors, instancePath + "/backendIngress", rule37));
    }
    if (data.dnsServers !== void 0 && (validate175(data.dnsServers, instancePath + "/dnsServers") || (vErrors = addErrors(vErrors, validate175.errors))), data.resolvers !== void 0) {
      let data4 = data.resolvers;
      if (Array.isArray(data4)) {
        let len0 = data4.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++)
          validate183(data4[i0], instancePath + "/resolvers/" + i0) || (vErrors = addErrors(vErrors, validate183.errors));
      } else
        vErrors = addError(vErrors, instancePath + "/resolvers", rule16);
    }
    if (data.apiServerPorts !== void 0 && (validate188(data.apiServerPorts, instancePath + "/apiServerPorts") || (vErrors = addErrors(vErrors, validate188.errors))), data.apiServerCIDRs !== void 0 && (validate175(data.apiServerCIDRs, instancePath + "/apiServerCIDRs") || (vErrors = addErrors(vErrors, validate175.errors))), data.proxyEgress !== void 0 && (validate193(data.proxyEgress, instancePath + "/proxyEgress") || (vErrors = addErrors(vErrors, validate193.errors))), data.mesh !== void 0) {
      let data9 = data.mesh;
      typeof data9 != "string" && (vErrors = addError(vErrors, instancePath + "/mesh", rule0)), data9 === "none" || data9 === "istio" || data9 === "istio-ambient" || data9 === "linkerd" || data9 === "cilium" || (vErrors = addError(vErrors, instancePath + "/mesh", { keyword: "enum", params: { allowedValues: ["none", "istio", "istio-ambient", "linkerd", "cilium"] } }));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate181.errors = vErrors, vErrors === null;
}
function validate202(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "enforce" || key0 === "warn" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.enforce !== void 0) {
      let data0 = data.enforce;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/enforce", rule0)), data0 === "privileged" || data0 === "baseline" || data0 === "restricted" || (vErrors = addError(vErrors, instancePath + "/enforce", rule38));
    }
    if (data.warn !== void 0) {
      let data1 = data.warn;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/warn", rule0)), data1 === "privileged" || data1 === "baseline" || data1 === "restricted" || (vErrors = addError(vErrors, instancePath + "/warn", rule38));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate202.errors = vErrors, vErrors === null;
}
var pattern22 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "u"), pattern23 = new RegExp("^[A-Za-z0-9._/-]+=[A-Za-z0-9._-]*$", "u");
function validate204(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "registries" || key0 === "requireDigest" || key0 === "forbiddenTags" || key0 === "mode" || key0 === "exemptNamespaces" || key0 === "exemptNamespaceLabel" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.registries !== void 0) {
      let data0 = data.registries;
      if (Array.isArray(data0)) {
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++) {
          let data1 = data0[i0];
          typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/registries/" + i0, rule6)) : vErrors = addError(vErrors, instancePath + "/registries/" + i0, rule0);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/registries", rule16);
    }
    if (data.requireDigest !== void 0 && typeof data.requireDigest != "boolean" && (vErrors = addError(vErrors, instancePath + "/requireDigest", rule8)), data.forbiddenTags !== void 0) {
      let data3 = data.forbiddenTags;
      if (Array.isArray(data3)) {
        let len1 = data3.length;
        for (let i1 = 0; i1 < len1 && !isFull(vErrors); i1++) {
          let data4 = data3[i1];
          typeof data4 == "string" ? (func2(data4) > 128 && (vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule39)), matches(pattern22, data4) || (vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule40))) : vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule0);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/forbiddenTags", rule16);
    }
    if (data.mode !== void 0) {
      let data5 = data.mode;
      typeof data5 != "string" && (vErrors = addError(vErrors, instancePath + "/mode", rule0)), data5 === "warn" || data5 === "deny" || (vErrors = addError(vErrors, instancePath + "/mode", rule41));
    }
    if (data.exemptNamespaces !== void 0) {
      let data6 = data.exemptNamespaces;
      if (Array.isArray(data6)) {
        let len2 = data6.length;
        for (let i2 = 0; i2 < len2 && !isFull(vErrors); i2++) {
          let data7 = data6[i2];
          typeof data7 == "string" ? func2(data7) < 1 && (vErrors = addError(vErrors, instancePath + "/exemptNamespaces/" + i2, rule6)) : vErrors = addError(vErrors, instancePath + "/exemptNamespaces/" + i2, rule0);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/exemptNamespaces", rule16);
    }
    if (data.exemptNamespaceLabel !== void 0) {
      let data8 = data.exemptNamespaceLabel;
      typeof data8 == "string" ? (func2(data8) > 381 && (vErrors = addError(vErrors, instancePath + "/exemptNamespaceLabel", { keyword: "maxLength", params: { limit: 381 } })), matches(pattern23, data8) || (vErrors = addError(vErrors, instancePath + "/exemptNamespaceLabel", { keyword: "pattern", params: { pattern: "^[A-Za-z0-9._/-]+=[A-Za-z0-9._-]*$", means: "a label such as images.example.com/policy=off" } }))) : vErrors = addError(vErrors, instancePath + "/exemptNamespaceLabel", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate204.errors = vErrors, vErrors === null;
}
function validate206(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 !== "enabled" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate206.errors = vErrors, vErrors === null;
}
function validate208(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "configKinds" || key0 === "maxTextBytes" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.configKinds !== void 0) {
      let data0 = data.configKinds;
      if (Array.isArray(data0)) {
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++) {
          let data1 = data0[i0];
          typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/configKinds/" + i0, rule0)), data1 === "MCPOIDCConfig" || data1 === "MCPAuthzConfig" || data1 === "MCPToolConfig" || data1 === "MCPExternalAuthConfig" || data1 === "MCPTelemetryConfig" || data1 === "MCPGroup" || data1 === "MCPWebhookConfig" || (vErrors = addError(vErrors, instancePath + "/configKinds/" + i0, { keyword: "enum", params: { allowedValues: ["MCPOIDCConfig", "MCPAuthzConfig", "MCPToolConfig", "MCPExternalAuthConfig", "MCPTelemetryConfig", "MCPGroup", "MCPWebhookConfig"] } }));
        }
      } else
        vErrors = addError(vErrors, instancePath + "/configKinds", rule16);
    }
    if (data.maxTextBytes !== void 0) {
      let data2 = data.maxTextBytes;
      Number.isInteger(data2) || (vErrors = addError(vErrors, instancePath + "/maxTextBytes", rule1)), typeof data2 == "number" && isFinite(data2) && ((data2 > 1048576 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/maxTextBytes", { keyword: "maximum", params: { comparison: "<=", limit: 1048576 } })), (data2 < 1024 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/maxTextBytes", { keyword: "minimum", params: { comparison: ">=", limit: 1024 } })));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate208.errors = vErrors, vErrors === null;
}
function validate210(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 !== "podDetails" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.podDetails !== void 0 && typeof data.podDetails != "boolean" && (vErrors = addError(vErrors, instancePath + "/podDetails", rule8));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate210.errors = vErrors, vErrors === null;
}
function validate212(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 !== "onSecretChange" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.onSecretChange !== void 0 && typeof data.onSecretChange != "boolean" && (vErrors = addError(vErrors, instancePath + "/onSecretChange", rule8));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate212.errors = vErrors, vErrors === null;
}
var pattern24 = new RegExp('^https?://[^ \\t\\r\\n"<>#]+$', "u");
function validate214(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 !== "baseUrl" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.baseUrl !== void 0) {
      let data0 = data.baseUrl;
      typeof data0 == "string" ? (func2(data0) > 120 && (vErrors = addError(vErrors, instancePath + "/baseUrl", { keyword: "maxLength", params: { limit: 120 } })), matches(pattern24, data0) || (vErrors = addError(vErrors, instancePath + "/baseUrl", { keyword: "pattern", params: { pattern: '^https?://[^ \\t\\r\\n"<>#]+$', means: "an http or https URL without #" } }))) : vErrors = addError(vErrors, instancePath + "/baseUrl", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate214.errors = vErrors, vErrors === null;
}
function validate217(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "enabled" || key0 === "cpu" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8)), data.cpu !== void 0 && (validate149(data.cpu, instancePath + "/cpu") || (vErrors = addErrors(vErrors, validate149.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate217.errors = vErrors, vErrors === null;
}
function validate224(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.namespace === void 0 && (vErrors = addError(vErrors, instancePath, rule35));
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "name" || key0 === "namespace" || key0 === "sectionName" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.name !== void 0 && (validate149(data.name, instancePath + "/name") || (vErrors = addErrors(vErrors, validate149.errors))), data.namespace !== void 0 && (validate149(data.namespace, instancePath + "/namespace") || (vErrors = addErrors(vErrors, validate149.errors))), data.sectionName !== void 0 && (validate149(data.sectionName, instancePath + "/sectionName") || (vErrors = addErrors(vErrors, validate149.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate224.errors = vErrors, vErrors === null;
}
function validate220(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "kind" || key0 === "host" || key0 === "tls" || key0 === "tlsSecret" || key0 === "ingressClassName" || key0 === "annotations" || key0 === "gateway" || key0 === "controllerNamespace" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.kind !== void 0) {
      let data0 = data.kind;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0)), data0 === "none" || data0 === "Ingress" || data0 === "HTTPRoute" || (vErrors = addError(vErrors, instancePath + "/kind", { keyword: "enum", params: { allowedValues: ["none", "Ingress", "HTTPRoute"] } }));
    }
    if (data.host !== void 0 && (validate149(data.host, instancePath + "/host") || (vErrors = addErrors(vErrors, validate149.errors))), data.tls !== void 0 && typeof data.tls != "boolean" && (vErrors = addError(vErrors, instancePath + "/tls", rule8)), data.tlsSecret !== void 0 && (validate149(data.tlsSecret, instancePath + "/tlsSecret") || (vErrors = addErrors(vErrors, validate149.errors))), data.ingressClassName !== void 0 && (validate149(data.ingressClassName, instancePath + "/ingressClassName") || (vErrors = addErrors(vErrors, validate149.errors))), data.annotations !== void 0) {
      let data5 = data.annotations;
      if (isMap(data5))
        for (let key1 in data5) {
          if (isFull(vErrors)) break;
          typeof data5[key1] != "string" && (vErrors = addError(vErrors, instancePath + "/annotations/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0));
        }
      else
        vErrors = addError(vErrors, instancePath + "/annotations", rule3);
    }
    data.gateway !== void 0 && (validate224(data.gateway, instancePath + "/gateway") || (vErrors = addErrors(vErrors, validate224.errors))), data.controllerNamespace !== void 0 && (validate149(data.controllerNamespace, instancePath + "/controllerNamespace") || (vErrors = addErrors(vErrors, validate149.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate220.errors = vErrors, vErrors === null;
}
var pattern25 = new RegExp("^[1-9][0-9]*[sm]$", "u");
function validate231(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "kind" || key0 === "interval" || key0 === "labels" || key0 === "prometheusNamespace" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.kind !== void 0) {
      let data0 = data.kind;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0)), data0 === "none" || data0 === "PodMonitor" || data0 === "ServiceMonitor" || (vErrors = addError(vErrors, instancePath + "/kind", { keyword: "enum", params: { allowedValues: ["none", "PodMonitor", "ServiceMonitor"] } }));
    }
    if (data.interval !== void 0) {
      let data1 = data.interval;
      typeof data1 == "string" ? (func2(data1) > 8 && (vErrors = addError(vErrors, instancePath + "/interval", { keyword: "maxLength", params: { limit: 8 } })), matches(pattern25, data1) || (vErrors = addError(vErrors, instancePath + "/interval", { keyword: "pattern", params: { pattern: "^[1-9][0-9]*[sm]$", means: "must be a time such as 30s or 1m" } }))) : vErrors = addError(vErrors, instancePath + "/interval", rule0);
    }
    if (data.labels !== void 0) {
      let data2 = data.labels;
      if (isMap(data2))
        for (let key1 in data2) {
          if (isFull(vErrors)) break;
          typeof data2[key1] != "string" && (vErrors = addError(vErrors, instancePath + "/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0));
        }
      else
        vErrors = addError(vErrors, instancePath + "/labels", rule3);
    }
    data.prometheusNamespace !== void 0 && (validate149(data.prometheusNamespace, instancePath + "/prometheusNamespace") || (vErrors = addErrors(vErrors, validate149.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate231.errors = vErrors, vErrors === null;
}
function validate216(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "podDisruptionBudgets" || key0 === "autoscalers" || key0 === "routes" || key0 === "monitors" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.podDisruptionBudgets !== void 0 && typeof data.podDisruptionBudgets != "boolean" && (vErrors = addError(vErrors, instancePath + "/podDisruptionBudgets", rule8)), data.autoscalers !== void 0 && (validate217(data.autoscalers, instancePath + "/autoscalers") || (vErrors = addErrors(vErrors, validate217.errors))), data.routes !== void 0 && (validate220(data.routes, instancePath + "/routes") || (vErrors = addErrors(vErrors, validate220.errors))), data.monitors !== void 0 && (validate231(data.monitors, instancePath + "/monitors") || (vErrors = addErrors(vErrors, validate231.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate216.errors = vErrors, vErrors === null;
}
function validate147(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      func49.call({ proxy: { $ref: "#/$defs/ProxySettings" }, podTemplate: { $ref: "#/$defs/PodTemplateSettings" }, platform: { type: "string", enum: ["kubernetes", "openshift"] }, redis: { $ref: "#/$defs/RedisSettings" }, permissionProfiles: { $ref: "#/$defs/PermissionProfileSettings" }, networkPolicy: { $ref: "#/$defs/NetworkPolicySettings" }, podSecurity: { $ref: "#/$defs/PodSecuritySettings" }, imagePolicy: { $ref: "#/$defs/ImagePolicySettings" }, namespaceDefaults: { $ref: "#/$defs/NamespaceDefaultsSettings" }, references: { $ref: "#/$defs/ReferenceSettings" }, status: { $ref: "#/$defs/StatusSettings" }, rollout: { $ref: "#/$defs/RolloutSettings" }, documentation: { $ref: "#/$defs/DocumentationSettings" }, companions: { $ref: "#/$defs/CompanionSettings" } }, key0) || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.proxy !== void 0 && (validate148(data.proxy, instancePath + "/proxy") || (vErrors = addErrors(vErrors, validate148.errors))), data.podTemplate !== void 0 && (validate161(data.podTemplate, instancePath + "/podTemplate") || (vErrors = addErrors(vErrors, validate161.errors))), data.platform !== void 0) {
      let data2 = data.platform;
      typeof data2 != "string" && (vErrors = addError(vErrors, instancePath + "/platform", rule0)), data2 === "kubernetes" || data2 === "openshift" || (vErrors = addError(vErrors, instancePath + "/platform", { keyword: "enum", params: { allowedValues: ["kubernetes", "openshift"] } }));
    }
    data.redis !== void 0 && (validate169(data.redis, instancePath + "/redis") || (vErrors = addErrors(vErrors, validate169.errors))), data.permissionProfiles !== void 0 && (validate173(data.permissionProfiles, instancePath + "/permissionProfiles") || (vErrors = addErrors(vErrors, validate173.errors))), data.networkPolicy !== void 0 && (validate181(data.networkPolicy, instancePath + "/networkPolicy") || (vErrors = addErrors(vErrors, validate181.errors))), data.podSecurity !== void 0 && (validate202(data.podSecurity, instancePath + "/podSecurity") || (vErrors = addErrors(vErrors, validate202.errors))), data.imagePolicy !== void 0 && (validate204(data.imagePolicy, instancePath + "/imagePolicy") || (vErrors = addErrors(vErrors, validate204.errors))), data.namespaceDefaults !== void 0 && (validate206(data.namespaceDefaults, instancePath + "/namespaceDefaults") || (vErrors = addErrors(vErrors, validate206.errors))), data.references !== void 0 && (validate208(data.references, instancePath + "/references") || (vErrors = addErrors(vErrors, validate208.errors))), data.status !== void 0 && (validate210(data.status, instancePath + "/status") || (vErrors = addErrors(vErrors, validate210.errors))), data.rollout !== void 0 && (validate212(data.rollout, instancePath + "/rollout") || (vErrors = addErrors(vErrors, validate212.errors))), data.documentation !== void 0 && (validate214(data.documentation, instancePath + "/documentation") || (vErrors = addErrors(vErrors, validate214.errors))), data.companions !== void 0 && (validate216(data.companions, instancePath + "/companions") || (vErrors = addErrors(vErrors, validate216.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate147.errors = vErrors, vErrors === null;
}
var validateNamespaceDefaults = validate235;
function validate237(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "cpu" || key0 === "memory" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.cpu !== void 0) {
      let data0 = data.cpu;
      typeof data0 == "string" ? (func2(data0) > 64 && (vErrors = addError(vErrors, instancePath + "/cpu", rule21)), matches(pattern15, data0) || (vErrors = addError(vErrors, instancePath + "/cpu", rule32))) : vErrors = addError(vErrors, instancePath + "/cpu", rule0);
    }
    if (data.memory !== void 0) {
      let data1 = data.memory;
      typeof data1 == "string" ? (func2(data1) > 64 && (vErrors = addError(vErrors, instancePath + "/memory", rule21)), matches(pattern15, data1) || (vErrors = addError(vErrors, instancePath + "/memory", rule32))) : vErrors = addError(vErrors, instancePath + "/memory", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate237.errors = vErrors, vErrors === null;
}
function validate236(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "requests" || key0 === "limits" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.requests !== void 0 && (validate237(data.requests, instancePath + "/requests") || (vErrors = addErrors(vErrors, validate237.errors))), data.limits !== void 0 && (validate237(data.limits, instancePath + "/limits") || (vErrors = addErrors(vErrors, validate237.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate236.errors = vErrors, vErrors === null;
}
function validate242(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 !== "except" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.except !== void 0) {
      let data0 = data.except;
      if (Array.isArray(data0)) {
        data0.length > 256 && (vErrors = addError(vErrors, instancePath + "/except", rule26));
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++) {
          let data1 = data0[i0];
          typeof data1 == "string" ? (func2(data1) > 64 && (vErrors = addError(vErrors, instancePath + "/except/" + i0, rule21)), matches(pattern19, data1) || (vErrors = addError(vErrors, instancePath + "/except/" + i0, { keyword: "pattern", params: { pattern: "^[0-9A-Fa-f:.]+/[0-9]{1,3}$", means: "a CIDR such as 10.0.0.0/8" } }))) : vErrors = addError(vErrors, instancePath + "/except/" + i0, rule0);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/except", rule16);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate242.errors = vErrors, vErrors === null;
}
function validate241(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 !== "network" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    data.network !== void 0 && (validate242(data.network, instancePath + "/network") || (vErrors = addErrors(vErrors, validate242.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate241.errors = vErrors, vErrors === null;
}
function validate245(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "proxyIngress" || key0 === "backendIngress" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.proxyIngress !== void 0) {
      let data0 = data.proxyIngress;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/proxyIngress", rule0)), data0 === "any" || data0 === "namespace" || (vErrors = addError(vErrors, instancePath + "/proxyIngress", rule36));
    }
    if (data.backendIngress !== void 0) {
      let data1 = data.backendIngress;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/backendIngress", rule0)), data1 === "proxy" || data1 === "namespace" || data1 === "open" || (vErrors = addError(vErrors, instancePath + "/backendIngress", rule37));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate245.errors = vErrors, vErrors === null;
}
function validate247(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "enforce" || key0 === "warn" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.enforce !== void 0) {
      let data0 = data.enforce;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/enforce", rule0)), data0 === "privileged" || data0 === "baseline" || data0 === "restricted" || (vErrors = addError(vErrors, instancePath + "/enforce", rule38));
    }
    if (data.warn !== void 0) {
      let data1 = data.warn;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/warn", rule0)), data1 === "privileged" || data1 === "baseline" || data1 === "restricted" || (vErrors = addError(vErrors, instancePath + "/warn", rule38));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate247.errors = vErrors, vErrors === null;
}
function validate249(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "registries" || key0 === "requireDigest" || key0 === "forbiddenTags" || key0 === "mode" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.registries !== void 0) {
      let data0 = data.registries;
      if (Array.isArray(data0)) {
        data0.length > 256 && (vErrors = addError(vErrors, instancePath + "/registries", rule26));
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++) {
          let data1 = data0[i0];
          typeof data1 == "string" ? (func2(data1) > 1024 && (vErrors = addError(vErrors, instancePath + "/registries/" + i0, rule10)), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/registries/" + i0, rule6))) : vErrors = addError(vErrors, instancePath + "/registries/" + i0, rule0);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/registries", rule16);
    }
    if (data.requireDigest !== void 0 && typeof data.requireDigest != "boolean" && (vErrors = addError(vErrors, instancePath + "/requireDigest", rule8)), data.forbiddenTags !== void 0) {
      let data3 = data.forbiddenTags;
      if (Array.isArray(data3)) {
        data3.length > 256 && (vErrors = addError(vErrors, instancePath + "/forbiddenTags", rule26));
        let len1 = data3.length;
        for (let i1 = 0; i1 < len1 && !isFull(vErrors); i1++) {
          let data4 = data3[i1];
          typeof data4 == "string" ? (func2(data4) > 128 && (vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule39)), matches(pattern22, data4) || (vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule40))) : vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule0);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/forbiddenTags", rule16);
    }
    if (data.mode !== void 0) {
      let data5 = data.mode;
      typeof data5 != "string" && (vErrors = addError(vErrors, instancePath + "/mode", rule0)), data5 === "warn" || data5 === "deny" || (vErrors = addError(vErrors, instancePath + "/mode", rule41));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate249.errors = vErrors, vErrors === null;
}
var pattern28 = new RegExp("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", "u");
function validate235(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      key0 === "resources" || key0 === "imagePullSecrets" || key0 === "nodeSelector" || key0 === "permissionProfiles" || key0 === "networkPolicy" || key0 === "podSecurity" || key0 === "imagePolicy" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }));
    }
    if (data.resources !== void 0 && (validate236(data.resources, instancePath + "/resources") || (vErrors = addErrors(vErrors, validate236.errors))), data.imagePullSecrets !== void 0) {
      let data1 = data.imagePullSecrets;
      if (Array.isArray(data1)) {
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !isFull(vErrors); i0++) {
          let data2 = data1[i0];
          typeof data2 == "string" ? (func2(data2) > 253 && (vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, rule7)), func2(data2) < 1 && (vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, rule6)), matches(pattern28, data2) || (vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, { keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", means: "the name of a Secret" } }))) : vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, rule0);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/imagePullSecrets", rule16);
    }
    if (data.nodeSelector !== void 0) {
      let data3 = data.nodeSelector;
      if (isMap(data3))
        for (let key1 in data3) {
          if (isFull(vErrors)) break;
          let data4 = data3[key1];
          typeof data4 == "string" ? (func2(data4) > 63 && (vErrors = addError(vErrors, instancePath + "/nodeSelector/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule18)), matches(pattern21, data4) || (vErrors = addError(vErrors, instancePath + "/nodeSelector/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule34))) : vErrors = addError(vErrors, instancePath + "/nodeSelector/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0);
        }
      else
        vErrors = addError(vErrors, instancePath + "/nodeSelector", rule3);
    }
    data.permissionProfiles !== void 0 && (validate241(data.permissionProfiles, instancePath + "/permissionProfiles") || (vErrors = addErrors(vErrors, validate241.errors))), data.networkPolicy !== void 0 && (validate245(data.networkPolicy, instancePath + "/networkPolicy") || (vErrors = addErrors(vErrors, validate245.errors))), data.podSecurity !== void 0 && (validate247(data.podSecurity, instancePath + "/podSecurity") || (vErrors = addErrors(vErrors, validate247.errors))), data.imagePolicy !== void 0 && (validate249(data.imagePolicy, instancePath + "/imagePolicy") || (vErrors = addErrors(vErrors, validate249.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate235.errors = vErrors, vErrors === null;
}
var validateAdmissionReview = validate251;
function validate253(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.group === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "group" } })), data.version === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "version" } })), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30)), data.group !== void 0 && typeof data.group != "string" && (vErrors = addError(vErrors, instancePath + "/group", rule0)), data.version !== void 0 && typeof data.version != "string" && (vErrors = addError(vErrors, instancePath + "/version", rule0)), data.kind !== void 0 && typeof data.kind != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0))) : vErrors = addError(vErrors, instancePath, rule3), validate253.errors = vErrors, vErrors === null;
}
function validate255(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? data.username !== void 0 && typeof data.username != "string" && (vErrors = addError(vErrors, instancePath + "/username", rule0)) : vErrors = addError(vErrors, instancePath, rule3), validate255.errors = vErrors, vErrors === null;
}
function validate252(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.uid === void 0 && (vErrors = addError(vErrors, instancePath, rule42)), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30)), data.operation === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "operation" } })), data.uid !== void 0) {
      let data0 = data.uid;
      typeof data0 == "string" ? (func2(data0) > 256 && (vErrors = addError(vErrors, instancePath + "/uid", rule43)), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/uid", rule6))) : vErrors = addError(vErrors, instancePath + "/uid", rule0);
    }
    if (data.kind !== void 0 && (validate253(data.kind, instancePath + "/kind") || (vErrors = addErrors(vErrors, validate253.errors))), data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0)), data.namespace !== void 0 && typeof data.namespace != "string" && (vErrors = addError(vErrors, instancePath + "/namespace", rule0)), data.operation !== void 0) {
      let data4 = data.operation;
      typeof data4 != "string" && (vErrors = addError(vErrors, instancePath + "/operation", rule0)), data4 === "CREATE" || data4 === "UPDATE" || data4 === "DELETE" || data4 === "CONNECT" || (vErrors = addError(vErrors, instancePath + "/operation", { keyword: "enum", params: { allowedValues: ["CREATE", "UPDATE", "DELETE", "CONNECT"] } }));
    }
    if (data.subResource !== void 0 && typeof data.subResource != "string" && (vErrors = addError(vErrors, instancePath + "/subResource", rule0)), data.userInfo !== void 0 && (validate255(data.userInfo, instancePath + "/userInfo") || (vErrors = addErrors(vErrors, validate255.errors))), data.object !== void 0) {
      let data7 = data.object;
      !isMap(data7) && data7 !== null && (vErrors = addError(vErrors, instancePath + "/object", rule44));
    }
    if (data.oldObject !== void 0) {
      let data8 = data.oldObject;
      !isMap(data8) && data8 !== null && (vErrors = addError(vErrors, instancePath + "/oldObject", rule44));
    }
    if (data.dryRun !== void 0) {
      let data9 = data.dryRun;
      typeof data9 != "boolean" && data9 !== null && (vErrors = addError(vErrors, instancePath + "/dryRun", { keyword: "type", params: { type: ["boolean", "null"] } }));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate252.errors = vErrors, vErrors === null;
}
function validate251(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.apiVersion === void 0 && (vErrors = addError(vErrors, instancePath, rule29)), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30)), data.request === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "request" } })), data.apiVersion !== void 0) {
      let data0 = data.apiVersion;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0)), data0 !== "admission.k8s.io/v1" && (vErrors = addError(vErrors, instancePath + "/apiVersion", { keyword: "enum", params: { allowedValues: ["admission.k8s.io/v1"] } }));
    }
    if (data.kind !== void 0) {
      let data1 = data.kind;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0)), data1 !== "AdmissionReview" && (vErrors = addError(vErrors, instancePath + "/kind", { keyword: "enum", params: { allowedValues: ["AdmissionReview"] } }));
    }
    data.request !== void 0 && (validate252(data.request, instancePath + "/request") || (vErrors = addErrors(vErrors, validate252.errors)));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate251.errors = vErrors, vErrors === null;
}
var validateSyncRequest = validate258;
function validate259(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.spec === void 0 && (vErrors = addError(vErrors, instancePath, rule17)), data.spec !== void 0) {
      let data0 = data.spec;
      isMap(data0) || (vErrors = addError(vErrors, instancePath + "/spec", rule3));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate259.errors = vErrors, vErrors === null;
}
function validate262(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.namespace === void 0 && (vErrors = addError(vErrors, instancePath, rule35)), data.uid === void 0 && (vErrors = addError(vErrors, instancePath, rule42)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? (func2(data0) > 253 && (vErrors = addError(vErrors, instancePath + "/name", rule7)), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6))) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    if (data.namespace !== void 0) {
      let data1 = data.namespace;
      typeof data1 == "string" ? (func2(data1) > 63 && (vErrors = addError(vErrors, instancePath + "/namespace", rule18)), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/namespace", rule6))) : vErrors = addError(vErrors, instancePath + "/namespace", rule0);
    }
    if (data.uid !== void 0) {
      let data2 = data.uid;
      typeof data2 == "string" ? (func2(data2) > 256 && (vErrors = addError(vErrors, instancePath + "/uid", rule43)), func2(data2) < 1 && (vErrors = addError(vErrors, instancePath + "/uid", rule6))) : vErrors = addError(vErrors, instancePath + "/uid", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate262.errors = vErrors, vErrors === null;
}
function validate261(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.apiVersion === void 0 && (vErrors = addError(vErrors, instancePath, rule29)), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30)), data.metadata === void 0 && (vErrors = addError(vErrors, instancePath, rule31)), data.apiVersion !== void 0 && typeof data.apiVersion != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0)), data.kind !== void 0 && typeof data.kind != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0)), data.metadata !== void 0 && (validate262(data.metadata, instancePath + "/metadata") || (vErrors = addErrors(vErrors, validate262.errors)))) : vErrors = addError(vErrors, instancePath, rule3), validate261.errors = vErrors, vErrors === null;
}
function validate267(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6)) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    data.namespace !== void 0 && typeof data.namespace != "string" && (vErrors = addError(vErrors, instancePath + "/namespace", rule0));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate267.errors = vErrors, vErrors === null;
}
function validate266(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.apiVersion === void 0 && (vErrors = addError(vErrors, instancePath, rule29)), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30)), data.metadata === void 0 && (vErrors = addError(vErrors, instancePath, rule31)), data.apiVersion !== void 0 && typeof data.apiVersion != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0)), data.kind !== void 0 && typeof data.kind != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0)), data.metadata !== void 0 && (validate267(data.metadata, instancePath + "/metadata") || (vErrors = addErrors(vErrors, validate267.errors)))) : vErrors = addError(vErrors, instancePath, rule3), validate266.errors = vErrors, vErrors === null;
}
function validate265(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data))
    for (let key0 in data) {
      if (isFull(vErrors)) break;
      validate266(data[key0], instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")) || (vErrors = addErrors(vErrors, validate266.errors));
    }
  else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate265.errors = vErrors, vErrors === null;
}
function validate258(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.controller === void 0 && (vErrors = addError(vErrors, instancePath, rule45)), data.parent === void 0 && (vErrors = addError(vErrors, instancePath, rule46)), data.children === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "children" } })), data.related === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "related" } })), data.finalizing === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "finalizing" } })), data.controller !== void 0 && (validate259(data.controller, instancePath + "/controller") || (vErrors = addErrors(vErrors, validate259.errors))), data.parent !== void 0 && (validate261(data.parent, instancePath + "/parent") || (vErrors = addErrors(vErrors, validate261.errors))), data.children !== void 0) {
      let data2 = data.children;
      if (isMap(data2))
        for (let key0 in data2) {
          if (isFull(vErrors)) break;
          validate265(data2[key0], instancePath + "/children/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")) || (vErrors = addErrors(vErrors, validate265.errors));
        }
      else
        vErrors = addError(vErrors, instancePath + "/children", rule3);
    }
    if (data.related !== void 0) {
      let data4 = data.related;
      if (isMap(data4))
        for (let key1 in data4) {
          if (isFull(vErrors)) break;
          validate265(data4[key1], instancePath + "/related/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")) || (vErrors = addErrors(vErrors, validate265.errors));
        }
      else
        vErrors = addError(vErrors, instancePath + "/related", rule3);
    }
    data.finalizing !== void 0 && typeof data.finalizing != "boolean" && (vErrors = addError(vErrors, instancePath + "/finalizing", rule8));
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate258.errors = vErrors, vErrors === null;
}
var validateCustomizeRequest = validate272;
function validate273(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.spec === void 0 && (vErrors = addError(vErrors, instancePath, rule17)), data.spec !== void 0) {
      let data0 = data.spec;
      isMap(data0) || (vErrors = addError(vErrors, instancePath + "/spec", rule3));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate273.errors = vErrors, vErrors === null;
}
function validate276(data, instancePath = "") {
  let vErrors = null;
  if (isMap(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4)), data.namespace === void 0 && (vErrors = addError(vErrors, instancePath, rule35)), data.uid === void 0 && (vErrors = addError(vErrors, instancePath, rule42)), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? (func2(data0) > 253 && (vErrors = addError(vErrors, instancePath + "/name", rule7)), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6))) : vErrors = addError(vErrors, instancePath + "/name", rule0);
    }
    if (data.namespace !== void 0) {
      let data1 = data.namespace;
      typeof data1 == "string" ? (func2(data1) > 63 && (vErrors = addError(vErrors, instancePath + "/namespace", rule18)), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/namespace", rule6))) : vErrors = addError(vErrors, instancePath + "/namespace", rule0);
    }
    if (data.uid !== void 0) {
      let data2 = data.uid;
      typeof data2 == "string" ? (func2(data2) > 256 && (vErrors = addError(vErrors, instancePath + "/uid", rule43)), func2(data2) < 1 && (vErrors = addError(vErrors, instancePath + "/uid", rule6))) : vErrors = addError(vErrors, instancePath + "/uid", rule0);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3);
  return validate276.errors = vErrors, vErrors === null;
}
function validate275(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.apiVersion === void 0 && (vErrors = addError(vErrors, instancePath, rule29)), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30)), data.metadata === void 0 && (vErrors = addError(vErrors, instancePath, rule31)), data.apiVersion !== void 0 && typeof data.apiVersion != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0)), data.kind !== void 0 && typeof data.kind != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0)), data.metadata !== void 0 && (validate276(data.metadata, instancePath + "/metadata") || (vErrors = addErrors(vErrors, validate276.errors)))) : vErrors = addError(vErrors, instancePath, rule3), validate275.errors = vErrors, vErrors === null;
}
function validate272(data, instancePath = "") {
  let vErrors = null;
  return isMap(data) ? (data.controller === void 0 && (vErrors = addError(vErrors, instancePath, rule45)), data.parent === void 0 && (vErrors = addError(vErrors, instancePath, rule46)), data.controller !== void 0 && (validate273(data.controller, instancePath + "/controller") || (vErrors = addErrors(vErrors, validate273.errors))), data.parent !== void 0 && (validate275(data.parent, instancePath + "/parent") || (vErrors = addErrors(vErrors, validate275.errors)))) : vErrors = addError(vErrors, instancePath, rule3), validate272.errors = vErrors, vErrors === null;
}
export {
  validateAdmissionReview,
  validateCustomizeRequest,
  validateMCPServer,
  validateNamespaceDefaults,
  validateSettingsFile,
  validateSyncRequest
};
