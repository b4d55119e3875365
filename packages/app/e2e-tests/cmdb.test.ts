import { expect, test } from '@playwright/test';
import { fileIncident, openAs, PEOPLE } from './support/portal';
import { Person } from './support/story';

const CHECKOUT = 'component:default/checkout';
const HISTORY = '/catalog/default/component/checkout/history';

// The demo's catalog does not change by itself: what there is to tell is how it was first read.

test('what happened to a service is told from where its history begins', async ({
  page,
}) => {
  await openAs(page, PEOPLE.owner, HISTORY);
  // A portal that has just been started reads its catalog in a moment; the page follows.
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible({
    timeout: 45_000,
  });
  const first = page
    .getByRole('listitem')
    .filter({ hasText: /Known since|Came into the catalog/ });
  await first.getByText(/\d+ fields and relations/).click();
  await expect(first.getByText('Now depends on Payment')).toBeVisible();
  await expect(page.getByText(/^History begins on/)).toBeVisible();
  await first.getByRole('link', { name: 'Payment', exact: true }).click();
  await expect(page).toHaveURL(/component\/payment/);
});

test('how it was is chosen by keyboard, and stands in the address', async ({
  page,
}) => {
  await openAs(page, PEOPLE.owner, HISTORY);
  await page.getByRole('link', { name: 'As it was', exact: true }).click();
  await expect(page.getByText(/This is how it is now/)).toBeVisible();
  const slider = page.getByRole('slider', { name: /Moment between/ });
  await slider.press('Home');
  await expect(page).toHaveURL(/at=\d{4}-/);
  await expect(page.getByText(/^As of .*differs? from now\.$/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^As of /)).toBeVisible();
  await slider.press('End');
  await expect(page.getByText(/This is how it is now/)).toBeVisible();
});

test('two moments are compared, one of them by its name', async ({
  page,
  request,
}) => {
  const name = `Before the move ${Date.now()}`;
  const priya = await Person.named(request, 'priya');
  await priya.put(`/definitions/baseline/move-${Date.now()}`, {
    text: `name: ${name}\nat: ${new Date().toISOString()}\n`,
  });
  await openAs(page, PEOPLE.owner, `${HISTORY}?view=compare`);
  await page.getByRole('button', { name: /An exact time/ }).click();
  await page.getByRole('option', { name: new RegExp(name) }).click();
  await expect(page).toHaveURL(/from=baseline%3Amove-/);
  await expect(page.getByText('Nothing differs')).toBeVisible();
  await expect(page.getByText('1 item was compared.')).toBeVisible();
  await page.getByRole('button', { name: /What to compare/ }).click();
  await page.getByRole('option', { name: 'What it depends on' }).click();
  await expect(page).toHaveURL(/reach=dependencies/);
  await expect(page.getByText('Nothing differs')).toBeVisible();
  await expect(page.getByText(/\d\d items were compared\./)).toBeVisible();
});

test('an incident says what changed before it, and leads to the history', async ({
  page,
  request,
}) => {
  const number = await fileIncident(request, PEOPLE.owner, {
    service: CHECKOUT,
    title: 'Nobody can pay',
  });
  await openAs(page, PEOPLE.owner, `/itsm/incidents/${number}`);
  const part = page.getByRole('region', {
    name: 'What changed in the 24 hours before',
  });
  await expect(
    part.getByText(/Looked at \d+ items: Checkout and what it depends on/),
  ).toBeVisible();
  await part.getByRole('link', { name: 'History of Checkout' }).click();
  await expect(page).toHaveURL(new RegExp(HISTORY));
});
