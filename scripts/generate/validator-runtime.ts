// Generator: the functions that every generated validator calls. They are bundled into the generated file.

interface Problem {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface SchemaError extends Problem {
  readonly instancePath: string;
  readonly message: string;
}

/** What a broken keyword means, to be read after the path of the value. Every keyword that the schemas use is here. */
const MESSAGES: Readonly<Record<string, (params: Problem['params']) => string>> = {
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

/** The list with one more error in it. */
export function addError(
  errors: SchemaError[] | null,
  instancePath: string,
  { keyword, params }: Problem,
): SchemaError[] {
  const error = { instancePath, keyword, params, message: MESSAGES[keyword]?.(params) ?? `breaks the rule ${keyword}` };
  if (errors === null) return [error];
  errors.push(error);
  return errors;
}

/** The list with those of a part of the value behind it. */
export function addErrors(errors: readonly SchemaError[] | null, more: readonly SchemaError[]): readonly SchemaError[] {
  return errors === null ? more : errors.concat(more);
}

/** After this many errors a validator leaves lists and maps: nobody reads more, and a hostile list must not fill the memory. */
const MAX_ERRORS = 64;

/** Whether nobody would read one more. */
export function isFull(errors: readonly SchemaError[] | null): boolean {
  return errors !== null && errors.length >= MAX_ERRORS;
}

/** Whether a value is a JSON object. */
export function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Length of a text in Unicode code points, as the API server counts `minLength` and `maxLength`. */
export function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Longest text that a pattern is tried on; the schemas limit the length wherever they have a pattern. */
const MAX_PATTERN_TEXT = 4096;

/** Whether a text matches. A longer text counts as a match: its length is the error, and the matcher could run out of stack on it. */
export function matches(pattern: RegExp, text: string): boolean {
  return text.length > MAX_PATTERN_TEXT * 2 || pattern.test(text);
}
