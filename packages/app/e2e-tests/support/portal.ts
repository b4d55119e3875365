import { expect } from '@playwright/test';
import type { Browser, Locator, Page } from '@playwright/test';

/** People of the demo organisation, by the parts they play in the tests. */
export const PEOPLE = {
  /** No engineer; asks for things and sees what is hers. */
  requester: 'Sofia Marino',
  /** Owns the service "checkout". */
  owner: 'Jonas Weber',
  /** On call for everything. */
  onCall: 'Aisha',
  /** Looks after the portal. */
  admin: 'Priya Nair',
} as const;

/** Opens the portal and chooses who to be, as people do. */
export async function signIn(page: Page, person: string): Promise<void> {
  await page.goto('/');
  await page
    .getByRole('list', { name: 'People to sign in as' })
    .getByRole('button', { name: new RegExp(person) })
    .click();
  await expect(
    page.getByRole('heading', { name: new RegExp(person.split(' ')[0]) }),
  ).toBeVisible();
}

/** A browser of another person, beside the first one. */
export async function anotherPerson(
  browser: Browser,
  person: string,
): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, person);
  return page;
}

/** What an incident is filed with. */
export interface FiledIncident {
  service: string;
  title: string;
  description?: string;
}

/** Files an incident through the form and gives its number. */
export async function fileIncident(
  page: Page,
  incident: FiledIncident,
): Promise<string> {
  await page.goto(
    `/itsm/incidents/file?service=${encodeURIComponent(incident.service)}`,
  );
  await page.getByLabel('What is wrong?').fill(incident.title);
  if (incident.description)
    await page.getByLabel('Description').fill(incident.description);
  await page.getByRole('button', { name: 'File incident' }).click();
  await expect(page).toHaveURL(/\/itsm\/incidents\/INC-\d+$/);
  return new URL(page.url()).pathname.split('/').pop()!;
}

/** The buttons that move a record along its lifecycle. */
export function actions(page: Page): Locator {
  return page.getByRole('group', { name: 'Actions' });
}

/** The head of a record's page, with its status. */
export function head(page: Page): Locator {
  return page.getByRole('article').locator('header');
}

/** Chooses how an incident ended, in the open dialog that resolves it. */
export async function chooseHowItEnded(
  page: Page,
  how = 'Solved',
): Promise<void> {
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /How it ended/ })
    .click();
  await page.getByRole('option', { name: how, exact: true }).click();
}

/** What both sides said, as a requester sees it. */
export function conversation(page: Page): Locator {
  return page.getByRole('list', { name: 'Conversation' });
}

/** The entries of a record's timeline. */
export function timeline(page: Page): Locator {
  return page.getByRole('list', { name: 'Timeline' });
}
