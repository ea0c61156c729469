// Step: variables of an environment, each decoded by its reader.

import { fail, ok, type Result } from '../kube/result.ts';

/** An environment. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** Decodes one variable; the error is the end of the sentence "NAME must be …". */
export type Reader<T> = (raw: string | undefined) => Result<T>;

/** What the readers of a table give. */
export type DecodedBy<Readers extends Readonly<Record<string, Reader<unknown>>>> = {
  readonly [Name in keyof Readers]: Extract<ReturnType<Readers[Name]>, { ok: true }>['value'];
};

/**
 * Other variables are not looked at. An empty value counts as absent. An error is one line that names each bad variable and what it
 * must be.
 */
export function decodeVariables<Readers extends Readonly<Record<string, Reader<unknown>>>>(
  readers: Readers,
  variables: Variables,
): Result<DecodedBy<Readers>> {
  const decoded: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, read] of Object.entries<Reader<unknown>>(readers)) {
    const raw = variables[name];
    const result = read(raw === '' ? undefined : raw);
    if (result.ok) decoded[name] = result.value;
    else problems.push(`${name} must be ${result.error}, but is ${JSON.stringify(raw?.slice(0, 80))}`);
  }
  if (problems.length > 0) return fail(`${problems.join('; ')}.`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop has filled every key of the table
  return ok(decoded as DecodedBy<Readers>);
}

/** Any text. */
export function anyText(raw: string | undefined): Result<string | undefined> {
  return ok(raw);
}

/** A whole number within a range; `preset` when absent. */
export function wholeNumber(range: {
  readonly min: number;
  readonly max: number;
  readonly preset: number;
}): Reader<number> {
  return (raw) => {
    if (raw === undefined) return ok(range.preset);
    const value = /^\d{1,9}$/.test(raw) ? Number(raw) : -1;
    return value >= range.min && value <= range.max
      ? ok(value)
      : fail(`a whole number from ${range.min} to ${range.max}`);
  };
}

/** One of the choices; `preset` when absent. */
export function oneOf<T extends string>(choices: readonly T[], preset: T): Reader<T> {
  return (raw) => {
    if (raw === undefined) return ok(preset);
    const found = choices.find((choice) => choice === raw);
    return found === undefined ? fail(`one of ${choices.join(', ')}`) : ok(found);
  };
}
