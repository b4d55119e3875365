import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { getItsmQueryClient, itsmApiRef } from '@callboard/plugin-itsm-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { itsmPlugin } from '../../core/plugin';
import { aPage, anIncident } from '../../testing/builders';
import { FakeItsmApi, serverRefusal } from '../../testing/fakeItsmApi';
import incidentsPlugin from './plugin';

const MATRIX = [
  [1, 2, 3],
  [2, 3, 4],
  [3, 4, 5],
];

function open(path: string, api: FakeItsmApi) {
  renderTestApp({
    features: [itsmPlugin, incidentsPlugin],
    initialRouteEntries: [path],
    apis: [
      [itsmApiRef, api],
      [catalogApiRef, catalogApiMock()],
    ] as never,
  });
}

describe('the pages of incidents', () => {
  beforeEach(() => {
    getItsmQueryClient().clear();
    window.sessionStorage.clear();
  });

  it('opens with the list, whose rows lead to the records', async () => {
    const api = new FakeItsmApi({
      'incidents.list': () => aPage([anIncident()]),
    });
    open('/itsm', api);
    expect(
      await screen.findByRole('link', { name: /Checkout answers 502/ }),
    ).toHaveAttribute('href', '/itsm/incidents/INC-1042');
    expect(screen.getByText('New')).toBeInTheDocument();
  });

  it('asks the server for what the address says', async () => {
    const api = new FakeItsmApi({ 'incidents.list': () => aPage() });
    open('/itsm/incidents?view=mine&priority=1,2&q=card', api);
    await screen.findByText('No incidents here');
    const asked = api.calls.map(call => call.query);
    expect(asked).toContainEqual(
      expect.objectContaining({
        assignee: 'me',
        category: ['draft', 'open', 'waiting'],
        priority: '1,2',
        q: 'card',
      }),
    );
  });

  it('offers to clear the filters when nothing matches them', async () => {
    const api = new FakeItsmApi({ 'incidents.list': () => aPage() });
    open('/itsm/incidents?q=nothing', api);
    expect(
      await screen.findByText(/No incident matches these filters/),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('button', { name: 'Clear filters' }),
    ).not.toHaveLength(0);
  });

  it('says in the server’s words why a list cannot be seen', async () => {
    const api = new FakeItsmApi({
      'incidents.list': () => {
        throw serverRefusal(403, 'You may not read incidents.');
      },
    });
    open('/itsm/incidents', api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not read incidents.',
    );
  });

  it('keeps what was written when the server refuses to file', async () => {
    const user = userEvent.setup();
    const api = new FakeItsmApi({
      'incidents.settings': () => ({ priorityMatrix: MATRIX }),
      'incidents.file': () => {
        throw serverRefusal(400, 'serviceRef: the catalog has no such entity');
      },
    });
    open('/itsm/incidents/file?service=component:default/checkout', api);
    const title = await screen.findByRole('textbox', { name: /What is wrong/ });
    expect(await screen.findByText('P3 Moderate')).toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: /File incident/ }));
    expect(
      await screen.findByText('Say in one line what is wrong.'),
    ).toBeInTheDocument();
    expect(api.calls.map(call => call.route)).not.toContain('incidents.file');

    await user.click(screen.getByRole('radio', { name: /High: work stops/ }));
    expect(await screen.findByText('P2 High')).toBeInTheDocument();
    await user.type(title, 'Cards are refused{Control>}{Enter}{/Control}');
    expect(
      await screen.findByText('serviceRef: the catalog has no such entity'),
    ).toBeInTheDocument();
    expect(title).toHaveValue('Cards are refused');
    expect(api.calls.at(-1)?.body).toEqual({
      serviceRef: 'component:default/checkout',
      title: 'Cards are refused',
      impact: 2,
      urgency: 1,
    });
  });
});
