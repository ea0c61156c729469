// OpenTelemetry's numeric variables.

import { getNumberFromEnv } from '@opentelemetry/core';

/** The given variables by the names of options; absent where a variable is: then the SDK has its preset. */
export function numbersFromEnvironment(names: Readonly<Record<string, string>>): object {
  const numbers = Object.entries(names).map(([option, variable]) => [option, getNumberFromEnv(variable)] as const);
  return Object.fromEntries(numbers.filter(([, value]) => value !== undefined));
}
