import '../../../__testUtils__/desk';
import '../impact/__testUtils__/mapScreen';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { serverRefusal } from '../../../testing/fakeItsmApi';
import { aGroup, aHealth, aHealthApi, asked } from './__testUtils__/builders';
import { openHealth } from './__testUtils__/openHealth';

const day = (date: string, overall: number) => ({
  day: date,
  items: 55,
  scores: { overall, completeness: overall - 10 },
  findings: aGroup().findings,
});

describe('the page of CMDB health', () => {
  it('answers first: how healthy the data are, and where most is to be won', async () => {
    openHealth('health', aHealthApi());
    expect(
      await screen.findByText(/^Data of 55 items is 83 % healthy\./),
    ).toBeVisible();
    const gain = await screen.findByRole('link', {
      name: 'completeness of Server items that Platform owns',
    });
    expect(gain).toHaveAttribute(
      'href',
      '/itsm/cmdb/findings?owner=group%3Adefault%2Fplatform&class=server&dimension=completeness',
    );
    expect(gain.closest('p')).toHaveTextContent(/, 41 %\.$/);
  });

  it('has a tile for each dimension, with findings and trend, that leads to them', async () => {
    openHealth('health', aHealthApi());
    const tiles = await screen.findByRole('navigation', {
      name: 'Score by dimension',
    });
    const completeness = within(tiles).getByRole('link', {
      name: /Completeness/,
    });
    expect(completeness).toHaveTextContent('71 %');
    expect(completeness).toHaveTextContent('12 findings');
    expect(completeness).toHaveTextContent('Down 1.5 points since Feb 1');
    expect(completeness).toHaveAttribute(
      'href',
      '/itsm/cmdb/findings?dimension=completeness',
    );
    expect(
      within(tiles).getByRole('link', { name: /Compliance/ }),
    ).toHaveTextContent('No check applies');
  });

  it('sorts groups, each number a way to the findings behind it', async () => {
    const user = userEvent.setup();
    openHealth('health', aHealthApi());
    const table = await screen.findByRole('table', {
      name: 'Whose data needs work?',
    });
    const names = () =>
      within(table)
        .getAllByRole('rowheader')
        .map(cell => cell.textContent);
    expect(names()).toEqual(['Server', 'Service']);
    await user.click(within(table).getByRole('button', { name: 'Items' }));
    expect(names()).toEqual(['Service', 'Server']);
    expect(
      within(table).getByRole('columnheader', { name: 'Items' }),
    ).toHaveAttribute('aria-sort', 'descending');
    expect(
      within(table).getByRole('link', { name: 'Completeness of Server: 41 %' }),
    ).toHaveAttribute(
      'href',
      '/itsm/cmdb/findings?class=server&dimension=completeness',
    );
    // Where nothing is wrong there is nothing to look at.
    expect(
      within(table).queryByRole('link', { name: /Correctness of Service/ }),
    ).toBeNull();
  });

  it('groups by owner, as the address says', async () => {
    const api = aHealthApi();
    openHealth('health?by=owner', api);
    expect(
      await screen.findByRole('rowheader', { name: 'Platform' }),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'By owner' })).toHaveAttribute(
      'aria-current',
      'page',
    );
  });

  it('shows the line over time with its numbers, and days as the address says', async () => {
    const api = aHealthApi({
      'cmdb.health.history': () => ({
        days: [day('2026-02-27', 80), day('2026-02-28', 83.9)],
      }),
    });
    openHealth('health?days=90', api);
    expect(
      await screen.findByRole('img', { name: 'Is the data getting better?' }),
    ).toBeInTheDocument();
    const table = screen.getByText('The numbers behind it').parentElement!;
    expect(table).toHaveTextContent(/Feb 28, 2026.*83 %.*Feb 27, 2026.*80 %/);
    expect(asked(api, 'cmdb.health.history')[0].query).toEqual({ days: '90' });
  });

  it('says why there is no line or no trend', async () => {
    const api = aHealthApi({
      'cmdb.health': () =>
        aHealth({
          overall: aGroup({ trend: undefined }),
          noTrend: 'You see a part of the catalog.',
        }),
      'cmdb.health.history': () => ({
        days: [],
        withheld: 'Days count all items.',
      }),
    });
    openHealth('health', api);
    expect(await screen.findByText('Days count all items.')).toBeVisible();
    expect(screen.getByText('You see a part of the catalog.')).toBeVisible();
  });

  it('explains the score and its checks to who asks', async () => {
    const user = userEvent.setup();
    openHealth('health', aHealthApi());
    await user.click(await screen.findByText('How the score comes about'));
    expect(
      await screen.findByRole('link', { name: 'Required attribute missing' }),
    ).toHaveAttribute('href', '/itsm/cmdb/findings?rule=attribute-required');
    expect(screen.getByText(/completeness 2, correctness 2/)).toBeVisible();
  });

  it('has a sentence before the first look, and when it failed', async () => {
    const never = aHealth({
      overall: aGroup({ items: 0, scores: {} }),
      evaluatedAt: undefined,
    });
    openHealth('health', aHealthApi({ 'cmdb.health': () => never }));
    expect(await screen.findByText('No data was looked at yet')).toBeVisible();
  });

  it('says who may not see it so', async () => {
    const api = aHealthApi({
      'cmdb.health': () => {
        throw serverRefusal(403, 'Ask for the permission itsm.cmdb.read');
      },
    });
    openHealth('health', api);
    expect(
      await screen.findByText('Ask for the permission itsm.cmdb.read'),
    ).toBeVisible();
  });
});
