// The playground in a real browser, without a network.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { run, serverYaml } from '../cli/command-line.ts';
import { readExpected } from '../expected/folders.ts';
import { FOLDER, launch, open, type Opened, SINGLE_FILE, SKIP } from './browser.ts';

const skip = SKIP;
const PAGE = pathToFileURL(join(FOLDER, 'index.html')).href;

/** The objects that the design promises for an HTTP server. */
const README_CHILDREN = [
  'ConfigMap example-server-runconfig',
  'Deployment example-server',
  'NetworkPolicy example-server-mcp',
  'NetworkPolicy example-server-proxy',
  'Role example-server-proxy-runner',
  'RoleBinding example-server-proxy-runner',
  'Service mcp-example-server',
  'Service mcp-example-server-headless',
  'Service mcp-example-server-proxy',
  'ServiceAccount example-server-proxy-runner',
  'ServiceAccount example-server-sa',
  'StatefulSet example-server',
];

/** Far more than a test needs on a busy machine; a page that hangs must not hang the suite. */
const TIMEOUT_MS = 300_000;

let browser: Browser;
before(async () => {
  if (skip === false) browser = await launch();
});
after(() => browser?.close());

/** One test with a page of its own, which must stay without complaints. */
function pageTest(title: string, check: (opened: Opened) => Promise<void>, url = PAGE): void {
  test(`playground: ${title}`, { skip, timeout: TIMEOUT_MS }, async () => {
    const opened = await open(browser, url);
    await check(opened);
    assert.deepEqual(opened.complaints, []);
    await opened.page.close();
  });
}

async function paste(page: Page, manifest: string, id = 'manifest'): Promise<void> {
  await page.locator(`#${id}`).fill(manifest);
  await page.locator('#answer[aria-busy=false]').waitFor();
}

async function children(page: Page): Promise<readonly string[]> {
  return page.locator('#children .child > summary').allTextContents();
}

async function childrenYaml(page: Page): Promise<string> {
  return (await page.locator('#children .child pre').allTextContents()).join('---\n');
}

pageTest('shows the children of the README example, byte for byte those of the main suite', async ({ page }) => {
  assert.match((await page.locator('#summary').textContent()) ?? '', /^Accepted · 3 warnings · 12 objects · http:/);
  assert.deepEqual((await children(page)).toSorted(), README_CHILDREN);
  assert.equal(await childrenYaml(page), readExpected('readme').get('children.yaml'));
});

pageTest('opened as a file it asks for its own two files and nothing else', async ({ page, requests }) => {
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.locator('#example').selectOption({ label: 'Many mistakes' });
  const own = ['index.html', 'style.css', 'playground.js'].map((file) => pathToFileURL(join(FOLDER, file)).href);
  assert.deepEqual(requests, own);
});

pageTest(
  'the single file asks for nothing',
  async ({ page, requests }) => {
    assert.deepEqual((await children(page)).toSorted(), README_CHILDREN);
    assert.deepEqual(requests, [pathToFileURL(SINGLE_FILE).href]);
  },
  pathToFileURL(SINGLE_FILE).href,
);

