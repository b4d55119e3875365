import { expect, test } from '@playwright/test';
import { importHistory, numberHere } from './support/history';
import {
  actions,
  anotherPerson,
  fileIncident,
  head,
  openAs,
  PEOPLE,
  timeline,
} from './support/portal';
import { Person } from './support/story';

const CHECKOUT = 'component:default/checkout';
const SOON_MS = 5_000;

test('somebody who is replying is seen by whoever else has the record open', async ({
  page,
  browser,
  request,
}) => {
  test.setTimeout(120_000);
  const sofia = await Person.named(request, 'sofia');
  const { number } = await sofia.post('/incidents', {
    serviceRef: CHECKOUT,
    title: 'Two people open this at once',
  });
  await openAs(page, PEOPLE.owner, `/itsm/incidents/${number}`);
  const other = await anotherPerson(
    browser,
    PEOPLE.onCall,
    `/itsm/incidents/${number}`,
  );
  const theirs = other.getByRole('textbox', { name: 'Comment' });
  await theirs.pressSequentially('I look at', { delay: 20 });
  await expect(page.getByText(/Aisha \S+ is replying/)).toBeVisible();
  await expect(other.getByText(/is replying/)).toBeHidden();

  // What she sends appears by itself, and what is typed here meanwhile stays.
  const mine = page.getByRole('textbox', { name: 'Comment' });
  await mine.fill('Half a sentence');
  await theirs.press('Control+Enter');
  await expect(timeline(page).getByText('I look at')).toBeVisible();
  await expect(page.getByText(/is replying/)).toBeHidden();
  await expect(mine).toHaveValue('Half a sentence');

  // A field that is changed under one's hands is shown, never overwritten.
  await page.getByRole('button', { name: 'Edit Impact' }).click();
  await page
    .getByRole('button', { name: /Impact/ })
    .last()
    .click();
  await page.getByRole('option', { name: 'Low' }).click();
  const aisha = await Person.named(request, 'aisha');
  await aisha.patch(`/incidents/${number}`, { impact: 1 });
  const hint = page.getByText(/Aisha \S+ changed Impact while/);
  await expect(hint).toBeVisible();
  await page.getByRole('button', { name: 'Go on with mine' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    timeline(page).getByText(/Impact from High to Low/),
  ).toBeVisible();
  await other.context().close();
});

test('a mention and a canned reply are written with the keyboard', async ({
  page,
  request,
}) => {
  const sofia = await Person.named(request, 'sofia');
  const priya = await Person.named(request, 'priya');
  const key = `test-${Date.now()}`;
  await priya.put(`/definitions/reply-template/${key}`, {
    text: `title: Reply ${key}\nbody: Hello {{requester}}, this is about {{number}}.\n`,
  });
  const { number } = await sofia.post('/incidents', {
    serviceRef: CHECKOUT,
    title: 'Somebody must be asked',
  });
  await openAs(page, PEOPLE.owner, `/itsm/incidents/${number}`);
  const comment = page.getByRole('textbox', { name: 'Comment' });
  await comment.pressSequentially('Can you look, @ais', { delay: 20 });
  await expect(page.getByRole('option', { name: /Aisha/ })).toBeVisible();
  await comment.press('Enter');
  await expect(comment).toHaveValue('Can you look, @aisha ');
  await comment.press('Control+Enter');
  await expect(timeline(page).getByText('Can you look, @aisha')).toBeVisible();

  await expect(async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Canned reply' }).click();
    await expect(
      page.getByRole('menuitem', { name: `Reply ${key}` }),
    ).toBeVisible({ timeout: SOON_MS });
  }).toPass();
  await page.keyboard.type(key);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(comment).toHaveValue(
    `Hello Sofia Marino, this is about ${number}.`,
  );
  await expect(comment).toBeFocused();
  await expect(page.getByText('The requester will see this.')).toBeVisible();
});

