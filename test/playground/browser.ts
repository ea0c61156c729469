// Finds a Chromium and opens the playground in it.

import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const ROOT = join(import.meta.dirname, '../..');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Folder of the page. */
export const FOLDER: string = join(ROOT, 'docs/playground');
/** The page as one file. */
export const SINGLE_FILE: string = join(ROOT, 'dist/playground.html');

/** The browser that `CHROMIUM` names, or the first one on PATH. */
function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram);
  return named ?? found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const program = findChromium();

/** Why the page cannot be tested here; false when it can. */
export const SKIP: string | false = whyNot();

function whyNot(): string | false {
  if (program === undefined) return 'no Chromium: install it (apt-get install chromium), or name one in CHROMIUM';
  return existsSync(join(FOLDER, 'playground.js')) ? false : 'the page is not built: run make build';
}

/** Starts the browser without a window. */
export async function launch(): Promise<Browser> {
  // The sandbox of Chromium does not start for root, as which containers run.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: program ?? '', args });
}

/** A page with what it asked for and what it complained about. */
export interface Opened {
  readonly page: Page;
  /** Addresses of all requests. */
  readonly requests: readonly string[];
  /** Lines of the console and uncaught exceptions. */
  readonly complaints: readonly string[];
}

/** Opens an address and waits until the page works. */
export async function open(browser: Browser, url: string): Promise<Opened> {
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => void requests.push(request.url()));
  page.on('console', (message) => void complaints.push(message.text()));
  page.on('pageerror', (error) => void complaints.push(error.message));
  await page.goto(url);
  await page.locator('#work').waitFor();
  return { page, requests, complaints };
}
