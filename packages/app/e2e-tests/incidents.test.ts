import { expect, test } from '@playwright/test';
import {
  actions,
  anotherPerson,
  chooseHowItEnded,
  choosePerson,
  conversation,
  fileIncident,
  head,
  openAs,
  PEOPLE,
  signIn,
  timeline,
} from './support/portal';

const CHECKOUT = 'component:default/checkout';

test('an incident goes from a service’s page to closed, with both sides talking', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const title = `Checkout answers 502 (${Date.now()})`;

  // Sofia, who is no engineer, opens the service and says what is wrong.
  await signIn(page, PEOPLE.requester);
  await page.goto('/catalog?filters[kind]=component&filters[user]=all');
  await page
    .getByRole('link', { name: 'Checkout', exact: true })
    .and(page.locator('[href$="/component/checkout"]'))
    .click();
  await page.getByRole('link', { name: 'File incident' }).click();
  await expect(page.getByRole('combobox', { name: /Service/ })).toHaveValue(
    'Checkout',
  );
  await expect(
    page.getByRole('heading', { name: 'Report a problem', level: 1 }),
  ).toBeVisible();
  await expect(page.getByText(/^Checkout looks after it/)).toBeVisible();
  await page.getByLabel('What is wrong?').fill(title);
  await page.getByLabel('Description').fill('Every **third** order fails.');
  await page.getByText('a service is down').click();
  await page.getByText('work stops now').click();
  await expect(page.getByText('P1 Critical')).toBeVisible();
  await page.getByRole('button', { name: /^Report it(?! for)/ }).click();
  await expect(page).toHaveURL(/\/itsm\/incidents\/INC-\d+$/);
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  const address = page.url();
  const number = address.split('/').pop()!;

  // Jonas, whose group owns the service, finds it in his queue and works on it.
  const owner = await anotherPerson(
    browser,
    PEOPLE.owner,
    '/itsm/incidents?view=team',
  );
  await owner.getByRole('link', { name: title }).click();
  await expect(owner).toHaveURL(new RegExp(`${number}$`));
  await actions(owner).getByRole('button', { name: 'Acknowledge' }).click();
  const acknowledge = actions(owner).getByRole('button', {
    name: 'Acknowledge',
  });
  await expect(acknowledge).toHaveAttribute('aria-disabled', 'true');
  await expect(acknowledge).toHaveAccessibleDescription(
    'The incident is acknowledged already.',
  );

  await actions(owner).getByRole('button', { name: 'Start work' }).click();
  await expect(head(owner).getByText('In progress')).toBeVisible();
  await expect(
    owner
      .getByRole('complementary', { name: 'Properties' })
      .getByText(/^jonas/i),
  ).toBeVisible();

  const comment = owner.getByRole('textbox', { name: 'Comment' });
  await comment.fill('Looks like the payment pods.');
  await owner.getByRole('button', { name: 'Comment', exact: true }).click();
  await expect(timeline(owner).getByText('Looks like')).toBeVisible();
  await owner.getByText('Reply to requester').click();
  await comment.fill('We are rolling back.');
  await comment.press('Control+Enter');
  await expect(timeline(owner).getByText('We are rolling')).toBeVisible();

  const dialog = owner.getByRole('dialog');
  await actions(owner).getByRole('button', { name: 'Put on hold' }).click();
  await dialog.getByRole('button', { name: 'Put on hold' }).click();
  await expect(dialog.getByText('Hold reason is needed')).toBeVisible();
  await dialog.getByRole('button', { name: /Hold reason/ }).click();
  await owner.getByRole('option', { name: 'Waiting for a supplier' }).click();
  await dialog.getByRole('button', { name: 'Put on hold' }).click();
  await expect(head(owner).getByText('On hold')).toBeVisible();
  await actions(owner).getByRole('button', { name: 'Resume' }).click();
  await expect(head(owner).getByText('In progress')).toBeVisible();
  await actions(owner).getByRole('button', { name: 'Resolve' }).click();
  await dialog.getByLabel('Resolution').fill('Rolled back to 1.41.');
  await chooseHowItEnded(owner);
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(head(owner).getByText('Resolved')).toBeVisible();

  // Sofia sees what was said to her, in plain words and nothing else; it is not over yet, and
  // then it is.
  await page.reload();
  await expect(conversation(page).getByText('We are rolling')).toBeVisible();
  await expect(page.getByText('Looks like the payment pods')).toBeHidden();
  await expect(page.getByText('Internal note')).toBeHidden();
  await page.getByRole('button', { name: 'It still does not work' }).click();
  await page
    .getByLabel('What does not work?')
    .fill('It still fails in the app.');
  await page.getByRole('button', { name: /Tell us/ }).click();
  await expect(head(page).getByText('Being worked on')).toBeVisible();

  await owner.reload();
  await actions(owner).getByRole('button', { name: 'Resolve' }).click();
  await dialog.getByLabel('Resolution').fill('The app is rolled back too.');
  await chooseHowItEnded(owner);
  await dialog.getByLabel('Resolution').press('Control+Enter');
  await expect(head(owner).getByText('Resolved')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: 'It works again' }).click();
  await expect(head(page).getByText('Done')).toBeVisible();
  await owner.context().close();
});

