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
var rule0 = { keyword: "type", params: { type: "string" } }, rule1 = { keyword: "type", params: { type: "integer" } }, rule2 = { keyword: "type", params: { type: ["string", "null"] } }, rule3 = { keyword: "type", params: { type: "object" } }, rule4 = { keyword: "required", params: { missingProperty: "name" } }, rule5 = { keyword: "required", params: { missingProperty: "key" } }, rule6 = { keyword: "minLength", params: { limit: 1 } }, rule7 = { keyword: "maxLength", params: { limit: 253 } }, rule8 = { keyword: "type", params: { type: "boolean" } }, rule9 = { keyword: "type", params: { type: ["integer", "string"] } }, rule10 = { keyword: "maxLength", params: { limit: 1024 } }, rule11 = { keyword: "pattern", params: { pattern: "^[ -<>-~]+$", means: "printable ASCII without an equals sign" } }, rule12 = { keyword: "pattern", params: { pattern: "^[ -<>-~]*$", means: "printable ASCII without an equals sign" } }, rule13 = { keyword: "maximum", params: { comparison: "<=", limit: 511 } }, rule14 = { keyword: "minimum", params: { comparison: ">=", limit: 0 } }, rule15 = { keyword: "maxItems", params: { limit: 1024 } }, rule16 = { keyword: "type", params: { type: "array" } }, rule17 = { keyword: "required", params: { missingProperty: "spec" } }, rule18 = { keyword: "maxLength", params: { limit: 63 } }, rule19 = { keyword: "pattern", params: { pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", means: "lower-case letters, digits and dashes, with no dash at the ends" } }, rule20 = { keyword: "maxLength", params: { limit: 4096 } }, rule21 = { keyword: "maxLength", params: { limit: 64 } }, rule22 = { keyword: "pattern", params: { pattern: "^(\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?)?$", means: "a quantity such as 100m, 0.5 or 128Mi" } }, rule23 = { keyword: "maximum", params: { comparison: "<=", limit: 65535 } }, rule24 = { keyword: "minimum", params: { comparison: ">=", limit: 1 } }, rule25 = { keyword: "maxItems", params: { limit: 4096 } }, rule26 = { keyword: "maxItems", params: { limit: 256 } }, rule27 = { keyword: "minItems", params: { limit: 1 } }, rule28 = { keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } }, rule29 = { keyword: "required", params: { missingProperty: "apiVersion" } }, rule30 = { keyword: "required", params: { missingProperty: "kind" } }, rule31 = { keyword: "required", params: { missingProperty: "metadata" } }, rule32 = { keyword: "pattern", params: { pattern: "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$", means: "a quantity such as 100m, 0.5 or 128Mi" } }, rule33 = { keyword: "maxLength", params: { limit: 317 } }, rule34 = { keyword: "pattern", params: { pattern: "^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?$", means: "the value of a label" } }, rule35 = { keyword: "required", params: { missingProperty: "namespace" } }, rule36 = { keyword: "enum", params: { allowedValues: ["any", "namespace"] } }, rule37 = { keyword: "enum", params: { allowedValues: ["proxy", "namespace", "open"] } }, rule38 = { keyword: "enum", params: { allowedValues: ["privileged", "baseline", "restricted"] } }, rule39 = { keyword: "maxLength", params: { limit: 128 } }, rule40 = { keyword: "pattern", params: { pattern: "^[A-Za-z0-9_][A-Za-z0-9_.-]*$", means: "a tag such as latest" } }, rule41 = { keyword: "enum", params: { allowedValues: ["warn", "deny"] } }, rule42 = { keyword: "required", params: { missingProperty: "uid" } }, rule43 = { keyword: "type", params: { type: ["object", "null"] } }, rule44 = { keyword: "required", params: { missingProperty: "controller" } }, rule45 = { keyword: "required", params: { missingProperty: "parent" } }, validateMCPServer = validate21;
function validate22(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++), data.generateName !== void 0 && typeof data.generateName != "string" && (vErrors = addError(vErrors, instancePath + "/generateName", rule0), errors++), data.namespace !== void 0 && typeof data.namespace != "string" && (vErrors = addError(vErrors, instancePath + "/namespace", rule0), errors++), data.uid !== void 0 && typeof data.uid != "string" && (vErrors = addError(vErrors, instancePath + "/uid", rule0), errors++), data.resourceVersion !== void 0 && typeof data.resourceVersion != "string" && (vErrors = addError(vErrors, instancePath + "/resourceVersion", rule0), errors++), data.generation !== void 0) {
      let data5 = data.generation;
      typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5) || (vErrors = addError(vErrors, instancePath + "/generation", rule1), errors++);
    }
    if (data.creationTimestamp !== void 0) {
      let data6 = data.creationTimestamp;
      typeof data6 != "string" && data6 !== null && (vErrors = addError(vErrors, instancePath + "/creationTimestamp", rule2), errors++);
    }
    if (data.deletionTimestamp !== void 0) {
      let data7 = data.deletionTimestamp;
      typeof data7 != "string" && data7 !== null && (vErrors = addError(vErrors, instancePath + "/deletionTimestamp", rule2), errors++);
    }
    if (data.labels !== void 0) {
      let data8 = data.labels;
      if (data8 && typeof data8 == "object" && !Array.isArray(data8))
        for (let key0 in data8) {
          if (errors >= 64) break;
          typeof data8[key0] != "string" && (vErrors = addError(vErrors, instancePath + "/labels/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), rule0), errors++);
        }
      else
        vErrors = addError(vErrors, instancePath + "/labels", rule3), errors++;
    }
    if (data.annotations !== void 0) {
      let data10 = data.annotations;
      if (data10 && typeof data10 == "object" && !Array.isArray(data10))
        for (let key1 in data10) {
          if (errors >= 64) break;
          typeof data10[key1] != "string" && (vErrors = addError(vErrors, instancePath + "/annotations/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0), errors++);
        }
      else
        vErrors = addError(vErrors, instancePath + "/annotations", rule3), errors++;
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate22.errors = vErrors, errors === 0;
}
var func2 = codePoints, pattern0 = new RegExp("^[ -<>-~]+$", "u");
function validate27(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.key === void 0 && (vErrors = addError(vErrors, instancePath, rule5), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    if (data.key !== void 0) {
      let data1 = data.key;
      typeof data1 == "string" ? (func2(data1) > 253 && (vErrors = addError(vErrors, instancePath + "/key", rule7), errors++), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/key", rule6), errors++)) : (vErrors = addError(vErrors, instancePath + "/key", rule0), errors++);
    }
    data.optional !== void 0 && typeof data.optional != "boolean" && (vErrors = addError(vErrors, instancePath + "/optional", rule8), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate27.errors = vErrors, errors === 0;
}
function validate30(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.fieldPath === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "fieldPath" } }), errors++), data.apiVersion !== void 0 && typeof data.apiVersion != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0), errors++), data.fieldPath !== void 0) {
      let data1 = data.fieldPath;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/fieldPath", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/fieldPath", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate30.errors = vErrors, errors === 0;
}
function validate32(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.resource === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "resource" } }), errors++), data.containerName !== void 0 && typeof data.containerName != "string" && (vErrors = addError(vErrors, instancePath + "/containerName", rule0), errors++), data.resource !== void 0) {
      let data1 = data.resource;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/resource", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/resource", rule0), errors++);
    }
    if (data.divisor !== void 0) {
      let data2 = data.divisor;
      !(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)) && typeof data2 != "string" && (vErrors = addError(vErrors, instancePath + "/divisor", rule9), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate32.errors = vErrors, errors === 0;
}
function validate26(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.secretKeyRef !== void 0 && (validate27(data.secretKeyRef, instancePath + "/secretKeyRef") || (vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors), errors = vErrors.length)), data.configMapKeyRef !== void 0 && (validate27(data.configMapKeyRef, instancePath + "/configMapKeyRef") || (vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors), errors = vErrors.length)), data.fieldRef !== void 0 && (validate30(data.fieldRef, instancePath + "/fieldRef") || (vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors), errors = vErrors.length)), data.resourceFieldRef !== void 0 && (validate32(data.resourceFieldRef, instancePath + "/resourceFieldRef") || (vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors), errors = vErrors.length))) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate26.errors = vErrors, errors === 0;
}
function validate25(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? (func2(data0) > 1024 && (vErrors = addError(vErrors, instancePath + "/name", rule10), errors++), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++), matches(pattern0, data0) || (vErrors = addError(vErrors, instancePath + "/name", rule11), errors++)) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    data.value !== void 0 && typeof data.value != "string" && (vErrors = addError(vErrors, instancePath + "/value", rule0), errors++), data.valueFrom !== void 0 && (validate26(data.valueFrom, instancePath + "/valueFrom") || (vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate25.errors = vErrors, errors === 0;
}
var pattern1 = new RegExp("^[ -<>-~]*$", "u");
function validate37(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    data.optional !== void 0 && typeof data.optional != "boolean" && (vErrors = addError(vErrors, instancePath + "/optional", rule8), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate37.errors = vErrors, errors === 0;
}
function validate36(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.prefix !== void 0) {
      let data0 = data.prefix;
      typeof data0 == "string" ? (func2(data0) > 1024 && (vErrors = addError(vErrors, instancePath + "/prefix", rule10), errors++), matches(pattern1, data0) || (vErrors = addError(vErrors, instancePath + "/prefix", rule12), errors++)) : (vErrors = addError(vErrors, instancePath + "/prefix", rule0), errors++);
    }
    data.configMapRef !== void 0 && (validate37(data.configMapRef, instancePath + "/configMapRef") || (vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors), errors = vErrors.length)), data.secretRef !== void 0 && (validate37(data.secretRef, instancePath + "/secretRef") || (vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate36.errors = vErrors, errors === 0;
}
var pattern2 = new RegExp("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "u"), pattern3 = new RegExp("^[^:]+$", "u"), pattern4 = new RegExp("^([^/].*)?$", "u");
function validate42(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.claimName === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "claimName" } }), errors++), data.claimName !== void 0) {
      let data0 = data.claimName;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/claimName", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/claimName", rule0), errors++);
    }
    data.readOnly !== void 0 && typeof data.readOnly != "boolean" && (vErrors = addError(vErrors, instancePath + "/readOnly", rule8), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate42.errors = vErrors, errors === 0;
}
function validate45(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.key === void 0 && (vErrors = addError(vErrors, instancePath, rule5), errors++), data.path === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "path" } }), errors++), data.key !== void 0) {
      let data0 = data.key;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/key", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/key", rule0), errors++);
    }
    if (data.path !== void 0) {
      let data1 = data.path;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/path", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/path", rule0), errors++);
    }
    if (data.mode !== void 0) {
      let data2 = data.mode;
      typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2) || (vErrors = addError(vErrors, instancePath + "/mode", rule1), errors++), typeof data2 == "number" && isFinite(data2) && ((data2 > 511 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/mode", rule13), errors++), (data2 < 0 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/mode", rule14), errors++));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate45.errors = vErrors, errors === 0;
}
function validate44(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    if (data.items !== void 0) {
      let data1 = data.items;
      if (Array.isArray(data1)) {
        data1.length > 1024 && (vErrors = addError(vErrors, instancePath + "/items", rule15), errors++);
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          validate45(data1[i0], instancePath + "/items/" + i0) || (vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/items", rule16), errors++;
    }
    if (data.defaultMode !== void 0) {
      let data3 = data.defaultMode;
      typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3) || (vErrors = addError(vErrors, instancePath + "/defaultMode", rule1), errors++), typeof data3 == "number" && isFinite(data3) && ((data3 > 511 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/defaultMode", rule13), errors++), (data3 < 0 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/defaultMode", rule14), errors++));
    }
    data.optional !== void 0 && typeof data.optional != "boolean" && (vErrors = addError(vErrors, instancePath + "/optional", rule8), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate44.errors = vErrors, errors === 0;
}
function validate48(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.secretName === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "secretName" } }), errors++), data.secretName !== void 0) {
      let data0 = data.secretName;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/secretName", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/secretName", rule0), errors++);
    }
    if (data.items !== void 0) {
      let data1 = data.items;
      if (Array.isArray(data1)) {
        data1.length > 1024 && (vErrors = addError(vErrors, instancePath + "/items", rule15), errors++);
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          validate45(data1[i0], instancePath + "/items/" + i0) || (vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/items", rule16), errors++;
    }
    if (data.defaultMode !== void 0) {
      let data3 = data.defaultMode;
      typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3) || (vErrors = addError(vErrors, instancePath + "/defaultMode", rule1), errors++), typeof data3 == "number" && isFinite(data3) && ((data3 > 511 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/defaultMode", rule13), errors++), (data3 < 0 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/defaultMode", rule14), errors++));
    }
    data.optional !== void 0 && typeof data.optional != "boolean" && (vErrors = addError(vErrors, instancePath + "/optional", rule8), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate48.errors = vErrors, errors === 0;
}
function validate51(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.medium !== void 0 && typeof data.medium != "string" && (vErrors = addError(vErrors, instancePath + "/medium", rule0), errors++), data.sizeLimit !== void 0) {
      let data1 = data.sizeLimit;
      !(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)) && typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/sizeLimit", rule9), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate51.errors = vErrors, errors === 0;
}
function validate55(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.annotations !== void 0) {
      let data0 = data.annotations;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0))
        for (let key0 in data0) {
          if (errors >= 64) break;
          typeof data0[key0] != "string" && (vErrors = addError(vErrors, instancePath + "/annotations/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), rule0), errors++);
        }
      else
        vErrors = addError(vErrors, instancePath + "/annotations", rule3), errors++;
    }
    if (data.labels !== void 0) {
      let data2 = data.labels;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2))
        for (let key1 in data2) {
          if (errors >= 64) break;
          typeof data2[key1] != "string" && (vErrors = addError(vErrors, instancePath + "/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0), errors++);
        }
      else
        vErrors = addError(vErrors, instancePath + "/labels", rule3), errors++;
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate55.errors = vErrors, errors === 0;
}
function validate54(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.spec === void 0 && (vErrors = addError(vErrors, instancePath, rule17), errors++), data.metadata !== void 0 && (validate55(data.metadata, instancePath + "/metadata") || (vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors), errors = vErrors.length)), data.spec !== void 0) {
      let data1 = data.spec;
      data1 && typeof data1 == "object" && !Array.isArray(data1) || (vErrors = addError(vErrors, instancePath + "/spec", rule3), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate54.errors = vErrors, errors === 0;
}
function validate53(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.volumeClaimTemplate === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "volumeClaimTemplate" } }), errors++), data.volumeClaimTemplate !== void 0 && (validate54(data.volumeClaimTemplate, instancePath + "/volumeClaimTemplate") || (vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors), errors = vErrors.length))) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate53.errors = vErrors, errors === 0;
}
function validate41(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.mountPath === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "mountPath" } }), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? (func2(data0) > 63 && (vErrors = addError(vErrors, instancePath + "/name", rule18), errors++), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++), matches(pattern2, data0) || (vErrors = addError(vErrors, instancePath + "/name", rule19), errors++)) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    if (data.mountPath !== void 0) {
      let data1 = data.mountPath;
      typeof data1 == "string" ? (func2(data1) > 4096 && (vErrors = addError(vErrors, instancePath + "/mountPath", rule20), errors++), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/mountPath", rule6), errors++), matches(pattern3, data1) || (vErrors = addError(vErrors, instancePath + "/mountPath", { keyword: "pattern", params: { pattern: "^[^:]+$", means: "a path without a colon" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/mountPath", rule0), errors++);
    }
    if (data.readOnly !== void 0 && typeof data.readOnly != "boolean" && (vErrors = addError(vErrors, instancePath + "/readOnly", rule8), errors++), data.subPath !== void 0) {
      let data3 = data.subPath;
      typeof data3 == "string" ? (func2(data3) > 4096 && (vErrors = addError(vErrors, instancePath + "/subPath", rule20), errors++), matches(pattern4, data3) || (vErrors = addError(vErrors, instancePath + "/subPath", { keyword: "pattern", params: { pattern: "^([^/].*)?$", means: "a relative path" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/subPath", rule0), errors++);
    }
    data.hostPath !== void 0 && typeof data.hostPath != "string" && (vErrors = addError(vErrors, instancePath + "/hostPath", rule0), errors++), data.persistentVolumeClaim !== void 0 && (validate42(data.persistentVolumeClaim, instancePath + "/persistentVolumeClaim") || (vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors), errors = vErrors.length)), data.configMap !== void 0 && (validate44(data.configMap, instancePath + "/configMap") || (vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors), errors = vErrors.length)), data.secret !== void 0 && (validate48(data.secret, instancePath + "/secret") || (vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors), errors = vErrors.length)), data.emptyDir !== void 0 && (validate51(data.emptyDir, instancePath + "/emptyDir") || (vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors), errors = vErrors.length)), data.ephemeral !== void 0 && (validate53(data.ephemeral, instancePath + "/ephemeral") || (vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate41.errors = vErrors, errors === 0;
}
var pattern5 = new RegExp("^(\\+?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?)?$", "u");
function validate61(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.cpu !== void 0) {
      let data0 = data.cpu;
      typeof data0 == "string" ? (func2(data0) > 64 && (vErrors = addError(vErrors, instancePath + "/cpu", rule21), errors++), matches(pattern5, data0) || (vErrors = addError(vErrors, instancePath + "/cpu", rule22), errors++)) : (vErrors = addError(vErrors, instancePath + "/cpu", rule0), errors++);
    }
    if (data.memory !== void 0) {
      let data1 = data.memory;
      typeof data1 == "string" ? (func2(data1) > 64 && (vErrors = addError(vErrors, instancePath + "/memory", rule21), errors++), matches(pattern5, data1) || (vErrors = addError(vErrors, instancePath + "/memory", rule22), errors++)) : (vErrors = addError(vErrors, instancePath + "/memory", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate61.errors = vErrors, errors === 0;
}
function validate60(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.limits !== void 0 && (validate61(data.limits, instancePath + "/limits") || (vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors), errors = vErrors.length)), data.requests !== void 0 && (validate61(data.requests, instancePath + "/requests") || (vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors), errors = vErrors.length))) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate60.errors = vErrors, errors === 0;
}
var pattern7 = new RegExp("^[-._a-zA-Z0-9]+$", "u");
function validate65(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.key === void 0 && (vErrors = addError(vErrors, instancePath, rule5), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? (func2(data0) > 253 && (vErrors = addError(vErrors, instancePath + "/name", rule7), errors++), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++)) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    if (data.key !== void 0) {
      let data1 = data.key;
      typeof data1 == "string" ? (func2(data1) > 253 && (vErrors = addError(vErrors, instancePath + "/key", rule7), errors++), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/key", rule6), errors++), matches(pattern7, data1) || (vErrors = addError(vErrors, instancePath + "/key", { keyword: "pattern", params: { pattern: "^[-._a-zA-Z0-9]+$", means: "a key of a Secret: letters, digits, dashes, dots and underscores" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/key", rule0), errors++);
    }
    if (data.targetEnvName !== void 0) {
      let data2 = data.targetEnvName;
      typeof data2 == "string" ? (func2(data2) > 1024 && (vErrors = addError(vErrors, instancePath + "/targetEnvName", rule10), errors++), matches(pattern1, data2) || (vErrors = addError(vErrors, instancePath + "/targetEnvName", rule12), errors++)) : (vErrors = addError(vErrors, instancePath + "/targetEnvName", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate65.errors = vErrors, errors === 0;
}
function validate70(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.insecure_allow_all !== void 0 && typeof data.insecure_allow_all != "boolean" && (vErrors = addError(vErrors, instancePath + "/insecure_allow_all", rule8), errors++), data.allow_host !== void 0) {
      let data1 = data.allow_host;
      if (Array.isArray(data1)) {
        data1.length > 1024 && (vErrors = addError(vErrors, instancePath + "/allow_host", rule15), errors++);
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          typeof data1[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/allow_host/" + i0, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/allow_host", rule16), errors++;
    }
    if (data.allow_port !== void 0) {
      let data3 = data.allow_port;
      if (Array.isArray(data3)) {
        data3.length > 1024 && (vErrors = addError(vErrors, instancePath + "/allow_port", rule15), errors++);
        let len1 = data3.length;
        for (let i1 = 0; i1 < len1 && !(errors >= 64); i1++) {
          let data4 = data3[i1];
          typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4) || (vErrors = addError(vErrors, instancePath + "/allow_port/" + i1, rule1), errors++), typeof data4 == "number" && isFinite(data4) && ((data4 > 65535 || isNaN(data4)) && (vErrors = addError(vErrors, instancePath + "/allow_port/" + i1, rule23), errors++), (data4 < 1 || isNaN(data4)) && (vErrors = addError(vErrors, instancePath + "/allow_port/" + i1, rule24), errors++));
        }
      } else
        vErrors = addError(vErrors, instancePath + "/allow_port", rule16), errors++;
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate70.errors = vErrors, errors === 0;
}
function validate72(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.allow_host !== void 0) {
      let data0 = data.allow_host;
      if (Array.isArray(data0)) {
        data0.length > 1024 && (vErrors = addError(vErrors, instancePath + "/allow_host", rule15), errors++);
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          typeof data0[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/allow_host/" + i0, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/allow_host", rule16), errors++;
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate72.errors = vErrors, errors === 0;
}
function validate69(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.mode !== void 0 && typeof data.mode != "string" && (vErrors = addError(vErrors, instancePath + "/mode", rule0), errors++), data.outbound !== void 0 && (validate70(data.outbound, instancePath + "/outbound") || (vErrors = vErrors === null ? validate70.errors : vErrors.concat(validate70.errors), errors = vErrors.length)), data.inbound !== void 0 && (validate72(data.inbound, instancePath + "/inbound") || (vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors), errors = vErrors.length))) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate69.errors = vErrors, errors === 0;
}
function validate68(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++), data.read !== void 0) {
      let data1 = data.read;
      if (Array.isArray(data1)) {
        data1.length > 1024 && (vErrors = addError(vErrors, instancePath + "/read", rule15), errors++);
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          typeof data1[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/read/" + i0, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/read", rule16), errors++;
    }
    if (data.write !== void 0) {
      let data3 = data.write;
      if (Array.isArray(data3)) {
        data3.length > 1024 && (vErrors = addError(vErrors, instancePath + "/write", rule15), errors++);
        let len1 = data3.length;
        for (let i1 = 0; i1 < len1 && !(errors >= 64); i1++)
          typeof data3[i1] != "string" && (vErrors = addError(vErrors, instancePath + "/write/" + i1, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/write", rule16), errors++;
    }
    data.privileged !== void 0 && typeof data.privileged != "boolean" && (vErrors = addError(vErrors, instancePath + "/privileged", rule8), errors++), data.network !== void 0 && (validate69(data.network, instancePath + "/network") || (vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate68.errors = vErrors, errors === 0;
}
function validate67(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type !== void 0) {
      let data0 = data.type;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/type", rule0), errors++), data0 === "builtin" || data0 === "configmap" || data0 === "inline" || (vErrors = addError(vErrors, instancePath + "/type", { keyword: "enum", params: { allowedValues: ["builtin", "configmap", "inline"] } }), errors++);
    }
    data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++), data.key !== void 0 && typeof data.key != "string" && (vErrors = addError(vErrors, instancePath + "/key", rule0), errors++), data.inline !== void 0 && (validate68(data.inline, instancePath + "/inline") || (vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate67.errors = vErrors, errors === 0;
}
function validate80(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.value === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "value" } }), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? (func2(data0) > 1024 && (vErrors = addError(vErrors, instancePath + "/name", rule10), errors++), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++), matches(pattern0, data0) || (vErrors = addError(vErrors, instancePath + "/name", rule11), errors++)) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    data.value !== void 0 && typeof data.value != "string" && (vErrors = addError(vErrors, instancePath + "/value", rule0), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate80.errors = vErrors, errors === 0;
}
function validate82(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate82.errors = vErrors, errors === 0;
}
function validate78(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.annotations !== void 0) {
      let data0 = data.annotations;
      if (data0 && typeof data0 == "object" && !Array.isArray(data0))
        for (let key0 in data0) {
          if (errors >= 64) break;
          typeof data0[key0] != "string" && (vErrors = addError(vErrors, instancePath + "/annotations/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), rule0), errors++);
        }
      else
        vErrors = addError(vErrors, instancePath + "/annotations", rule3), errors++;
    }
    if (data.labels !== void 0) {
      let data2 = data.labels;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2))
        for (let key1 in data2) {
          if (errors >= 64) break;
          typeof data2[key1] != "string" && (vErrors = addError(vErrors, instancePath + "/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0), errors++);
        }
      else
        vErrors = addError(vErrors, instancePath + "/labels", rule3), errors++;
    }
    if (data.podTemplateMetadataOverrides !== void 0 && (validate55(data.podTemplateMetadataOverrides, instancePath + "/podTemplateMetadataOverrides") || (vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors), errors = vErrors.length)), data.env !== void 0) {
      let data5 = data.env;
      if (Array.isArray(data5)) {
        data5.length > 4096 && (vErrors = addError(vErrors, instancePath + "/env", rule25), errors++);
        let len0 = data5.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          validate80(data5[i0], instancePath + "/env/" + i0) || (vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/env", rule16), errors++;
    }
    if (data.imagePullSecrets !== void 0) {
      let data7 = data.imagePullSecrets;
      if (Array.isArray(data7)) {
        data7.length > 256 && (vErrors = addError(vErrors, instancePath + "/imagePullSecrets", rule26), errors++);
        let len1 = data7.length;
        for (let i1 = 0; i1 < len1 && !(errors >= 64); i1++)
          validate82(data7[i1], instancePath + "/imagePullSecrets/" + i1) || (vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/imagePullSecrets", rule16), errors++;
    }
    data.resources !== void 0 && (validate60(data.resources, instancePath + "/resources") || (vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate78.errors = vErrors, errors === 0;
}
function validate77(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.proxyDeployment !== void 0 && (validate78(data.proxyDeployment, instancePath + "/proxyDeployment") || (vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors), errors = vErrors.length)), data.proxyService !== void 0 && (validate55(data.proxyService, instancePath + "/proxyService") || (vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors), errors = vErrors.length))) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate77.errors = vErrors, errors === 0;
}
function validate88(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.audience === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "audience" } }), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    if (data.audience !== void 0) {
      let data1 = data.audience;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/audience", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/audience", rule0), errors++);
    }
    if (data.scopes !== void 0) {
      let data2 = data.scopes;
      if (Array.isArray(data2)) {
        data2.length > 1024 && (vErrors = addError(vErrors, instancePath + "/scopes", rule15), errors++);
        let len0 = data2.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          typeof data2[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/scopes/" + i0, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/scopes", rule16), errors++;
    }
    data.resourceUrl !== void 0 && typeof data.resourceUrl != "string" && (vErrors = addError(vErrors, instancePath + "/resourceUrl", rule0), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate88.errors = vErrors, errors === 0;
}
function validate91(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++), data.key !== void 0 && typeof data.key != "string" && (vErrors = addError(vErrors, instancePath + "/key", rule0), errors++)) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate91.errors = vErrors, errors === 0;
}
function validate93(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.policies === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "policies" } }), errors++), data.policies !== void 0) {
      let data0 = data.policies;
      if (Array.isArray(data0)) {
        data0.length > 1024 && (vErrors = addError(vErrors, instancePath + "/policies", rule15), errors++), data0.length < 1 && (vErrors = addError(vErrors, instancePath + "/policies", rule27), errors++);
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          typeof data0[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/policies/" + i0, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/policies", rule16), errors++;
    }
    if (data.entitiesJson !== void 0 && typeof data.entitiesJson != "string" && (vErrors = addError(vErrors, instancePath + "/entitiesJson", rule0), errors++), data.primaryUpstreamProvider !== void 0) {
      let data3 = data.primaryUpstreamProvider;
      typeof data3 == "string" ? (func2(data3) > 63 && (vErrors = addError(vErrors, instancePath + "/primaryUpstreamProvider", rule18), errors++), func2(data3) < 1 && (vErrors = addError(vErrors, instancePath + "/primaryUpstreamProvider", rule6), errors++), matches(pattern2, data3) || (vErrors = addError(vErrors, instancePath + "/primaryUpstreamProvider", rule19), errors++)) : (vErrors = addError(vErrors, instancePath + "/primaryUpstreamProvider", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate93.errors = vErrors, errors === 0;
}
var pattern12 = new RegExp("^([A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*)?$", "u");
function validate90(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type !== void 0) {
      let data0 = data.type;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/type", rule0), errors++), data0 === "configMap" || data0 === "inline" || (vErrors = addError(vErrors, instancePath + "/type", { keyword: "enum", params: { allowedValues: ["configMap", "inline"] } }), errors++);
    }
    if (data.configMap !== void 0 && (validate91(data.configMap, instancePath + "/configMap") || (vErrors = vErrors === null ? validate91.errors : vErrors.concat(validate91.errors), errors = vErrors.length)), data.inline !== void 0 && (validate93(data.inline, instancePath + "/inline") || (vErrors = vErrors === null ? validate93.errors : vErrors.concat(validate93.errors), errors = vErrors.length)), data.groupClaimName !== void 0) {
      let data3 = data.groupClaimName;
      typeof data3 == "string" ? func2(data3) > 253 && (vErrors = addError(vErrors, instancePath + "/groupClaimName", rule7), errors++) : (vErrors = addError(vErrors, instancePath + "/groupClaimName", rule0), errors++);
    }
    if (data.roleClaimName !== void 0) {
      let data4 = data.roleClaimName;
      typeof data4 == "string" ? func2(data4) > 253 && (vErrors = addError(vErrors, instancePath + "/roleClaimName", rule7), errors++) : (vErrors = addError(vErrors, instancePath + "/roleClaimName", rule0), errors++);
    }
    if (data.groupEntityType !== void 0) {
      let data5 = data.groupEntityType;
      typeof data5 == "string" ? (func2(data5) > 63 && (vErrors = addError(vErrors, instancePath + "/groupEntityType", rule18), errors++), matches(pattern12, data5) || (vErrors = addError(vErrors, instancePath + "/groupEntityType", { keyword: "pattern", params: { pattern: "^([A-Za-z_][A-Za-z0-9_]*(::[A-Za-z_][A-Za-z0-9_]*)*)?$", means: "a Cedar type such as Team or Org::Team" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/groupEntityType", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate90.errors = vErrors, errors === 0;
}
function validate96(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate96.errors = vErrors, errors === 0;
}
function validate98(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8), errors++) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate98.errors = vErrors, errors === 0;
}
function validate103(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.kind !== void 0) {
      let data0 = data.kind;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0), errors++), data0 !== "MCPExternalAuthConfig" && (vErrors = addError(vErrors, instancePath + "/kind", { keyword: "enum", params: { allowedValues: ["MCPExternalAuthConfig"] } }), errors++);
    }
    if (data.name !== void 0) {
      let data1 = data.name;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate103.errors = vErrors, errors === 0;
}
function validate105(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    data.serviceName !== void 0 && typeof data.serviceName != "string" && (vErrors = addError(vErrors, instancePath + "/serviceName", rule0), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate105.errors = vErrors, errors === 0;
}
function validate108(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.key === void 0 && (vErrors = addError(vErrors, instancePath, rule5), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    if (data.key !== void 0) {
      let data1 = data.key;
      typeof data1 == "string" ? (func2(data1) > 253 && (vErrors = addError(vErrors, instancePath + "/key", rule7), errors++), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/key", rule6), errors++)) : (vErrors = addError(vErrors, instancePath + "/key", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate108.errors = vErrors, errors === 0;
}
function validate107(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.provider === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "provider" } }), errors++), data.provider !== void 0) {
      let data0 = data.provider;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/provider", rule0), errors++), data0 === "memory" || data0 === "redis" || (vErrors = addError(vErrors, instancePath + "/provider", { keyword: "enum", params: { allowedValues: ["memory", "redis"] } }), errors++);
    }
    if (data.address !== void 0) {
      let data1 = data.address;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/address", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/address", rule0), errors++);
    }
    if (data.db !== void 0) {
      let data2 = data.db;
      typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2) || (vErrors = addError(vErrors, instancePath + "/db", rule1), errors++), typeof data2 == "number" && isFinite(data2) && ((data2 > 2147483647 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/db", rule28), errors++), (data2 < 0 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/db", rule14), errors++));
    }
    data.keyPrefix !== void 0 && typeof data.keyPrefix != "string" && (vErrors = addError(vErrors, instancePath + "/keyPrefix", rule0), errors++), data.passwordRef !== void 0 && (validate108(data.passwordRef, instancePath + "/passwordRef") || (vErrors = vErrors === null ? validate108.errors : vErrors.concat(validate108.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate107.errors = vErrors, errors === 0;
}
var pattern13 = new RegExp("^\\+?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$", "u");
function validate112(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.maxTokens === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "maxTokens" } }), errors++), data.refillPeriod === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "refillPeriod" } }), errors++), data.maxTokens !== void 0) {
      let data0 = data.maxTokens;
      typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0) || (vErrors = addError(vErrors, instancePath + "/maxTokens", rule1), errors++), typeof data0 == "number" && isFinite(data0) && ((data0 > 2147483647 || isNaN(data0)) && (vErrors = addError(vErrors, instancePath + "/maxTokens", rule28), errors++), (data0 < 1 || isNaN(data0)) && (vErrors = addError(vErrors, instancePath + "/maxTokens", rule24), errors++));
    }
    if (data.refillPeriod !== void 0) {
      let data1 = data.refillPeriod;
      typeof data1 == "string" ? (func2(data1) > 64 && (vErrors = addError(vErrors, instancePath + "/refillPeriod", rule21), errors++), matches(pattern13, data1) || (vErrors = addError(vErrors, instancePath + "/refillPeriod", { keyword: "pattern", params: { pattern: "^\\+?(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$", means: "a duration such as 30s, 1m or 1h30m" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/refillPeriod", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate112.errors = vErrors, errors === 0;
}
function validate115(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    data.shared !== void 0 && (validate112(data.shared, instancePath + "/shared") || (vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors), errors = vErrors.length)), data.perUser !== void 0 && (validate112(data.perUser, instancePath + "/perUser") || (vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate115.errors = vErrors, errors === 0;
}
function validate111(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.shared !== void 0 && (validate112(data.shared, instancePath + "/shared") || (vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors), errors = vErrors.length)), data.perUser !== void 0 && (validate112(data.perUser, instancePath + "/perUser") || (vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors), errors = vErrors.length)), data.tools !== void 0) {
      let data2 = data.tools;
      if (Array.isArray(data2)) {
        data2.length > 1024 && (vErrors = addError(vErrors, instancePath + "/tools", rule15), errors++);
        let len0 = data2.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          validate115(data2[i0], instancePath + "/tools/" + i0) || (vErrors = vErrors === null ? validate115.errors : vErrors.concat(validate115.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/tools", rule16), errors++;
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate111.errors = vErrors, errors === 0;
}
function validate121(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.serviceAccount !== void 0 && typeof data.serviceAccount != "string" && (vErrors = addError(vErrors, instancePath + "/serviceAccount", rule0), errors++), data.namespace !== void 0 && typeof data.namespace != "string" && (vErrors = addError(vErrors, instancePath + "/namespace", rule0), errors++), data.audience !== void 0 && typeof data.audience != "string" && (vErrors = addError(vErrors, instancePath + "/audience", rule0), errors++), data.issuer !== void 0 && typeof data.issuer != "string" && (vErrors = addError(vErrors, instancePath + "/issuer", rule0), errors++), data.jwksUrl !== void 0 && typeof data.jwksUrl != "string" && (vErrors = addError(vErrors, instancePath + "/jwksUrl", rule0), errors++), data.introspectionUrl !== void 0 && typeof data.introspectionUrl != "string" && (vErrors = addError(vErrors, instancePath + "/introspectionUrl", rule0), errors++), data.useClusterAuth !== void 0 && typeof data.useClusterAuth != "boolean" && (vErrors = addError(vErrors, instancePath + "/useClusterAuth", rule8), errors++)) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate121.errors = vErrors, errors === 0;
}
function validate123(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++), data.key !== void 0 && typeof data.key != "string" && (vErrors = addError(vErrors, instancePath + "/key", rule0), errors++)) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate123.errors = vErrors, errors === 0;
}
function validate128(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++), data.key !== void 0 && typeof data.key != "string" && (vErrors = addError(vErrors, instancePath + "/key", rule0), errors++), data.optional !== void 0 && typeof data.optional != "boolean" && (vErrors = addError(vErrors, instancePath + "/optional", rule8), errors++)) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate128.errors = vErrors, errors === 0;
}
function validate127(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? data.configMapRef !== void 0 && (validate128(data.configMapRef, instancePath + "/configMapRef") || (vErrors = vErrors === null ? validate128.errors : vErrors.concat(validate128.errors), errors = vErrors.length)) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate127.errors = vErrors, errors === 0;
}
function validate125(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.issuer === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "issuer" } }), errors++), data.issuer !== void 0 && typeof data.issuer != "string" && (vErrors = addError(vErrors, instancePath + "/issuer", rule0), errors++), data.audience !== void 0 && typeof data.audience != "string" && (vErrors = addError(vErrors, instancePath + "/audience", rule0), errors++), data.jwksUrl !== void 0 && typeof data.jwksUrl != "string" && (vErrors = addError(vErrors, instancePath + "/jwksUrl", rule0), errors++), data.introspectionUrl !== void 0 && typeof data.introspectionUrl != "string" && (vErrors = addError(vErrors, instancePath + "/introspectionUrl", rule0), errors++), data.clientId !== void 0 && typeof data.clientId != "string" && (vErrors = addError(vErrors, instancePath + "/clientId", rule0), errors++), data.clientSecret !== void 0 && typeof data.clientSecret != "string" && (vErrors = addError(vErrors, instancePath + "/clientSecret", rule0), errors++), data.clientSecretRef !== void 0 && (validate108(data.clientSecretRef, instancePath + "/clientSecretRef") || (vErrors = vErrors === null ? validate108.errors : vErrors.concat(validate108.errors), errors = vErrors.length)), data.thvCABundlePath !== void 0 && typeof data.thvCABundlePath != "string" && (vErrors = addError(vErrors, instancePath + "/thvCABundlePath", rule0), errors++), data.caBundleRef !== void 0 && (validate127(data.caBundleRef, instancePath + "/caBundleRef") || (vErrors = vErrors === null ? validate127.errors : vErrors.concat(validate127.errors), errors = vErrors.length)), data.jwksAuthTokenPath !== void 0 && typeof data.jwksAuthTokenPath != "string" && (vErrors = addError(vErrors, instancePath + "/jwksAuthTokenPath", rule0), errors++), data.jwksAllowPrivateIP !== void 0 && typeof data.jwksAllowPrivateIP != "boolean" && (vErrors = addError(vErrors, instancePath + "/jwksAllowPrivateIP", rule8), errors++), data.protectedResourceAllowPrivateIP !== void 0 && typeof data.protectedResourceAllowPrivateIP != "boolean" && (vErrors = addError(vErrors, instancePath + "/protectedResourceAllowPrivateIP", rule8), errors++), data.insecureAllowHTTP !== void 0 && typeof data.insecureAllowHTTP != "boolean" && (vErrors = addError(vErrors, instancePath + "/insecureAllowHTTP", rule8), errors++), data.scopes !== void 0) {
      let data13 = data.scopes;
      if (Array.isArray(data13)) {
        data13.length > 1024 && (vErrors = addError(vErrors, instancePath + "/scopes", rule15), errors++);
        let len0 = data13.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          typeof data13[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/scopes/" + i0, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/scopes", rule16), errors++;
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate125.errors = vErrors, errors === 0;
}
function validate120(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type !== void 0) {
      let data0 = data.type;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/type", rule0), errors++), data0 === "kubernetes" || data0 === "configMap" || data0 === "configmap" || data0 === "inline" || (vErrors = addError(vErrors, instancePath + "/type", { keyword: "enum", params: { allowedValues: ["kubernetes", "configMap", "configmap", "inline"] } }), errors++);
    }
    data.resourceUrl !== void 0 && typeof data.resourceUrl != "string" && (vErrors = addError(vErrors, instancePath + "/resourceUrl", rule0), errors++), data.kubernetes !== void 0 && (validate121(data.kubernetes, instancePath + "/kubernetes") || (vErrors = vErrors === null ? validate121.errors : vErrors.concat(validate121.errors), errors = vErrors.length)), data.configMap !== void 0 && (validate123(data.configMap, instancePath + "/configMap") || (vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors), errors = vErrors.length)), data.inline !== void 0 && (validate125(data.inline, instancePath + "/inline") || (vErrors = vErrors === null ? validate125.errors : vErrors.concat(validate125.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate120.errors = vErrors, errors === 0;
}
function validate135(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8), errors++), data.samplingRate !== void 0 && typeof data.samplingRate != "string" && (vErrors = addError(vErrors, instancePath + "/samplingRate", rule0), errors++)) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate135.errors = vErrors, errors === 0;
}
function validate137(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8), errors++) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate137.errors = vErrors, errors === 0;
}
function validate134(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8), errors++), data.endpoint !== void 0 && typeof data.endpoint != "string" && (vErrors = addError(vErrors, instancePath + "/endpoint", rule0), errors++), data.serviceName !== void 0 && typeof data.serviceName != "string" && (vErrors = addError(vErrors, instancePath + "/serviceName", rule0), errors++), data.headers !== void 0) {
      let data3 = data.headers;
      if (Array.isArray(data3)) {
        data3.length > 1024 && (vErrors = addError(vErrors, instancePath + "/headers", rule15), errors++);
        let len0 = data3.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          typeof data3[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/headers/" + i0, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/headers", rule16), errors++;
    }
    data.insecure !== void 0 && typeof data.insecure != "boolean" && (vErrors = addError(vErrors, instancePath + "/insecure", rule8), errors++), data.tracing !== void 0 && (validate135(data.tracing, instancePath + "/tracing") || (vErrors = vErrors === null ? validate135.errors : vErrors.concat(validate135.errors), errors = vErrors.length)), data.metrics !== void 0 && (validate137(data.metrics, instancePath + "/metrics") || (vErrors = vErrors === null ? validate137.errors : vErrors.concat(validate137.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate134.errors = vErrors, errors === 0;
}
function validate133(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.openTelemetry !== void 0 && (validate134(data.openTelemetry, instancePath + "/openTelemetry") || (vErrors = vErrors === null ? validate134.errors : vErrors.concat(validate134.errors), errors = vErrors.length)), data.prometheus !== void 0 && (validate137(data.prometheus, instancePath + "/prometheus") || (vErrors = vErrors === null ? validate137.errors : vErrors.concat(validate137.errors), errors = vErrors.length))) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate133.errors = vErrors, errors === 0;
}
var pattern9 = new RegExp("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$", "u");
function validate24(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.image === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "image" } }), errors++), data.image !== void 0) {
      let data0 = data.image;
      typeof data0 == "string" ? (func2(data0) > 1024 && (vErrors = addError(vErrors, instancePath + "/image", rule10), errors++), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/image", rule6), errors++)) : (vErrors = addError(vErrors, instancePath + "/image", rule0), errors++);
    }
    if (data.transport !== void 0) {
      let data1 = data.transport;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/transport", rule0), errors++), data1 === "stdio" || data1 === "streamable-http" || data1 === "sse" || (vErrors = addError(vErrors, instancePath + "/transport", { keyword: "enum", params: { allowedValues: ["stdio", "streamable-http", "sse"] } }), errors++);
    }
    if (data.proxyMode !== void 0) {
      let data2 = data.proxyMode;
      typeof data2 != "string" && (vErrors = addError(vErrors, instancePath + "/proxyMode", rule0), errors++), data2 === "sse" || data2 === "streamable-http" || (vErrors = addError(vErrors, instancePath + "/proxyMode", { keyword: "enum", params: { allowedValues: ["sse", "streamable-http"] } }), errors++);
    }
    if (data.proxyPort !== void 0) {
      let data3 = data.proxyPort;
      typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3) || (vErrors = addError(vErrors, instancePath + "/proxyPort", rule1), errors++), typeof data3 == "number" && isFinite(data3) && ((data3 > 65535 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/proxyPort", rule23), errors++), (data3 < 1 || isNaN(data3)) && (vErrors = addError(vErrors, instancePath + "/proxyPort", rule24), errors++));
    }
    if (data.mcpPort !== void 0) {
      let data4 = data.mcpPort;
      typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4) || (vErrors = addError(vErrors, instancePath + "/mcpPort", rule1), errors++), typeof data4 == "number" && isFinite(data4) && ((data4 > 65535 || isNaN(data4)) && (vErrors = addError(vErrors, instancePath + "/mcpPort", rule23), errors++), (data4 < 1 || isNaN(data4)) && (vErrors = addError(vErrors, instancePath + "/mcpPort", rule24), errors++));
    }
    if (data.command !== void 0) {
      let data5 = data.command;
      if (Array.isArray(data5)) {
        data5.length > 1024 && (vErrors = addError(vErrors, instancePath + "/command", rule15), errors++);
        let len0 = data5.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          typeof data5[i0] != "string" && (vErrors = addError(vErrors, instancePath + "/command/" + i0, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/command", rule16), errors++;
    }
    if (data.args !== void 0) {
      let data7 = data.args;
      if (Array.isArray(data7)) {
        data7.length > 1024 && (vErrors = addError(vErrors, instancePath + "/args", rule15), errors++);
        let len1 = data7.length;
        for (let i1 = 0; i1 < len1 && !(errors >= 64); i1++)
          typeof data7[i1] != "string" && (vErrors = addError(vErrors, instancePath + "/args/" + i1, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/args", rule16), errors++;
    }
    if (data.env !== void 0) {
      let data9 = data.env;
      if (Array.isArray(data9)) {
        data9.length > 4096 && (vErrors = addError(vErrors, instancePath + "/env", rule25), errors++);
        let len2 = data9.length;
        for (let i2 = 0; i2 < len2 && !(errors >= 64); i2++)
          validate25(data9[i2], instancePath + "/env/" + i2) || (vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/env", rule16), errors++;
    }
    if (data.envFrom !== void 0) {
      let data11 = data.envFrom;
      if (Array.isArray(data11)) {
        data11.length > 256 && (vErrors = addError(vErrors, instancePath + "/envFrom", rule26), errors++);
        let len3 = data11.length;
        for (let i3 = 0; i3 < len3 && !(errors >= 64); i3++)
          validate36(data11[i3], instancePath + "/envFrom/" + i3) || (vErrors = vErrors === null ? validate36.errors : vErrors.concat(validate36.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/envFrom", rule16), errors++;
    }
    if (data.volumes !== void 0) {
      let data13 = data.volumes;
      if (Array.isArray(data13)) {
        data13.length > 256 && (vErrors = addError(vErrors, instancePath + "/volumes", rule26), errors++);
        let len4 = data13.length;
        for (let i4 = 0; i4 < len4 && !(errors >= 64); i4++)
          validate41(data13[i4], instancePath + "/volumes/" + i4) || (vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/volumes", rule16), errors++;
    }
    if (data.resources !== void 0 && (validate60(data.resources, instancePath + "/resources") || (vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors), errors = vErrors.length)), data.secrets !== void 0) {
      let data16 = data.secrets;
      if (Array.isArray(data16)) {
        data16.length > 1024 && (vErrors = addError(vErrors, instancePath + "/secrets", rule15), errors++);
        let len5 = data16.length;
        for (let i5 = 0; i5 < len5 && !(errors >= 64); i5++)
          validate65(data16[i5], instancePath + "/secrets/" + i5) || (vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/secrets", rule16), errors++;
    }
    if (data.serviceAccount !== void 0) {
      let data18 = data.serviceAccount;
      typeof data18 == "string" ? (func2(data18) > 253 && (vErrors = addError(vErrors, instancePath + "/serviceAccount", rule7), errors++), matches(pattern9, data18) || (vErrors = addError(vErrors, instancePath + "/serviceAccount", { keyword: "pattern", params: { pattern: "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$", means: "the name of a service account: lower-case letters, digits, dashes and dots" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/serviceAccount", rule0), errors++);
    }
    if (data.permissionProfile !== void 0 && (validate67(data.permissionProfile, instancePath + "/permissionProfile") || (vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors), errors = vErrors.length)), data.podTemplateSpec !== void 0) {
      let data20 = data.podTemplateSpec;
      data20 && typeof data20 == "object" && !Array.isArray(data20) || (vErrors = addError(vErrors, instancePath + "/podTemplateSpec", rule3), errors++);
    }
    if (data.resourceOverrides !== void 0 && (validate77(data.resourceOverrides, instancePath + "/resourceOverrides") || (vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors), errors = vErrors.length)), data.oidcConfigRef !== void 0 && (validate88(data.oidcConfigRef, instancePath + "/oidcConfigRef") || (vErrors = vErrors === null ? validate88.errors : vErrors.concat(validate88.errors), errors = vErrors.length)), data.authzConfig !== void 0 && (validate90(data.authzConfig, instancePath + "/authzConfig") || (vErrors = vErrors === null ? validate90.errors : vErrors.concat(validate90.errors), errors = vErrors.length)), data.authzConfigRef !== void 0 && (validate96(data.authzConfigRef, instancePath + "/authzConfigRef") || (vErrors = vErrors === null ? validate96.errors : vErrors.concat(validate96.errors), errors = vErrors.length)), data.audit !== void 0 && (validate98(data.audit, instancePath + "/audit") || (vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors), errors = vErrors.length)), data.toolConfigRef !== void 0 && (validate96(data.toolConfigRef, instancePath + "/toolConfigRef") || (vErrors = vErrors === null ? validate96.errors : vErrors.concat(validate96.errors), errors = vErrors.length)), data.externalAuthConfigRef !== void 0 && (validate96(data.externalAuthConfigRef, instancePath + "/externalAuthConfigRef") || (vErrors = vErrors === null ? validate96.errors : vErrors.concat(validate96.errors), errors = vErrors.length)), data.webhookConfigRef !== void 0 && (validate96(data.webhookConfigRef, instancePath + "/webhookConfigRef") || (vErrors = vErrors === null ? validate96.errors : vErrors.concat(validate96.errors), errors = vErrors.length)), data.authServerRef !== void 0 && (validate103(data.authServerRef, instancePath + "/authServerRef") || (vErrors = vErrors === null ? validate103.errors : vErrors.concat(validate103.errors), errors = vErrors.length)), data.telemetryConfigRef !== void 0 && (validate105(data.telemetryConfigRef, instancePath + "/telemetryConfigRef") || (vErrors = vErrors === null ? validate105.errors : vErrors.concat(validate105.errors), errors = vErrors.length)), data.trustProxyHeaders !== void 0 && typeof data.trustProxyHeaders != "boolean" && (vErrors = addError(vErrors, instancePath + "/trustProxyHeaders", rule8), errors++), data.endpointPrefix !== void 0 && typeof data.endpointPrefix != "string" && (vErrors = addError(vErrors, instancePath + "/endpointPrefix", rule0), errors++), data.sessionAffinity !== void 0) {
      let data33 = data.sessionAffinity;
      typeof data33 != "string" && (vErrors = addError(vErrors, instancePath + "/sessionAffinity", rule0), errors++), data33 === "ClientIP" || data33 === "None" || (vErrors = addError(vErrors, instancePath + "/sessionAffinity", { keyword: "enum", params: { allowedValues: ["ClientIP", "None"] } }), errors++);
    }
    if (data.replicas !== void 0) {
      let data34 = data.replicas;
      typeof data34 == "number" && !(data34 % 1) && !isNaN(data34) && isFinite(data34) || (vErrors = addError(vErrors, instancePath + "/replicas", rule1), errors++), typeof data34 == "number" && isFinite(data34) && ((data34 > 2147483647 || isNaN(data34)) && (vErrors = addError(vErrors, instancePath + "/replicas", rule28), errors++), (data34 < 0 || isNaN(data34)) && (vErrors = addError(vErrors, instancePath + "/replicas", rule14), errors++));
    }
    if (data.backendReplicas !== void 0) {
      let data35 = data.backendReplicas;
      typeof data35 == "number" && !(data35 % 1) && !isNaN(data35) && isFinite(data35) || (vErrors = addError(vErrors, instancePath + "/backendReplicas", rule1), errors++), typeof data35 == "number" && isFinite(data35) && ((data35 > 2147483647 || isNaN(data35)) && (vErrors = addError(vErrors, instancePath + "/backendReplicas", rule28), errors++), (data35 < 0 || isNaN(data35)) && (vErrors = addError(vErrors, instancePath + "/backendReplicas", rule14), errors++));
    }
    if (data.sessionStorage !== void 0 && (validate107(data.sessionStorage, instancePath + "/sessionStorage") || (vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors), errors = vErrors.length)), data.rateLimiting !== void 0 && (validate111(data.rateLimiting, instancePath + "/rateLimiting") || (vErrors = vErrors === null ? validate111.errors : vErrors.concat(validate111.errors), errors = vErrors.length)), data.port !== void 0) {
      let data38 = data.port;
      typeof data38 == "number" && !(data38 % 1) && !isNaN(data38) && isFinite(data38) || (vErrors = addError(vErrors, instancePath + "/port", rule1), errors++), typeof data38 == "number" && isFinite(data38) && ((data38 > 65535 || isNaN(data38)) && (vErrors = addError(vErrors, instancePath + "/port", rule23), errors++), (data38 < 1 || isNaN(data38)) && (vErrors = addError(vErrors, instancePath + "/port", rule24), errors++));
    }
    if (data.targetPort !== void 0) {
      let data39 = data.targetPort;
      typeof data39 == "number" && !(data39 % 1) && !isNaN(data39) && isFinite(data39) || (vErrors = addError(vErrors, instancePath + "/targetPort", rule1), errors++), typeof data39 == "number" && isFinite(data39) && ((data39 > 65535 || isNaN(data39)) && (vErrors = addError(vErrors, instancePath + "/targetPort", rule23), errors++), (data39 < 1 || isNaN(data39)) && (vErrors = addError(vErrors, instancePath + "/targetPort", rule24), errors++));
    }
    if (data.tools !== void 0) {
      let data40 = data.tools;
      if (Array.isArray(data40)) {
        data40.length > 1024 && (vErrors = addError(vErrors, instancePath + "/tools", rule15), errors++);
        let len6 = data40.length;
        for (let i6 = 0; i6 < len6 && !(errors >= 64); i6++)
          typeof data40[i6] != "string" && (vErrors = addError(vErrors, instancePath + "/tools/" + i6, rule0), errors++);
      } else
        vErrors = addError(vErrors, instancePath + "/tools", rule16), errors++;
    }
    data.oidcConfig !== void 0 && (validate120(data.oidcConfig, instancePath + "/oidcConfig") || (vErrors = vErrors === null ? validate120.errors : vErrors.concat(validate120.errors), errors = vErrors.length)), data.telemetry !== void 0 && (validate133(data.telemetry, instancePath + "/telemetry") || (vErrors = vErrors === null ? validate133.errors : vErrors.concat(validate133.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate24.errors = vErrors, errors === 0;
}
function validate144(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.type !== void 0 && typeof data.type != "string" && (vErrors = addError(vErrors, instancePath + "/type", rule0), errors++), data.status !== void 0 && typeof data.status != "string" && (vErrors = addError(vErrors, instancePath + "/status", rule0), errors++), data.observedGeneration !== void 0) {
      let data2 = data.observedGeneration;
      typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2) || (vErrors = addError(vErrors, instancePath + "/observedGeneration", rule1), errors++);
    }
    data.lastTransitionTime !== void 0 && typeof data.lastTransitionTime != "string" && (vErrors = addError(vErrors, instancePath + "/lastTransitionTime", rule0), errors++), data.reason !== void 0 && typeof data.reason != "string" && (vErrors = addError(vErrors, instancePath + "/reason", rule0), errors++), data.message !== void 0 && typeof data.message != "string" && (vErrors = addError(vErrors, instancePath + "/message", rule0), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate144.errors = vErrors, errors === 0;
}
function validate143(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.phase !== void 0 && typeof data.phase != "string" && (vErrors = addError(vErrors, instancePath + "/phase", rule0), errors++), data.message !== void 0 && typeof data.message != "string" && (vErrors = addError(vErrors, instancePath + "/message", rule0), errors++), data.url !== void 0 && typeof data.url != "string" && (vErrors = addError(vErrors, instancePath + "/url", rule0), errors++), data.readyReplicas !== void 0) {
      let data3 = data.readyReplicas;
      typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3) || (vErrors = addError(vErrors, instancePath + "/readyReplicas", rule1), errors++);
    }
    if (data.observedGeneration !== void 0) {
      let data4 = data.observedGeneration;
      typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4) || (vErrors = addError(vErrors, instancePath + "/observedGeneration", rule1), errors++);
    }
    if (data.conditions !== void 0) {
      let data5 = data.conditions;
      if (Array.isArray(data5)) {
        let len0 = data5.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          validate144(data5[i0], instancePath + "/conditions/" + i0) || (vErrors = vErrors === null ? validate144.errors : vErrors.concat(validate144.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/conditions", rule16), errors++;
    }
    data.toolConfigHash !== void 0 && typeof data.toolConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/toolConfigHash", rule0), errors++), data.externalAuthConfigHash !== void 0 && typeof data.externalAuthConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/externalAuthConfigHash", rule0), errors++), data.authServerConfigHash !== void 0 && typeof data.authServerConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/authServerConfigHash", rule0), errors++), data.authzConfigHash !== void 0 && typeof data.authzConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/authzConfigHash", rule0), errors++), data.oidcConfigHash !== void 0 && typeof data.oidcConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/oidcConfigHash", rule0), errors++), data.telemetryConfigHash !== void 0 && typeof data.telemetryConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/telemetryConfigHash", rule0), errors++), data.webhookConfigHash !== void 0 && typeof data.webhookConfigHash != "string" && (vErrors = addError(vErrors, instancePath + "/webhookConfigHash", rule0), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate143.errors = vErrors, errors === 0;
}
function validate21(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.apiVersion === void 0 && (vErrors = addError(vErrors, instancePath, rule29), errors++), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30), errors++), data.metadata === void 0 && (vErrors = addError(vErrors, instancePath, rule31), errors++), data.spec === void 0 && (vErrors = addError(vErrors, instancePath, rule17), errors++), data.apiVersion !== void 0) {
      let data0 = data.apiVersion;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0), errors++), data0 === "toolhive.stacklok.dev/v1beta1" || data0 === "toolhive.stacklok.dev/v1alpha1" || (vErrors = addError(vErrors, instancePath + "/apiVersion", { keyword: "enum", params: { allowedValues: ["toolhive.stacklok.dev/v1beta1", "toolhive.stacklok.dev/v1alpha1"] } }), errors++);
    }
    if (data.kind !== void 0) {
      let data1 = data.kind;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0), errors++), data1 !== "MCPServer" && (vErrors = addError(vErrors, instancePath + "/kind", { keyword: "enum", params: { allowedValues: ["MCPServer"] } }), errors++);
    }
    data.metadata !== void 0 && (validate22(data.metadata, instancePath + "/metadata") || (vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors), errors = vErrors.length)), data.spec !== void 0 && (validate24(data.spec, instancePath + "/spec") || (vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors), errors = vErrors.length)), data.status !== void 0 && (validate143(data.status, instancePath + "/status") || (vErrors = vErrors === null ? validate143.errors : vErrors.concat(validate143.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate21.errors = vErrors, errors === 0;
}
var validateSettingsFile = validate147, func49 = Object.prototype.hasOwnProperty, pattern14 = new RegExp("^[^ \\t\\r\\n]+$", "u");
function validate149(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return typeof data == "string" ? (func2(data) > 1024 && (vErrors = addError(vErrors, instancePath, rule10), errors++), func2(data) < 1 && (vErrors = addError(vErrors, instancePath, rule6), errors++), matches(pattern14, data) || (vErrors = addError(vErrors, instancePath, { keyword: "pattern", params: { pattern: "^[^ \\t\\r\\n]+$", means: "text without white space" } }), errors++)) : (vErrors = addError(vErrors, instancePath, rule0), errors++), validate149.errors = vErrors, errors === 0;
}
var pattern15 = new RegExp("^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$", "u");
function validate154(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return typeof data == "string" ? (func2(data) > 64 && (vErrors = addError(vErrors, instancePath, rule21), errors++), matches(pattern15, data) || (vErrors = addError(vErrors, instancePath, rule32), errors++)) : (vErrors = addError(vErrors, instancePath, rule0), errors++), validate154.errors = vErrors, errors === 0;
}
function validate153(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "cpu" || key0 === "memory" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.cpu !== void 0 && (validate154(data.cpu, instancePath + "/cpu") || (vErrors = vErrors === null ? validate154.errors : vErrors.concat(validate154.errors), errors = vErrors.length)), data.memory !== void 0 && (validate154(data.memory, instancePath + "/memory") || (vErrors = vErrors === null ? validate154.errors : vErrors.concat(validate154.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate153.errors = vErrors, errors === 0;
}
function validate152(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "requests" || key0 === "limits" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.requests !== void 0 && (validate153(data.requests, instancePath + "/requests") || (vErrors = vErrors === null ? validate153.errors : vErrors.concat(validate153.errors), errors = vErrors.length)), data.limits !== void 0 && (validate153(data.limits, instancePath + "/limits") || (vErrors = vErrors === null ? validate153.errors : vErrors.concat(validate153.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate152.errors = vErrors, errors === 0;
}
function validate148(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "image" || key0 === "host" || key0 === "resources" || key0 === "imagePullSecrets" || key0 === "trustEnvironment" || key0 === "stdioGraceSeconds" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.image !== void 0 && (validate149(data.image, instancePath + "/image") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length)), data.host !== void 0 && (validate149(data.host, instancePath + "/host") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length)), data.resources !== void 0 && (validate152(data.resources, instancePath + "/resources") || (vErrors = vErrors === null ? validate152.errors : vErrors.concat(validate152.errors), errors = vErrors.length)), data.imagePullSecrets !== void 0) {
      let data3 = data.imagePullSecrets;
      if (Array.isArray(data3)) {
        let len0 = data3.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++) {
          let data4 = data3[i0];
          typeof data4 == "string" ? func2(data4) < 1 && (vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, rule0), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/imagePullSecrets", rule16), errors++;
    }
    if (data.trustEnvironment !== void 0) {
      let data5 = data.trustEnvironment;
      typeof data5 != "string" && (vErrors = addError(vErrors, instancePath + "/trustEnvironment", rule0), errors++), data5 === "allow" || data5 === "warn" || data5 === "deny" || (vErrors = addError(vErrors, instancePath + "/trustEnvironment", { keyword: "enum", params: { allowedValues: ["allow", "warn", "deny"] } }), errors++);
    }
    if (data.stdioGraceSeconds !== void 0) {
      let data6 = data.stdioGraceSeconds;
      typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6) || (vErrors = addError(vErrors, instancePath + "/stdioGraceSeconds", rule1), errors++), typeof data6 == "number" && isFinite(data6) && ((data6 > 300 || isNaN(data6)) && (vErrors = addError(vErrors, instancePath + "/stdioGraceSeconds", { keyword: "maximum", params: { comparison: "<=", limit: 300 } }), errors++), (data6 < 0 || isNaN(data6)) && (vErrors = addError(vErrors, instancePath + "/stdioGraceSeconds", rule14), errors++));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate148.errors = vErrors, errors === 0;
}
var pattern16 = new RegExp("^(\\*|([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)$", "u"), pattern18 = new RegExp("^(\\*|([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)|[a-z0-9]([a-z0-9.-]*[a-z0-9])?/\\*)$", "u"), pattern17 = new RegExp("^(\\*|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$", "u");
function validate163(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    let len0 = data.length;
    for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++) {
      let data0 = data[i0];
      typeof data0 == "string" ? (func2(data0) > 253 && (vErrors = addError(vErrors, instancePath + "/" + i0, rule7), errors++), matches(pattern17, data0) || (vErrors = addError(vErrors, instancePath + "/" + i0, { keyword: "pattern", params: { pattern: "^(\\*|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$", means: "the name of an object, or *" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/" + i0, rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule16), errors++;
  return validate163.errors = vErrors, errors === 0;
}
function validate162(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "nodeName" || key0 === "tolerations" || key0 === "priorityClassNames" || key0 === "serviceAccountNames" || key0 === "runtimeClassNames" || key0 === "labels" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.nodeName !== void 0 && typeof data.nodeName != "boolean" && (vErrors = addError(vErrors, instancePath + "/nodeName", rule8), errors++), data.tolerations !== void 0) {
      let data1 = data.tolerations;
      if (Array.isArray(data1)) {
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++) {
          let data2 = data1[i0];
          typeof data2 == "string" ? (func2(data2) > 317 && (vErrors = addError(vErrors, instancePath + "/tolerations/" + i0, rule33), errors++), matches(pattern16, data2) || (vErrors = addError(vErrors, instancePath + "/tolerations/" + i0, { keyword: "pattern", params: { pattern: "^(\\*|([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)$", means: "the key of a taint, or *" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/tolerations/" + i0, rule0), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/tolerations", rule16), errors++;
    }
    if (data.priorityClassNames !== void 0 && (validate163(data.priorityClassNames, instancePath + "/priorityClassNames") || (vErrors = vErrors === null ? validate163.errors : vErrors.concat(validate163.errors), errors = vErrors.length)), data.serviceAccountNames !== void 0 && (validate163(data.serviceAccountNames, instancePath + "/serviceAccountNames") || (vErrors = vErrors === null ? validate163.errors : vErrors.concat(validate163.errors), errors = vErrors.length)), data.runtimeClassNames !== void 0 && (validate163(data.runtimeClassNames, instancePath + "/runtimeClassNames") || (vErrors = vErrors === null ? validate163.errors : vErrors.concat(validate163.errors), errors = vErrors.length)), data.labels !== void 0) {
      let data6 = data.labels;
      if (Array.isArray(data6)) {
        let len1 = data6.length;
        for (let i1 = 0; i1 < len1 && !(errors >= 64); i1++) {
          let data7 = data6[i1];
          typeof data7 == "string" ? (func2(data7) > 317 && (vErrors = addError(vErrors, instancePath + "/labels/" + i1, rule33), errors++), matches(pattern18, data7) || (vErrors = addError(vErrors, instancePath + "/labels/" + i1, { keyword: "pattern", params: { pattern: "^(\\*|([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)|[a-z0-9]([a-z0-9.-]*[a-z0-9])?/\\*)$", means: "the key of a label, a prefix such as example.com/*, or *" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/labels/" + i1, rule0), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/labels", rule16), errors++;
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate162.errors = vErrors, errors === 0;
}
function validate161(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 !== "allowed" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.allowed !== void 0 && (validate162(data.allowed, instancePath + "/allowed") || (vErrors = vErrors === null ? validate162.errors : vErrors.concat(validate162.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate161.errors = vErrors, errors === 0;
}
function validate170(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.key === void 0 && (vErrors = addError(vErrors, instancePath, rule5), errors++);
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "name" || key0 === "key" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    if (data.key !== void 0) {
      let data1 = data.key;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/key", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/key", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate170.errors = vErrors, errors === 0;
}
function validate169(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.address === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "address" } }), errors++);
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "address" || key0 === "passwordSecret" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.address !== void 0) {
      let data0 = data.address;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/address", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/address", rule0), errors++);
    }
    data.passwordSecret !== void 0 && (validate170(data.passwordSecret, instancePath + "/passwordSecret") || (vErrors = vErrors === null ? validate170.errors : vErrors.concat(validate170.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate169.errors = vErrors, errors === 0;
}
var pattern19 = new RegExp("^[0-9A-Fa-f:.]+/[0-9]{1,3}$", "u");
function validate176(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return typeof data == "string" ? (func2(data) > 64 && (vErrors = addError(vErrors, instancePath, rule21), errors++), matches(pattern19, data) || (vErrors = addError(vErrors, instancePath, { keyword: "pattern", params: { pattern: "^[0-9A-Fa-f:.]+/[0-9]{1,3}$", means: "a CIDR such as 10.0.0.0/8" } }), errors++)) : (vErrors = addError(vErrors, instancePath, rule0), errors++), validate176.errors = vErrors, errors === 0;
}
function validate175(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    let len0 = data.length;
    for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
      validate176(data[i0], instancePath + "/" + i0) || (vErrors = vErrors === null ? validate176.errors : vErrors.concat(validate176.errors), errors = vErrors.length);
  } else
    vErrors = addError(vErrors, instancePath, rule16), errors++;
  return validate175.errors = vErrors, errors === 0;
}
function validate174(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 !== "except" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.except !== void 0 && (validate175(data.except, instancePath + "/except") || (vErrors = vErrors === null ? validate175.errors : vErrors.concat(validate175.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate174.errors = vErrors, errors === 0;
}
function validate173(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "default" || key0 === "network" || key0 === "hostRules" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.default !== void 0) {
      let data0 = data.default;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/default", rule0), errors++), data0 === "none" || data0 === "network" || (vErrors = addError(vErrors, instancePath + "/default", { keyword: "enum", params: { allowedValues: ["none", "network"] } }), errors++);
    }
    if (data.network !== void 0 && (validate174(data.network, instancePath + "/network") || (vErrors = vErrors === null ? validate174.errors : vErrors.concat(validate174.errors), errors = vErrors.length)), data.hostRules !== void 0) {
      let data2 = data.hostRules;
      typeof data2 != "string" && (vErrors = addError(vErrors, instancePath + "/hostRules", rule0), errors++), data2 === "cilium" || data2 === "gke" || data2 === "deny" || (vErrors = addError(vErrors, instancePath + "/hostRules", { keyword: "enum", params: { allowedValues: ["cilium", "gke", "deny"] } }), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate173.errors = vErrors, errors === 0;
}
var pattern20 = new RegExp("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "u");
function validate184(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return typeof data == "string" ? (func2(data) > 63 && (vErrors = addError(vErrors, instancePath, rule18), errors++), matches(pattern20, data) || (vErrors = addError(vErrors, instancePath, { keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", means: "the name of a namespace" } }), errors++)) : (vErrors = addError(vErrors, instancePath, rule0), errors++), validate184.errors = vErrors, errors === 0;
}
var pattern21 = new RegExp("^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?$", "u");
function validate186(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return typeof data == "string" ? (func2(data) > 63 && (vErrors = addError(vErrors, instancePath, rule18), errors++), matches(pattern21, data) || (vErrors = addError(vErrors, instancePath, rule34), errors++)) : (vErrors = addError(vErrors, instancePath, rule0), errors++), validate186.errors = vErrors, errors === 0;
}
function validate188(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (Array.isArray(data)) {
    data.length < 1 && (vErrors = addError(vErrors, instancePath, rule27), errors++);
    let len0 = data.length;
    for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++) {
      let data0 = data[i0];
      typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0) || (vErrors = addError(vErrors, instancePath + "/" + i0, rule1), errors++), typeof data0 == "number" && isFinite(data0) && ((data0 > 65535 || isNaN(data0)) && (vErrors = addError(vErrors, instancePath + "/" + i0, rule23), errors++), (data0 < 1 || isNaN(data0)) && (vErrors = addError(vErrors, instancePath + "/" + i0, rule24), errors++));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule16), errors++;
  return validate188.errors = vErrors, errors === 0;
}
function validate183(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.namespace === void 0 && (vErrors = addError(vErrors, instancePath, rule35), errors++), data.podLabels === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "podLabels" } }), errors++);
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "namespace" || key0 === "podLabels" || key0 === "ports" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.namespace !== void 0 && (validate184(data.namespace, instancePath + "/namespace") || (vErrors = vErrors === null ? validate184.errors : vErrors.concat(validate184.errors), errors = vErrors.length)), data.podLabels !== void 0) {
      let data1 = data.podLabels;
      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
        Object.keys(data1).length < 1 && (vErrors = addError(vErrors, instancePath + "/podLabels", { keyword: "minProperties", params: { limit: 1 } }), errors++);
        for (let key1 in data1) {
          if (errors >= 64) break;
          validate186(data1[key1], instancePath + "/podLabels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")) || (vErrors = vErrors === null ? validate186.errors : vErrors.concat(validate186.errors), errors = vErrors.length);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/podLabels", rule3), errors++;
    }
    data.ports !== void 0 && (validate188(data.ports, instancePath + "/ports") || (vErrors = vErrors === null ? validate188.errors : vErrors.concat(validate188.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate183.errors = vErrors, errors === 0;
}
function validate194(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "cidr" || key0 === "namespace" || key0 === "podLabels" || key0 === "ports" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.cidr !== void 0 && (validate176(data.cidr, instancePath + "/cidr") || (vErrors = vErrors === null ? validate176.errors : vErrors.concat(validate176.errors), errors = vErrors.length)), data.namespace !== void 0 && (validate184(data.namespace, instancePath + "/namespace") || (vErrors = vErrors === null ? validate184.errors : vErrors.concat(validate184.errors), errors = vErrors.length)), data.podLabels !== void 0) {
      let data2 = data.podLabels;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2))
        for (let key1 in data2) {
          if (errors >= 64) break;
          validate186(data2[key1], instancePath + "/podLabels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")) || (vErrors = vErrors === null ? validate186.errors : vErrors.concat(validate186.errors), errors = vErrors.length);
        }
      else
        vErrors = addError(vErrors, instancePath + "/podLabels", rule3), errors++;
    }
    data.ports !== void 0 && (validate188(data.ports, instancePath + "/ports") || (vErrors = vErrors === null ? validate188.errors : vErrors.concat(validate188.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate194.errors = vErrors, errors === 0;
}
function validate193(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "mode" || key0 === "extra" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.mode !== void 0) {
      let data0 = data.mode;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/mode", rule0), errors++), data0 === "derived" || data0 === "open" || data0 === "list" || (vErrors = addError(vErrors, instancePath + "/mode", { keyword: "enum", params: { allowedValues: ["derived", "open", "list"] } }), errors++);
    }
    if (data.extra !== void 0) {
      let data1 = data.extra;
      if (Array.isArray(data1)) {
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          validate194(data1[i0], instancePath + "/extra/" + i0) || (vErrors = vErrors === null ? validate194.errors : vErrors.concat(validate194.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/extra", rule16), errors++;
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate193.errors = vErrors, errors === 0;
}
function validate181(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      func49.call({ enabled: { type: "boolean" }, proxyIngress: { type: "string", enum: ["any", "namespace"] }, backendIngress: { type: "string", enum: ["proxy", "namespace", "open"] }, dnsServers: { $ref: "#/$defs/Cidrs" }, resolvers: { type: "array", items: { $ref: "#/$defs/ResolverEntry" } }, apiServerPorts: { $ref: "#/$defs/Ports" }, apiServerCIDRs: { $ref: "#/$defs/Cidrs" }, proxyEgress: { $ref: "#/$defs/ProxyEgressSettings" }, mesh: { type: "string", enum: ["none", "istio", "istio-ambient", "linkerd", "cilium"] } }, key0) || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8), errors++), data.proxyIngress !== void 0) {
      let data1 = data.proxyIngress;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/proxyIngress", rule0), errors++), data1 === "any" || data1 === "namespace" || (vErrors = addError(vErrors, instancePath + "/proxyIngress", rule36), errors++);
    }
    if (data.backendIngress !== void 0) {
      let data2 = data.backendIngress;
      typeof data2 != "string" && (vErrors = addError(vErrors, instancePath + "/backendIngress", rule0), errors++), data2 === "proxy" || data2 === "namespace" || data2 === "open" || (vErrors = addError(vErrors, instancePath + "/backendIngress", rule37), errors++);
    }
    if (data.dnsServers !== void 0 && (validate175(data.dnsServers, instancePath + "/dnsServers") || (vErrors = vErrors === null ? validate175.errors : vErrors.concat(validate175.errors), errors = vErrors.length)), data.resolvers !== void 0) {
      let data4 = data.resolvers;
      if (Array.isArray(data4)) {
        let len0 = data4.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++)
          validate183(data4[i0], instancePath + "/resolvers/" + i0) || (vErrors = vErrors === null ? validate183.errors : vErrors.concat(validate183.errors), errors = vErrors.length);
      } else
        vErrors = addError(vErrors, instancePath + "/resolvers", rule16), errors++;
    }
    if (data.apiServerPorts !== void 0 && (validate188(data.apiServerPorts, instancePath + "/apiServerPorts") || (vErrors = vErrors === null ? validate188.errors : vErrors.concat(validate188.errors), errors = vErrors.length)), data.apiServerCIDRs !== void 0 && (validate175(data.apiServerCIDRs, instancePath + "/apiServerCIDRs") || (vErrors = vErrors === null ? validate175.errors : vErrors.concat(validate175.errors), errors = vErrors.length)), data.proxyEgress !== void 0 && (validate193(data.proxyEgress, instancePath + "/proxyEgress") || (vErrors = vErrors === null ? validate193.errors : vErrors.concat(validate193.errors), errors = vErrors.length)), data.mesh !== void 0) {
      let data9 = data.mesh;
      typeof data9 != "string" && (vErrors = addError(vErrors, instancePath + "/mesh", rule0), errors++), data9 === "none" || data9 === "istio" || data9 === "istio-ambient" || data9 === "linkerd" || data9 === "cilium" || (vErrors = addError(vErrors, instancePath + "/mesh", { keyword: "enum", params: { allowedValues: ["none", "istio", "istio-ambient", "linkerd", "cilium"] } }), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate181.errors = vErrors, errors === 0;
}
function validate202(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "enforce" || key0 === "warn" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.enforce !== void 0) {
      let data0 = data.enforce;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/enforce", rule0), errors++), data0 === "privileged" || data0 === "baseline" || data0 === "restricted" || (vErrors = addError(vErrors, instancePath + "/enforce", rule38), errors++);
    }
    if (data.warn !== void 0) {
      let data1 = data.warn;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/warn", rule0), errors++), data1 === "privileged" || data1 === "baseline" || data1 === "restricted" || (vErrors = addError(vErrors, instancePath + "/warn", rule38), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate202.errors = vErrors, errors === 0;
}
var pattern22 = new RegExp("^[A-Za-z0-9_][A-Za-z0-9_.-]*$", "u"), pattern23 = new RegExp("^[A-Za-z0-9._/-]+=[A-Za-z0-9._-]*$", "u");
function validate204(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "registries" || key0 === "requireDigest" || key0 === "forbiddenTags" || key0 === "mode" || key0 === "exemptNamespaces" || key0 === "exemptNamespaceLabel" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.registries !== void 0) {
      let data0 = data.registries;
      if (Array.isArray(data0)) {
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++) {
          let data1 = data0[i0];
          typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/registries/" + i0, rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/registries/" + i0, rule0), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/registries", rule16), errors++;
    }
    if (data.requireDigest !== void 0 && typeof data.requireDigest != "boolean" && (vErrors = addError(vErrors, instancePath + "/requireDigest", rule8), errors++), data.forbiddenTags !== void 0) {
      let data3 = data.forbiddenTags;
      if (Array.isArray(data3)) {
        let len1 = data3.length;
        for (let i1 = 0; i1 < len1 && !(errors >= 64); i1++) {
          let data4 = data3[i1];
          typeof data4 == "string" ? (func2(data4) > 128 && (vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule39), errors++), matches(pattern22, data4) || (vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule40), errors++)) : (vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule0), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/forbiddenTags", rule16), errors++;
    }
    if (data.mode !== void 0) {
      let data5 = data.mode;
      typeof data5 != "string" && (vErrors = addError(vErrors, instancePath + "/mode", rule0), errors++), data5 === "warn" || data5 === "deny" || (vErrors = addError(vErrors, instancePath + "/mode", rule41), errors++);
    }
    if (data.exemptNamespaces !== void 0) {
      let data6 = data.exemptNamespaces;
      if (Array.isArray(data6)) {
        let len2 = data6.length;
        for (let i2 = 0; i2 < len2 && !(errors >= 64); i2++) {
          let data7 = data6[i2];
          typeof data7 == "string" ? func2(data7) < 1 && (vErrors = addError(vErrors, instancePath + "/exemptNamespaces/" + i2, rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/exemptNamespaces/" + i2, rule0), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/exemptNamespaces", rule16), errors++;
    }
    if (data.exemptNamespaceLabel !== void 0) {
      let data8 = data.exemptNamespaceLabel;
      typeof data8 == "string" ? (func2(data8) > 381 && (vErrors = addError(vErrors, instancePath + "/exemptNamespaceLabel", { keyword: "maxLength", params: { limit: 381 } }), errors++), matches(pattern23, data8) || (vErrors = addError(vErrors, instancePath + "/exemptNamespaceLabel", { keyword: "pattern", params: { pattern: "^[A-Za-z0-9._/-]+=[A-Za-z0-9._-]*$", means: "a label such as images.example.com/policy=off" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/exemptNamespaceLabel", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate204.errors = vErrors, errors === 0;
}
function validate206(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 !== "enabled" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate206.errors = vErrors, errors === 0;
}
function validate208(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "configKinds" || key0 === "maxTextBytes" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.configKinds !== void 0) {
      let data0 = data.configKinds;
      if (Array.isArray(data0)) {
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++) {
          let data1 = data0[i0];
          typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/configKinds/" + i0, rule0), errors++), data1 === "MCPOIDCConfig" || data1 === "MCPAuthzConfig" || data1 === "MCPToolConfig" || data1 === "MCPExternalAuthConfig" || data1 === "MCPTelemetryConfig" || data1 === "MCPGroup" || data1 === "MCPWebhookConfig" || (vErrors = addError(vErrors, instancePath + "/configKinds/" + i0, { keyword: "enum", params: { allowedValues: ["MCPOIDCConfig", "MCPAuthzConfig", "MCPToolConfig", "MCPExternalAuthConfig", "MCPTelemetryConfig", "MCPGroup", "MCPWebhookConfig"] } }), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/configKinds", rule16), errors++;
    }
    if (data.maxTextBytes !== void 0) {
      let data2 = data.maxTextBytes;
      typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2) || (vErrors = addError(vErrors, instancePath + "/maxTextBytes", rule1), errors++), typeof data2 == "number" && isFinite(data2) && ((data2 > 1048576 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/maxTextBytes", { keyword: "maximum", params: { comparison: "<=", limit: 1048576 } }), errors++), (data2 < 1024 || isNaN(data2)) && (vErrors = addError(vErrors, instancePath + "/maxTextBytes", { keyword: "minimum", params: { comparison: ">=", limit: 1024 } }), errors++));
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate208.errors = vErrors, errors === 0;
}
function validate210(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 !== "podDetails" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.podDetails !== void 0 && typeof data.podDetails != "boolean" && (vErrors = addError(vErrors, instancePath + "/podDetails", rule8), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate210.errors = vErrors, errors === 0;
}
function validate212(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 !== "onSecretChange" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.onSecretChange !== void 0 && typeof data.onSecretChange != "boolean" && (vErrors = addError(vErrors, instancePath + "/onSecretChange", rule8), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate212.errors = vErrors, errors === 0;
}
var pattern24 = new RegExp('^https?://[^ \\t\\r\\n"<>#]+$', "u");
function validate214(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 !== "baseUrl" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.baseUrl !== void 0) {
      let data0 = data.baseUrl;
      typeof data0 == "string" ? (func2(data0) > 120 && (vErrors = addError(vErrors, instancePath + "/baseUrl", { keyword: "maxLength", params: { limit: 120 } }), errors++), matches(pattern24, data0) || (vErrors = addError(vErrors, instancePath + "/baseUrl", { keyword: "pattern", params: { pattern: '^https?://[^ \\t\\r\\n"<>#]+$', means: "an http or https URL without #" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/baseUrl", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate214.errors = vErrors, errors === 0;
}
function validate217(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "enabled" || key0 === "cpu" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.enabled !== void 0 && typeof data.enabled != "boolean" && (vErrors = addError(vErrors, instancePath + "/enabled", rule8), errors++), data.cpu !== void 0 && (validate149(data.cpu, instancePath + "/cpu") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate217.errors = vErrors, errors === 0;
}
function validate224(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.namespace === void 0 && (vErrors = addError(vErrors, instancePath, rule35), errors++);
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "name" || key0 === "namespace" || key0 === "sectionName" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.name !== void 0 && (validate149(data.name, instancePath + "/name") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length)), data.namespace !== void 0 && (validate149(data.namespace, instancePath + "/namespace") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length)), data.sectionName !== void 0 && (validate149(data.sectionName, instancePath + "/sectionName") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate224.errors = vErrors, errors === 0;
}
function validate220(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "kind" || key0 === "host" || key0 === "tls" || key0 === "tlsSecret" || key0 === "ingressClassName" || key0 === "annotations" || key0 === "gateway" || key0 === "controllerNamespace" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.kind !== void 0) {
      let data0 = data.kind;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0), errors++), data0 === "none" || data0 === "Ingress" || data0 === "HTTPRoute" || (vErrors = addError(vErrors, instancePath + "/kind", { keyword: "enum", params: { allowedValues: ["none", "Ingress", "HTTPRoute"] } }), errors++);
    }
    if (data.host !== void 0 && (validate149(data.host, instancePath + "/host") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length)), data.tls !== void 0 && typeof data.tls != "boolean" && (vErrors = addError(vErrors, instancePath + "/tls", rule8), errors++), data.tlsSecret !== void 0 && (validate149(data.tlsSecret, instancePath + "/tlsSecret") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length)), data.ingressClassName !== void 0 && (validate149(data.ingressClassName, instancePath + "/ingressClassName") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length)), data.annotations !== void 0) {
      let data5 = data.annotations;
      if (data5 && typeof data5 == "object" && !Array.isArray(data5))
        for (let key1 in data5) {
          if (errors >= 64) break;
          typeof data5[key1] != "string" && (vErrors = addError(vErrors, instancePath + "/annotations/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0), errors++);
        }
      else
        vErrors = addError(vErrors, instancePath + "/annotations", rule3), errors++;
    }
    data.gateway !== void 0 && (validate224(data.gateway, instancePath + "/gateway") || (vErrors = vErrors === null ? validate224.errors : vErrors.concat(validate224.errors), errors = vErrors.length)), data.controllerNamespace !== void 0 && (validate149(data.controllerNamespace, instancePath + "/controllerNamespace") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate220.errors = vErrors, errors === 0;
}
var pattern25 = new RegExp("^[1-9][0-9]*[sm]$", "u");
function validate231(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "kind" || key0 === "interval" || key0 === "labels" || key0 === "prometheusNamespace" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.kind !== void 0) {
      let data0 = data.kind;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0), errors++), data0 === "none" || data0 === "PodMonitor" || data0 === "ServiceMonitor" || (vErrors = addError(vErrors, instancePath + "/kind", { keyword: "enum", params: { allowedValues: ["none", "PodMonitor", "ServiceMonitor"] } }), errors++);
    }
    if (data.interval !== void 0) {
      let data1 = data.interval;
      typeof data1 == "string" ? (func2(data1) > 8 && (vErrors = addError(vErrors, instancePath + "/interval", { keyword: "maxLength", params: { limit: 8 } }), errors++), matches(pattern25, data1) || (vErrors = addError(vErrors, instancePath + "/interval", { keyword: "pattern", params: { pattern: "^[1-9][0-9]*[sm]$", means: "must be a time such as 30s or 1m" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/interval", rule0), errors++);
    }
    if (data.labels !== void 0) {
      let data2 = data.labels;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2))
        for (let key1 in data2) {
          if (errors >= 64) break;
          typeof data2[key1] != "string" && (vErrors = addError(vErrors, instancePath + "/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0), errors++);
        }
      else
        vErrors = addError(vErrors, instancePath + "/labels", rule3), errors++;
    }
    data.prometheusNamespace !== void 0 && (validate149(data.prometheusNamespace, instancePath + "/prometheusNamespace") || (vErrors = vErrors === null ? validate149.errors : vErrors.concat(validate149.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate231.errors = vErrors, errors === 0;
}
function validate216(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "podDisruptionBudgets" || key0 === "autoscalers" || key0 === "routes" || key0 === "monitors" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.podDisruptionBudgets !== void 0 && typeof data.podDisruptionBudgets != "boolean" && (vErrors = addError(vErrors, instancePath + "/podDisruptionBudgets", rule8), errors++), data.autoscalers !== void 0 && (validate217(data.autoscalers, instancePath + "/autoscalers") || (vErrors = vErrors === null ? validate217.errors : vErrors.concat(validate217.errors), errors = vErrors.length)), data.routes !== void 0 && (validate220(data.routes, instancePath + "/routes") || (vErrors = vErrors === null ? validate220.errors : vErrors.concat(validate220.errors), errors = vErrors.length)), data.monitors !== void 0 && (validate231(data.monitors, instancePath + "/monitors") || (vErrors = vErrors === null ? validate231.errors : vErrors.concat(validate231.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate216.errors = vErrors, errors === 0;
}
function validate147(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      func49.call({ proxy: { $ref: "#/$defs/ProxySettings" }, podTemplate: { $ref: "#/$defs/PodTemplateSettings" }, platform: { type: "string", enum: ["kubernetes", "openshift"] }, redis: { $ref: "#/$defs/RedisSettings" }, permissionProfiles: { $ref: "#/$defs/PermissionProfileSettings" }, networkPolicy: { $ref: "#/$defs/NetworkPolicySettings" }, podSecurity: { $ref: "#/$defs/PodSecuritySettings" }, imagePolicy: { $ref: "#/$defs/ImagePolicySettings" }, namespaceDefaults: { $ref: "#/$defs/NamespaceDefaultsSettings" }, references: { $ref: "#/$defs/ReferenceSettings" }, status: { $ref: "#/$defs/StatusSettings" }, rollout: { $ref: "#/$defs/RolloutSettings" }, documentation: { $ref: "#/$defs/DocumentationSettings" }, companions: { $ref: "#/$defs/CompanionSettings" } }, key0) || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.proxy !== void 0 && (validate148(data.proxy, instancePath + "/proxy") || (vErrors = vErrors === null ? validate148.errors : vErrors.concat(validate148.errors), errors = vErrors.length)), data.podTemplate !== void 0 && (validate161(data.podTemplate, instancePath + "/podTemplate") || (vErrors = vErrors === null ? validate161.errors : vErrors.concat(validate161.errors), errors = vErrors.length)), data.platform !== void 0) {
      let data2 = data.platform;
      typeof data2 != "string" && (vErrors = addError(vErrors, instancePath + "/platform", rule0), errors++), data2 === "kubernetes" || data2 === "openshift" || (vErrors = addError(vErrors, instancePath + "/platform", { keyword: "enum", params: { allowedValues: ["kubernetes", "openshift"] } }), errors++);
    }
    data.redis !== void 0 && (validate169(data.redis, instancePath + "/redis") || (vErrors = vErrors === null ? validate169.errors : vErrors.concat(validate169.errors), errors = vErrors.length)), data.permissionProfiles !== void 0 && (validate173(data.permissionProfiles, instancePath + "/permissionProfiles") || (vErrors = vErrors === null ? validate173.errors : vErrors.concat(validate173.errors), errors = vErrors.length)), data.networkPolicy !== void 0 && (validate181(data.networkPolicy, instancePath + "/networkPolicy") || (vErrors = vErrors === null ? validate181.errors : vErrors.concat(validate181.errors), errors = vErrors.length)), data.podSecurity !== void 0 && (validate202(data.podSecurity, instancePath + "/podSecurity") || (vErrors = vErrors === null ? validate202.errors : vErrors.concat(validate202.errors), errors = vErrors.length)), data.imagePolicy !== void 0 && (validate204(data.imagePolicy, instancePath + "/imagePolicy") || (vErrors = vErrors === null ? validate204.errors : vErrors.concat(validate204.errors), errors = vErrors.length)), data.namespaceDefaults !== void 0 && (validate206(data.namespaceDefaults, instancePath + "/namespaceDefaults") || (vErrors = vErrors === null ? validate206.errors : vErrors.concat(validate206.errors), errors = vErrors.length)), data.references !== void 0 && (validate208(data.references, instancePath + "/references") || (vErrors = vErrors === null ? validate208.errors : vErrors.concat(validate208.errors), errors = vErrors.length)), data.status !== void 0 && (validate210(data.status, instancePath + "/status") || (vErrors = vErrors === null ? validate210.errors : vErrors.concat(validate210.errors), errors = vErrors.length)), data.rollout !== void 0 && (validate212(data.rollout, instancePath + "/rollout") || (vErrors = vErrors === null ? validate212.errors : vErrors.concat(validate212.errors), errors = vErrors.length)), data.documentation !== void 0 && (validate214(data.documentation, instancePath + "/documentation") || (vErrors = vErrors === null ? validate214.errors : vErrors.concat(validate214.errors), errors = vErrors.length)), data.companions !== void 0 && (validate216(data.companions, instancePath + "/companions") || (vErrors = vErrors === null ? validate216.errors : vErrors.concat(validate216.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate147.errors = vErrors, errors === 0;
}
var validateNamespaceDefaults = validate235;
function validate237(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "cpu" || key0 === "memory" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.cpu !== void 0) {
      let data0 = data.cpu;
      typeof data0 == "string" ? (func2(data0) > 64 && (vErrors = addError(vErrors, instancePath + "/cpu", rule21), errors++), matches(pattern15, data0) || (vErrors = addError(vErrors, instancePath + "/cpu", rule32), errors++)) : (vErrors = addError(vErrors, instancePath + "/cpu", rule0), errors++);
    }
    if (data.memory !== void 0) {
      let data1 = data.memory;
      typeof data1 == "string" ? (func2(data1) > 64 && (vErrors = addError(vErrors, instancePath + "/memory", rule21), errors++), matches(pattern15, data1) || (vErrors = addError(vErrors, instancePath + "/memory", rule32), errors++)) : (vErrors = addError(vErrors, instancePath + "/memory", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate237.errors = vErrors, errors === 0;
}
function validate236(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "requests" || key0 === "limits" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.requests !== void 0 && (validate237(data.requests, instancePath + "/requests") || (vErrors = vErrors === null ? validate237.errors : vErrors.concat(validate237.errors), errors = vErrors.length)), data.limits !== void 0 && (validate237(data.limits, instancePath + "/limits") || (vErrors = vErrors === null ? validate237.errors : vErrors.concat(validate237.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate236.errors = vErrors, errors === 0;
}
function validate242(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 !== "except" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.except !== void 0) {
      let data0 = data.except;
      if (Array.isArray(data0)) {
        data0.length > 256 && (vErrors = addError(vErrors, instancePath + "/except", rule26), errors++);
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++) {
          let data1 = data0[i0];
          typeof data1 == "string" ? (func2(data1) > 64 && (vErrors = addError(vErrors, instancePath + "/except/" + i0, rule21), errors++), matches(pattern19, data1) || (vErrors = addError(vErrors, instancePath + "/except/" + i0, { keyword: "pattern", params: { pattern: "^[0-9A-Fa-f:.]+/[0-9]{1,3}$", means: "a CIDR such as 10.0.0.0/8" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/except/" + i0, rule0), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/except", rule16), errors++;
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate242.errors = vErrors, errors === 0;
}
function validate241(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 !== "network" && (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    data.network !== void 0 && (validate242(data.network, instancePath + "/network") || (vErrors = vErrors === null ? validate242.errors : vErrors.concat(validate242.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate241.errors = vErrors, errors === 0;
}
function validate245(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "proxyIngress" || key0 === "backendIngress" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.proxyIngress !== void 0) {
      let data0 = data.proxyIngress;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/proxyIngress", rule0), errors++), data0 === "any" || data0 === "namespace" || (vErrors = addError(vErrors, instancePath + "/proxyIngress", rule36), errors++);
    }
    if (data.backendIngress !== void 0) {
      let data1 = data.backendIngress;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/backendIngress", rule0), errors++), data1 === "proxy" || data1 === "namespace" || data1 === "open" || (vErrors = addError(vErrors, instancePath + "/backendIngress", rule37), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate245.errors = vErrors, errors === 0;
}
function validate247(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "enforce" || key0 === "warn" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.enforce !== void 0) {
      let data0 = data.enforce;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/enforce", rule0), errors++), data0 === "privileged" || data0 === "baseline" || data0 === "restricted" || (vErrors = addError(vErrors, instancePath + "/enforce", rule38), errors++);
    }
    if (data.warn !== void 0) {
      let data1 = data.warn;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/warn", rule0), errors++), data1 === "privileged" || data1 === "baseline" || data1 === "restricted" || (vErrors = addError(vErrors, instancePath + "/warn", rule38), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate247.errors = vErrors, errors === 0;
}
function validate249(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "registries" || key0 === "requireDigest" || key0 === "forbiddenTags" || key0 === "mode" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.registries !== void 0) {
      let data0 = data.registries;
      if (Array.isArray(data0)) {
        data0.length > 256 && (vErrors = addError(vErrors, instancePath + "/registries", rule26), errors++);
        let len0 = data0.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++) {
          let data1 = data0[i0];
          typeof data1 == "string" ? (func2(data1) > 1024 && (vErrors = addError(vErrors, instancePath + "/registries/" + i0, rule10), errors++), func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/registries/" + i0, rule6), errors++)) : (vErrors = addError(vErrors, instancePath + "/registries/" + i0, rule0), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/registries", rule16), errors++;
    }
    if (data.requireDigest !== void 0 && typeof data.requireDigest != "boolean" && (vErrors = addError(vErrors, instancePath + "/requireDigest", rule8), errors++), data.forbiddenTags !== void 0) {
      let data3 = data.forbiddenTags;
      if (Array.isArray(data3)) {
        data3.length > 256 && (vErrors = addError(vErrors, instancePath + "/forbiddenTags", rule26), errors++);
        let len1 = data3.length;
        for (let i1 = 0; i1 < len1 && !(errors >= 64); i1++) {
          let data4 = data3[i1];
          typeof data4 == "string" ? (func2(data4) > 128 && (vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule39), errors++), matches(pattern22, data4) || (vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule40), errors++)) : (vErrors = addError(vErrors, instancePath + "/forbiddenTags/" + i1, rule0), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/forbiddenTags", rule16), errors++;
    }
    if (data.mode !== void 0) {
      let data5 = data.mode;
      typeof data5 != "string" && (vErrors = addError(vErrors, instancePath + "/mode", rule0), errors++), data5 === "warn" || data5 === "deny" || (vErrors = addError(vErrors, instancePath + "/mode", rule41), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate249.errors = vErrors, errors === 0;
}
var pattern28 = new RegExp("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", "u");
function validate235(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (let key0 in data) {
      if (errors >= 64) break;
      key0 === "resources" || key0 === "imagePullSecrets" || key0 === "nodeSelector" || key0 === "permissionProfiles" || key0 === "networkPolicy" || key0 === "podSecurity" || key0 === "imagePolicy" || (vErrors = addError(vErrors, instancePath, { keyword: "additionalProperties", params: { additionalProperty: key0 } }), errors++);
    }
    if (data.resources !== void 0 && (validate236(data.resources, instancePath + "/resources") || (vErrors = vErrors === null ? validate236.errors : vErrors.concat(validate236.errors), errors = vErrors.length)), data.imagePullSecrets !== void 0) {
      let data1 = data.imagePullSecrets;
      if (Array.isArray(data1)) {
        let len0 = data1.length;
        for (let i0 = 0; i0 < len0 && !(errors >= 64); i0++) {
          let data2 = data1[i0];
          typeof data2 == "string" ? (func2(data2) > 253 && (vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, rule7), errors++), func2(data2) < 1 && (vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, rule6), errors++), matches(pattern28, data2) || (vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, { keyword: "pattern", params: { pattern: "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", means: "the name of a Secret" } }), errors++)) : (vErrors = addError(vErrors, instancePath + "/imagePullSecrets/" + i0, rule0), errors++);
        }
      } else
        vErrors = addError(vErrors, instancePath + "/imagePullSecrets", rule16), errors++;
    }
    if (data.nodeSelector !== void 0) {
      let data3 = data.nodeSelector;
      if (data3 && typeof data3 == "object" && !Array.isArray(data3))
        for (let key1 in data3) {
          if (errors >= 64) break;
          let data4 = data3[key1];
          typeof data4 == "string" ? (func2(data4) > 63 && (vErrors = addError(vErrors, instancePath + "/nodeSelector/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule18), errors++), matches(pattern21, data4) || (vErrors = addError(vErrors, instancePath + "/nodeSelector/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule34), errors++)) : (vErrors = addError(vErrors, instancePath + "/nodeSelector/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), rule0), errors++);
        }
      else
        vErrors = addError(vErrors, instancePath + "/nodeSelector", rule3), errors++;
    }
    data.permissionProfiles !== void 0 && (validate241(data.permissionProfiles, instancePath + "/permissionProfiles") || (vErrors = vErrors === null ? validate241.errors : vErrors.concat(validate241.errors), errors = vErrors.length)), data.networkPolicy !== void 0 && (validate245(data.networkPolicy, instancePath + "/networkPolicy") || (vErrors = vErrors === null ? validate245.errors : vErrors.concat(validate245.errors), errors = vErrors.length)), data.podSecurity !== void 0 && (validate247(data.podSecurity, instancePath + "/podSecurity") || (vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors), errors = vErrors.length)), data.imagePolicy !== void 0 && (validate249(data.imagePolicy, instancePath + "/imagePolicy") || (vErrors = vErrors === null ? validate249.errors : vErrors.concat(validate249.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate235.errors = vErrors, errors === 0;
}
var validateAdmissionReview = validate251;
function validate253(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.group === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "group" } }), errors++), data.version === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "version" } }), errors++), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30), errors++), data.group !== void 0 && typeof data.group != "string" && (vErrors = addError(vErrors, instancePath + "/group", rule0), errors++), data.version !== void 0 && typeof data.version != "string" && (vErrors = addError(vErrors, instancePath + "/version", rule0), errors++), data.kind !== void 0 && typeof data.kind != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0), errors++)) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate253.errors = vErrors, errors === 0;
}
function validate255(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? data.username !== void 0 && typeof data.username != "string" && (vErrors = addError(vErrors, instancePath + "/username", rule0), errors++) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate255.errors = vErrors, errors === 0;
}
function validate252(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.uid === void 0 && (vErrors = addError(vErrors, instancePath, rule42), errors++), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30), errors++), data.operation === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "operation" } }), errors++), data.uid !== void 0) {
      let data0 = data.uid;
      typeof data0 == "string" ? (func2(data0) > 256 && (vErrors = addError(vErrors, instancePath + "/uid", { keyword: "maxLength", params: { limit: 256 } }), errors++), func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/uid", rule6), errors++)) : (vErrors = addError(vErrors, instancePath + "/uid", rule0), errors++);
    }
    if (data.kind !== void 0 && (validate253(data.kind, instancePath + "/kind") || (vErrors = vErrors === null ? validate253.errors : vErrors.concat(validate253.errors), errors = vErrors.length)), data.name !== void 0 && typeof data.name != "string" && (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++), data.namespace !== void 0 && typeof data.namespace != "string" && (vErrors = addError(vErrors, instancePath + "/namespace", rule0), errors++), data.operation !== void 0) {
      let data4 = data.operation;
      typeof data4 != "string" && (vErrors = addError(vErrors, instancePath + "/operation", rule0), errors++), data4 === "CREATE" || data4 === "UPDATE" || data4 === "DELETE" || data4 === "CONNECT" || (vErrors = addError(vErrors, instancePath + "/operation", { keyword: "enum", params: { allowedValues: ["CREATE", "UPDATE", "DELETE", "CONNECT"] } }), errors++);
    }
    if (data.subResource !== void 0 && typeof data.subResource != "string" && (vErrors = addError(vErrors, instancePath + "/subResource", rule0), errors++), data.userInfo !== void 0 && (validate255(data.userInfo, instancePath + "/userInfo") || (vErrors = vErrors === null ? validate255.errors : vErrors.concat(validate255.errors), errors = vErrors.length)), data.object !== void 0) {
      let data7 = data.object;
      !(data7 && typeof data7 == "object" && !Array.isArray(data7)) && data7 !== null && (vErrors = addError(vErrors, instancePath + "/object", rule43), errors++);
    }
    if (data.oldObject !== void 0) {
      let data8 = data.oldObject;
      !(data8 && typeof data8 == "object" && !Array.isArray(data8)) && data8 !== null && (vErrors = addError(vErrors, instancePath + "/oldObject", rule43), errors++);
    }
    if (data.dryRun !== void 0) {
      let data9 = data.dryRun;
      typeof data9 != "boolean" && data9 !== null && (vErrors = addError(vErrors, instancePath + "/dryRun", { keyword: "type", params: { type: ["boolean", "null"] } }), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate252.errors = vErrors, errors === 0;
}
function validate251(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.apiVersion === void 0 && (vErrors = addError(vErrors, instancePath, rule29), errors++), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30), errors++), data.request === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "request" } }), errors++), data.apiVersion !== void 0) {
      let data0 = data.apiVersion;
      typeof data0 != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0), errors++), data0 !== "admission.k8s.io/v1" && (vErrors = addError(vErrors, instancePath + "/apiVersion", { keyword: "enum", params: { allowedValues: ["admission.k8s.io/v1"] } }), errors++);
    }
    if (data.kind !== void 0) {
      let data1 = data.kind;
      typeof data1 != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0), errors++), data1 !== "AdmissionReview" && (vErrors = addError(vErrors, instancePath + "/kind", { keyword: "enum", params: { allowedValues: ["AdmissionReview"] } }), errors++);
    }
    data.request !== void 0 && (validate252(data.request, instancePath + "/request") || (vErrors = vErrors === null ? validate252.errors : vErrors.concat(validate252.errors), errors = vErrors.length));
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate251.errors = vErrors, errors === 0;
}
var validateSyncRequest = validate258;
function validate259(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.spec === void 0 && (vErrors = addError(vErrors, instancePath, rule17), errors++), data.spec !== void 0) {
      let data0 = data.spec;
      data0 && typeof data0 == "object" && !Array.isArray(data0) || (vErrors = addError(vErrors, instancePath + "/spec", rule3), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate259.errors = vErrors, errors === 0;
}
function validate262(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.namespace === void 0 && (vErrors = addError(vErrors, instancePath, rule35), errors++), data.uid === void 0 && (vErrors = addError(vErrors, instancePath, rule42), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    if (data.namespace !== void 0) {
      let data1 = data.namespace;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/namespace", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/namespace", rule0), errors++);
    }
    if (data.uid !== void 0) {
      let data2 = data.uid;
      typeof data2 == "string" ? func2(data2) < 1 && (vErrors = addError(vErrors, instancePath + "/uid", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/uid", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate262.errors = vErrors, errors === 0;
}
function validate261(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.apiVersion === void 0 && (vErrors = addError(vErrors, instancePath, rule29), errors++), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30), errors++), data.metadata === void 0 && (vErrors = addError(vErrors, instancePath, rule31), errors++), data.apiVersion !== void 0 && typeof data.apiVersion != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0), errors++), data.kind !== void 0 && typeof data.kind != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0), errors++), data.metadata !== void 0 && (validate262(data.metadata, instancePath + "/metadata") || (vErrors = vErrors === null ? validate262.errors : vErrors.concat(validate262.errors), errors = vErrors.length))) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate261.errors = vErrors, errors === 0;
}
function validate267(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    data.namespace !== void 0 && typeof data.namespace != "string" && (vErrors = addError(vErrors, instancePath + "/namespace", rule0), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate267.errors = vErrors, errors === 0;
}
function validate266(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.apiVersion === void 0 && (vErrors = addError(vErrors, instancePath, rule29), errors++), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30), errors++), data.metadata === void 0 && (vErrors = addError(vErrors, instancePath, rule31), errors++), data.apiVersion !== void 0 && typeof data.apiVersion != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0), errors++), data.kind !== void 0 && typeof data.kind != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0), errors++), data.metadata !== void 0 && (validate267(data.metadata, instancePath + "/metadata") || (vErrors = vErrors === null ? validate267.errors : vErrors.concat(validate267.errors), errors = vErrors.length))) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate266.errors = vErrors, errors === 0;
}
function validate265(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data))
    for (let key0 in data) {
      if (errors >= 64) break;
      validate266(data[key0], instancePath + "/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")) || (vErrors = vErrors === null ? validate266.errors : vErrors.concat(validate266.errors), errors = vErrors.length);
    }
  else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate265.errors = vErrors, errors === 0;
}
function validate258(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.controller === void 0 && (vErrors = addError(vErrors, instancePath, rule44), errors++), data.parent === void 0 && (vErrors = addError(vErrors, instancePath, rule45), errors++), data.children === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "children" } }), errors++), data.related === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "related" } }), errors++), data.finalizing === void 0 && (vErrors = addError(vErrors, instancePath, { keyword: "required", params: { missingProperty: "finalizing" } }), errors++), data.controller !== void 0 && (validate259(data.controller, instancePath + "/controller") || (vErrors = vErrors === null ? validate259.errors : vErrors.concat(validate259.errors), errors = vErrors.length)), data.parent !== void 0 && (validate261(data.parent, instancePath + "/parent") || (vErrors = vErrors === null ? validate261.errors : vErrors.concat(validate261.errors), errors = vErrors.length)), data.children !== void 0) {
      let data2 = data.children;
      if (data2 && typeof data2 == "object" && !Array.isArray(data2))
        for (let key0 in data2) {
          if (errors >= 64) break;
          validate265(data2[key0], instancePath + "/children/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")) || (vErrors = vErrors === null ? validate265.errors : vErrors.concat(validate265.errors), errors = vErrors.length);
        }
      else
        vErrors = addError(vErrors, instancePath + "/children", rule3), errors++;
    }
    if (data.related !== void 0) {
      let data4 = data.related;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4))
        for (let key1 in data4) {
          if (errors >= 64) break;
          validate265(data4[key1], instancePath + "/related/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")) || (vErrors = vErrors === null ? validate265.errors : vErrors.concat(validate265.errors), errors = vErrors.length);
        }
      else
        vErrors = addError(vErrors, instancePath + "/related", rule3), errors++;
    }
    data.finalizing !== void 0 && typeof data.finalizing != "boolean" && (vErrors = addError(vErrors, instancePath + "/finalizing", rule8), errors++);
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate258.errors = vErrors, errors === 0;
}
var validateCustomizeRequest = validate272;
function validate273(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.spec === void 0 && (vErrors = addError(vErrors, instancePath, rule17), errors++), data.spec !== void 0) {
      let data0 = data.spec;
      data0 && typeof data0 == "object" && !Array.isArray(data0) || (vErrors = addError(vErrors, instancePath + "/spec", rule3), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate273.errors = vErrors, errors === 0;
}
function validate276(data, instancePath = "") {
  let vErrors = null, errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    if (data.name === void 0 && (vErrors = addError(vErrors, instancePath, rule4), errors++), data.namespace === void 0 && (vErrors = addError(vErrors, instancePath, rule35), errors++), data.uid === void 0 && (vErrors = addError(vErrors, instancePath, rule42), errors++), data.name !== void 0) {
      let data0 = data.name;
      typeof data0 == "string" ? func2(data0) < 1 && (vErrors = addError(vErrors, instancePath + "/name", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/name", rule0), errors++);
    }
    if (data.namespace !== void 0) {
      let data1 = data.namespace;
      typeof data1 == "string" ? func2(data1) < 1 && (vErrors = addError(vErrors, instancePath + "/namespace", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/namespace", rule0), errors++);
    }
    if (data.uid !== void 0) {
      let data2 = data.uid;
      typeof data2 == "string" ? func2(data2) < 1 && (vErrors = addError(vErrors, instancePath + "/uid", rule6), errors++) : (vErrors = addError(vErrors, instancePath + "/uid", rule0), errors++);
    }
  } else
    vErrors = addError(vErrors, instancePath, rule3), errors++;
  return validate276.errors = vErrors, errors === 0;
}
function validate275(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.apiVersion === void 0 && (vErrors = addError(vErrors, instancePath, rule29), errors++), data.kind === void 0 && (vErrors = addError(vErrors, instancePath, rule30), errors++), data.metadata === void 0 && (vErrors = addError(vErrors, instancePath, rule31), errors++), data.apiVersion !== void 0 && typeof data.apiVersion != "string" && (vErrors = addError(vErrors, instancePath + "/apiVersion", rule0), errors++), data.kind !== void 0 && typeof data.kind != "string" && (vErrors = addError(vErrors, instancePath + "/kind", rule0), errors++), data.metadata !== void 0 && (validate276(data.metadata, instancePath + "/metadata") || (vErrors = vErrors === null ? validate276.errors : vErrors.concat(validate276.errors), errors = vErrors.length))) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate275.errors = vErrors, errors === 0;
}
function validate272(data, instancePath = "") {
  let vErrors = null, errors = 0;
  return data && typeof data == "object" && !Array.isArray(data) ? (data.controller === void 0 && (vErrors = addError(vErrors, instancePath, rule44), errors++), data.parent === void 0 && (vErrors = addError(vErrors, instancePath, rule45), errors++), data.controller !== void 0 && (validate273(data.controller, instancePath + "/controller") || (vErrors = vErrors === null ? validate273.errors : vErrors.concat(validate273.errors), errors = vErrors.length)), data.parent !== void 0 && (validate275(data.parent, instancePath + "/parent") || (vErrors = vErrors === null ? validate275.errors : vErrors.concat(validate275.errors), errors = vErrors.length))) : (vErrors = addError(vErrors, instancePath, rule3), errors++), validate272.errors = vErrors, errors === 0;
}
export {
  validateAdmissionReview,
  validateCustomizeRequest,
  validateMCPServer,
  validateNamespaceDefaults,
  validateSettingsFile,
  validateSyncRequest
};
