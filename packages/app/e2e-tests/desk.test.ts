import { expect, test } from '@playwright/test';
import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { importHistory } from './support/history';
import {
  anotherPerson,
  conversation,
  fileIncident,
  head,
  openAs,
  PEOPLE,
  signIn,
} from './support/portal';
import { Person } from './support/story';

const CHECKOUT = 'component:default/checkout';

const row = (page: Page, number: string): Locator =>
  page.getByRole('row', { name: new RegExp(number) });
const panel = (page: Page, number: string): Locator =>
  page.getByRole('complementary', { name: number });
const queue = (page: Page, name: string): Locator =>
  page
    .getByRole('navigation', { name: 'Queues and views' })
    .getByRole('link', { name: new RegExp(`^${name}`) });

/** Jonas files incidents whose titles share a word that nothing else has. */
async function fileSome(
  request: APIRequestContext,
  word: string,
  count: number,
) {
  const numbers: string[] = [];
  for (let i = 0; i < count; i += 1) {
    numbers.push(
      await fileIncident(request, PEOPLE.owner, {
        service: CHECKOUT,
        title: `Something ${i} with ${word}`,
      }),
    );
  }
  return numbers;
}

/** A word that only this run of the test uses. */
const uniqueWord = (what: string) => `${what}${Date.now()}`;

test.use({ viewport: { width: 1440, height: 900 } });

test('the desk is worked from the keyboard, with the incident beside the list', async ({
  page,
  request,
}) => {
  const word = uniqueWord('keys');
  const [first, second] = await fileSome(request, word, 2);
  await openAs(
    page,
    PEOPLE.owner,
    `/itsm/incidents?q=${word}&sort=number&order=asc`,
  );
  await expect(row(page, first)).toBeVisible();

  await page.keyboard.press('j');
  await expect(row(page, first)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel(page, first)).toBeVisible();
  await expect(head(page).getByText(first)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`open=${first}`));
  await page.keyboard.press('j');
  await expect(panel(page, second)).toBeVisible();
  await expect(head(page).getByText(second)).toBeVisible();

  // The keyboard is in the list still, until somebody opens what is open.
  await expect(row(page, second)).toBeFocused();
  await page.keyboard.press('a');
  await expect(row(page, second).getByText(/Jonas/)).toBeHidden();
  await expect(
    panel(page, second)
      .getByText(/^Jonas/)
      .first(),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel(page, second)).toBeHidden();
  await expect(row(page, second)).toBeFocused();
  await expect(row(page, second).getByText(/^Jonas/)).toBeVisible();

  await page.keyboard.press('/');
  await page.keyboard.type('jx');
  await expect(page.getByLabel('Search number or title')).toHaveValue(
    `${word}jx`,
  );
  await page.getByLabel('Search number or title').fill(word);
  await expect(row(page, first)).toBeVisible();
  await row(page, first).focus();
  await page.keyboard.press('?');
  await expect(page.getByText('Assign the row to me')).toBeVisible();
  await page.keyboard.press('Escape');
  await row(page, first).focus();
  await page.keyboard.press('o');
  await expect(page).toHaveURL(new RegExp(`/itsm/incidents/${first}$`));
});