test('tasks are added, ordered and done', async ({
  page,
  browser,
  request,
}) => {
  test.setTimeout(90_000);
  const title = 'There is much to do';
  const number = await fileIncident(request, PEOPLE.requester, {
    service: CHECKOUT,
    title,
  });
  const path = `/itsm/incidents/${number}`;
  await openAs(page, PEOPLE.requester, path);
  // To those who may not add any, there are no tasks.
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Tasks/ })).toBeHidden();

  const owner = await anotherPerson(browser, PEOPLE.owner, path);
  await owner.getByRole('button', { name: 'Add task' }).click();
  const words = owner.getByLabel('Task', { exact: true });
  const list = owner.getByRole('list', { name: 'Tasks' });
  for (const task of ['Roll back', 'Drain the queue', 'Tell everybody']) {
    await words.fill(task);
    await words.press('Control+Enter');
    await expect(list.getByText(task)).toBeVisible();
    await expect(words).toHaveValue('');
  }
  await owner
    .getByRole('button', { name: 'Cancel', exact: true })
    .last()
    .click();

  // By keyboard one up, by drag one up again.
  const items = list.getByRole('listitem');
  await owner.getByRole('button', { name: 'Move task 3' }).press('ArrowUp');
  await expect(items.nth(1)).toContainText('Tell everybody');
  await expect(owner.getByText('Task 3 is now 2 of 3.')).toBeAttached();
  // At the edge of the window a browser scrolls away under the drag.
  await list.evaluate(it => it.scrollIntoView({ block: 'center' }));
  await owner.getByRole('button', { name: 'Move task 3' }).dragTo(items.nth(0));
  await expect(items.nth(0)).toContainText('Tell everybody');
  await expect(
    timeline(owner).getByText('in another order').first(),
  ).toBeVisible();
  await owner.reload();
  await expect(items.nth(0)).toContainText('Tell everybody');

  // What must wait cannot be done before.
  await owner.getByRole('button', { name: 'More for task 1' }).click();
  await owner.getByRole('menuitem', { name: 'Edit' }).click();
  await list.getByLabel('#3 Tell everybody').check({ force: true });
  await list.getByRole('button', { name: /Save/ }).click();
  await expect(list.getByText('waits for #3')).toBeVisible();
  await expect(list.getByLabel('Done: Roll back')).toBeDisabled();
  await list.getByLabel('Done: Tell everybody').click();
  await expect(list.getByText('waits for #3')).toBeHidden();
  await expect(list.getByLabel('Done: Roll back')).toBeEnabled();
  await expect(
    timeline(owner).getByText('finished the task #3 Tell everybody'),
  ).toBeVisible();
  await owner.context().close();
});

test('a pasted screenshot and a chosen file hang on the record, for whom they are meant', async ({
  page,
  browser,
  request,
}) => {
  test.setTimeout(90_000);
  const number = await fileIncident(request, PEOPLE.requester, {
    service: CHECKOUT,
    title: 'See the screenshot',
  });
  const path = `/itsm/incidents/${number}`;
  await openAs(page, PEOPLE.requester, path);
  await expect(page.getByText(/Drop files here/)).toBeVisible();
  // What is on the clipboard of a browser that nobody sits at cannot be relied on.
  await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 200;
    canvas.getContext('2d')!.fillRect(40, 40, 200, 100);
    const blob = await new Promise<Blob>(done => {
      canvas.toBlob(b => done(b!), 'image/png');
    });
    const clipboardData = new DataTransfer();
    clipboardData.items.add(
      new File([blob], 'image.png', { type: 'image/png' }),
    );
    document.body.dispatchEvent(
      new ClipboardEvent('paste', {
        clipboardData,
        bubbles: true,
        cancelable: true,
      }),
    );
  });
  const files = page.getByRole('list', { name: 'Attachments' });
  await files.getByRole('button', { name: /^Show Pasted .*png/ }).click();
  const preview = page.getByRole('dialog').getByRole('img', { name: /Pasted/ });
  await expect(preview).toBeVisible();
  await page.keyboard.press('Escape');

  const owner = await anotherPerson(browser, PEOPLE.owner, path);
  const input = owner.getByLabel('Add files', { exact: true }).last();
  const text = (name: string, said: string) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(said),
  });
  await input.setInputFiles([
    text('heap.txt', 'all of it'),
    { ...text('lie.png', '<html>no</html>'), mimeType: 'image/png' },
  ]);
  await expect(
    owner.getByText(/lie\.png: is said to be a PNG image/),
  ).toBeVisible();
  await expect(timeline(owner).getByText('added heap.txt')).toBeVisible();
  const coming = owner.waitForEvent('download');
  await owner.getByRole('button', { name: 'Download heap.txt' }).last().click();
  const kept = await coming;
  expect(kept.suggestedFilename()).toBe('heap.txt');

  // It was internal, so whoever asked does not have it.
  await page.reload();
  await expect(
    files.getByRole('button', { name: /^Show Pasted/ }),
  ).toBeVisible();
  await expect(page.getByText('heap.txt')).toBeHidden();
  await owner.context().close();
});

