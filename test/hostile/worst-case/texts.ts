// Texts that parsers find hard, each filled up to a number of bytes.

/** Makes a text of about this many bytes. */
export type Text = (bytes: number) => string;

function repeat(part: string, start = '', end = ''): Text {
  return (bytes) =>
    start + part.repeat(Math.max(0, Math.floor((bytes - start.length - end.length) / part.length))) + end;
}

/** Parts that differ, by their numbers. */
function count(part: (index: number) => string, start = '', end = ''): Text {
  return (bytes) => {
    const parts: string[] = [];
    let left = bytes - start.length - end.length;
    for (let index = 0; ; index += 1) {
      left -= part(index).length;
      if (left < 0) return start + parts.join('') + end;
      parts.push(part(index));
    }
  };
}

const name = (index: number): string => index.toString(36);
const HEAD = 'version: "1.0"\ntype: cedarv1\ncedar:\n  policies:\n';
const IPV6 = (index: number): string =>
  `2001:db8:${(index >> 8).toString(16)}:${((index * 7) & 0xff).toString(16)}::/64`;

/** Nesting, repetition, many small members, mistakes without end: for YAML, and for JSON, which is YAML too. */
export const TEXTS: Readonly<Record<string, Text>> = {
  'opening brackets': repeat('['),
  'closing brackets': repeat(']'),
  'opening braces': repeat('{'),
  'maps in maps': repeat('{a: '),
  'balanced JSON lists': (bytes) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2),
  'JSON objects in each other': (bytes) => `${'{"a":'.repeat(bytes / 6)}1${'}'.repeat(bytes / 6)}`,
  'one member again': repeat('a: 1\n'),
  'one member again in braces': repeat('a: 1, ', '{', '}'),
  'many members': count((index) => `a${name(index)}: 1\n`),
  'many short members': count((index) => `a${name(index)}:\n`),
  'many members in braces': count((index) => `a${name(index)}, `, '{', '}'),
  'many members of JSON': count((index) => `${index === 0 ? '' : ','}"a${name(index)}":1`, '{', '}'),
  'lists in lists': repeat('- '),
  'empty items': repeat('-\n'),
  'keys in keys': repeat('? '),
  'keys of maps': repeat('? {a: 1}\n: 1\n'),
  'empty keys': repeat(':\n'),
  'ever deeper': count((index) => `${' '.repeat(index)}a:\n`),
  'deeper and back': count((index) => `${' '.repeat(index % 200)}a:\n`),
  anchors: count((index) => `- &a${name(index)} x\n`),
  aliases: repeat('- *a\n', 'a: &a x\nb:\n'),
  'aliases of many anchors': count((index) => `- &a${name(index)} x\n- *a${name(index)}\n`),
  'copies of copies': count(
    (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]\n`,
    'a0: &a0 [x, x]\n',
  ),
  tags: repeat('- !a x\n'),
  quotes: repeat('"a" '),
  'open quotes': repeat("- '\n"),
  commas: repeat(',', '[', ']'),
  'empty lists': repeat('[],', '[', ']'),
  comments: repeat('#\n'),
  'empty lines': repeat('\n'),
  spaces: repeat(' '),
  directives: repeat('%\n'),
  documents: repeat('--- a\n...\n'),
  'a block of text': repeat(' x\n', 'a: |\n'),
  'folded text': repeat('  x\n x\n', 'a: >\n'),
  'a long word': repeat('x', 'a: '),
  escapes: repeat('\\u0041', '"', '"'),
  'no text': repeat('\u0000'),
  emoji: repeat('😀', 'a: '),
  policies: count((index) => `    - permit(principal, action, resource == Tool::"${name(index)}");\n`, HEAD),
  'empty policies': repeat('    - x\n', HEAD),
  'policies of quotes': repeat('<', `${HEAD}    - "`, '"\n'),
  'a policy in JSON': repeat('\\u003c', '{"version":"1.0","type":"cedarv1","cedar":{"policies":["', '"]}}'),
};

/** Profiles of the right form, with as many entries as there is room for. */
export const PROFILES: Readonly<Record<string, Text>> = {
  'IPv4 addresses': profileOf((index) => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`),
  'one address again': profileOf(() => '10.0.0.1'),
  'IPv6 blocks': profileOf(IPV6),
  'IPv6 addresses': profileOf((index) => `::${index.toString(16)}`),
  'halves of blocks': profileOf((index) => `10.${index & 255}.${(index >> 8) & 255}.0/24`),
  'host names': profileOf((index) => `a${name(index)}.example.com`),
  'names with a dot before': profileOf((index) => `.a${name(index)}.example.com`),
  'one name of dots': profileOf(() => '.'.repeat(10_000)),
  'no addresses': profileOf((index) => `%${name(index)}`),
  ports: count(
    (index) => `${index === 0 ? '' : ','}${1 + (index % 65_535)}`,
    '{"network":{"outbound":{"allow_port":[',
    ']}}}',
  ),
  mounts: count((index) => `${index === 0 ? '' : ','}"/${name(index)}"`, '{"read":[', ']}'),
  'unknown members': count((index) => `${index === 0 ? '' : ','}"a${name(index)}":1`, '{', '}'),
};

function profileOf(host: (index: number) => string): Text {
  return count(
    (index) => `${index === 0 ? '' : ','}"${host(index)}"`,
    '{"network":{"outbound":{"allow_host":[',
    ']}}}',
  );
}

/** Defaults of a namespace with long lists. */
export const DEFAULTS: Readonly<Record<string, Text>> = {
  'closed blocks': count((index) => `      - ${IPV6(index)}\n`, 'permissionProfiles:\n  network:\n    except:\n'),
  'closed blocks in JSON': count(
    (index) => `${index === 0 ? '' : ','}"10.${(index >> 8) & 255}.${index & 255}.0/24"`,
    '{"permissionProfiles":{"network":{"except":[',
    ']}}}',
  ),
  'closed IPv6 blocks in JSON': count(
    (index) => `${index === 0 ? '' : ','}"${IPV6(index)}"`,
    '{"permissionProfiles":{"network":{"except":[',
    ']}}}',
  ),
  registries: count((index) => `${index === 0 ? '' : ','}"a${name(index)}"`, '{"imagePolicy":{"registries":[', ']}}'),
  'pull secrets': count((index) => `${index === 0 ? '' : ','}"a${name(index)}"`, '{"imagePullSecrets":[', ']}'),
  labels: count((index) => `${index === 0 ? '' : ','}"a${name(index)}":"b"`, '{"nodeSelector":{', '}}'),
};
