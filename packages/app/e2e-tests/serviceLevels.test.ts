import { expect, test } from '@playwright/test';
import { actions, fileIncident, head, openAs, PEOPLE } from './support/portal';

/** Clocks follow what happened within a second or so; the page looks again by itself. */
const SOON = { timeout: 10_000 };

test('what was promised is seen on an incident and in the list, explained, and told to who asked', async ({
  page,
  request,
}) => {
  const number = await fileIncident(request, PEOPLE.requester, {
    service: 'component:default/payment',
    title: 'Gift cards are refused at the till',
  });

  // The list says how much time is left, and leads to the page that says of what.
  await openAs(page, PEOPLE.owner, `/itsm/incidents?view=open&q=${number}`);
  const row = page.getByRole('row', { name: /Gift cards are refused/ });
  await expect(row.getByText(/ left/)).toBeVisible(SOON);
  await page.goto(`/itsm/incidents/${number}`);
  const clocks = page.getByRole('region', { name: 'Service levels' });
  const response = clocks.getByRole('listitem').filter({ hasText: 'Response' });
  await expect(response).toContainText(/ left.*of 4 h/);
  await expect(head(page)).toContainText(/ left/);

  // What is done is told as done, what waits as held, without loading the page again.
  await actions(page).getByRole('button', { name: 'Acknowledge' }).click();
  await expect(response).toContainText('In time', SOON);
  const held = actions(page).getByRole('button', { name: 'Put on hold' });
  await held.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Hold reason|waits for/i }).click();
  await page.getByRole('option', { name: 'Waiting for a supplier' }).click();
  await dialog.getByRole('button', { name: /^Put on hold/ }).click();
  await expect(clocks.getByText(/^Held, /).first()).toBeVisible(SOON);

  // How it came about: a picture, and the same in a table.
  await clocks.getByRole('button', { name: 'Explain' }).click();
  const told = page.getByRole('dialog', { name: /How the time of/ });
  await expect(
    told.getByRole('img', { name: /^Resolution: its time/ }),
  ).toBeVisible();
  await told.getByText('As a table').first().click();
  await expect(
    told.getByRole('columnheader', { name: 'Counted' }).first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');

  // From a clock to what was agreed, and to when people work.
  await clocks
    .getByRole('link', { name: 'What the shop promises' })
    .first()
    .click();
  await expect(
    page.getByRole('region', { name: 'What it covers' }),
  ).toContainText('All records of the type incident');
  await page
    .getByRole('link', { name: 'Office hours in Berlin' })
    .first()
    .click();
  const year = page.getByRole('grid', { name: /Working days of/ });
  await year.getByRole('gridcell', { name: /New Year/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/2 January(, .+)?: /)).toBeVisible();
  await page.getByRole('link', { name: 'All service levels' }).click();
  await expect(page.getByText(/that run (is|are) late|is late/)).toBeVisible();
});

test('a requester is told what was promised, and nothing of what teams agree on', async ({
  page,
  request,
}) => {
  const number = await fileIncident(request, PEOPLE.requester, {
    service: 'component:default/payment',
    title: 'The receipt names the wrong town',
  });
  await openAs(page, PEOPLE.requester, `/itsm/requests/${number}`);
  await expect(
    page.getByText(/^We promised a first answer by .+\.$/),
  ).toBeVisible(SOON);
  await expect(page.getByText(/OLA|between teams|Explain/)).toBeHidden();
});
