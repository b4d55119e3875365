import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { fileIncident, openAs, PEOPLE } from './support/portal';

const CHECKOUT = 'component:default/checkout';

/** What this browser is to answer when it is asked where to keep a file. */
async function savesTo(page: Page, place: 'downloads' | 'disk') {
  await page.addInitScript(chosen => {
    const saving = window as unknown as Record<string, unknown>;
    if (chosen === 'downloads') delete saving.showSaveFilePicker;
    else {
      // Without somebody to choose: the disk that a page has for itself, written in the same way.
      saving.showSaveFilePicker = async (asked: { suggestedName: string }) => {
        const folder = await navigator.storage.getDirectory();
        return folder.getFileHandle(asked.suggestedName, { create: true });
      };
    }
  }, place);
}

/** The names and texts of the files on the page's own disk. */
const onDisk = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const folder: any = await navigator.storage.getDirectory();
    const found: Record<string, string> = {};
    for await (const [name, file] of folder.entries())
      found[name] = await (await file.getFile()).text();
    return found;
  });

/** Files two incidents and shows them, and nothing else, in the list. */
async function showTwo(
  page: Page,
  request: Parameters<typeof fileIncident>[0],
): Promise<string[]> {
  const word = `file${Date.now()}`;
  const numbers = [];
  for (const which of ['One', 'Two']) {
    const title = `${which} with ${word}`;
    numbers.push(
      await fileIncident(request, PEOPLE.owner, { service: CHECKOUT, title }),
    );
  }
  await openAs(page, PEOPLE.owner, `/itsm/incidents?q=${word}`);
  await expect(
    page.getByRole('row', { name: new RegExp(numbers[0]) }),
  ).toBeVisible();
  return numbers;
}

const exportButton = (page: Page) =>
  page.getByRole('button', { name: /Export what the list shows/ });

function expectBoth(text: string, numbers: readonly string[]) {
  const lines = text.trim().split(/\r?\n/);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/Number,Title,Priority/);
  for (const number of numbers) expect(text).toContain(number);
}

test.use({ viewport: { width: 1440, height: 900 } });

test('what the list shows can be taken along as a file', async ({
  page,
  request,
}) => {
  await savesTo(page, 'downloads');
  const numbers = await showTwo(page, request);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    exportButton(page).click(),
  ]);
  expectBoth(await readFile(await download.path(), 'utf8'), numbers);
  await expect(page.getByText(/An export holds at most/)).toBeVisible();
});

test('an export goes to disk as it comes in', async ({ page, request }) => {
  await savesTo(page, 'disk');
  const numbers = await showTwo(page, request);
  await exportButton(page).click();
  await expect(page.getByText(/^The file is written/)).toBeVisible();
  const files = Object.entries(await onDisk(page));
  expect(files).toHaveLength(1);
  expect(files[0][0]).toMatch(/^incidents-\d{4}-\d\d-\d\d\.csv$/);
  expectBoth(files[0][1], numbers);
});

test.describe('an export that does not come to its end', () => {
  let server: Server;
  let answers: ServerResponse[];

  test.beforeEach(async ({ page, request }) => {
    answers = [];
    // Begins an answer that has no end, until the test says what becomes of it.
    server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' });
      response.write(`Number,Title\r\n${'INC-1,Half\r\n'.repeat(9_000)}`);
      answers.push(response);
    });
    await new Promise<void>(up => server.listen(0, '127.0.0.1', up));
    const { port } = server.address() as AddressInfo;
    await page.route('**/incidents/export?*', route =>
      route.continue({ url: `http://127.0.0.1:${port}/` }),
    );
    await savesTo(page, 'disk');
    await showTwo(page, request);
    await exportButton(page).click();
    await expect(page.getByText('108 kB so far')).toBeVisible();
  });

  test.afterEach(async () => {
    server.closeAllConnections();
    await new Promise(down => server.close(down));
  });

  test('because the connection broke off leaves no half of a file and says what to do', async ({
    page,
  }) => {
    answers[0].destroy();
    await expect(
      page.getByText(
        /broke off after 108 kB, and nothing was kept\. Try again/,
      ),
    ).toBeVisible();
    expect(await onDisk(page)).toEqual({});
    await expect(exportButton(page)).toBeEnabled();
  });

  test('because somebody gave it up leaves nothing either', async ({
    page,
  }) => {
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText(/The export was cancelled/)).toBeVisible();
    expect(await onDisk(page)).toEqual({});
  });
});
