import '../../../__testUtils__/desk';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aCmdb } from '../__testUtils__/aCmdb';
import { CART, CHECKOUT } from '../__testUtils__/builders';
import { onCheckout } from '../__testUtils__/onCheckout';
import { EntityRecords } from './EntityRecords';

const record = (n: number, more = {}) => ({
  id: `0190f5f2-0000-7000-8000-00000000${n}`,
  number: `INC-${n}`,
  type: 'incident',
  title: `Incident ${n}`,
  status: 'new',
  statusCategory: 'open',
  serviceRef: CHECKOUT,
  updatedAt: '2026-03-01T09:00:00.000Z',
  ...more,
});

describe('the records that touch an entity', () => {
  it('stand on its page, with what they are filed against if it is another', async () => {
    const api = aCmdb({
      'cmdb.records': ({ query }: any) => ({
        items: query.cursor
          ? [record(1003, { status: 'closed', statusCategory: 'closed' })]
          : [record(1001), record(1002, { serviceRef: CART })],
        pageInfo: query.cursor ? {} : { nextCursor: 'closed.' },
        open: { count: 2, more: false },
        refs: { [CART]: { title: 'Cart', kind: 'component', dangling: false } },
      }),
    });
    onCheckout(<EntityRecords />, api);
    expect(await screen.findByText('Records · 2 open')).toBeVisible();
    const [first, second] = screen.getAllByRole('listitem');
    expect(first).toHaveTextContent(/incident INC-1001 ·/);
    expect(first).not.toHaveTextContent('against');
    expect(second).toHaveTextContent(/INC-1002 · against Cart/);
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('Incident 1003')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('say so where there is none', async () => {
    onCheckout(<EntityRecords />, aCmdb());
    expect(await screen.findByText('No record touches it')).toBeVisible();
  });
});
