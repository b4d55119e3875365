import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { actions, anotherPerson, head, openAs } from './support/portal';
import { Person } from './support/story';

/** Aisha's group owns Jaeger, which no freeze of the demo is about; Tom works on whatever there is. */
const FILES = 'Tom Fletcher';
const APPROVES = 'Aisha Bello';
const JAEGER = 'component:default/jaeger';

const MINUTE = 60_000;

/** As a control for date and time takes it. The browser's zone is UTC. */
const local = (at: number) => new Date(at).toISOString().slice(0, 16);

/** Files a change that is planned for the next hour, without clicking through the form. */
async function fileChange(person: Person, title: string, more: object = {}) {
  const change = await person.post('/changes', {
    serviceRef: JAEGER,
    affects: [JAEGER],
    title,
    changeType: 'normal',
    justification: 'Spans get lost.',
    plan: 'Roll out 2.1.',
    rollbackPlan: 'Roll back to 2.0.',
    plannedStart: new Date(Date.now() + 10 * MINUTE).toISOString(),
    plannedEnd: new Date(Date.now() + 70 * MINUTE).toISOString(),
    ...more,
  });
  return change.number as string;
}

const move = (person: Person, number: string, transition: string) =>
  person.post(`/changes/${number}/transitions`, { transition });

const seatOf = (page: Page, number: string) =>
  page
    .getByRole('list', { name: 'What waits for your decision' })
    .getByRole('article', { name: new RegExp(number) });

test('a change goes from a service’s page to closed: filed, decided by a colleague, done, reviewed', async ({
  page,
  browser,
}) => {
  test.setTimeout(90_000);
  const title = `Jaeger 2.1 (${Date.now()})`;

  // Tom sees what would be hit while he writes the change.
  await openAs(page, FILES, '/catalog/default/component/jaeger/changes');
  await page.getByRole('link', { name: 'File change' }).first().click();
  const form = page.getByRole('form', { name: 'File a change' });
  await form.getByLabel('What will be changed?').fill(title);
  const start = Date.now() + 10 * MINUTE;
  await form.getByRole('textbox', { name: 'Planned start' }).fill(local(start));
  await form
    .getByRole('textbox', { name: 'Planned end' })
    .fill(local(start + 60 * MINUTE));
  await expect(page.getByRole('heading', { name: /Risk/ })).toBeVisible();
  await form.getByLabel('Why?').fill('Spans get lost under load.');
  await form.getByRole('button', { name: 'Submit' }).click();
  await expect(form.getByText('Say how it is done.')).toBeVisible();
  await form.getByLabel('How is it done?').fill('Roll out, watch, go on.');
  await form.getByLabel('How is it taken back?').fill('Roll back to 2.0.');
  await form.getByLabel('How is it taken back?').press('Control+Enter');
  await expect(page).toHaveURL(/\/itsm\/changes\/CHG-\d+$/);
  const number = page.url().split('/').pop()!;
  await expect(head(page).getByText('Assess')).toBeVisible();
  await actions(page).getByRole('button', { name: 'Ask for approval' }).click();
  await expect(head(page).getByText('Authorize')).toBeVisible();

  // Aisha, whose group owns it, finds it among her approvals, and carries it out.
  const other = await anotherPerson(browser, APPROVES, '/itsm/approvals');
  const seat = seatOf(other, number);
  await seat.getByRole('button', { name: 'Approve', exact: true }).click();
  await seat.getByRole('button', { name: `Approve ${number}` }).click();
  await expect(other.getByText(`You approved ${number}.`)).toBeVisible();
  await other.goto(`/itsm/changes/${number}`);
  await expect(head(other).getByText('Scheduled')).toBeVisible();
  await actions(other).getByRole('button', { name: 'Start' }).click();
  await expect(head(other).getByText('Implement')).toBeVisible();
  await actions(other).getByRole('button', { name: 'Finish' }).click();
  const dialog = other.getByRole('dialog');
  await dialog.getByRole('button', { name: /Outcome/ }).click();
  await other.getByRole('option', { name: 'Rolled back' }).click();
  await dialog.getByLabel('How it went').fill('Its index did not start.');
  await dialog.getByRole('button', { name: 'Finish' }).click();
  await expect(head(other).getByText('Review')).toBeVisible();

  // What was rolled back is reviewed before it closes.
  const close = actions(other).getByRole('button', { name: 'Close' });
  await expect(close).toHaveAttribute('aria-disabled', 'true');
  await expect(
    other.getByText(/^It failed or was rolled back, so/),
  ).toBeVisible();
  const questions = other.getByRole('region', { name: 'Questions' });
  for (const group of await questions.getByRole('radiogroup').all())
    await group.locator('label').last().click();
  for (const box of await questions.getByRole('textbox').all())
    await box.fill('The index is migrated beforehand now.');
  await questions.getByRole('button', { name: 'Save answers' }).click();
  await questions.getByRole('button', { name: 'Finish review' }).click();
  await expect(close).not.toHaveAttribute('aria-disabled', 'true');
  await close.click();
  await expect(head(other).getByText('Closed')).toBeVisible();
  await other.context().close();
});

