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
  await expect(page.getByRole('region', { name: 'Resolution' })).toContainText(
    'At 75 %tells who has it and the owner group',
  );
  await page
    .getByRole('link', { name: 'Office hours in Berlin' })
    .first()
    .click();
  const year = page.getByRole('grid', { name: /Working days of/ });
  await year.getByRole('gridcell', { name: /New Year/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText(/2 January(, .+)?: /)).toBeVisible();
  await page.getByRole('link', { name: 'All service levels' }).click();
  await expect(page.getByText(/those that run (is|are) late\.$/)).toBeVisible();
});

test('what is due first stands first in the queue, and a month of a service goes on paper', async ({
  page,
  request,
}) => {
  const number = await fileIncident(request, PEOPLE.requester, {
    service: 'component:default/payment',
    title: 'Refunds are booked twice',
  });
  await openAs(
    page,
    PEOPLE.owner,
    '/itsm/service-levels/breaching?within=P7D&service=component:default/payment',
  );
  // By keyboard: through the rows, and onto the record's page.
  const row = page.getByRole('row', { name: /Refunds are booked twice/ });
  await expect(row.getByText(/ left/)).toBeVisible(SOON);
  const rows = page.getByRole('row').filter({ hasText: /INC-/ });
  const before = await rows.allInnerTexts();
  const place = before.findIndex(text => text.includes(number));
  for (let i = 0; i <= place; i += 1) await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${number}$`));

  // Kept or missed, it is counted: the response is there once it is acknowledged.
  await actions(page).getByRole('button', { name: 'Acknowledge' }).click();
  await page.goto('/itsm/service-levels');
  await expect(
    page.getByText(/% of \d+ promises? to customers (was|were) kept/),
  ).toBeVisible(SOON);
  const services = page.getByRole('table', { name: 'By service' });
  await services.getByRole('link', { name: 'Payment' }).click();
  await expect(page.getByRole('heading', { name: /^Payment, / })).toBeVisible();
  await page.getByRole('button', { name: 'Month after' }).click();
  const promises = page.getByRole('table', { name: 'By agreement' });
  await expect(
    promises.getByRole('row', { name: /What the shop promises.*Response/ }),
  ).toBeVisible();
  // On paper there is the review and no way around the portal.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(promises).toBeVisible();
});

test('what a change would flip is tried before it is saved; a service says what is promised for it', async ({
  page,
}) => {
  await openAs(
    page,
    PEOPLE.admin,
    '/itsm/admin/definitions/new?kind=agreement',
  );
  await page.getByRole('textbox', { name: /^Key/ }).fill('checkout-strict');
  await page
    .getByRole('textbox', { name: 'YAML' })
    .fill(
      [
        'name: Strict for checkout',
        'type: sla',
        'precedence: 1',
        "scope: { serviceRef: 'component:default/checkout' }",
        'targets:',
        '  - metric: resolution',
        '    goals: [{ within: 1m, calendar: always }]',
      ].join('\n'),
    );
  await page
    .getByRole('button', { name: 'Try it on the last 90 days' })
    .click();
  await expect(page.getByText(/would have been missed, and/)).toBeVisible(SOON);
  const flips = page.getByRole('table', { name: 'Records that flip' });
  await expect(flips.getByText(/^Missed: .* of 1 min$/).first()).toBeVisible();

  await page.goto('/catalog/default/component/checkout/service-levels');
  const promised = page.getByRole('region', {
    name: 'What the shop promises',
  });
  await expect(promised).toContainText('All its records of the type incident');
  await expect(promised).toContainText('15 minif priority is P1');
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
