import { expect } from '@playwright/test';
import type {
  APIRequestContext,
  Browser,
  Locator,
  Page,
} from '@playwright/test';
import { Person } from './story';

/** People of the demo organisation, by the parts they play in the tests. */
export const PEOPLE = {
  /** No engineer; asks for things and sees what is hers. */
  requester: 'Sofia Marino',
  /** Owns the service "checkout". */
  owner: 'Jonas Weber',
  /** On call for everything. */
  onCall: 'Aisha Bello',
  /** Answers the service desk. */
  desk: 'Tom Fletcher',
  /** Looks after the portal. */
  admin: 'Priya Nair',
} as const;

/** What a person is called in references: `jonas`. */
const nameOf = (person: string) => person.split(' ')[0].toLocaleLowerCase('en');

/** Chooses who to be where nobody is signed in. */
export async function choosePerson(page: Page, person: string): Promise<void> {
  await page
    .getByRole('list', { name: 'People to sign in as' })
    .getByRole('button', { name: new RegExp(person) })
    .click();
}

/** Opens the portal and chooses who to be, as people do. */
export async function signIn(page: Page, person: string): Promise<void> {
  await page.goto('/');
  await choosePerson(page, person);
  await expect(
    page.getByRole('heading', { name: new RegExp(person.split(' ')[0]) }),
  ).toBeVisible();
}

/**
 * Opens a page as somebody who signed in before: the portal remembers who. The choice of people
 * and the home page are loaded only by tests that are about them.
 */
export async function openAs(
  page: Page,
  person: string,
  path: string,
): Promise<void> {
  await page
    .context()
    .addInitScript(
      ref => window.sessionStorage.setItem('callboard.persona', ref),
      `user:default/${nameOf(person)}`,
    );
  await page.goto(path);
}

/** A page in the browser of another person, beside the first one. */
export async function anotherPerson(
  browser: Browser,
  person: string,
  path: string,
): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openAs(page, person, path);
  return page;
}

/** What an incident is filed with. */
export interface FiledIncident {
  service: string;
  title: string;
  description?: string;
}

/** Files an incident without clicking through the form, and gives its number. */
export async function fileIncident(
  request: APIRequestContext,
  person: string,
  { service, ...incident }: FiledIncident,
): Promise<string> {
  const requester = await Person.named(request, nameOf(person));
  const filed = await requester.post('/incidents', {
    serviceRef: service,
    ...incident,
  });
  return filed.number;
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
