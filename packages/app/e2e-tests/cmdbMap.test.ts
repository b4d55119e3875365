import fs from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Download, Page } from '@playwright/test';
import { openAs, PEOPLE } from './support/portal';

const CHECKOUT = 'component:default/checkout';
const DEPENDENCIES = '/catalog/default/component/checkout/dependencies';
const ARCHITECTURE = '/catalog/default/system/ordering/architecture';

const map = (page: Page) => page.getByRole('region', { name: /^Map of/ });
const boxes = (page: Page) => map(page).locator('.react-flow__node');

/** The text of a file that the page gives the reader. */
async function textOf(download: Promise<Download>): Promise<string> {
  return fs.readFileSync(await (await download).path(), 'utf8');
}

/** More items than anybody could draw: those that fail with checkout in a large company. */
function aLargeImpact(count: number) {
  const hits = Array.from({ length: count }, (_, i) => ({
    ref: `component:default/part-${i}`,
    title: `Part ${i}`,
    kind: 'component',
    ownerRef: `group:default/team-${i % 40}`,
    distance: 1 + (i % 5),
    from: i % 5 === 0 ? CHECKOUT : `component:default/part-${i - 1}`,
    relation: 'dependsOn',
  })).sort((a, b) => a.distance - b.distance);
  return {
    asked: [{ ref: CHECKOUT, title: 'Checkout', kind: 'component' }],
    already: [],
    hits,
    total: count,
    truncated: false,
    withstood: [],
    owners: Array.from({ length: 40 }, (_, i) => ({
      ref: `group:default/team-${i}`,
      title: `Team ${i}`,
      count: count / 40,
    })),
    kinds: [{ kind: 'component', count }],
    edges: hits.map(({ from, ref }) => ({
      from,
      to: ref,
      relation: 'dependsOn',
    })),
  };
}

test('what fails with a service is said, drawn and explained, and asked on from there', async ({
  page,
}) => {
  await openAs(page, PEOPLE.owner, DEPENDENCIES);
  await expect(
    page.getByText(/^\d+ items of \d+ teams fail with Checkout\./),
  ).toBeVisible({ timeout: 45_000 });
  await boxes(page)
    .filter({ hasText: /^Frontend(?! proxy)/ })
    .first()
    .click();
  const panel = page.getByRole('complementary', { name: 'Frontend' });
  await expect(
    panel.getByRole('listitem').filter({ hasText: 'Checkout' }).first(),
  ).toBeVisible();
  await expect(page).toHaveURL(/item=component/);
  await panel.getByRole('button', { name: 'Assume down too' }).click();
  await expect(
    page.getByRole('button', { name: 'Frontend: no longer assume down' }),
  ).toBeVisible();
  await page.goBack();
  await panel.getByRole('button', { name: 'Make it the question' }).click();
  await expect(page).toHaveURL(/component\/frontend\/dependencies/);
  await expect(page.getByText(/fails? with Frontend\./)).toBeVisible();
});

test('what a service needs is a list as well, which can be kept', async ({
  page,
}) => {
  await openAs(page, PEOPLE.owner, `${DEPENDENCIES}?ask=dependencies`);
  await page.getByRole('radio', { name: 'List' }).click();
  const row = page.getByRole('row', { name: /^Payment component/ });
  await expect(row).toContainText('Payment › Checkout');
  const kept = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  expect(await textOf(kept)).toContain(
    'component:default/payment > component:default/checkout',
  );
});

test('a map of thousands is drawn in groups, and opened on demand', async ({
  page,
}) => {
  await page.route('**/cmdb/impact?*', route =>
    route.fulfill({ json: aLargeImpact(5000) }),
  );
  await openAs(page, PEOPLE.owner, DEPENDENCIES);
  await expect(
    page.getByText('5000 items of 40 teams fail with Checkout.'),
  ).toBeVisible();
  const groups = boxes(page).filter({ hasText: /components of/ });
  await expect(groups.first()).toBeVisible();
  expect(await boxes(page).count()).toBeLessThanOrEqual(80);
  await groups.first().press('Enter');
  await expect(page.getByText('1 group is open.')).toBeVisible();
  await expect(boxes(page).filter({ hasText: /^Part/ }).first()).toBeVisible();
  expect(await boxes(page).count()).toBeLessThanOrEqual(150);
});

test('the architecture of a system is drawn from the catalog and can be kept', async ({
  page,
}) => {
  await openAs(page, PEOPLE.owner, ARCHITECTURE);
  await expect(
    page.getByRole('link', { name: 'Storefront', exact: true }),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Containers', exact: true }).click();
  await expect(
    page.getByRole('link', { name: 'Checkout API', exact: true }),
  ).toBeVisible();
  const svg = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download SVG' }).click();
  const picture = await textOf(svg);
  expect(picture).toContain('Ordering: Containers');
  expect(picture).not.toContain('var(');
  const mermaid = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download Mermaid' }).click();
  expect(await textOf(mermaid)).toMatch(
    /flowchart LR[\s\S]*subgraph system_default_ordering_/,
  );
});