test('whoever decides is told what changed meanwhile, and decides about what there is', async ({
  page,
  request,
}) => {
  const tom = await Person.named(request, 'tom');
  const number = await fileChange(tom, `Longer retention (${Date.now()})`);
  await move(tom, number, 'submit');
  await move(tom, number, 'request-approval');
  await openAs(page, APPROVES, '/itsm/approvals');
  const seat = seatOf(page, number);
  await seat.getByRole('button', { name: 'Approve', exact: true }).click();
  await seat.getByLabel('Note').fill('Fine with me.');

  const desk = await Person.named(request, 'nadia');
  await desk.patch(`/changes/${number}`, { plan: 'Keep spans for a year.' });
  await seat.getByRole('button', { name: `Approve ${number}` }).click();
  await expect(
    seat.getByText(/changed since its approval was asked: Implementation plan/),
  ).toBeVisible();
  await expect(seat.getByLabel('Note')).toHaveValue('Fine with me.');
  expect((await tom.get(`/changes/${number}`)).status).toBe('authorize');
  await seat.getByRole('button', { name: 'Decide on it as it is now' }).click();
  await seat.getByRole('button', { name: `Approve ${number}` }).click();
  await expect(page.getByText(`You approved ${number}.`)).toBeVisible();
  expect((await tom.get(`/changes/${number}`)).status).toBe('scheduled');
});

test('a change is dragged to another time in the calendar, looked at before it is moved, and put back', async ({
  page,
  request,
}) => {
  const tom = await Person.named(request, 'tom');
  const now = new Date();
  // A Wednesday in a week of its own.
  const day = now.getUTCDate() + 14 + ((3 - now.getUTCDay() + 7) % 7);
  const at = (hour: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), day, hour));
  const number = await fileChange(tom, `New sampling (${Date.now()})`, {
    plannedStart: at(10).toISOString(),
    plannedEnd: at(11).toISOString(),
  });
  const date = at(10).toISOString().slice(0, 10);
  await openAs(page, APPROVES, `/itsm/changes/calendar?view=week&at=${date}`);
  const event = page.locator('.fc-event', { hasText: number });
  await event.scrollIntoViewIfNeeded();
  const row = async (time: string) =>
    (await page
      .locator(`.fc-timegrid-slot-lane[data-time="${time}"]`)
      .boundingBox())!;
  const from = (await event.boundingBox())!;
  const [ten, noon] = [await row('10:00:00'), await row('12:00:00')];
  const x = from.x + from.width / 2;
  const y = from.y + from.height / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 10, { steps: 3 });
  await page.mouse.move(x, y + noon.y - ten.y, { steps: 8 });
  await page.mouse.up();
  const dialog = page.getByRole('dialog', { name: `Move ${number}` });
  await expect(dialog.getByText('Risk')).toBeVisible();
  await dialog.getByRole('button', { name: /^Move it/ }).click();
  await expect(page.getByText(`${number} is planned for`)).toBeVisible();
  const moved = await tom.get(`/changes/${number}`);
  expect(moved.plannedStart).toBe(at(12).toISOString());
  expect(moved.plannedEnd).toBe(at(13).toISOString());
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`${number} is back at`)).toBeVisible();
});
