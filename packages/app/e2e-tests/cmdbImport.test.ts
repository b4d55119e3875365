import { expect, test } from '@playwright/test';
import type { APIRequestContext, Page } from '@playwright/test';
import { openAs, PEOPLE } from './support/portal';
import { Person } from './support/story';

const SEARCH_ENGINE = '/catalog/default/resource/opensearch';

const SOURCE = 'List of clusters';

/** A spreadsheet about things that the catalog has already; nobody noted anything by hand. */
async function aSpreadsheet(request: APIRequestContext) {
  const admin = await Person.named(request, 'priya');
  await admin.put('/definitions/ci-class/search-cluster', {
    text: `name: Search cluster
type: search-engine
attributes:
  - { key: memory, label: Memory, type: number, unit: GB, need: required }
  - { key: contact, label: Contact, need: required }
identification: [[name]]
`,
  });
  await admin.put('/definitions/ci-source/clusters', {
    text: `name: ${SOURCE}
class: search-cluster
columns:
  - { from: Cluster, to: entity }
  - { from: Memory, to: memory }
`,
  });
  await admin.patch('/cmdb/attributes', {
    ref: 'resource:default/opensearch',
    values: { memory: null },
  });
}

/** Chooses a file whose rows are these. */
const chooseFile = (page: Page, rows: string) =>
  page.getByLabel('Choose a CSV file').setInputFiles({
    name: 'clusters.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows),
  });

test('a spreadsheet is brought in after a dry run, and people have the last word', async ({
  page,
  request,
}) => {
  await aSpreadsheet(request);
  // Another one than in the run before: what is known already changes nothing.
  const gigabytes = 64 + (Date.now() % 900);
  await openAs(page, PEOPLE.admin, '/itsm/cmdb/import');
  await page.getByRole('button', { name: /Choose a source/ }).click();
  await page.getByRole('option', { name: SOURCE }).click();

  // A header that has changed is explained before anything is sent.
  await chooseFile(page, 'Cluster,Memory GB\nresource:opensearch,64\n');
  await expect(page.getByText('Missing; "Memory GB" may be it')).toBeVisible();

  await chooseFile(
    page,
    `Cluster,Memory\nresource:opensearch,${gigabytes}\nresource:nowhere,8\nresource:kafka,lots\n`,
  );
  await page.getByRole('button', { name: /^Dry run/ }).click();
  await expect(page.getByText('This is what would happen')).toBeVisible();
  await expect(page.getByLabel(/^What changes in/)).toContainText(
    `${gigabytes} GB`,
  );
  await page.getByRole('tab', { name: 'Problems 2' }).click();
  await expect(
    page.getByRole('row', { name: /^4 Memory must be a number/ }),
  ).toBeVisible();

  await page.getByRole('button', { name: /^Import/ }).click();
  await expect(
    page.getByRole('heading', { name: `Load of ${SOURCE}` }),
  ).toBeVisible();
  // Leaving and coming back loses nothing.
  await page.reload();
  await expect(
    page.getByRole('row', { name: /^3 .*the catalog has no/ }),
  ).toBeVisible();

  await page.goto(SEARCH_ENGINE);
  const memory = page
    .locator('div')
    .filter({ has: page.getByText('Memory', { exact: true }) })
    .last();
  await expect(memory).toContainText(`${gigabytes} GB${SOURCE}`);
  await page.getByRole('button', { name: 'Edit Memory' }).click();
  const input = page.getByRole('textbox', { name: 'Memory in GB' });
  await input.fill('many');
  await input.press('Control+Enter');
  await expect(page.getByText(/must be a number like/)).toBeVisible();
  await input.fill('128');
  await input.press('Control+Enter');
  await expect(memory).toContainText('128 GBBy hand');
  await page.getByRole('button', { name: /says? otherwise/ }).click();
  await expect(
    page.getByRole('list', { name: 'Memory: who says what' }),
  ).toContainText(SOURCE);
  await expect(
    page.getByText('What people note goes before everything else.'),
  ).toBeVisible();
});