test('a major incident says what is known, and a duplicate leads to it', async ({
  page,
  request,
}) => {
  test.setTimeout(90_000);
  const sofia = await Person.named(request, 'sofia');
  const word = `outage${Date.now()}`;
  const { number } = await sofia.post('/incidents', {
    serviceRef: CHECKOUT,
    title: `Checkout ${word}`,
  });
  const { number: second } = await sofia.post('/incidents', {
    serviceRef: CHECKOUT,
    title: 'The same again',
  });
  await openAs(page, PEOPLE.owner, `/itsm/incidents/${number}`);
  await actions(page).getByRole('button', { name: 'Assign to me' }).click();
  await expect(
    actions(page).getByRole('button', { name: 'Assign to me' }),
  ).toBeHidden();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Declare a major/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Declare a major/ }).click();
  await expect(dialog.getByText('Say what is known')).toBeVisible();
  await dialog.getByLabel('What we know').fill('Cards **fail** everywhere.');
  await dialog.getByRole('button', { name: 'In 30 minutes' }).click();
  await dialog.getByRole('button', { name: /Declare a major/ }).click();
  const panel = page.getByRole('region', { name: 'Major incident' });
  await expect(panel.getByText('Cards fail everywhere.')).toBeVisible();
  await expect(panel.getByText(/Next update in/)).toBeVisible();
  await expect(
    timeline(page).getByText('declared a major incident'),
  ).toBeVisible();

  await page.goto(`/itsm/incidents/${second}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /Close as duplicate/ }).click();
  await dialog.getByRole('combobox').fill(word);
  // Until it is searched the newest are offered; a click while they are replaced hits nothing.
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.getByRole('option', { name: new RegExp(number) }).click();
  await dialog.getByRole('button', { name: /Close as duplicate/ }).click();
  await expect(head(page).getByText('Resolved')).toBeVisible();
  await expect(page.getByText(`Joined with ${number}`).first()).toBeVisible();
  await page.getByRole('link', { name: `Open ${number}` }).click();
  await expect(page.getByRole('heading', { name: 'Duplicates' })).toBeVisible();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: /End the major/ }).click();
  await expect(panel).toBeHidden();
});

test('on hold until a time, with a reminder of one’s own', async ({
  page,
  request,
}) => {
  const sofia = await Person.named(request, 'sofia');
  const { number } = await sofia.post('/incidents', {
    serviceRef: CHECKOUT,
    title: 'It waits for a supplier',
  });
  await openAs(page, PEOPLE.owner, `/itsm/incidents/${number}`);
  await actions(page).getByRole('button', { name: 'Put on hold' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Hold reason/ }).click();
  await page.getByRole('option', { name: 'Waiting for a supplier' }).click();
  await dialog.getByLabel('Who or what is waited for').fill('Their hotline');
  await dialog.getByRole('button', { name: 'Tomorrow 9:00' }).click();
  await dialog.getByRole('button', { name: 'Put on hold' }).click();
  await expect(head(page).getByText('On hold')).toBeVisible();
  const side = page.getByRole('complementary', { name: 'Properties' });
  await expect(side.getByText('Their hotline')).toBeVisible();

  await page.getByRole('button', { name: 'Remind me' }).click();
  await page.getByRole('menuitem', { name: 'In 1 hour' }).click();
  await expect(
    page.getByRole('heading', { name: 'My reminders' }),
  ).toBeVisible();
  await page.getByRole('button', { name: /Take back the reminder/ }).click();
  await expect(
    page.getByRole('heading', { name: 'My reminders' }),
  ).toBeHidden();

  await page.getByRole('button', { name: /^Watch/ }).click();
  await expect(page.getByRole('button', { name: /^Unwatch/ })).toBeVisible();
});

test('a timeline of hundreds of entries is read page by page', async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const jonas = await Person.named(request, 'jonas');
  const sofia = await Person.named(request, 'sofia');
  const { number } = await sofia.post('/incidents', {
    serviceRef: CHECKOUT,
    title: 'Much was said about this',
  });
  for (let from = 0; from < 160; from += 20) {
    for (let i = from; i < from + 20; i++) {
      await jonas.post(`/records/${number}/comments`, {
        body: `Note ${i}.`,
        audience: 'internal',
      });
    }
  }
  await openAs(page, PEOPLE.owner, `/itsm/incidents/${number}`);
  const entries = timeline(page).getByRole('listitem');
  await expect(timeline(page).getByText('Note 159.')).toBeVisible();
  await expect(entries).toHaveCount(30);
  await page.getByRole('button', { name: 'Show earlier' }).click();
  await expect(entries).toHaveCount(130);
  // What comes in meanwhile is put on top and takes nothing away.
  await jonas.post(`/records/${number}/comments`, {
    body: 'The latest.',
    audience: 'internal',
  });
  await expect(timeline(page).getByText('The latest.')).toBeVisible();
  await expect(entries).toHaveCount(131);
  await page.getByRole('button', { name: 'Show earlier' }).click();
  await expect(timeline(page).getByText('filed it')).toBeAttached();
  await expect(page.getByRole('button', { name: 'Show earlier' })).toBeHidden();
});

test('a timeline of ten thousand entries is read on demand, and nobody loses their place', async ({
  page,
  request,
}) => {
  const external = `LONG${Date.now()}`;
  await importHistory(
    request,
    Array.from({ length: 10_000 }, (_, count) => ({
      number: external,
      count,
      priority: 1 + (count % 5),
    })),
  );
  const number = await numberHere(request, external);
  await openAs(page, PEOPLE.desk, `/itsm/incidents/${number}`);
  const entries = timeline(page).getByRole('listitem');
  await expect(entries).toHaveCount(30);
  await expect(
    entries.first().getByText('Priority from P4 Low to P5 Planning'),
  ).toBeVisible();

  // By keyboard, and the focus stays where it is pressed again.
  const earlier = page.getByRole('button', { name: 'Show earlier' });
  await earlier.focus();
  for (const count of [130, 230, 330]) {
    await page.keyboard.press('Enter');
    await expect(entries).toHaveCount(count);
    await expect(earlier).toBeFocused();
  }
  // Somebody reads in the middle of it while a colleague writes.
  const read = entries.nth(200);
  await read.scrollIntoViewIfNeeded();
  const place = async () => Math.round((await read.boundingBox())!.y);
  await expect(async () => {
    const before = await place();
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await place()).toBe(before);
  }).toPass();
  const words = await read.textContent();
  const before = await place();
  const nadia = await Person.named(request, 'nadia');
  await nadia.post(`/records/${number}/comments`, {
    body: 'We begin anew.',
    audience: 'internal',
  });
  await expect(entries).toHaveCount(331);
  const same = entries.nth(201);
  await expect(same).toHaveText(words!);
  expect(Math.round((await same.boundingBox())!.y)).toBe(before);

  // Also what is not in view is there for whoever searches in the page.
  await expect(timeline(page)).toContainText('We begin anew.');
  const comment = page.getByRole('textbox', { name: 'Comment' });
  await comment.fill('I have read it all.');
  await comment.press('Control+Enter');
  await expect(entries.first()).toContainText('I have read it all.');
});

test('a timeline says values by their labels', async ({ page, request }) => {
  const sofia = await Person.named(request, 'sofia');
  const jonas = await Person.named(request, 'jonas');
  const { number } = await sofia.post('/incidents', {
    serviceRef: CHECKOUT,
    title: 'It was filed under the wrong thing',
    category: 'availability',
    subcategory: 'network',
  });
  await jonas.patch(`/incidents/${number}`, {
    category: 'function',
    subcategory: 'display',
  });
  await openAs(page, PEOPLE.owner, `/itsm/incidents/${number}`);
  await expect(
    timeline(page).getByText('Category from Availability to Function'),
  ).toBeVisible();
  await expect(
    timeline(page).getByText(
      'Subcategory from Availability › Network to Function › Wrong on the page',
    ),
  ).toBeVisible();
});
