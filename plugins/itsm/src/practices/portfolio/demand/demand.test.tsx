import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  NONE,
  SETTINGS,
  aDemand,
  anApi,
  asked,
  assessed,
  open,
  refs,
} from '../../../__testUtils__/demandPages';
import { serverRefusal } from '../../../testing/fakeItsmApi';

describe('what is needed', () => {
  it('is listed, ranked with what each score is made of, and seen on a board', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'demand.list': () => ({
        ...NONE,
        items: [
          aDemand(assessed),
          aDemand({ id: 'two', number: 'DEM-2', title: 'Dark mode' }),
        ],
        refs,
      }),
    });
    open('demand?view=best', api);
    expect(
      await screen.findByRole('link', { name: 'Pay by invoice' }),
    ).toHaveAttribute('href', '/itsm/portfolio/demand/DEM-1');
    expect(asked(api, 'demand.list')[0].query).toMatchObject({
      sort: 'portfolio.demandScore',
      order: 'desc',
    });
    await user.click(screen.getByRole('radio', { name: 'Ranking' }));
    const chart = await screen.findByRole('figure', {
      name: 'Which needs should be met first?',
    });
    expect(chart).toHaveTextContent(
      'DEM-1 Pay by invoice comes first, with 62.2 of 100.',
    );
    expect(chart).toHaveTextContent(
      '1 more need is not assessed yet and has no score.',
    );
    expect(within(chart).getByText('Low cost, up to 16.7')).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'Board' }));
    const column = await screen.findByRole('region', { name: 'Assessing' });
    expect(
      within(column).getByRole('link', { name: 'DEM-1 Pay by invoice' }),
    ).toBeVisible();
    expect(
      within(screen.getByRole('region', { name: 'Assessed' })).getByText(
        'None',
      ),
    ).toBeVisible();
  });

  it('is moved on the board by mouse and by key, asks for what a move needs, and goes back', async () => {
    const user = userEvent.setup();
    const way = (name: string, to: string, more: object = {}) => ({
      ...{ name, label: name, to, required: [], optional: [], allowed: true },
      ...more,
    });
    let now = aDemand({ status: 'new', version: 1 });
    const become = (status: string) => {
      now = aDemand({ status, version: now.version + 1 });
      return now;
    };
    const led: Record<string, string> = {
      assess: 'assessing',
      'put-back': 'new',
      defer: 'deferred',
    };
    const api = anApi({
      'demand.list': () => ({ ...NONE, items: [now], refs }),
      'demand.get': () => ({
        ...now,
        viewer: {
          ...now.viewer,
          transitions: [
            way('assess', 'assessing'),
            way('put-back', 'new'),
            way('defer', 'deferred', {
              required: ['deferredUntil', 'answer'],
            }),
            way('decline', 'rejected', { allowed: false, reason: 'Not you.' }),
          ],
        },
      }),
      'demand.transition': ({ body }: any) => become(led[body.transition]),
    });
    open('demand?look=board', api);
    const card = () => screen.findByRole('link', { name: /^DEM-1 / });
    const column = (name: string) => screen.getByRole('region', { name });
    const stands = async (name: string) =>
      expect(column(name)).toContainElement(await card());
    // By mouse: only where it can go takes it, and what is decided by others does not.
    fireEvent.dragStart((await card()).closest('li')!, {
      dataTransfer: { setData: () => {}, effectAllowed: '' },
    });
    expect(column('Assessed')).not.toHaveAttribute('data-takes');
    fireEvent.drop(column('Assessing'));
    expect(
      await screen.findByText('DEM-1 is in "Assessing" now.'),
    ).toBeVisible();
    await stands('Assessing');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('DEM-1 is in "New" now.')).toBeVisible();
    await stands('New');
    expect(
      asked(api, 'demand.transition').map(({ body, ifMatch }) => [
        (body as { transition: string }).transition,
        ifMatch,
      ]),
    ).toEqual([
      ['assess', 1],
      ['put-back', 2],
    ]);
    // By key, with the focus on the card; what is refused says why.
    (await card()).focus();
    await user.keyboard('m');
    await user.click(
      await screen.findByRole('menuitem', { name: 'To "Rejected"' }),
    );
    expect(await screen.findByText('Not you.')).toBeVisible();
    expect(await card()).toHaveFocus();
    await user.keyboard('m');
    await user.click(
      await screen.findByRole('menuitem', { name: 'To "Deferred"' }),
    );
    const dialog = await screen.findByRole('dialog');
    // A need is put off for months, and not for hours.
    const quick = within(dialog).getByRole('group', {
      name: 'Quick choices for Deferred until',
    });
    expect(
      within(quick)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual([
      'In a week',
      'In a month',
      'In 3 months',
      'In 6 months',
      'In a year',
    ]);
    await user.click(within(quick).getByText('In 3 months'));
    await user.type(within(dialog).getByLabelText(/^Answer/), 'In spring.');
    await user.click(within(dialog).getByRole('button', { name: /^defer/ }));
    await waitFor(() =>
      expect(asked(api, 'demand.transition').at(-1)!.body).toEqual({
        transition: 'defer',
        answer: 'In spring.',
        deferredUntil: expect.any(String),
      }),
    );
    await stands('Deferred');
  });

  it('is said in three fields, beside what others said before', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'records.similar': () => ({
        items: [
          {
            ...aDemand({ number: 'DEM-7' }),
            sameEntity: false,
            sharedWords: ['invoice'],
          },
        ],
        refs,
      }),
      'demand.file': () => aDemand(),
    });
    open('demand/new', api);
    await user.click(
      await screen.findByRole('button', { name: /^File the need/ }),
    );
    expect(
      await screen.findByText('Say in a sentence what is needed.'),
    ).toBeVisible();
    await user.type(screen.getByLabelText(/^What is needed/), 'Pay by invoice');
    await user.type(screen.getByLabelText(/^Who needs it/), 'Schools');
    await user.type(screen.getByLabelText(/^Why/), 'No cards.');
    const similar = await screen.findByRole('region', {
      name: 'Somebody may have filed it already',
    });
    expect(
      within(similar).getByRole('link', { name: /DEM-7 Pay by invoice/ }),
    ).toHaveAttribute('href', '/itsm/portfolio/demand/DEM-7');
    await user.click(screen.getByRole('button', { name: /^File the need/ }));
    await waitFor(() =>
      expect(asked(api, 'demand.file')[0].body).toEqual({
        title: 'Pay by invoice',
        whoFor: 'Schools',
        why: 'No cards.',
      }),
    );
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Pay by invoice' }),
    ).toBeVisible();
  });
});