test('many incidents are moved at once, and those that cannot be say why', async ({
  page,
  request,
}) => {
  const word = uniqueWord('bulk');
  const numbers = await fileSome(request, word, 3);
  await openAs(
    page,
    PEOPLE.owner,
    `/itsm/incidents?view=all&q=${word}&sort=number&order=asc`,
  );
  await expect(row(page, numbers[0])).toBeVisible();

  // One of them is over already.
  const tick = (number: string) =>
    page.getByRole('checkbox', { name: `Select ${number}` });
  const choose = async (verb: string) => {
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /What is done/ }).click();
    await page.getByRole('option', { name: new RegExp(`^${verb}`) }).click();
    return dialog;
  };
  await tick(numbers[1]).click();
  const cancel = await choose('Cancel');
  await cancel.getByLabel(/Reason for cancelling/).fill('Filed by mistake.');
  await cancel.getByRole('button', { name: /Apply to 1/ }).click();
  await expect(row(page, numbers[1]).getByText('Cancelled')).toBeVisible();
  await expect(page.getByText('1 selected')).toBeHidden();

  await tick(numbers[0]).click();
  await tick(numbers[2]).click({ modifiers: ['Shift'] });
  await expect(page.getByText('3 selected')).toBeVisible();
  const hold = await choose('Put on hold');
  await hold.getByRole('button', { name: /Apply to 3/ }).click();
  await expect(hold.getByText('Hold reason is needed')).toBeVisible();
  await hold.getByRole('button', { name: /Hold reason/ }).click();
  await page.getByRole('option', { name: 'Waiting for a supplier' }).click();
  await hold.getByRole('button', { name: /Apply to 3/ }).click();

  const result = page.getByRole('dialog', { name: 'What became of them' });
  await expect(result.getByText('2 done')).toBeVisible();
  await expect(result.getByText(numbers[1])).toBeVisible();
  await expect(result.getByText(/Put on hold/)).toBeVisible();
  await result.getByRole('button', { name: 'Back to the list' }).click();
  await expect(page.getByText('1 selected')).toBeVisible();
  await expect(tick(numbers[1])).toBeChecked();
  await expect(row(page, numbers[0]).getByText('On hold')).toBeVisible();
});

