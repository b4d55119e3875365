import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { fileIncident, openAs, PEOPLE } from './support/portal';

const CHECKOUT = 'component:default/checkout';

test('from what there is to one item, its relations and the work on it', async ({
  page,
  request,
}) => {
  const title = `Nobody can pay ${Date.now()}`;
  await fileIncident(request, PEOPLE.owner, { service: CHECKOUT, title });
  await openAs(page, PEOPLE.owner, '/itsm/cmdb');
  // A portal that has just been started reads its catalog in a moment.
  await expect(async () => {
    await page.reload();
    await expect(
      page.getByRole('heading', { name: /\d\d configuration items/ }),
    ).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await page.getByRole('link', { name: /^Component: \d+ items/ }).click();
  await expect(page).toHaveURL(/items\?kind=component/);
  await expect(
    page.getByRole('button', { name: /Kind: Component/ }),
  ).toBeVisible();
  await page
    .getByRole('searchbox', { name: 'Search title or name' })
    .fill('check');
  await expect(page).toHaveURL(/q=check/);
  const list = page.getByRole('grid', { name: 'Configuration items' });
  // The head, and the one that it is about.
  await expect(list.getByRole('row')).toHaveCount(2);

  // By keyboard: to the row, beside the list, and out again.
  await page.getByRole('heading', { name: 'Configuration items' }).click();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Checkout' });
  await expect(panel.getByText('Is needed by Frontend')).toBeVisible();
  await expect(
    panel.getByRole('link', { name: new RegExp(title) }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();

  await page.getByRole('link', { name: 'Checkout', exact: true }).click();
  await expect(page).toHaveURL(/component\/checkout/);
});

test('a question about items is kept as a view, with its columns, and exported', async ({
  page,
}) => {
  // Nobody is there to choose a place for the file: it goes to the downloads.
  await page.addInitScript(() => {
    delete (window as unknown as Record<string, unknown>).showSaveFilePicker;
  });
  const name = `Apis of ours ${Date.now()}`;
  await openAs(page, PEOPLE.owner, '/itsm/cmdb/items?kind=api');
  await page.getByRole('button', { name: 'Columns' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByPlaceholder('Find a column').fill('ref');
  await dialog.getByRole('checkbox', { name: 'Reference' }).press('Space');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(
    page.getByRole('columnheader', { name: 'Reference' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Save view' }).click();
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: 'Name' })
    .fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const tab = page.getByRole('link', { name: new RegExp(name) });
  await expect(tab).toHaveAttribute('aria-current', 'page');
  await expect(tab).toContainText(/14/);

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /Export/ }).click();
  const text = await readFile(await (await saved).path(), 'utf8');
  const [header, first] = text.replace(/^\ufeff/, '').split('\r\n');
  expect(header).toContain('Reference');
  expect(first).toContain('api:default/');

  await page.getByRole('link', { name: /^All/ }).click();
  await tab.click();
  await expect(page).toHaveURL(/kind=api/);
});

test('who asks for things sees no CMDB', async ({ page }) => {
  await openAs(page, PEOPLE.requester, '/itsm/cmdb');
  await expect(
    page.getByText('There is no such page, or you may not see it'),
  ).toBeVisible();
});
