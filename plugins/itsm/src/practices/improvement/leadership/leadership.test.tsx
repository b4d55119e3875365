import '../../../__testUtils__/desk';
import {
  createFrontendPlugin,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { overviewFrame, overviewOf } from '@callboard/plugin-itsm-common';
import type {
  Answered,
  Overview,
  UnderWay,
} from '@callboard/plugin-itsm-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DateTime } from 'luxon';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { queryWrapper } from '../../../queryWrapper';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { ImprovementPage } from '../ImprovementPage';
import {
  fileInitiativeRouteRef,
  improvementRouteRef,
  initiativeRouteRef,
  kpiRouteRef,
  registerRouteRef,
} from '../routes';
import { NumbersWidget } from './NumbersWidget';
import { UnderWayWidget } from './UnderWayWidget';
import { monthEnds } from './useOverview';

/** The pages alone: what is on other pages asks who may see it. */
const improvementPlugin = createFrontendPlugin({
  pluginId: 'itsm-improvement',
  routes: {
    root: improvementRouteRef,
    kpi: kpiRouteRef,
    register: registerRouteRef,
    initiative: initiativeRouteRef,
    file: fileInitiativeRouteRef,
  },
  extensions: [
    SubPageBlueprint.make({
      name: 'improvement',
      attachTo: { id: 'page:itsm', input: 'pages' },
      params: {
        path: 'improvement',
        title: 'Improvement',
        routeRef: improvementRouteRef,
        loader: async () => <ImprovementPage />,
      },
    }),
    queryWrapper(),
  ],
});

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-26T09:00:00Z');
const STEADY = [22, 24, 21, 23, 25, 22, 24, 23, 21, 24, 22, 23];
const TEAM = 'group:default/payments';

const RESOLVE = {
  key: 'incidents.time-to-resolve',
  name: 'Time to resolve',
  purpose: 'How long do people wait?',
  unit: 'duration',
  direction: 'down',
} as const;
const VOLUME = {
  key: 'incidents.volume',
  name: 'Incident volume',
  purpose: 'How much comes in?',
  unit: 'count',
  direction: 'neutral',
} as const;

/** What the server answers of months with these values. */
function anOverview(
  asOf: string | undefined,
  values: Record<string, (number | undefined)[]>,
  more: Partial<Overview> & { underWay?: UnderWay[] } = {},
): Overview {
  const { underWay = [], ...rest } = more;
  const frame = overviewFrame(asOf, 13, NOW, 'UTC');
  const leading = [RESOLVE, VOLUME].map((definition): Answered => {
    const series = Array.from({ length: 13 }, (_, i) => {
      const from = DateTime.fromMillis(frame.period.from, {
        zone: 'UTC',
      }).plus({ months: i });
      const value = values[definition.key]?.[i];
      return {
        from: from.toISO()!,
        to: new Date(
          Math.min(from.plus({ months: 1 }).toMillis(), frame.period.to),
        ).toISOString(),
        value: value && value * (definition.unit === 'duration' ? HOUR : 1),
        count: value ?? 0,
        complete: true,
        exact: true,
      };
    });
    return {
      definition,
      answer: {
        kpi: definition.key,
        version: 1,
        unit: definition.unit,
        basis: 'events',
        zone: 'UTC',
        total: series[0],
        series,
        asOf: new Date(frame.period.to).toISOString(),
        unread: 0,
        rebuilding: false,
      },
    };
  });
  return {
    ...overviewOf({
      frame,
      leading,
      initiatives: underWay,
      definitions: [RESOLVE, VOLUME],
    }),
    absent: [],
    hasRegister: true,
    digest: {
      subscribed: false,
      configured: false,
      nextAt: '2026-12-01T08:00:00.000Z',
    },
    refs: { [TEAM]: { title: 'Payments', kind: 'group', dangling: false } },
    ...rest,
  };
}

const GOOD = {
  [RESOLVE.key]: [...STEADY, 9],
  [VOLUME.key]: [...STEADY, 24],
};
const INITIATIVE: UnderWay = {
  number: 'IMP-7',
  title: 'Hand over in writing',
  status: 'implement',
  statusLabel: 'Implement',
  ownerRef: TEAM,
  kpi: RESOLVE.key,
  where: { serviceRef: ['component:default/cart'], priority: ['1'] },
  baseline: 24 * HOUR,
  target: 16 * HOUR,
  current: 20 * HOUR,
  dueAt: Date.parse('2026-10-05T00:00:00Z'),
};

/** A server that knows these months, and who wants to be told. */
function aServer(of: (asOf: string | undefined) => Overview) {
  let subscribed = false;
  const digest = () => ({ ...of(undefined).digest, subscribed });
  return new FakeItsmApi({
    'improvement.overview': ({ query }: any) => ({
      ...of(query?.asOf),
      digest: digest(),
    }),
    'improvement.digest.subscribe': () => {
      subscribed = true;
      return digest();
    },
    'improvement.digest.unsubscribe': () => {
      subscribed = false;
      return digest();
    },
  });
}
const open = (api: FakeItsmApi, search = '') =>
  openPage(`/itsm/improvement${search}`, api, [improvementPlugin]);
const asked = (api: FakeItsmApi) =>
  api.calls
    .filter(({ route }) => route === 'improvement.overview')
    .map(({ query }) => query?.asOf);

describe('the page of leadership', () => {
  beforeEach(inANewBrowser);

  it('says what got better, what did not, and what is being done, with a way to each', async () => {
    open(
      aServer(() => anOverview('2026-10-31', GOOD, { underWay: [INITIATIVE] })),
      '?asOf=2026-10-31',
    );
    const resolve = await screen.findByRole('article', {
      name: 'Time to resolve',
    });
    // The answer first.
    expect(
      screen.getByText(
        'Of the numbers, 1 got better. 1 initiative is under way, 1 of them late.',
      ),
    ).toBeVisible();
    expect(resolve).toHaveTextContent('9 h');
    expect(resolve).toHaveTextContent('Better');
    expect(resolve).toHaveTextContent('23 h in September · usual 17 h');
    const better = screen.getByRole('region', { name: 'What got better' });
    expect(better).toHaveTextContent(
      '9 h in October 2026, lower than what was usual',
    );
    expect(
      within(better).getByRole('link', { name: 'Time to resolve' }),
    ).toHaveAttribute(
      'href',
      '/itsm/improvement/kpis/incidents.time-to-resolve',
    );
    expect(
      screen.getByRole('region', { name: 'What did not' }),
    ).toHaveTextContent('Nothing got worse, and no target is missed.');
    const doing = screen.getByRole('region', { name: 'What is being done' });
    expect(doing).toHaveTextContent(
      'Time to resolve of cart, priority 1: 1 d before, 20 h now, target 16 h',
    );
    expect(doing).toHaveTextContent('Late since 5 Oct 2026');
    expect(doing).toHaveTextContent('Payments');
    expect(
      within(doing).getByRole('link', { name: /Hand over in writing/ }),
    ).toHaveAttribute('href', '/itsm/improvement/register/IMP-7');
    // A table behind the charts, with all months.
    const table = screen.getByRole('table', { name: 'The numbers by month' });
    const [head, first] = within(table).getAllByRole('row');
    expect(head).toHaveTextContent('MonthTime to resolveIncident volume');
    expect(first).toHaveTextContent('October 20269 h24');
    expect(within(table).getAllByRole('row')).toHaveLength(14);
  });

  it('looks back from the day in the address, and from the ends of months beside it', async () => {
    const api = aServer(asOf => anOverview(asOf, GOOD));
    open(api, '?asOf=2026-10-31');
    await screen.findByText(/As of 31 October 2026/);
    await userEvent.click(
      screen.getByRole('button', { name: 'End of September 2026' }),
    );
    await screen.findByText(/As of 30 September 2026/);
    await userEvent.click(screen.getByRole('button', { name: 'Today' }));
    await screen.findByText(/Counted up to/);
    expect(asked(api)).toEqual(['2026-10-31', '2026-09-30', undefined]);
  });

  it('lets one be told each month, and ends it', async () => {
    open(aServer(asOf => anOverview(asOf, GOOD)));
    const button = await screen.findByRole('button', {
      name: 'Tell me each month',
    });
    await userEvent.click(button);
    expect(
      await screen.findByRole('button', { name: 'Told each month' }),
    ).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(
      screen.getByRole('button', { name: 'Told each month' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Tell me each month' }),
    ).toBeVisible();
  });

  it('tells a new portal when the first numbers are there', async () => {
    open(aServer(() => anOverview(undefined, {})));
    expect(await screen.findByText('There are no numbers yet')).toBeVisible();
    expect(screen.getByText(/is over on 31 December 2026/)).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'What got better' }),
    ).toHaveTextContent('It is too early to say.');
  });

  it('shows what there is so far in the first month', async () => {
    const none = Array(12).fill(undefined);
    open(aServer(() => anOverview(undefined, { [VOLUME.key]: [...none, 12] })));
    const volume = await screen.findByRole('article', {
      name: 'Incident volume',
    });
    expect(volume).toHaveTextContent('12 So far in November 2026');
    expect(screen.getByText(/until|These are numbers so far/)).toBeVisible();
  });

  it('says where numbers are behind, being counted anew, or not there', async () => {
    open(
      aServer(asOf =>
        anOverview(asOf, GOOD, {
          unread: 1200,
          rebuilding: true,
          absent: ['surveys.satisfaction'],
          hasRegister: false,
        }),
      ),
    );
    expect(
      await screen.findByText('Numbers are being counted anew'),
    ).toBeVisible();
    expect(
      screen.getByText(/1,?200 entries have still to be counted/),
    ).toBeVisible();
    expect(screen.getByText(/surveys\.satisfaction/)).toBeVisible();
    expect(screen.getByText(/is not part of this portal/)).toBeVisible();
  });

  it('says in the words of the server what is wrong with the day, or with the reader', async () => {
    open(
      new FakeItsmApi({
        'improvement.overview': () => {
          throw serverRefusal(
            400,
            'asOf: 2027-01-01 is still to come; choose a day up to today, 2026-11-26',
          );
        },
      }),
      '?asOf=2027-01-01',
    );
    expect(await screen.findByText(/is still to come/)).toBeVisible();
  });
});