describe('the page of a need', () => {
  it('takes points one by one, and says what was refused and where the others are', async () => {
    const user = userEvent.setup();
    let mine = 2;
    const api = anApi({
      'demand.vote': ({ body }: any) => {
        if (body.points > 3)
          throw serverRefusal(409, 'You have 3 points left for DEM-1.');
        mine = body.points;
        return aDemand({ myPoints: mine });
      },
    });
    open('demand/DEM-1', api);
    const own = await screen.findByRole('group', { name: 'Your points' });
    expect(own).toHaveTextContent('2 of at most 5');
    expect(
      await screen.findByText(/4 of your 10 points are left/),
    ).toBeVisible();
    const more = screen.getByRole('button', {
      name: 'One point more for DEM-1',
    });
    await user.click(more);
    expect(await within(own).findByText('3 of at most 5')).toBeVisible();
    await user.click(more);
    expect(
      await screen.findByText('You have 3 points left for DEM-1.'),
    ).toBeVisible();
    expect(own).toHaveTextContent('3 of at most 5');
    await user.click(screen.getByText('Where are they?'));
    expect(
      screen.getByRole('link', { name: 'DEM-9 Dark mode' }),
    ).toHaveAttribute('href', '/itsm/portfolio/demand/DEM-9');
    expect(screen.getByText(/A need that you may no longer see/)).toBeVisible();
    // They do not renew by themselves; what lies elsewhere is taken back here.
    expect(
      screen.getByText(/There is no date on which they renew/),
    ).toBeVisible();
    expect(
      screen.getByRole('list', { name: 'Where your points are' }),
    ).toHaveTextContent('DEM-9 Dark mode Deferred');
    await user.click(
      screen.getByRole('button', { name: 'Take back your points from DEM-9' }),
    );
    await waitFor(() =>
      expect(asked(api, 'demand.vote').at(-1)).toMatchObject({
        params: { id: 'DEM-9' },
        body: { points: 0 },
      }),
    );
    // Nobody is named; what was given is.
    expect(
      screen.getByRole('row', { name: 'Customers 1 4 × 3 12' }),
    ).toBeVisible();
    // What was written is shown, and not run.
    expect(document.querySelector('script')).toBeNull();
  });

  it('says that no points are left, and where to take some back', async () => {
    const api = anApi({
      'demand.get': () => aDemand({ myPoints: 0, mayGive: 0 }),
      'demand.settings': () => ({
        ...SETTINGS,
        mine: { ...SETTINGS.mine, left: 0 },
      }),
    });
    open('demand/DEM-1', api);
    expect(
      await screen.findByText(/All of your 10 points are given/),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Take back your points from DEM-9' }),
    ).toBeVisible();
  });

  it('keeps an assessment, and says how the score came to be', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'demand.update': ({ body }: any) => aDemand({ ...assessed, ...body }),
    });
    open('demand/DEM-1', api);
    expect(
      await screen.findByText('Still to assess: Cost, Risk, Fit.'),
    ).toBeVisible();
    const form = screen.getByRole('region', { name: 'Assessment' });
    const keep = within(form).getByRole('button', {
      name: 'Save the assessment',
    });
    expect(keep).toBeDisabled();
    await user.type(
      within(form).getByLabelText('Why this cost'),
      'Two teams for a quarter.',
    );
    await user.click(keep);
    await waitFor(() =>
      expect(asked(api, 'demand.update')[0]).toMatchObject({
        body: { costReason: 'Two teams for a quarter.' },
        ifMatch: 4,
      }),
    );
    const score = screen.getByRole('region', {
      name: 'How the score came to be',
    });
    expect(await within(score).findByText('62.2 of 100')).toBeVisible();
    expect(within(score).getByText('33.3 of 33.3')).toBeVisible();
    expect(score).toHaveTextContent('30 points give full marks for votes');
  });

  it('makes something of what is approved, and names what it became', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'demand.get': () =>
        aDemand({
          ...assessed,
          status: 'approved',
          statusCategory: 'waiting',
          voteRefusal: 'DEM-1 is decided; nobody votes on it any more.',
        }),
      'demand.become': () =>
        aDemand({
          ...assessed,
          status: 'realizing',
          statusCategory: 'waiting',
          outcomes: [
            {
              number: 'CHG-7',
              type: 'change',
              title: 'Pay by invoice',
              status: 'draft',
              statusLabel: 'Draft',
              statusCategory: 'draft',
            },
          ],
        }),
    });
    open('demand/DEM-1', api);
    expect(
      await screen.findByText('DEM-1 is decided; nobody votes on it any more.'),
    ).toBeVisible();
    await user.click(
      await screen.findByRole('button', { name: 'Turn it into…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(
      within(dialog).getByRole('radio', { name: 'Change of a service' }),
    );
    await user.click(
      within(dialog).getByRole('checkbox', {
        name: 'Link one that already exists',
      }),
    );
    await user.click(
      within(dialog).getByRole('button', { name: /^Turn it into/ }),
    );
    expect(
      await within(dialog).findByText('Name the record by its number.'),
    ).toBeVisible();
    await user.type(within(dialog).getByLabelText(/^Record number/), 'CHG-7');
    await user.click(
      within(dialog).getByRole('button', { name: /^Turn it into/ }),
    );
    const became = await screen.findByRole('region', {
      name: 'What became of it',
    });
    expect(await within(became).findByText(/CHG-7/)).toBeVisible();
    expect(asked(api, 'demand.become')[0].body).toEqual({
      as: 'change',
      number: 'CHG-7',
    });
  });

  it('is merged into another one by those who work on it', async () => {
    const user = userEvent.setup();
    const api = anApi({
      'demand.merge': () =>
        aDemand({
          status: 'merged',
          statusCategory: 'cancelled',
          mergedInto: 'DEM-7',
        }),
    });
    open('demand/DEM-1', api);
    await user.click(
      await screen.findByRole('button', { name: 'Same as another need…' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.type(
      within(dialog).getByLabelText(/^Number of the other need/),
      'DEM-7',
    );
    await user.click(within(dialog).getByRole('button', { name: /^Merge/ }));
    expect(
      await screen.findByRole('link', { name: 'Merged into DEM-7' }),
    ).toHaveAttribute('href', '/itsm/portfolio/demand/DEM-7');
    expect(asked(api, 'demand.merge')[0].body).toEqual({ into: 'DEM-7' });
  });

  it('that is not there says so and leads back', async () => {
    const api = anApi({
      'demand.get': () => {
        throw serverRefusal(404, 'There is no DEM-99 here');
      },
    });
    open('demand/DEM-99', api);
    expect(
      await screen.findByRole('link', { name: 'All needs' }),
    ).toHaveAttribute('href', '/itsm/portfolio/demand');
  });
});
