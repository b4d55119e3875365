import { expect, test } from '@playwright/test';
import { fileIncident, openAs, PEOPLE } from './support/portal';
import { Person } from './support/story';

/** Answers for the service desk, and reads numbers. */
const LEADS = 'Tom Fletcher';
const EMAIL = 'component:default/email';

test('leadership reads what got better, and follows a number to how it came to be and what is behind it', async ({
  page,
}) => {
  await openAs(page, LEADS, '/itsm/improvement');
  const tile = page.getByRole('article', { name: /Time to resolve/ });
  await expect(tile).toBeVisible();
  for (const question of [/better/i, /not/i, /being done/i])
    await expect(
      page.getByRole('heading', { name: question, level: 2 }).first(),
    ).toBeVisible();

  await tile.getByRole('link', { name: /Time to resolve/ }).click();
  await expect(
    page.getByRole('heading', { name: 'How did it go?', exact: true }),
  ).toBeVisible();
  const behind = page.getByRole('region', {
    name: 'How this number came to be',
  });
  await behind.getByRole('button', { name: 'Show' }).click();
  await expect(
    behind.getByText('Counted again from the facts one by one it is the same.'),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: /^INC-\d+$/ }).first(),
  ).toBeVisible();
});

test('whoever was helped answers with one click, without signing in, and nobody answers with a forged link', async ({
  page,
  browser,
  request,
}) => {
  test.setTimeout(60_000);
  const admin = await Person.named(request, 'priya');
  await admin.put('/definitions/survey/at-once', {
    body: {
      title: 'Asked at once',
      question: 'How was it?',
      when: 'after-resolve',
      recordTypes: ['incident'],
      services: [EMAIL],
      delayHours: 0,
      quietDays: 0,
    },
  });
  const title = `Mail is late (${Date.now()})`;
  const number = await fileIncident(request, PEOPLE.requester, {
    service: EMAIL,
    title,
  });
  const desk = await Person.named(request, 'tom');
  await desk.post(`/incidents/${number}/transitions`, {
    transition: 'resolve',
    resolution: 'Sent.',
    resolutionCode: 'solved',
  });
  const sofia = await Person.named(request, 'sofia');
  let link: string | undefined;
  await expect(async () => {
    const told = await request.get('/api/notifications/notifications', {
      headers: { authorization: `Bearer ${sofia.token}` },
    });
    const { notifications } = await told.json();
    link = notifications.find((each: any) =>
      each.payload.title.includes(number),
    )?.payload.link;
    expect(link).toContain('/improvement/answers/');
  }).toPass({ timeout: 30_000 });

  const anybody = await (await browser.newContext()).newPage();
  await anybody.goto(link!);
  await expect(
    anybody.getByRole('heading', { name: 'How was it?' }),
  ).toBeVisible();
  await anybody.getByRole('button', { name: 'Satisfied', exact: true }).click();
  await expect(anybody.getByRole('status')).toBeVisible();
  await expect(async () => {
    const { satisfaction } = await desk.get(`/incidents/${number}`);
    expect(satisfaction).toBe(4);
  }).toPass({ timeout: 20_000 });

  const forged = await anybody.goto(`${link!.slice(0, -6)}AAAAAA`);
  expect(forged!.status()).toBe(404);
  await anybody.context().close();
  await openAs(page, LEADS, '/itsm/improvement/surveys');
  await expect(page.getByText('Asked at once').first()).toBeVisible();
});

test('an initiative is filed with what it is measured by, and says why it is not achieved', async ({
  page,
}) => {
  test.setTimeout(60_000);
  const title = `Solve it sooner (${Date.now()})`;
  await openAs(
    page,
    LEADS,
    '/itsm/improvement/register/new?kpi=incidents.time-to-resolve',
  );
  await page.getByLabel('What should be better?').fill(title);
  await page.getByLabel('Objective').fill('People wait half as long.');
  await page.getByLabel('Target', { exact: true }).fill('1');
  await page.getByRole('button', { name: /File initiative/ }).click();
  // It says what is missing where it is missing, however far up that is.
  const owner = page.getByRole('combobox', { name: 'Owner group' });
  await expect(owner).toBeFocused();
  await owner.fill('Service desk');
  await page.getByRole('option', { name: /Service desk/ }).click();
  await page.getByRole('button', { name: /File initiative/ }).click();
  await expect(page).toHaveURL(/\/register\/IMP-\d+$/);
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
});

test('anybody suggests, others want it too, and it becomes an initiative', async ({
  page,
  browser,
  request,
}) => {
  test.setTimeout(60_000);
  const title = `Tell us before it is late (${Date.now()})`;
  await openAs(page, PEOPLE.requester, '/itsm/improvement/suggestions');
  await page.getByRole('button', { name: 'Suggest something' }).first().click();
  await page.getByLabel('What should we do?').fill(title);
  await page
    .getByLabel('What would be better then, and for whom?')
    .fill('Nobody has to ask where the mail is.');
  await page.getByRole('button', { name: 'Suggest it' }).click();
  await expect(page.getByText(/SUG-\d+ is suggested/)).toBeVisible();
  const desk = await Person.named(request, 'tom');
  const { items } = await desk.get('/improvement/suggestions');
  const { number } = items.find((each: any) => each.title === title);

  const other = await (await browser.newContext()).newPage();
  await openAs(other, LEADS, `/itsm/improvement/suggestions/${number}`);
  await other.getByRole('button', { name: /I want this too/ }).click();
  await expect(
    other.getByRole('button', { name: /You want this/ }),
  ).toBeVisible();
  await other.getByRole('button', { name: 'Make it an initiative' }).click();
  await expect(other.getByText(/IMP-\d+/).first()).toBeVisible();
  // A page that is left open goes on asking while other tests run.
  await other.context().close();
});
