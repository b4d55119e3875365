import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import type { ServicePage as Told } from '@callboard/plugin-itsm-common';
import { getItsmQueryClient } from '@callboard/plugin-itsm-react';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ADDRESS, aService, CHECKOUT } from '../../../__testUtils__/aService';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import {
  continuityRouteRef,
  managedServicesRouteRef,
  newDemandRouteRef,
  newRiskRouteRef,
  newServiceRouteRef,
  offeringRouteRef,
  portfolioRouteRef,
  portfolioServiceRouteRef,
  risksRouteRef,
  serviceCostsRouteRef,
  serviceRouteRef,
  servicesRouteRef,
} from '../routes';
import { ServicesPage } from '../ServicesPage';
import {
  fileChangeRouteRef,
  fileIncidentRouteRef,
  incidentsRouteRef,
} from './externalRoutes';

/** The pages of services alone. */
const servicesPlugin = createFrontendPlugin({
  pluginId: 'itsm-portfolio',
  routes: {
    services: servicesRouteRef,
    service: serviceRouteRef,
    managed: managedServicesRouteRef,
    offering: offeringRouteRef,
    root: portfolioRouteRef,
    record: portfolioServiceRouteRef,
    costs: serviceCostsRouteRef,
    newService: newServiceRouteRef,
    newDemand: newDemandRouteRef,
    newRisk: newRiskRouteRef,
    risks: risksRouteRef,
    continuity: continuityRouteRef,
  },
  externalRoutes: {
    fileIncident: fileIncidentRouteRef,
    fileChange: fileChangeRouteRef,
    incidents: incidentsRouteRef,
  },
  extensions: [
    SubPageBlueprint.make({
      name: 'services',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'services',
        title: 'Services',
        routeRef: servicesRouteRef,
        loader: async () => <ServicesPage />,
      },
    }),
    SubPageBlueprint.make({
      name: 'portfolio',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'portfolio',
        title: 'Portfolio',
        routeRef: portfolioRouteRef,
        loader: async () => <></>,
      },
    }),
    queryWrapper(),
  ],
});

const aServer = (told: Told | Error) =>
  new FakeItsmApi({
    'portfolio.service-page': () => {
      if (told instanceof Error) throw told;
      return told;
    },
    'follows.list': () => ({ items: [], refs: {} }),
  });
const open = (api: FakeItsmApi, search = '') =>
  openPage(`${ADDRESS}${search}`, api, [servicesPlugin]);
/** Every answer leads to a section that is on the page. */
const leadsSomewhere = (answers: HTMLElement) => {
  for (const link of within(answers).getAllByRole('link')) {
    const target = link.getAttribute('href')!.slice(1);
    expect([target, document.getElementById(target)]).toEqual([
      target,
      expect.anything(),
    ]);
  }
};
const region = (name: string) => screen.getByRole('region', { name });

