import { expect, test } from '@playwright/test';
import { conversation, head, openAs, PEOPLE } from './support/portal';
import { Person } from './support/story';

const EMAIL = 'component:default/email';

test('who asked follows it in plain words, answers, and says how satisfied they are', async ({
  page,
  request,
}) => {
  test.setTimeout(90_000);
  const sofia = await Person.named(request, 'sofia');
  const tom = await Person.named(request, 'tom');
  const title = `Order mails are late (${Date.now()})`;
  const { number } = await sofia.post('/incidents', {
    serviceRef: EMAIL,
    title,
  });
  await openAs(page, PEOPLE.requester, '/itsm/requests');
  const card = page.getByRole('article').filter({ hasText: title });
  await expect(card.getByText('We have it')).toBeVisible();
  await expect(card.getByText(/Somebody will take it up/)).toBeVisible();

  await tom.post(`/incidents/${number}/transitions`, { transition: 'start' });
  await tom.post(`/records/${number}/comments`, {
    body: 'Which **order** was it?',
    audience: 'requester',
  });
  await tom.post(`/records/${number}/comments`, {
    body: 'She always asks.',
    audience: 'internal',
  });
  await tom.post(`/incidents/${number}/transitions`, {
    transition: 'hold',
    holdReason: 'requester',
  });
  await page.reload();
  await expect(card.getByText('Waiting for you')).toBeVisible();
  await expect(card.getByText('Which order was it?')).toBeVisible();
  await card.getByRole('link', { name: title }).click();
  await expect(page).toHaveURL(new RegExp(`/itsm/requests/${number}$`));
  await expect(page.getByText('She always asks.')).toBeHidden();
  // None of the practice's words.
  for (const word of ['Assignee', 'Urgency', 'Resolve', 'Acknowledge'])
    await expect(page.getByText(word, { exact: true })).toBeHidden();

  const comment = page.getByRole('textbox', { name: 'Comment' });
  await comment.fill('Number 4711.');
  await comment.press('Control+Enter');
  await expect(conversation(page).getByText('Number 4711.')).toBeVisible();
  // Work goes on by itself when she has answered.
  await expect(head(page).getByText('Being worked on')).toBeVisible();

  await tom.post(`/incidents/${number}/transitions`, {
    transition: 'resolve',
    resolution: 'The queue was stuck.',
    resolutionCode: 'solved',
  });
  await expect(head(page).getByText('Solved')).toBeVisible();
  await expect(page.getByText('The queue was stuck.')).toBeVisible();
  await page.getByRole('button', { name: 'It works again' }).click();
  await expect(head(page).getByText('Done')).toBeVisible();
  await page.getByRole('button', { name: 'Very satisfied' }).click();
  await expect(page.getByText('You said: Very satisfied')).toBeVisible();
  await page.getByLabel(/say more/).fill('Quick and kind.');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('Quick and kind.')).toBeVisible();

  await page.goto('/itsm/requests');
  await expect(card).toBeHidden();
  await page.getByText('Over', { exact: true }).click();
  await expect(card.getByText('Done')).toBeVisible();
});

test('what is not needed any more is withdrawn', async ({ page, request }) => {
  const sofia = await Person.named(request, 'sofia');
  const { number } = await sofia.post('/incidents', {
    serviceRef: EMAIL,
    title: 'Never mind',
  });
  await openAs(page, PEOPLE.requester, `/itsm/requests/${number}`);
  await page.getByRole('button', { name: 'I no longer need this' }).click();
  await page.getByRole('button', { name: /Withdraw it/ }).click();
  await expect(page.getByText('Say in a word why.')).toBeVisible();
  await page.getByLabel(/Why\?/).fill('It was me.');
  await page.getByLabel(/Why\?/).press('Control+Enter');
  await expect(head(page).getByText('Withdrawn')).toBeVisible();
});

test('who follows a service is told what does not work', async ({
  page,
  request,
}) => {
  test.setTimeout(90_000);
  const word = `dock${Date.now()}`;
  const sofia = await Person.named(request, 'sofia');
  const jonas = await Person.named(request, 'jonas');
  const { number } = await jonas.post('/incidents', {
    serviceRef: 'component:default/shipping',
    title: 'Shipping stands still',
  });
  const aisha = await Person.named(request, 'aisha');
  await aisha.put(`/incidents/${number}/major`, {
    summary: `No parcel **leaves** ${word}.`,
    nextUpdateAt: new Date(Date.now() + 3_600_000).toISOString(),
    announced: true,
  });
  await openAs(page, PEOPLE.requester, '/itsm/requests');
  const service = page
    .getByRole('option', { name: /Shipping/ })
    .filter({ hasText: 'component' });
  await expect(async () => {
    const picker = page.getByRole('combobox', { name: 'Follow a service' });
    await picker.fill('shipping');
    await expect(service).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await service.click();
  const strip = page.getByRole('region', { name: /not work at the moment/ });
  await expect(strip.getByText(`No parcel leaves ${word}.`)).toBeVisible();
  // The incident is not hers to see.
  await expect(strip.getByText(number)).toBeHidden();
  await page.goto('/');
  await expect(strip.getByText(`No parcel leaves ${word}.`)).toBeVisible();
  await page.goto('/itsm/requests');
  await page
    .getByRole('button', { name: 'Unfollow Shipping', exact: true })
    .click();
  await expect(strip.getByText(word)).toBeHidden();
  await sofia.post(`/records/${number}/comments`, { body: 'x' }).then(
    () => expect(false).toBe(true),
    error => expect(String(error)).toContain(number),
  );
});
