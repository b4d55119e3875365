import { expect, test } from '@playwright/test';
import { openAs, PEOPLE } from './support/portal';

const CURRENCY = 'component:default/currency';
const FINDINGS = `/itsm/cmdb/findings?view=mine&ref=${CURRENCY}`;

/** A portal that has just been started looks at its items in a moment; pages follow. */
const FIRST_LOOK = { timeout: 45_000 };

test('what is wrong with data is worked on, accepted for a while, and what is right is confirmed', async ({
  page,
}) => {
  // The answer leads to the findings behind it.
  await openAs(page, PEOPLE.owner, '/itsm/cmdb/health');
  await expect(
    page.getByText(/^Data of \d+ items is \d+ % healthy/),
  ).toBeVisible(FIRST_LOOK);
  await page.getByRole('link', { name: /^Completeness Is all there/ }).click();
  await expect(page).toHaveURL(/findings\?dimension=completeness/);

  // A finding becomes a task, which leads back to it.
  await page.goto(FINDINGS);
  await page.getByRole('row', { name: /Tier is missing/ }).click();
  const panel = page.getByRole('complementary', { name: 'Currency' });
  await panel.getByRole('button', { name: /^Make a task of/ }).click();
  await panel.getByRole('link', { name: /^CIT-\d+$/ }).click();
  await expect(page.getByRole('region', { name: 'What to do' })).toContainText(
    'Tier',
  );
  await page.getByRole('button', { name: 'Start work' }).click();
  await expect(page.getByText('In progress', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  const done = page.getByRole('dialog');
  await done.getByLabel(/What was done/).fill('Nothing yet');
  await done.getByRole('button', { name: /^Done/ }).click();
  await expect(
    page.getByRole('region', { name: 'What was done' }),
  ).toContainText('Nothing yet');

  // Another one is accepted for a while, and is back when that ends.
  await page.goto(FINDINGS);
  const runbook = page.getByRole('row', { name: /Runbook is missing/ });
  await runbook.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Excuse…' }).click();
  const excuse = page.getByRole('dialog');
  await excuse.getByLabel(/Why it is accepted/).fill('It has no moving parts');
  await excuse.getByRole('button', { name: /^Excuse/ }).click();
  await expect(runbook).toBeHidden();
  await page.getByRole('link', { name: /^Excused/ }).click();
  await runbook.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'End the excuse' }).click();
  await expect(runbook).toBeHidden();

  // Its owner says that the rest is true.
  await page.goto('/catalog/default/component/currency');
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Confirm/ })
    .click();
  await expect(page.getByText(/^Confirmed just now by/)).toBeVisible();
});
