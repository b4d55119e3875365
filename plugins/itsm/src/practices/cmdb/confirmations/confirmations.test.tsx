import '../../../__testUtils__/desk';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDue, aHealthApi, asked, DB } from '../health/__testUtils__/builders';
import { openHealth } from '../health/__testUtils__/openHealth';

const OTHER = 'component:default/shop';

const three = () => ({
  items: [
    aDue(),
    aDue({ ref: 'resource:default/db-02', title: 'db-02', findings: 0 }),
    aDue({ ref: OTHER, title: 'Shop', kind: 'component', class: undefined }),
  ],
  pageInfo: {},
  refs: {},
});

describe('what is mine to confirm', () => {
  it('says what confirming means, and stands by class', async () => {
    openHealth('confirmations', aHealthApi());
    expect(
      await screen.findByRole('heading', { name: /Server · 2/ }),
    ).toBeVisible();
    expect(screen.getByText(/I looked at what is known of it/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'db-01' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/db-01',
    );
  });

  it('is confirmed by class, with a note, and what is refused stays selected', async () => {
    const user = userEvent.setup();
    const api = aHealthApi({
      'cmdb.confirmations.list': three,
      'cmdb.confirmations.confirm': ({ body }: any) => ({
        items: body.refs.map((ref: string) => ({
          ref,
          done: ref === DB,
          reason: ref === DB ? undefined : 'It changed meanwhile.',
        })),
      }),
    });
    openHealth('confirmations', api);
    await user.click(
      await screen.findByRole('checkbox', { name: 'Select all of Server' }),
    );
    expect(screen.getByText('2 of 3 selected')).toBeVisible();
    expect(screen.getByText(/^1 of them has findings/)).toBeVisible();
    await user.type(screen.getByLabelText('Note'), 'Counted in the rack');
    await user.click(screen.getByRole('button', { name: /Confirm 2 items/ }));
    await waitFor(() =>
      expect(screen.getByText('1 of 3 selected')).toBeVisible(),
    );
    expect(asked(api, 'cmdb.confirmations.confirm')[0].body).toEqual({
      refs: [DB, 'resource:default/db-02'],
      note: 'Counted in the rack',
    });
  });

  it('is selected as a whole, and a part of it shows as a part', async () => {
    const user = userEvent.setup();
    const api = aHealthApi({ 'cmdb.confirmations.list': three });
    openHealth('confirmations', api);
    const all = await screen.findByRole('checkbox', { name: 'Select all' });
    await user.click(screen.getByRole('checkbox', { name: 'Select Shop' }));
    expect(all).toBePartiallyChecked();
    await user.click(all);
    expect(screen.getByText('3 of 3 selected')).toBeVisible();
    await user.click(all);
    expect(screen.getByText('0 of 3 selected')).toBeVisible();
    expect(screen.getByRole('button', { name: /^Confirm/ })).toBeDisabled();
  });

  it('may be nothing, and looks ahead then', async () => {
    const user = userEvent.setup();
    const api = aHealthApi({
      'cmdb.confirmations.list': () => ({ items: [], pageInfo: {}, refs: {} }),
    });
    openHealth('confirmations', api);
    await user.click(
      await screen.findByRole('link', { name: 'Look 30 days ahead' }),
    );
    expect(
      await screen.findByText(/Nothing of yours is due in the next 30 days/),
    ).toBeVisible();
    expect(asked(api, 'cmdb.confirmations.list').at(-1)?.query).toMatchObject({
      within: 30,
    });
  });
});
