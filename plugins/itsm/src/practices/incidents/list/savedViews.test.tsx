import '../../../__testUtils__/desk';
import type { SavedView } from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDesk, asked, row } from '../../../__testUtils__/aDesk';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';

function aView(changes: Partial<SavedView> = {}): SavedView {
  return {
    id: '0190f5f2-0000-7000-8000-00000000aaaa',
    page: 'incident',
    name: 'Payment first',
    query: {
      params: { view: 'open', priority: '1' },
      columns: ['number', 'title', 'impact'],
      sort: { field: 'priority', order: 'asc' },
    },
    ownerRef: 'user:default/guest',
    sharing: 'nobody',
    groups: [],
    mine: true,
    canEdit: true,
    isDefault: false,
    version: 1,
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    ...changes,
  };
}

beforeEach(inANewBrowser);

describe('a saved view', () => {
  it('is what the list opens with, for whoever starts with it', async () => {
    const api = aDesk({
      'views.list': () => ({ items: [aView({ isDefault: true })], refs: {} }),
    });
    openPage('/itsm/incidents', api);
    await waitFor(() =>
      expect(asked(api, 'incidents.list').at(-1)?.query).toMatchObject({
        priority: '1',
        sort: 'priority',
        order: 'asc',
      }),
    );
    expect(
      await screen.findByRole('link', { name: /Payment first/ }),
    ).toHaveAttribute('aria-current', 'page');
    expect(screen.queryByText(/changed/)).toBeNull();
  });

  it('says when it was changed, and keeps the change or takes it back', async () => {
    const user = userEvent.setup();
    const view = aView();
    const api = aDesk({
      'views.list': () => ({ items: [view], refs: {} }),
      'views.update': () => view,
    });
    openPage(`/itsm/incidents?saved=${view.id}`, api);
    await row(/INC-1042/);
    await user.type(screen.getByRole('searchbox'), 'card');
    expect(await screen.findByText(/changed/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'save' }));
    await waitFor(() =>
      expect(asked(api, 'views.update')[0]).toMatchObject({
        params: { id: view.id },
        ifMatch: 1,
        body: {
          query: { params: { view: 'open', priority: '1', q: 'card' } },
        },
      }),
    );
    await user.click(screen.getByRole('button', { name: 'reset' }));
    await waitFor(() => expect(screen.queryByText(/changed/)).toBeNull());
    expect(screen.getByRole('searchbox')).toHaveValue('');
  });

  it('keeps what is shown under a name', async () => {
    const user = userEvent.setup();
    const api = aDesk({ 'views.create': () => aView() });
    openPage('/itsm/incidents?view=team&filter={"impact":1}', api);
    await row(/INC-1042/);
    await user.click(screen.getByRole('button', { name: 'Save view' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Name'), 'Wide ones');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(asked(api, 'views.create')[0]?.body).toMatchObject({
        page: 'incident',
        name: 'Wide ones',
        sharing: 'nobody',
        query: { params: { view: 'team' }, predicate: { impact: 1 } },
      }),
    );
  });
});