test('a view is saved, shared with a group, changed, and deleted by mistake', async ({
  page,
  browser,
  request,
}) => {
  const word = uniqueWord('view');
  const [number] = await fileSome(request, word, 1);
  await openAs(page, PEOPLE.owner, `/itsm/incidents?q=${word}`);
  await page.getByRole('button', { name: 'Filter by another field' }).click();
  await page.getByPlaceholder('Find a field').fill('impact');
  await page.getByRole('button', { name: 'Impact', exact: true }).click();
  await page.getByText('Medium', { exact: true }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(
    page.getByRole('button', { name: 'Impact is one of Medium' }),
  ).toBeVisible();
  await expect(row(page, number)).toBeVisible();

  await page.getByRole('button', { name: 'Save view' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(word);
  await dialog.getByText('My groups').click();
  await dialog.getByRole('checkbox').first().check({ force: true });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(queue(page, word)).toHaveAttribute('aria-current', 'page');
  await expect(queue(page, word)).toContainText('1');

  // Its columns are its own, and chosen by keyboard.
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByPlaceholder('Find a column').fill('impact');
  await page.getByRole('checkbox', { name: 'Impact' }).press('Space');
  await page.getByRole('button', { name: 'Move Impact up' }).press('Enter');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(
    page.getByRole('columnheader', { name: 'Impact' }),
  ).toBeVisible();
  await expect(page.getByText('changed')).toBeVisible();
  await page.getByRole('button', { name: 'save', exact: true }).click();
  await expect(page.getByText('changed')).toBeHidden();

  // It is for the group: whoever is not in it has no such view.
  const colleague = await anotherPerson(
    browser,
    PEOPLE.onCall,
    '/itsm/incidents',
  );
  await expect(queue(colleague, 'Unassigned')).toBeVisible();
  await expect(queue(colleague, word)).toBeHidden();
  await colleague.context().close();

  await page.getByRole('button', { name: /What to do with the view/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(queue(page, word)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(queue(page, word)).toBeVisible();
});

test('the next one is taken, once', async ({ page, request }) => {
  const word = uniqueWord('next');
  await fileSome(request, word, 1);
  await openAs(page, PEOPLE.owner, '/itsm/incidents?view=unassigned');
  await page.getByRole('button', { name: 'Take the next one' }).click();
  await expect(page.getByText(/INC-\d+ is yours\./)).toBeVisible();
  const taken = new URL(page.url()).searchParams.get('open')!;
  await expect(panel(page, taken)).toBeVisible();
  await page.goto(`/itsm/incidents?view=mine`);
  await expect(row(page, taken)).toBeVisible();
});

test('more incidents than one page holds are changed, with a summary of what failed', async ({
  page,
  request,
}) => {
  test.setTimeout(90_000);
  const word = uniqueWord('MANY');
  await importHistory(
    request,
    Array.from({ length: 250 }, (_, i) => ({
      number: `${word}x${String(i).padStart(3, '0')}`,
    })),
  );
  await openAs(
    page,
    PEOPLE.desk,
    `/itsm/incidents?view=all&q=${word}&size=100&sort=number&order=asc`,
  );
  const selectPage = page.getByRole('checkbox', { name: 'Select all' });
  const next = page.getByRole('button', { name: 'Next', exact: true });
  for (const title of [`${word}x000`, `${word}x100`, `${word}x200`]) {
    await expect(row(page, title)).toBeVisible();
    await selectPage.click();
    if (await next.isEnabled()) await next.click();
  }
  const bar = page.getByRole('toolbar', { name: /selected rows/ });
  await expect(bar.getByText('250 selected')).toBeVisible();

  // Meanwhile a colleague closes some of them.
  const nadia = await Person.named(request, 'nadia');
  const { items } = await nadia.get(
    `/incidents?q=${word}&limit=3&sort=number&order=asc`,
  );
  for (const { number } of items) {
    await nadia.post(`/incidents/${number}/transitions`, {
      transition: 'cancel',
      cancelReason: 'Not ours.',
    });
  }
  await bar.getByRole('button', { name: 'Assign to me' }).click();
  const dialog = page.getByRole('dialog');
  await expect(
    dialog.getByRole('heading', { name: 'Changing 250 records' }),
  ).toBeVisible();
  await expect(dialog.getByText('247 done')).toBeVisible({ timeout: 30_000 });
  await expect(
    dialog.getByText('3 not done; they stay selected'),
  ).toBeVisible();
  const why = dialog.getByRole('list', { name: 'Why not' });
  for (const { number } of items)
    await expect(why.getByText(number).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Back to the list' }).click();
  await expect(bar.getByText('3 selected')).toBeVisible();
});

test('the list follows what others do, and nobody loses their place', async ({
  page,
  browser,
  request,
}) => {
  test.setTimeout(120_000);
  const word = uniqueWord('live');
  const [first, second] = await fileSome(request, word, 2);
  await openAs(page, PEOPLE.owner, `/itsm/incidents?q=${word}`);
  await row(page, second).focus();
  await page.keyboard.press('x');

  const other = await anotherPerson(
    browser,
    PEOPLE.owner,
    `/itsm/incidents/${first}`,
  );
  await other.getByRole('button', { name: 'Start work' }).click();
  await expect(head(other).getByText('In progress')).toBeVisible();
  // Told at once; where a signal is lost the list looks by itself within half a minute.
  await expect(row(page, first).getByText('In progress')).toBeVisible({
    timeout: 40_000,
  });
  await expect(row(page, second)).toBeFocused();
  await expect(page.getByText('1 selected')).toBeVisible();
  await other.context().close();
});

test('somebody is helped on the phone, and joined to what is open already', async ({
  page,
  request,
}) => {
  const word = uniqueWord('pallet');
  const open = await fileIncident(request, PEOPLE.onCall, {
    service: CHECKOUT,
    title: `Warehouse label printer jams on ${word}`,
  });
  await openAs(page, PEOPLE.onCall, `/itsm/incidents/file?service=${CHECKOUT}`);
  await page.getByRole('button', { name: 'File for somebody else' }).click();
  await page.getByRole('combobox', { name: /On behalf of/ }).fill('Sofia');
  await page.getByRole('option', { name: /Sofia/ }).click();
  await expect(
    page.getByRole('heading', { name: 'What Sofia Marino asked for before' }),
  ).toBeVisible();
  await page
    .getByLabel('What is wrong?')
    .fill(`Label printer jams again on ${word}`);
  await page.getByRole('button', { name: `Join ${open} instead` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: `Join ${open}` }).click();
  await expect(page).toHaveURL(new RegExp(`${open}$`));
  await expect(
    conversation(page).getByText(`Label printer jams again on ${word}`),
  ).toBeVisible();
  await expect(
    page.getByText('Sofia Marino has the same trouble'),
  ).toBeVisible();
});

test('on a phone the rows are cards that lead to the record', async ({
  browser,
}) => {
  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await phone.newPage();
  await signIn(page, PEOPLE.owner);
  await page.goto('/itsm/incidents');
  await page
    .getByRole('list', { name: 'Incidents' })
    .getByRole('link')
    .first()
    .tap();
  await expect(page).toHaveURL(/\/itsm\/incidents\/INC-\d+$/);
  await phone.close();
});
