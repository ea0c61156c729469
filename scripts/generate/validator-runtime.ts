// Generator: how a value is checked against the tables of the generated validators. It is bundled into the generated file.

/** A schema in JSON schema's own words, as far as the schemas use them. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly maximum?: number;
  readonly minimum?: number;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  /** What the pattern asks for, in words. */
  readonly means?: string;
  readonly enum?: readonly unknown[];
  readonly maxItems?: number;
  readonly minItems?: number;
  readonly items?: Rules;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Rules;
  readonly properties?: Readonly<Record<string, Rules>>;
  /** A part with a name; its errors are counted by themselves. */
  readonly part?: Rules;
}

/** A schema with all its members, absent ones too: reading one is quick where all objects have one shape. */
type Rules = { readonly [Keyword in keyof Schema]-?: Schema[Keyword] | undefined };

/** The rules of a schema. */
export function rulesOf(schema: Schema): Rules {
  const { type, maximum, minimum, maxLength, minLength, pattern, means, enum: values } = schema;
  const { maxItems, minItems, items, required, additionalProperties, properties, part } = schema;
  const scalar = { type, maximum, minimum, maxLength, minLength, pattern, means, enum: values };
  return { ...scalar, maxItems, minItems, items, required, additionalProperties, properties, part };
}

type AnyMap = Readonly<Record<string, unknown>>;
type Params = Readonly<Record<string, unknown>>;

interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Params;
  readonly message: string;
}

/** A value on its way through the rules. */
interface Walk {
  /** What was found in the part that is looked at. */
  errors: SchemaError[];
  /** The members and places that lead to the value. */
  readonly steps: (string | number)[];
}

/** After this many errors lists and maps are left: nobody reads more, and a hostile list must not fill the memory. */
const MAX_ERRORS = 64;

/** What a broken keyword means, to be read after the path of the value. Every keyword that the schemas use is here. */
const MESSAGES: Readonly<Record<string, (params: Params) => string>> = {
  type: ({ type }) => `must be ${Array.isArray(type) ? type.join(' or ') : String(type)}`,
  required: ({ missingProperty }) => `must have required property '${String(missingProperty)}'`,
  additionalProperties: ({ additionalProperty }) =>
    `must not have the unknown property '${String(additionalProperty).slice(0, 64)}'`,
  enum: ({ allowedValues }) => `must be one of ${Array.isArray(allowedValues) ? allowedValues.join(', ') : ''}`,
  pattern: ({ means }) => `must be ${String(means)}`,
  minLength: ({ limit }) => (limit === 1 ? 'must not be empty' : `must have at least ${String(limit)} characters`),
  maxLength: ({ limit }) => `must have at most ${String(limit)} characters`,
  minItems: ({ limit }) => (limit === 1 ? 'must not be empty' : `must have at least ${String(limit)} entries`),
  maxItems: ({ limit }) => `must have at most ${String(limit)} entries`,
  minimum: ({ limit }) => `must be at least ${String(limit)}`,
  maximum: ({ limit }) => `must be at most ${String(limit)}`,
};

interface Validator {
  (value: unknown): boolean;
  errors: readonly SchemaError[] | null;
}

/** A validator of these rules, in the form that `validators.d.ts` describes. */
export function validator(rules: Rules): Validator {
  const validate = (value: unknown): boolean => {
    const walk: Walk = { errors: [], steps: [] };
    check(rules, value, walk);
    validate.errors = walk.errors.length === 0 ? null : walk.errors;
    return walk.errors.length === 0;
  };
  validate.errors = null as Validator['errors'];
  return validate;
}

function add({ errors, steps }: Walk, keyword: string, params: Params): void {
  const instancePath = steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  errors.push({ instancePath, keyword, params, message: MESSAGES[keyword]?.(params) ?? '' });
}

function check(rules: Rules, value: unknown, walk: Walk): void {
  if (rules.part !== undefined) return checkPart(rules.part, value, walk);
  const { type } = rules;
  if (type !== undefined && !hasType(type, value)) add(walk, 'type', { type });
  checkContent(rules, value, walk);
  if (rules.enum?.includes(value) === false) add(walk, 'enum', { allowedValues: rules.enum });
}