test('a draft survives a reload', async ({ page }) => {
  await openAs(page, PEOPLE.owner, `/itsm/incidents/file?service=${CHECKOUT}`);
  await page.getByLabel('What is wrong?').fill('Half a sentence');
  await page.reload();
  await expect(page.getByLabel('What is wrong?')).toHaveValue(
    'Half a sentence',
  );
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByLabel('What is wrong?')).toHaveValue('');
});

test('what somebody left unsent is nothing to whoever signs in next in the tab', async ({
  page,
  request,
}) => {
  const number = await fileIncident(request, PEOPLE.owner, {
    service: CHECKOUT,
    title: 'Two people look at this from one machine',
  });
  const path = `/itsm/incidents/${number}`;
  const words = 'She said that he is ill';
  const inTab = () => page.evaluate(() => JSON.stringify(sessionStorage));
  const dialog = page.getByRole('dialog');
  const note = dialog.getByLabel('What of');
  const open = async () => {
    await page.getByRole('button', { name: 'Remind me' }).click();
    await page.getByRole('menuitem', { name: 'Another time …' }).click();
    await expect(note).toBeVisible();
  };
  await page.goto(path);
  await choosePerson(page, PEOPLE.desk);
  await open();
  await note.fill(words);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await inTab()).toContain(words);

  await page.getByRole('button', { name: 'Switch person' }).click();
  await choosePerson(page, PEOPLE.owner);
  await page.goto(path);
  await open();
  await expect.poll(inTab).not.toContain(words);
  await expect(note).toHaveValue('');
  await expect(dialog.getByText(/is here again/)).toBeHidden();
});

test('filters of the list live in the address', async ({ page, request }) => {
  const word = `filter${Date.now()}`;
  const number = await fileIncident(request, PEOPLE.owner, {
    service: CHECKOUT,
    title: `Something with ${word}`,
  });
  await openAs(page, PEOPLE.owner, '/itsm/incidents');
  await page.getByLabel('Search number or title').fill(word);
  await expect(page).toHaveURL(new RegExp(`q=${word}`));
  await page
    .getByRole('button', { name: 'Priority', exact: true })
    .first()
    .click();
  await page.getByLabel('Priority').getByText('P3 Moderate').click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/priority=3/);
  await expect(
    page.getByRole('row', { name: new RegExp(number) }),
  ).toBeVisible();

  await page.reload();
  await expect(page.getByLabel('Search number or title')).toHaveValue(word);
  await expect(
    page.getByRole('row', { name: new RegExp(number) }),
  ).toBeVisible();
  await page.getByRole('link', { name: /^Mine/ }).click();
  await expect(page).toHaveURL(new RegExp(`view=mine.*q=${word}`));
  await expect(page.getByText('No incidents here')).toBeVisible();
  await page.goBack();
  await expect(
    page.getByRole('row', { name: new RegExp(number) }),
  ).toBeVisible();

  // The keys of every list.
  await page.getByRole('heading', { name: 'Incidents' }).click();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${number}$`));
});

test('of two people who resolve at once, the second is told and keeps their words', async ({
  browser,
  request,
}) => {
  const number = await fileIncident(request, PEOPLE.owner, {
    service: CHECKOUT,
    title: 'Two people look at this',
  });
  const path = `/itsm/incidents/${number}`;
  const second = await anotherPerson(browser, PEOPLE.onCall, path);
  await actions(second).getByRole('button', { name: 'Resolve' }).click();
  const theirs = second.getByRole('dialog');
  await theirs.getByLabel('Resolution').fill('I restarted it.');
  await chooseHowItEnded(second);

  const third = await anotherPerson(browser, PEOPLE.desk, path);
  await actions(third).getByRole('button', { name: 'Resolve' }).click();
  await third.getByRole('dialog').getByLabel('Resolution').fill('I did.');
  await chooseHowItEnded(third);
  await third
    .getByRole('dialog')
    .getByRole('button', { name: 'Resolve' })
    .click();
  await expect(head(third).getByText('Resolved')).toBeVisible();

  await theirs.getByRole('button', { name: 'Resolve' }).click();
  await expect(theirs.getByRole('alert')).toContainText(
    `${number} has changed since you loaded it`,
  );
  await expect(theirs.getByLabel('Resolution')).toHaveValue('I restarted it.');
  await theirs.getByRole('button', { name: 'Load the latest' }).click();
  await expect(head(second).getByText('Resolved')).toBeVisible();
  await expect(theirs.getByLabel('Resolution')).toHaveValue('I restarted it.');
  await second.context().close();
  await third.context().close();
});

test('HTML in what people write is shown as text', async ({ page }) => {
  let ran = false;
  page.on('dialog', async dialog => {
    ran = true;
    await dialog.dismiss();
  });
  const title = '<img src=x onerror=alert(1)> in the title';
  await openAs(page, PEOPLE.owner, `/itsm/incidents/file?service=${CHECKOUT}`);
  await page.getByLabel('What is wrong?').fill(title);
  await page
    .getByLabel('Description')
    .fill('And <script>alert(2)</script> <b>here</b> [x](javascript:alert(3))');
  await page.getByRole('button', { name: 'File incident' }).click();
  await expect(page).toHaveURL(/\/itsm\/incidents\/INC-\d+$/);
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(
    page.getByText('And <script>alert(2)</script> <b>here</b> x'),
  ).toBeVisible();
  await expect(page.getByRole('article').locator('img, script')).toHaveCount(0);
  expect(ran).toBe(false);
});