test('playground: works from a static server', { skip, timeout: TIMEOUT_MS }, async () => {
  const types: Readonly<Record<string, string>> = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
  const server = createServer(({ url = '' }, response) => {
    const file = url === '/' ? 'index.html' : url.slice(1);
    response.setHeader('content-type', types[file.split('.').at(-1) ?? ''] ?? 'text/plain');
    response.end(readFileSync(join(FOLDER, file)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { page, complaints } = await open(browser, `http://127.0.0.1:${port}/`);
  assert.deepEqual((await children(page)).toSorted(), README_CHILDREN);
  assert.deepEqual(complaints, []);
  await page.close();
  server.closeAllConnections();
  server.close();
});

pageTest('what is pasted is answered as the command line does it', async ({ page }) => {
  const manifest = serverYaml(
    'other',
    '  permissionProfile: {type: builtin, name: none}\n  secrets: [{name: a, key: b}]\n',
  );
  await paste(page, manifest);
  const rendered = await run('render -', { stdin: manifest });
  assert.equal(rendered.err, '');
  assert.equal(await childrenYaml(page), rendered.out);
});

pageTest('a finding names the line, and leads to it', async ({ page }) => {
  await paste(page, serverYaml('other', '  port: 1\n  proxyPort: 2\n'));
  const finding = page.locator('#findings li.error').first();
  assert.match((await finding.textContent()) ?? '', /MCP003.*spec\.port/);
  await finding.getByRole('button', { name: 'line 7' }).click();
  const selected = await page
    .locator('#manifest')
    .evaluate((area: { value: string; selectionStart: number; selectionEnd: number }) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
  assert.equal(selected, '  port: 1');
  assert.match((await page.locator('#summary').textContent()) ?? '', /^Refused · 1 error/);
});

pageTest('the reach table follows the permission profile', async ({ page }) => {
  await page.getByRole('tab', { name: 'Reach' }).click();
  const row = page.getByRole('row', { name: /cloud metadata/ });
  assert.deepEqual((await row.getByRole('cell').allTextContents()).slice(1), ['yes', 'no']);
  await paste(page, serverYaml('other', '  permissionProfile: {type: builtin, name: none}\n'));
  assert.deepEqual((await row.getByRole('cell').allTextContents()).slice(1), ['no', 'no']);
});

pageTest('compares two manifests and says what restarts', async ({ page }) => {
  await page.getByRole('tab', { name: 'Compare' }).click();
  await page.getByRole('button', { name: /Keep this one/ }).click();
  assert.match((await page.locator('#changes').textContent()) ?? '', /default\/example-server does not change/);
  const manifest = await page.locator('#manifest').inputValue();
  await paste(page, manifest.replace('mcp-server\n', 'mcp-server:2\n'));
  const changes = (await page.locator('#changes').textContent()) ?? '';
  assert.match(changes, /restarts the backend: yes, because spec\.image changed/);
  assert.match(changes, /~ StatefulSet\/example-server/);
});

pageTest('settings count, and bad ones are named', async ({ page }) => {
  await page.getByText('Settings of the operator').click();
  await paste(page, 'proxy: {image: registry.test/proxy:1}', 'settings');
  assert.match(await childrenYaml(page), /image: registry\.test\/proxy:1$/m);
  await paste(page, 'proxy: {imag: a}', 'settings');
  assert.match(
    (await page.locator('#settings-problem').textContent()) ?? '',
    /^proxy: must not have the unknown property 'imag'$/,
  );
  assert.match((await page.locator('#summary').textContent()) ?? '', /settings/);
});

pageTest('a half-finished text says where it breaks, and the other documents are answered', async ({ page }) => {
  await paste(page, `${serverYaml('good')}---\nkind: [\n---\n${serverYaml('second')}`);
  assert.match(
    (await page.locator('#summary').textContent()) ?? '',
    /Accepted.*Cannot be read: line \d+, column \d+: /,
  );
  await page.getByLabel('Server', { exact: true }).selectOption('team/second');
  assert.ok((await children(page)).includes('Deployment second'));
});

pageTest('nothing that is pasted becomes markup', async ({ page, requests }) => {
  const evil = '<img src=http://evil.test/x onerror=alert(1)>';
  await paste(page, serverYaml('other', `  args: ["${evil}"]\n  transport2: "${evil}"\n`).replace('team', `"${evil}"`));
  assert.equal(await page.locator('main img').count(), 0);
  assert.equal(requests.filter((url) => url.includes('evil')).length, 0);
});

pageTest('everything can be reached with the keyboard', async ({ page }) => {
  await page.locator('#tab-findings').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('#children').isVisible(), true);
  assert.equal(await page.locator('#findings').isVisible(), false);
  assert.equal(await page.locator('#tab-children').getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#children .child').first().getAttribute('open'), '');
  await page.locator('#tab-children').focus();
  await page.keyboard.press('End');
  assert.equal(await page.locator('#compare').isVisible(), true);
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('#findings').isVisible(), true);
});

pageTest('fits a telephone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360, (await tab.textContent()) ?? '');
  }
});

/** What a screen reader would say of an element: `- button "Copy"`. */
const NAMED = /^- (textbox|combobox|button|tab|tabpanel|group) "[^"]+"/;

pageTest('every field, button and panel has a name for screen readers', async ({ page }) => {
  await page
    .locator('#children .child')
    .first()
    .evaluate((child: { open: boolean }) => Object.assign(child, { open: true }));
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    const elements = page
      .locator('textarea, select, button, pre:not([aria-hidden]), [role=tabpanel]')
      .filter({ visible: true });
    for (const element of await elements.all()) assert.match(await element.ariaSnapshot(), NAMED);
  }
});