function checkContent(rules: Rules, value: unknown, walk: Walk): void {
  if (typeof value === 'number') checkNumber(rules, value, walk);
  else if (typeof value === 'string') checkText(rules, value, walk);
  else if (Array.isArray(value)) checkList(rules, value, walk);
  else if (typeof value === 'object' && value !== null) checkMap(rules, value as AnyMap, walk);
}

function checkPart(part: Rules, value: unknown, walk: Walk): void {
  const before = walk.errors;
  walk.errors = [];
  check(part, value, walk);
  walk.errors = walk.errors.length === 0 ? before : [...before, ...walk.errors];
}

function hasType(type: string | readonly string[], value: unknown): boolean {
  if (typeof type !== 'string') return type.some((one) => hasType(one, value));
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  return typeof value === type && (type !== 'object' || (value !== null && !Array.isArray(value)));
}

function checkNumber({ maximum, minimum }: Rules, value: number, walk: Walk): void {
  if (maximum !== undefined && value > maximum) add(walk, 'maximum', { comparison: '<=', limit: maximum });
  if (minimum !== undefined && value < minimum) add(walk, 'minimum', { comparison: '>=', limit: minimum });
}

function checkText({ maxLength, minLength, pattern, means }: Rules, text: string, walk: Walk): void {
  if (maxLength !== undefined && text.length > maxLength && codePoints(text) > maxLength)
    add(walk, 'maxLength', { limit: maxLength });
  if (minLength !== undefined && text.length < minLength * 2 && codePoints(text) < minLength)
    add(walk, 'minLength', { limit: minLength });
  if (pattern !== undefined && !matches(pattern, text)) add(walk, 'pattern', { pattern, means });
}

function checkList({ maxItems, minItems, items }: Rules, list: readonly unknown[], walk: Walk): void {
  if (maxItems !== undefined && list.length > maxItems) add(walk, 'maxItems', { limit: maxItems });
  if (minItems !== undefined && list.length < minItems) add(walk, 'minItems', { limit: minItems });
  if (items === undefined) return;
  for (let index = 0; index < list.length && walk.errors.length < MAX_ERRORS; index += 1) {
    walk.steps.push(index);
    check(items, list[index], walk);
    walk.steps.pop();
  }
}

function checkMap(rules: Rules, map: AnyMap, walk: Walk): void {
  const { required, additionalProperties: others, properties } = rules;
  if (required !== undefined)
    for (const name of required) if (map[name] === undefined) add(walk, 'required', { missingProperty: name });
  if (others === false || typeof others === 'object') checkOthers(rules, map, walk);
  for (const name in properties) {
    const value = map[name];
    const own = properties[name];
    if (value === undefined || own === undefined) continue;
    walk.steps.push(name);
    check(own, value, walk);
    walk.steps.pop();
  }
}

function checkOthers(rules: Rules, map: AnyMap, walk: Walk): void {
  const { additionalProperties: others, properties } = rules;
  for (const name in map) {
    if (walk.errors.length >= MAX_ERRORS) return;
    if (properties !== undefined && Object.hasOwn(properties, name)) continue;
    if (typeof others !== 'object') add(walk, 'additionalProperties', { additionalProperty: name });
    else {
      walk.steps.push(name);
      check(others, map[name], walk);
      walk.steps.pop();
    }
  }
}

/** Length of a text in Unicode code points, as the API server counts `minLength` and `maxLength`. */
function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Longest text that a pattern is tried on; the schemas limit the length wherever they have a pattern. */
const MAX_PATTERN_TEXT = 4096;

/** Patterns that were asked for, made when they first are. */
const PATTERNS = /* @__PURE__ */ new Map<string, RegExp>();

/** Whether a text matches. A longer text counts as a match: its length is the error, and the matcher could run out of stack on it. */
function matches(pattern: string, text: string): boolean {
  if (text.length > MAX_PATTERN_TEXT * 2) return true;
  const made = PATTERNS.get(pattern);
  if (made !== undefined) return made.test(text);
  PATTERNS.set(pattern, new RegExp(pattern, 'u'));
  return matches(pattern, text);
}
