import '../../../__testUtils__/desk';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { FakeItsmApi } from '../../../testing/fakeItsmApi';
import {
  aCmdb,
  SERVER_A,
  SERVER_B,
  someAttributes,
} from '../sources/__testUtils__/builders';
import { openData } from '../sources/__testUtils__/openData';
import { compare } from './compare';

const id = '0190f5f2-0000-7000-8000-00000000d001';
const said = (key: string, value: string | number) => ({
  key,
  value,
  source: 'vcenter',
  since: '2026-03-01T10:00:00.000Z',
  others: [],
});
const older = someAttributes({
  ref: SERVER_A,
  owned: true,
  values: [said('serial', 'S-1'), said('memory', 32), said('tier', 'gold')],
  missing: [],
});
const newer = someAttributes({
  ref: SERVER_B,
  owned: true,
  values: [said('serial', 'S-1'), said('memory', 64)],
  missing: [],
});

const api = (answers: ConstructorParameters<typeof FakeItsmApi>[0] = {}) =>
  aCmdb({
    'cmdb.duplicates.list': ({ query }) => ({
      items: [
        {
          id,
          state: query?.state ?? 'open',
          rule: ['serial'],
          value: 'S-1',
          aRef: SERVER_A,
          bRef: SERVER_B,
          foundAt: '2026-03-02T08:00:00.000Z',
        },
      ],
      pageInfo: {},
      refs: {
        [SERVER_A]: { title: 'db-01', kind: 'resource', dangling: false },
        [SERVER_B]: { title: 'DB 01', kind: 'resource', dangling: false },
      },
    }),
    'cmdb.attributes.get': ({ query }) =>
      query?.ref === SERVER_A ? older : newer,
    ...answers,
  });
const calls = (of: FakeItsmApi, route: string) =>
  of.calls.filter(call => call.route === route);

describe('two items that may be one', () => {
  it('stand side by side: what differs, what agrees, and by which rule', async () => {
    openData('duplicates', api());
    const table = await screen.findByRole('table', { name: 'db-01 and DB 01' });
    expect(screen.getByText(/Same Serial number: S-1/)).toBeVisible();
    expect(
      within(table)
        .getAllByRole('row')
        .slice(2)
        .map(row => row.textContent),
    ).toEqual([
      'Memory32 GB64 GBdiffers',
      'Serial numberS-1S-1same',
      'Tiergoldnothingonly here',
    ]);
    expect(screen.getByText('1 attribute agrees, 1 differs.')).toBeVisible();
  });

  it('are made one, after it was said what that does, and taken apart again', async () => {
    const server = api({
      'cmdb.items.merge': () => ({}),
      'cmdb.items.undo-merge': () => ({}),
    });
    openData('duplicates', server);
    await userEvent.click(await screen.findByRole('radio', { name: /DB 01/ }));
    expect(
      screen.getByText(/db-01 becomes a former name of DB 01/),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Merge into DB 01' }),
    );
    await waitFor(() =>
      expect(calls(server, 'cmdb.items.merge').map(c => c.body)).toEqual([
        { keepRef: SERVER_B, mergeRef: SERVER_A },
      ]),
    );
  });

  it('are told apart for good', async () => {
    const server = api({ 'cmdb.duplicates.dismiss': () => ({}) });
    openData('duplicates', server);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Not duplicates' }),
    );
    await waitFor(() =>
      expect(calls(server, 'cmdb.duplicates.dismiss')[0].params).toEqual({
        id,
      }),
    );
  });

  it('are taken apart again after they were made one', async () => {
    const server = api({
      'cmdb.items.undo-merge': () => ({}),
      // The name of one that went into another answers with the other.
      'cmdb.attributes.get': () => newer,
    });
    openData('duplicates?state=merged', server);
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(screen.getByText('db-01 is part of DB 01.')).toBeVisible();
    await waitFor(() =>
      expect(calls(server, 'cmdb.items.undo-merge')[0].body).toEqual({
        mergeRef: SERVER_A,
      }),
    );
  });

  it('keep the one that stands in a catalog file', async () => {
    openData(
      'duplicates',
      api({
        'cmdb.attributes.get': ({ query }) =>
          query?.ref === SERVER_A ? older : { ...newer, owned: false },
      }),
    );
    expect(await screen.findByRole('radio', { name: /db-01/ })).toBeDisabled();
    expect(
      screen.getByRole('button', { name: 'Merge into DB 01' }),
    ).toBeVisible();
  });

  it('are gone through by keyboard', async () => {
    openData('duplicates', api());
    await screen.findByRole('table');
    await userEvent.keyboard('j');
    expect(document.activeElement).toHaveAttribute('data-pair', id);
  });

  it('say that there are none', async () => {
    openData(
      'duplicates',
      api({
        'cmdb.duplicates.list': () => ({ items: [], pageInfo: {}, refs: {} }),
      }),
    );
    expect(await screen.findByText('No duplicates')).toBeVisible();
  });
});

describe('a comparison', () => {
  it('puts what differs first', () => {
    expect(compare(older, newer).map(row => [row.key, row.how])).toEqual([
      ['memory', 'differ'],
      ['serial', 'agree'],
      ['tier', 'one'],
    ]);
  });
});
