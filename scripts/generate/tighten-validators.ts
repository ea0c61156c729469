// Generator: makes Ajv's standalone code small, self-contained and safe against huge invalid input.

/** Text in Ajv's output (with `lines: true`) and what takes its place. */
const REWRITES: readonly (readonly [RegExp, string])[] = [
  // Ajv would load this function at run time.
  [/require\("ajv\/dist\/runtime\/ucs2length"\)\.default/gu, 'codePoints'],
  [/\b(pattern\d+)\.test\(/gu, 'matches($1, '],
  // An error is made by one function instead of eight lines; the schema's own path is dropped.
  [
    /const (err\d+) = \{instancePath(?::(.*?))?,schemaPath:"(?:[^"\\]|\\.)*",(keyword:.*)\};\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}/gu,
    'vErrors = addError(vErrors, $2, {$3});',
  ],
  [/addError\(vErrors, , /gu, 'addError(vErrors, instancePath, '],
  // Of the arguments about the place of a value, validators read only the path.
  [/, \{instancePath:(.*?),parentData:.*?,rootData\}\)/gu, ', $1)'],
  [/, \{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}\)/gu, ', instancePath = "")'],
  // Tests that stand in a hundred places.
  [/\b(data\d*) && typeof \1 == "object" && !Array\.isArray\(\1\)/gu, 'isMap($1)'],
  [
    /\(\(typeof (data\d*) == "number"\) && \(!\(\1 % 1\) && !isNaN\(\1\)\)\) && \(isFinite\(\1\)\)/gu,
    'Number.isInteger($1)',
  ],
  // The list of the errors is their number too.
  [/\nlet errors = 0;/gu, ''],
  [/\nerrors\+\+;/gu, ''],
  [
    /vErrors = vErrors === null \? (validate\d+)\.errors : vErrors\.concat\(\1\.errors\);\nerrors = vErrors\.length;/gu,
    'vErrors = addErrors(vErrors, $1.errors);',
  ],
  [/return errors === 0;/gu, 'return vErrors === null;'],
  // Ajv itself has only "stop at the first error" and "find all".
  [/for\(let (i\d+)=0; \1<len\d+; \1\+\+\)\{/gu, '$&if(isFull(vErrors))break;'],
  [/for\(const key\d+ in data\d*\)\{/gu, '$&if(isFull(vErrors))break;'],
];

/** Rewrites the code of Ajv 8 for `allErrors`, `esm` and `lines`. Unknown code is left; the caller checks for leftovers. */
export function tightenValidators(source: string, patternMeanings: ReadonlyMap<string, string>): string {
  const rewritten = REWRITES.reduce(
    (text, [pattern, replacement]) => text.replaceAll(pattern, replacement),
    inlineSchemaParts(source),
  );
  const explained = rewritten.replaceAll(/params:\{pattern: ("(?:[^"\\]|\\.)*")\}/gu, (_text, pattern: string) => {
    const means = patternMeanings.get(String(JSON.parse(pattern))) ?? '';
    return `params:{pattern: ${pattern}, means: ${JSON.stringify(means)}}`;
  });
  return `import { addError, addErrors, codePoints, isFull, isMap, matches } from './validator-runtime.ts';\n${shareRules(explained)}`;
}

const RULE = /\{keyword:"\w+",params:\{[^{}]*\}\}/gu;

/** What an error says is often the same, "must be a text" above all: such rules stand once, at the top. */
function shareRules(source: string): string {
  const counts = new Map<string, number>();
  for (const [rule] of source.matchAll(RULE)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const shared = [...counts].filter(([rule, count]) => count > 1 && isLiteral(rule)).map(([rule]) => rule);
  const names = new Map(shared.map((rule, index) => [rule, `rule${index}`]));
  const declarations = [...names].map(([rule, name]) => `const ${name} = ${rule};\n`);
  return declarations.join('') + source.replaceAll(RULE, (rule) => names.get(rule) ?? rule);
}

/** Whether a rule names no variable: the key of an unknown property is another one each time. */
function isLiteral(rule: string): boolean {
  return !/[:,[]\s*[A-Za-z_$]/u.test(rule.replaceAll(/"(?:[^"\\]|\\.)*"/gu, '0').replaceAll(/\w+\s*:/gu, ':'));
}

/** Errors quote parts of a schema (the values of an `enum`): writes them in place, so that the schemas need not be in the file. */
function inlineSchemaParts(source: string): string {
  const schemas = new Map<string, unknown>();
  const rest = source.replaceAll(/^const (schema\d+) = (\{.*\});$/gmu, (_line, name: string, json: string) => {
    schemas.set(name, JSON.parse(json));
    return '';
  });
  return rest.replaceAll(/\b(schema\d+)((?:\.[\w$]+|\["[^"\]]*"\])+)/gu, (_text, name: string, path: string) => {
    const steps = path.matchAll(/\.([\w$]+)|\["([^"\]]*)"\]/gu);
    let part = schemas.get(name);
    for (const [, plain, quoted] of steps) part = (part as Record<string, unknown>)[plain ?? quoted ?? ''];
    return JSON.stringify(part);
  });
}
