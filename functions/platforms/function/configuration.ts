// Step: from the platform's variables to what a function needs, with the server's names and sentences.

import type { Settings } from '../../decode/settings.ts';
import { DEFAULT_SETTINGS } from '../../decode/settings.ts';
import { fail, ok, type Result } from '../../kube/result.ts';
import { DEFAULT_MAX_BODY_BYTES } from '../../requests/limits.ts';
import { errorSentence, LOG_LEVELS, type LogLevel } from '../../requests/log.ts';
import { readSettingsText } from '../../requests/settings-text.ts';
import { parseTokens } from '../../requests/tokens.ts';
import { anyText, decodeVariables, oneOf, type Reader, type Variables, wholeNumber } from '../../requests/variables.ts';

/** How a function answers. */
export interface Configuration {
  readonly settings: Settings;
  /** Absent: whoever reaches the function may call it. */
  readonly tokens?: readonly string[];
  readonly maxBodyBytes: number;
  readonly logLevel: LogLevel;
}

/** Gives the text of a file, or throws. */
export type ReadFile = (file: string) => Promise<string>;

const READERS = {
  SETTINGS: anyText,
  SETTINGS_FILE: anyText,
  HOOK_TOKENS: anyText,
  HOOK_TOKEN_FILE: anyText,
  MAX_BODY_BYTES: wholeNumber({ min: 1024, max: 64 * 1024 * 1024, preset: DEFAULT_MAX_BODY_BYTES }),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info'),
} as const satisfies Readonly<Record<string, Reader<unknown>>>;

/** Decodes the variables of a function; others are not looked at. An error is the line that the server would not start with. */
export async function readConfiguration(variables: Variables, readFile: ReadFile): Promise<Result<Configuration>> {
  const decoded = decodeVariables(READERS, variables);
  if (!decoded.ok) return decoded;
  const { MAX_BODY_BYTES: maxBodyBytes, LOG_LEVEL: logLevel } = decoded.value;
  const settings = await readSettings(decoded.value, readFile);
  if (!settings.ok) return settings;
  const tokens = await readTokens(decoded.value, readFile);
  if (!tokens.ok) return tokens;
  return ok({
    settings: settings.value,
    maxBodyBytes,
    logLevel,
    ...(tokens.value !== undefined && { tokens: tokens.value }),
  });
}

/** A text that is given as it is, or by the name of a file. */
interface Source {
  readonly variable: string;
  readonly text: string | undefined;
  readonly file: string | undefined;
}

async function readSettings(
  {
    SETTINGS: text,
    SETTINGS_FILE: file,
  }: { readonly SETTINGS?: string | undefined; readonly SETTINGS_FILE?: string | undefined },
  readFile: ReadFile,
): Promise<Result<Settings>> {
  const found = await readSource({ variable: 'SETTINGS', text, file }, readFile);
  if (!found.ok) return found;
  return found.value === undefined ? ok(DEFAULT_SETTINGS) : readSettingsText(found.value.text, found.value.name);
}

async function readTokens(
  {
    HOOK_TOKENS: text,
    HOOK_TOKEN_FILE: file,
  }: { readonly HOOK_TOKENS?: string | undefined; readonly HOOK_TOKEN_FILE?: string | undefined },
  readFile: ReadFile,
): Promise<Result<readonly string[] | undefined>> {
  const found = await readSource({ variable: 'HOOK_TOKENS', text, file }, readFile);
  if (!found.ok) return found;
  if (found.value === undefined) return ok(undefined);
  const tokens = parseTokens(found.value.text);
  return tokens.ok ? tokens : fail(`${found.value.name} ${tokens.error}.`);
}

async function readSource(
  { variable, text, file }: Source,
  readFile: ReadFile,
): Promise<Result<{ readonly name: string; readonly text: string } | undefined>> {
  const fileVariable = `${variable.replace(/TOKENS$/, 'TOKEN')}_FILE`;
  if (text !== undefined && file !== undefined) return fail(`${variable} and ${fileVariable} must not be set both.`);
  if (file === undefined) return ok(text === undefined ? undefined : { name: variable, text });
  const name = `${fileVariable} ${file}`;
  try {
    return ok({ name, text: await readFile(file) });
  } catch (error) {
    return fail(`${name} cannot be read: ${errorSentence(error)}.`);
  }
}
