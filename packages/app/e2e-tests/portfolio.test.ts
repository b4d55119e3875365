import { expect, test } from '@playwright/test';
import { openAs, PEOPLE } from './support/portal';
import { Person } from './support/story';

/** Leads, and decides about the portfolio. */
const LEADS = 'Grace Okafor';

test('whoever is no engineer finds a service, what it offers and whom to turn to, and reports a need', async ({
  page,
  request,
}) => {
  await openAs(page, PEOPLE.requester, '/itsm/services');
  await page
    .getByRole('searchbox', { name: 'Search services and what they offer' })
    .fill('cart to a placed order');
  await page
    .getByRole('link', { name: 'Ordering', exact: true })
    .first()
    .click();
  await expect(
    page.getByRole('heading', { name: 'Ordering', level: 1 }),
  ).toBeVisible();
  const short = page.getByLabel('In short');
  await expect(
    short.getByText('Owner and contact', { exact: true }),
  ).toBeVisible();
  await expect(
    page.getByRole('heading', { name: 'What you can ask for' }),
  ).toBeVisible();
  // She may know what is promised to her, and not how it goes.
  const promises = page.locator('#promises');
  await expect(promises.getByText(/^First response/).first()).toBeVisible();
  await expect(promises.getByText('Promised').first()).toBeVisible();
  await expect(promises.getByText('Not measured yet')).toHaveCount(0);
  // What it costs is not for her, and nothing says that there is anything.
  await expect(short.getByText('Cost a month')).toHaveCount(0);

  // What is offered is asked for in a form that is there.
  await page.goto('/itsm/services/offerings/send-a-parcel');
  await page.getByRole('link', { name: /^Ask for it/ }).click();
  await expect(
    page.getByRole('heading', { name: 'Report a problem', level: 1 }),
  ).toBeVisible();

  const what = `Pay by invoice (${Date.now()})`;
  await page.goto('/itsm/portfolio/demand/new');
  await page.getByRole('textbox', { name: /^What is needed/ }).fill(what);
  await page.getByRole('textbox', { name: /^Who needs it/ }).fill('Schools');
  await page
    .getByRole('textbox', { name: /^Why/ })
    .fill('They may not pay by card.<img src=x onerror="alert(1)">');
  await page.getByRole('button', { name: 'File the need' }).click();
  await expect(
    page.getByRole('heading', { name: what, level: 1 }),
  ).toBeVisible();
  const number = /DEM-\d+/.exec(page.url())![0];
  await expect(page.locator('img[src="x"]')).toHaveCount(0);

  // Nobody outweighs all others.
  const erik = await Person.named(request, 'erik');
  await expect(
    erik.put(`/portfolio/demand/${number}/vote`, { points: 1_000_000 }),
  ).rejects.toThrow(/400/);
  await erik.put(`/portfolio/demand/${number}/vote`, { points: 3 });
  await page.reload();
  await expect(page.getByText(/\b3 points\b/).first()).toBeVisible();
  // He has ten for all that is open: what stays here is not there when this is tried again.
  await erik.put(`/portfolio/demand/${number}/vote`, { points: 0 });
});

test('leadership sees what a service costs and risks, and the portfolio in four ways', async ({
  page,
}) => {
  await openAs(page, LEADS, '/itsm/services/system/default/ordering');
  const short = page.getByLabel('In short');
  await expect(short.getByText('Cost a month')).toBeVisible();
  await expect(short.getByText('Promises', { exact: true })).toBeVisible();
  await page.getByText('Technical', { exact: true }).click();
  await expect(page).toHaveURL(/view=technical/);
  await expect(short.getByText('Depends on', { exact: true })).toBeVisible();

  for (const look of ['', '?look=board', '?look=bubbles', '?look=roadmap']) {
    await page.goto(`/itsm/portfolio${look}`);
    await expect(
      page.getByText('Loyalty').filter({ visible: true }).first(),
    ).toBeVisible();
  }
  await page.goto('/itsm/portfolio/strategy/alignment');
  await expect(
    page.getByRole('link', { name: /OBJ-\d+/ }).first(),
  ).toBeVisible();
});

test('pages of records stay where they are on a phone while the rest of them loads', async ({
  browser,
}) => {
  const phone = await browser.newContext({
    viewport: { width: 390, height: 844 },
  });
  const page = await phone.newPage();
  await page.addInitScript(() => {
    const seen = window as unknown as { moved: number };
    seen.moved = 0;
    new PerformanceObserver(list => {
      for (const shift of list.getEntries())
        seen.moved += (shift as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of [
    'portfolio/strategy/objectives/OBJ-1001',
    'portfolio/suppliers/SUP-1001',
    'portfolio/contracts/CTR-1001',
    // Somebody is asked about these two, and beside this incident stands its clock.
    'portfolio/demand/DEM-1007',
    'changes/CHG-1097',
    'incidents/INC-1349',
    'improvement/register/IMP-1002',
  ]) {
    await openAs(page, LEADS, `/itsm/${path}`);
    // The last ones to come.
    await expect(
      page.getByRole('list', { name: 'Timeline' }).getByRole('listitem'),
    ).not.toHaveCount(0);
    await page.waitForLoadState('networkidle');
    expect(
      await page.evaluate(() => (window as unknown as { moved: number }).moved),
    ).toBeLessThan(0.02);
  }
  await phone.close();
});