pageTest('numbers the lines and colours the text, exactly below the letters that are typed', async ({ page }) => {
  await paste(page, serverYaml('a', '  # why\n'));
  const numbers = (await page.locator('.editor .numbers').textContent()) ?? '';
  assert.equal(numbers, ['1', '2', '3', '4', '5', '6', '7', '8'].join('\n'));
  assert.equal(await page.locator('.editor .colours').textContent(), `${serverYaml('a', '  # why\n')}\n`);
  assert.equal(await page.locator('.editor .comment').textContent(), '# why');
  const metricsOf = (selector: string): Promise<unknown> =>
    page.evaluate(`(({ font, lineHeight, paddingTop }) => ({ font, lineHeight, paddingTop }))(
      getComputedStyle(document.querySelector('${selector}')))`);
  assert.deepEqual(await metricsOf('.editor .colours'), await metricsOf('#manifest'));
});

pageTest('a broken text says where, in each panel something', async ({ page }) => {
  await paste(page, 'kind: MCPServer\nspec: {image: a\nmetadata: [\n');
  const place = page.locator('#findings button');
  assert.match((await place.textContent()) ?? '', /^line \d+, column \d+$/);
  await place.click();
  assert.equal(await page.evaluate('document.activeElement.id'), 'manifest');
  for (const panel of ['children', 'status', 'reach'])
    assert.match((await page.locator(`#${panel}`).textContent()) ?? '', /Nothing to show/);
});

pageTest('what should not be open is red when it is, and green when it is closed', async ({ page }) => {
  const classOf = (says: RegExp): Promise<string | null> =>
    page.locator('#reach tr', { hasText: says }).locator('td').nth(1).getAttribute('class');
  await paste(page, serverYaml('a', '  permissionProfile: {type: builtin, name: network}\n'));
  assert.equal(await classOf(/cloud metadata/), 'danger');
  await paste(page, serverYaml('a', '  permissionProfile: {type: builtin, name: none}\n'));
  assert.equal(await classOf(/cloud metadata/), 'closed');
  assert.equal(await classOf(/its own proxy/), 'plain');
  assert.equal(await page.locator('#reach table').count(), 2);
});

pageTest('a reload keeps the text, and a link brings it to somebody else', async ({ page }) => {
  await paste(page, serverYaml('kept', '  # größer ≥ 1\n'));
  await page.reload();
  await page.locator('#answer[aria-busy=false]').waitFor();
  assert.equal(await page.locator('#manifest').inputValue(), serverYaml('kept', '  # größer ≥ 1\n'));
  await page.locator('#share').click();
  const link = page.url();
  assert.match(link, /#[\w-]{100,}$/);
  await paste(page, serverYaml('other'));
  const second = await browser.newPage();
  await second.goto(link);
  await second.locator('#answer[aria-busy=false]').waitFor();
  assert.match(await second.locator('#manifest').inputValue(), /name: kept/);
  await second.close();
});

pageTest('no time is of 1970', async ({ page }) => {
  const status = (await page.locator('#status').textContent()) ?? '';
  assert.match(status, /lastTransitionTime: "?20\d\d-/);
  assert.ok(!status.includes('1970'));
});
