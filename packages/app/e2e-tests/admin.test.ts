import { expect, test } from '@playwright/test';
import { fileIncident, openAs, PEOPLE, signIn } from './support/portal';
import { Person } from './support/story';

test('administration is for those who may, and others do not even see it', async ({
  page,
}) => {
  await signIn(page, PEOPLE.requester);
  await expect(page.getByRole('link', { name: 'My requests' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Administration' })).toBeHidden();
  await page.goto('/itsm/admin');
  await expect(page.getByText(/There is no such page, or/)).toBeVisible();
});

test('followers, due work and deliveries are shown with what can be done', async ({
  page,
  request,
}) => {
  const number = await fileIncident(request, PEOPLE.owner, {
    service: 'component:default/checkout',
    title: 'Somebody is to be reminded of this',
  });
  const jonas = await Person.named(request, 'jonas');
  const reminders = `/records/${number}/reminders`;
  const { id } = await jonas.post(reminders, {
    at: new Date(Date.now() + 60 * 60_000).toISOString(),
  });
  await openAs(page, PEOPLE.admin, '/');
  // WCAG 1.4.12 gives letters this much room, which is more than any font takes.
  await page.addStyleTag({
    content: '* { letter-spacing: 0.12em !important }',
  });
  const cut = await page
    .getByTestId('sidebar-root')
    .locator('a span, button span')
    .evaluateAll(words =>
      words
        .filter(word => word.scrollWidth > word.clientWidth + 1)
        .map(word => word.textContent),
    );
  expect(cut).toEqual([]);
  await page.getByRole('link', { name: 'Administration' }).click();
  const followers = page.getByRole('table', { name: 'Followers' });
  const search = followers.getByRole('row', { name: /full-text search/ });
  await expect(search.getByText('Following')).toBeVisible();
  await search.getByRole('button', { name: /Rebuild/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Rebuild' })
    .click();
  await expect(page.getByText(/is being rebuilt/)).toBeVisible();
  await expect(search.getByText('Up to date')).toBeVisible();

  await page.getByRole('link', { name: 'Due work' }).click();
  // What else is due, and whether it is late, is of the portal and of how busy it is.
  await page.getByRole('radio', { name: /^To come/ }).click();
  await page.getByRole('button', { name: /All kinds/ }).click();
  await page.getByRole('option', { name: 'Reminds people of records' }).click();
  const toCome = page.getByRole('table', { name: 'To come' });
  const reminder = toCome.getByRole('row', { name: new RegExp(id) });
  await expect(reminder.getByText(/in (1 hour|\d+ min)/)).toBeVisible();
  await reminder.getByRole('button', { name: /^Cancel/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Cancel', exact: true })
    .click();
  await expect(reminder).toBeHidden();
  await page.getByRole('link', { name: 'Deliveries' }).click();
  await expect(page.getByText(/What leaves the system/)).toBeVisible();
  await page.getByRole('link', { name: 'Imports' }).click();
  await expect(page.getByText(/Histories from other systems/)).toBeVisible();
});

test('what is still loading has a place that is seen', async ({ page }) => {
  // Never answered.
  await page.route('**/api/itsm/operations/followers', () => {});
  await openAs(page, PEOPLE.admin, '/itsm/admin');
  const place = page.locator('.bui-Skeleton').last();
  await expect(place).toBeVisible();
  const main = (await page.getByText(/^Followers read/).boundingBox())!;
  expect((await place.boundingBox())!.width).toBeGreaterThan(main.width);
  const colours = await place.evaluate(box => [
    getComputedStyle(box).backgroundColor,
    getComputedStyle(document.body).backgroundColor,
  ]);
  expect(colours[0]).not.toBe(colours[1]);
});

test('a definition is written with its faults at their lines, and compared', async ({
  page,
}) => {
  test.setTimeout(90_000);
  const key = `ask-${Date.now()}`;
  await openAs(
    page,
    PEOPLE.admin,
    '/itsm/admin/definitions/new?kind=reply-template',
  );
  await page.getByRole('textbox', { name: /^Key/ }).fill(key);
  const text = page.getByRole('textbox', { name: 'YAML' });
  await text.fill('title: Ask\nboddy: Hello {{requester}}\n');
  await expect(page.getByText(/did you mean "body"/)).toBeVisible();
  await page.getByRole('button', { name: 'Go to line 2' }).click();
  await expect(text).toBeFocused();
  await expect(
    page.getByRole('button', { name: /Save new version/ }),
  ).toBeDisabled();
  await text.fill('title: Ask\nbody: Hello {{requester}}\n');
  await expect(page.getByText('Nothing is wrong with it.')).toBeVisible();
  await text.press('Control+Enter');
  await expect(page).toHaveURL(new RegExp(`reply-template/${key}$`));

  await text.fill('title: Ask\nbody: Dear {{requester}}\n');
  await expect(page.getByText('Nothing is wrong with it.')).toBeVisible();
  await page.getByRole('button', { name: /Save new version/ }).click();
  await expect(page.getByText('Version 2', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByRole('deletion')).toContainText('Hello {{requester}}');
  await expect(page.getByRole('insertion')).toContainText('Dear {{requester}}');
  await page.getByRole('button', { name: /Take its text/ }).click();
  await expect(text).toHaveValue(/Hello/);
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(text).toHaveValue(/Dear/);
});

test('what stands in Git is shown with its file and not changed here', async ({
  page,
}) => {
  await openAs(
    page,
    PEOPLE.admin,
    '/itsm/admin/definitions?kind=incident-category',
  );
  await page.getByRole('link', { name: 'Access', exact: true }).click();
  await expect(page.getByText(/It stands in Git, in .*\.yaml/)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'YAML' })).not.toBeEditable();
});

test('the secret of a receiver is shown once, and a failed test says why', async ({
  page,
}) => {
  const name = `Receiver ${Date.now()}`;
  await openAs(page, PEOPLE.admin, '/itsm/admin/webhooks');
  await page.getByRole('button', { name: 'Add receiver' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Add/ }).click();
  await expect(dialog.getByText(/must be an https address/)).toBeVisible();
  await dialog.getByLabel('Address').fill('https://hooks.invalid/x');
  await dialog.getByLabel('What it is for').fill(name);
  await dialog.getByRole('button', { name: /^Add/ }).click();
  const secret = dialog.getByLabel('The secret of the receiver');
  await expect(secret).toHaveValue(/^whsec_/);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();

  await page.getByRole('link', { name }).click();
  await expect(page.getByText('nothing sent yet')).toBeVisible();
  await expect(page.getByText(/whsec_/)).toBeHidden();
  await page.getByRole('button', { name: 'Change' }).click();
  await dialog.getByLabel('Address').fill('http://127.0.0.1:7007/x');
  await dialog.getByRole('button', { name: /Save/ }).click();
  await expect(dialog.getByRole('alert')).toContainText('no public address');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Send test event' }).click();
  await expect(page.getByText(/The test failed/)).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page).toHaveURL(/\/webhooks$/);
  await expect(page.getByRole('link', { name })).toBeHidden();
});

test('a receiver is told only of records that meet its conditions', async ({
  page,
  request,
}) => {
  const name = `Conditions ${Date.now()}`;
  await openAs(page, PEOPLE.admin, '/itsm/admin/webhooks');
  await page.getByRole('button', { name: 'Add receiver' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add receiver' });
  await dialog.getByLabel('Address').fill('https://hooks.invalid/x');
  await dialog.getByLabel('What it is for').fill(name);
  await dialog.locator('label', { hasText: /^Incident$/ }).click();
  const choose = async (field: string, value: string) => {
    await dialog
      .getByRole('button', { name: 'Filter by another field' })
      .click();
    await page.getByPlaceholder('Find a field').fill(field);
    await page.getByRole('button', { name: field, exact: true }).click();
    await page.getByText(value, { exact: true }).click();
    // The keys of the inner form are not those of the outer one.
    await page.getByRole('checkbox', { name: value }).press('Control+Enter');
  };
  await choose('Impact', 'High');
  const impact = dialog.getByRole('button', {
    name: 'Impact is one of High',
  });
  await expect(impact).toBeVisible();
  await choose('Urgency', 'Low');
  await dialog.getByRole('button', { name: /^Add/ }).click();
  await page.getByRole('button', { name: 'I have copied it' }).click();
  const inList = page.getByRole('row', { name: new RegExp(name) });
  await expect(inList).toContainText('Impact is one of High');
  await expect(inList).toContainText('Urgency is one of Low');

  // Changed, and refused with the path of the fault when it makes no sense any more.
  await page.getByRole('link', { name }).click();
  await page.getByRole('button', { name: 'Change' }).click();
  const change = page.getByRole('dialog', { name: 'Change' });
  await change.getByRole('button', { name: 'Urgency is one of Low' }).click();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await change.getByRole('button', { name: /Save/ }).click();
  await expect(change).toBeHidden();
  await expect(page.getByText('Impact is one of High')).toBeVisible();
  await expect(page.getByText('Urgency')).toBeHidden();
  const id = new URL(page.url()).pathname.split('/').pop();
  const priya = await Person.named(request, 'priya');
  await expect(
    priya.patch(`/webhooks/${id}`, { predicate: { colour: 'red' } }),
  ).rejects.toThrow(/predicate\.colour/);
  await page.getByRole('button', { name: 'Remove' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Remove' })
    .click();
  await expect(page).toHaveURL(/\/webhooks$/);
});