describe('the page of a service', () => {
  beforeEach(inANewBrowser);

  it('answers in short, each answer leading to what stands behind it', async () => {
    let follows = (_: unknown) => {};
    const api = new FakeItsmApi({
      'portfolio.service-page': () => aService(),
      'follows.list': () =>
        new Promise(resolve => {
          follows = resolve;
        }),
    });
    open(api);
    const answers = await screen.findByRole('navigation', { name: 'In short' });
    // Whether it is followed is not known yet: the button is there, and does nothing.
    const follow = screen.getByRole('button', { name: 'Follow' });
    expect(follow).toBeDisabled();
    follows({ items: [], refs: {} });
    await waitFor(() => expect(follow).toBeEnabled());
    expect(answers).toHaveTextContent('HealthDegraded');
    expect(answers).toHaveTextContent('Promises1 of 2 kept');
    expect(answers).toHaveTextContent('You can ask for1 offeringPay here');
    expect(answers).toHaveTextContent('Next changeNone planned');
    expect(answers).toHaveTextContent(
      'Cost a month€1,250.00€250.00 over budget',
    );
    expect(answers).toHaveTextContent('Used byNothing');
    // Who to turn to is said once.
    expect(within(answers).getAllByText('Owner and contact')).toHaveLength(1);
    expect(answers).toHaveTextContent('Owner and contactPaymentsOpen now');
    leadsSomewhere(answers);
    // All of it came with one request.
    expect(
      api.calls.filter(({ route }) => route === 'portfolio.service-page'),
    ).toHaveLength(1);
  });

  it('tells those it is for what it does, how to ask for it and what it costs', async () => {
    open(aServer(aService()));
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Checkout' }),
    ).toBeVisible();
    const what = region('What it does');
    // Markdown is drawn; HTML is the text that it is.
    expect(within(what).getByText('pay').tagName).toBe('STRONG');
    expect(what).toHaveTextContent('<script>alert(1)</script>');
    expect(what.querySelector('script')).toBeNull();
    expect(what).toHaveTextContent('For whom: Shoppers, Partner shops');
    const offered = region('What you can ask for');
    expect(offered).toHaveTextContent('Pay hereYou take money.€50.00 a month');
    expect(
      within(offered).getByRole('link', { name: 'Ask for it: Pay here' }),
    ).toHaveAttribute('href', '/create/templates/default/pay');
    const costs = region('What it costs');
    expect(costs).toHaveTextContent('€1,250.00 in October 2026');
    expect(costs).toHaveTextContent('€250.00 over budget');
    // The bars have their table.
    expect(within(costs).getAllByRole('row')[1]).toHaveTextContent(
      'People€1,000.00',
    );
    expect(region('Contact now')).toHaveTextContent('Business ownerGrace');
    // No jargon where it is not asked for.
    expect(
      screen.queryByRole('region', { name: 'What it depends on' }),
    ).toBeNull();
    expect(
      screen.getByRole('link', { name: 'Report a problem' }),
    ).toHaveAttribute(
      'href',
      '/itsm/incidents/file?service=component%3Adefault%2Fcheckout',
    );
  });

  it('shows those who run it what is open and what it hangs together with, and remembers how they look', async () => {
    open(aServer(aService({ viewer: { works: true } })));
    const opened = await screen.findByRole('region', { name: 'Open now' });
    expect(
      within(opened).getByRole('link', { name: /INC-1042/ }),
    ).toHaveAttribute('href', '/itsm/incidents/INC-1042');
    expect(opened).toHaveTextContent('1 of 12 shown');
    expect(
      within(region('What it depends on')).getByRole('link', { name: 'Cart' }),
    ).toHaveAttribute('href', '/itsm/services/component/default/cart');
    expect(region('What it depends on')).toHaveTextContent('Down');
    expect(region('How well managed')).toHaveTextContent('60 of 100');
    expect(
      within(region('How well managed')).getByRole('link', {
        name: 'Link one in metadata.links',
      }),
    ).toHaveAttribute('href', '/catalog/default/component/checkout');
    // Why it matters is read by those without a mouse, too.
    expect(region('How well managed')).toHaveTextContent(
      'Who is woken up must know what to do.',
    );
    expect(region('Continuity')).toHaveTextContent('Back within4 h');
    const answers = screen.getByRole('navigation', { name: 'In short' });
    expect(answers).toHaveTextContent('Depends on1Cart: Down');
    leadsSomewhere(answers);
    // What it is stands above, and what is done now and then in a menu.
    expect(screen.getByText('Takes the money.')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'More to do with it' }),
    );
    const items = (await screen.findAllByRole('menuitem')).map(
      ({ textContent }) => textContent,
    );
    expect(items).toEqual([
      'File a need',
      'Continuity plan',
      'Costs and budget',
      'Open SVC-7',
    ]);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('radio', { name: 'Business' }));
    expect(
      await screen.findByRole('region', { name: 'What it does' }),
    ).toBeVisible();
    expect(window.localStorage.getItem('itsm.service.view')).toBe('business');
  });

  it('says what is not there, and why: nothing looks as if there were none of it', async () => {
    const { costs: _, ...sections } = aService().sections;
    open(
      aServer(
        aService({
          sections,
          absent: [
            { section: 'costs', because: 'not-allowed' },
            { section: 'changed', because: 'failed' },
            { section: 'risks', because: 'nobody' },
          ],
          goneSince: '2026-01-02T00:00:00.000Z',
        }),
      ),
      '?view=technical',
    );
    const absent = await screen.findByRole('region', {
      name: 'What is not on this page',
    });
    expect(absent).toHaveTextContent('You may not see: costs.');
    expect(absent).toHaveTextContent('Could not be loaded: what changed.');
    expect(absent).not.toHaveTextContent('risks');
    expect(screen.queryByRole('region', { name: 'What it costs' })).toBeNull();
    leadsSomewhere(screen.getByRole('navigation', { name: 'In short' }));
    await userEvent.click(screen.getByRole('radio', { name: 'Business' }));
    leadsSomewhere(screen.getByRole('navigation', { name: 'In short' }));
    expect(screen.getByText(/^It left the catalog on .*2026$/)).toBeVisible();
  });

  it('says of nothing, where there may be more than one may see, that it is not all', async () => {
    const { sections } = aService();
    const nothing = { items: [] };
    open(
      aServer(
        aService({
          sections: { ...sections, open: nothing, upcoming: nothing },
          partial: ['open'],
        }),
      ),
      '?view=technical',
    );
    const found = async (name: string) =>
      await screen.findByRole('region', { name });
    expect(await found('Open now')).toHaveTextContent(
      'Nothing is open. There may be more that you may not see.',
    );
    expect(await found('About to change')).toHaveTextContent(
      /No change is planned\.$/,
    );
    const short = screen.getByRole('navigation', { name: 'In short' });
    expect(within(short).getAllByText('that you may see')).toHaveLength(1);
  });

  it('adds up no two currencies', async () => {
    const { sections } = aService();
    open(
      aServer(
        aService({
          sections: {
            ...sections,
            costs: {
              ...sections.costs!,
              amounts: [
                { minor: 100, currency: 'EUR' },
                { minor: 200, currency: 'JPY' },
              ],
            },
          },
        }),
      ),
    );
    expect(
      await screen.findByRole('region', { name: 'What it costs' }),
    ).toHaveTextContent('€1.00 + ¥200');
  });

  it('tells readers of nothing that they cannot do about what is missing', async () => {
    const bare = {
      description: undefined,
      record: undefined,
      offerings: [],
      health: { worst: 'unknown', reasons: [] },
      contact: {
        people: [],
        members: [],
        memberTotal: 0,
        channels: [],
        onCall: [],
        working: [],
      },
      sections: { ...aService().sections, promises: [] },
    } as const satisfies Partial<Told>;
    open(aServer(aService(bare)));
    const promises = await screen.findByRole('region', {
      name: 'What it promises',
    });
    expect(promises).toHaveTextContent(
      'Nothing is promised for it. If you rely on it, ask whoever answers for it what you can expect.',
    );
    expect(region('Contact now')).toHaveTextContent('file an incident');
    expect(
      within(region('What you can ask for')).getByRole('link'),
    ).toHaveAttribute(
      'href',
      `/itsm/portfolio/demand/new?service=${encodeURIComponent(CHECKOUT)}`,
    );
    expect(document.body).not.toHaveTextContent(/catalog file|objective,/);
    cleanup();
    inANewBrowser();

    open(
      aServer(aService({ ...bare, viewer: { works: true } })),
      '?view=business',
    );
    expect(
      await screen.findByRole('region', { name: 'What it promises' }),
    ).toHaveTextContent('Agree on a service level');
    expect(region('What it does')).toHaveTextContent('catalog file');
  });

  it('keeps what it shows when it cannot be reached, says so, and can be asked for again', async () => {
    let fails = false;
    open(
      new FakeItsmApi({
        'portfolio.service-page': () => {
          if (fails) throw new TypeError('Failed to fetch');
          return aService();
        },
        'follows.list': () => ({ items: [], refs: {} }),
      }),
    );
    await screen.findByRole('region', { name: 'What it does' });
    fails = true;
    await act(() => getItsmQueryClient().refetchQueries());
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The server cannot be reached');
    expect(alert).not.toHaveTextContent('Failed to fetch');
    expect(region('What it does')).toBeVisible();
    fails = false;
    await userEvent.click(
      within(alert).getByRole('button', { name: 'Try again' }),
    );
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('is asked for again where the server failed', async () => {
    let fails = true;
    open(
      new FakeItsmApi({
        'portfolio.service-page': () => {
          if (fails) throw serverRefusal(500, 'The database is away');
          return aService();
        },
        'follows.list': () => ({ items: [], refs: {} }),
      }),
    );
    const again = await screen.findByRole('button', { name: /again/i });
    fails = false;
    await userEvent.click(again);
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Checkout' }),
    ).toBeVisible();
  });

  it('says what to do where there is no such service', async () => {
    open(
      aServer(
        serverRefusal(404, 'There is no service component:default/checkout'),
      ),
    );
    expect(
      await screen.findByText('There is no service component:default/checkout'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Services' })).toHaveAttribute(
      'href',
      '/itsm/services',
    );
  });
});
