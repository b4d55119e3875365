import '../../../__testUtils__/desk';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { asked } from '../../../__testUtils__/aDesk';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { serverRefusal } from '../../../testing/fakeItsmApi';
import type { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { aServer, aWholeChange, checkout } from '../__testUtils__/aChange';
import { anAssessment } from '../__testUtils__/anAssessment';
import changesPlugin from '../plugin';

const DB = 'resource:default/orders-db';
const info = (title: string, kind = 'component') => ({
  title,
  kind,
  dangling: false,
});
const REFS = {
  [checkout]: info('Checkout'),
  [DB]: info('Orders database', 'resource'),
};
const WINDOW = {
  from: '2099-03-02T20:00:00.000Z',
  to: '2099-03-02T22:00:00.000Z',
};
const LATER = {
  from: '2099-03-03T20:00:00.000Z',
  to: '2099-03-03T22:00:00.000Z',
};

/** A change that takes the checkout down, while another one works on it. */
const busy = anAssessment({
  items: [DB],
  impact: {
    total: 1_204,
    tiers: [{ tier: '1', count: 3 }],
    kinds: [{ kind: 'component', count: 1_204 }],
    owners: [],
    items: [
      {
        ref: checkout,
        title: 'Checkout',
        kind: 'component',
        tier: '1',
        distance: 2,
      },
    ],
    withstood: { total: 2, spent: 1 },
    wholeCatalog: true,
  },
  risk: {
    level: 'high',
    score: 60,
    by: 'Built in',
    factors: [
      {
        key: 'type',
        label: 'Type of change',
        points: 0,
        value: 'normal',
        words: 'A normal change.',
      },
      {
        key: 'blast',
        label: 'Blast radius',
        points: 30,
        value: '1,204 items',
        words: 'If what it affects fails, 1,204 other items fail too.',
      },
    ],
  },
  conflicts: {
    total: 2,
    inFreeze: false,
    items: [
      {
        kind: 'change',
        with: {
          hidden: false,
          number: 'CHG-12',
          title: 'Move it',
          span: WINDOW,
        },
        overlap: WINDOW,
        connection: 'hits',
        path: [DB, checkout],
        words:
          'If Orders database fails, so does Checkout, which CHG-12 changes.',
      },
      {
        kind: 'change',
        with: { hidden: true, span: WINDOW },
        overlap: WINDOW,
        path: [],
        words: 'A change that you may not read is at the same time.',
      },
    ],
  },
  slots: { items: [LATER], until: '2099-03-17T00:00:00.000Z' },
  partial: ['You may not see all of the catalog.'],
  refs: REFS,
});

const open = (path: string, api: FakeItsmApi) =>
  openPage(`/itsm/changes${path}`, api, [changesPlugin]);

beforeEach(inANewBrowser);

describe('the assessment of a change', () => {
  it('stands on its page: risk with its points, conflicts with the way and a link, what fails', async () => {
    const api = aServer({
      'changes.get': () => aWholeChange(),
      'changes.assessment': () => busy,
    });
    open('/CHG-88', api);
    const [panel] = await screen.findAllByRole('region', {
      name: 'Assessment',
    });
    await within(panel).findByText('60 points');
    expect(panel).toHaveTextContent(/Blast radius.*\+30/);
    expect(panel).toHaveTextContent(
      /1 more was looked at and gives no points.*Type of change: A normal change/,
    );
    expect(panel).toHaveTextContent('Conflicts (2)');
    expect(panel).toHaveTextContent(/Orders database→Checkout/);
    expect(within(panel).getByRole('link', { name: 'CHG-12' })).toHaveAttribute(
      'href',
      '/itsm/changes/CHG-12',
    );
    expect(panel).toHaveTextContent('A change that you may not read');
    expect(panel).toHaveTextContent(
      'If this fails, 1204 other items fail. 2 redundancies hold, 1 of them with nothing left to lose.',
    );
    expect(panel).toHaveTextContent(/Tier 1: 3/);
    expect(panel).toHaveTextContent('You may not see all of the catalog.');
    // Nobody picks a time here.
    expect(within(panel).queryByRole('button')).toBeNull();
  });

  it('is asked for again while somebody writes, and a free time is taken at a press', async () => {
    const api = aServer({ 'changes.assess': () => busy });
    open(`/new?entity=${checkout}`, api);
    const take = await screen.findByRole('button', { name: /^Plan it for/ });
    await userEvent.click(take);
    await waitFor(() =>
      expect(asked(api, 'changes.assess').pop()).toMatchObject({
        body: {
          affects: [checkout],
          plannedStart: expect.stringMatching(/^2099-03-0/),
        },
      }),
    );
  });

  it('says what to do where nothing is named, and why it failed where it did', async () => {
    open('/new', aServer());
    expect(
      await screen.findByText(/Name what is changed, and what it would hit/),
    ).toBeVisible();
  });

  it('gives the reason of a refusal and lets one try again', async () => {
    let fails = true;
    const api = aServer({
      'changes.get': () => aWholeChange(),
      'changes.assessment': () => {
        if (fails) throw serverRefusal(503, 'Busy');
        return busy;
      },
    });
    open('/CHG-88', api);
    const retry = await screen.findByRole('button', { name: /again/i });
    fails = false;
    await userEvent.click(retry);
    expect(await screen.findByText('60 points')).toBeVisible();
  });
});