describe('widgets of the home page', () => {
  beforeEach(inANewBrowser);

  /** A page with nothing on it but both. */
  const widgets = createFrontendPlugin({
    pluginId: 'widgets',
    extensions: [
      queryWrapper(),
      PageBlueprint.make({
        params: {
          path: '/widgets',
          loader: async () => (
            <>
              <NumbersWidget />
              <UnderWayWidget />
            </>
          ),
        },
      }),
    ],
  });

  it('show the leading numbers, and what is being done, with one question', async () => {
    const api = aServer(() =>
      anOverview('2026-10-31', GOOD, { underWay: [INITIATIVE] }),
    );
    openPage('/widgets', api, [improvementPlugin, widgets]);
    const list = await screen.findByRole('list', { name: 'The numbers' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Time to resolve9 hBetter', 'Incident volume24As usual']);
    expect(
      screen.getByRole('link', { name: /Hand over in writing/ }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'All initiatives' }),
    ).toHaveAttribute('href', '/itsm/improvement/register');
    expect(asked(api)).toHaveLength(1);
  });
});

it('steps from month to month by their last days', () => {
  const today = DateTime.fromISO('2026-11-26', { zone: 'UTC' });
  const ends = (asOf: string) => monthEnds({ asOf, zone: 'UTC' }, today);
  expect(ends('2026-10-31')).toEqual({ before: '2026-09-30' });
  expect(ends('2026-09-12')).toEqual({
    before: '2026-08-31',
    after: '2026-09-30',
  });
  expect(ends('2026-11-26')).toEqual({ before: '2026-10-31' });
});
