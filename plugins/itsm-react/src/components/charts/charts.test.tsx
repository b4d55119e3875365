import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { KpiPoint } from '@callboard/plugin-itsm-common';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  AgeBands,
  HeatMap,
  KpiTile,
  ParetoChart,
  PeriodCompare,
  XmrChart,
} from './index';
import { csvOf } from './csv';
import { labelled, ticksOf } from './scale';

const HOUR = 3_600_000;

/** Months from January 2025 on; the last goes on if it is asked to. */
function monthsOf(values: readonly (number | undefined)[], isGoing = false) {
  return values.map((value, i): KpiPoint => {
    const at = (month: number) =>
      new Date(Date.UTC(2025, month, 1)).toISOString();
    return {
      from: at(i),
      to: at(i + 1),
      value,
      count: value === undefined ? 0 : 100,
      complete: !(isGoing && i === values.length - 1),
      exact: true,
    };
  });
}

const usual = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12].map(
  hours => hours * HOUR,
);

it('a chart tells news from noise in words and by shape, with its numbers behind it', async () => {
  const onPoint = jest.fn();
  renderInTestApp(
    <XmrChart
      title="Are incidents solved faster?"
      unit="duration"
      direction="down"
      grain="month"
      zone="UTC"
      points={monthsOf([...usual, 30 * HOUR, 4 * HOUR], true)}
      target={8 * HOUR}
      others={[{ label: 'Version 1', points: monthsOf(usual) }]}
      onPoint={onPoint}
    />,
  );
  const chart = await screen.findByRole('figure', {
    name: 'Are incidents solved faster?',
  });
  expect(within(chart).getByText('Worse')).toBeVisible();
  expect(chart).toHaveTextContent(
    'Usual: 11 h, between 5 h 41 min and 16 h 19 min (from the first 12). January 2026: higher than what was usual.',
  );
  expect(chart).toHaveTextContent('Hours');
  // What its shapes mean: only of those that are in it.
  expect(chart).toHaveTextContent('Beyond the usual range');
  expect(chart).not.toHaveTextContent('Eight or more on one side');
  expect(chart.querySelector('[data-sense="bad"]')).not.toBeNull();

  // By keyboard, told to who listens: the last point first, which goes on.
  const cursor = within(chart).getByRole('slider');
  expect(cursor).toHaveAttribute(
    'aria-valuetext',
    'February 2026: 4 h so far, Version 1 –',
  );
  act(() => cursor.focus());
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
  expect(cursor).toHaveAttribute(
    'aria-valuetext',
    'January 2026: 30 h, Version 1 –, higher than what was usual'.replace(
      '30 h',
      '1 d 6 h',
    ),
  );
  await userEvent.keyboard('{Enter}');
  expect(onPoint).toHaveBeenCalledWith(
    expect.objectContaining({ from: '2026-01-01T00:00:00.000Z' }),
  );
  await userEvent.keyboard('{Home}');
  expect(cursor).toHaveAttribute('aria-valuenow', '1');

  await userEvent.click(within(chart).getByText('As a table'));
  const row = within(chart).getByRole('row', { name: /January 2026/ });
  expect(row).toHaveTextContent('1 d 6 h–100higher than what was usual');
  expect(
    within(chart).getByRole('row', { name: /February 2026/ }),
  ).toHaveTextContent('4 h (so far)');
});

it('a chart of too little says so and draws no limits; one of nothing says that', async () => {
  renderInTestApp(
    <>
      {[monthsOf([3, undefined, 4]), monthsOf([undefined])].map((points, i) => (
        <XmrChart
          key={points.length}
          title={`How many? ${i}`}
          unit="count"
          direction="neutral"
          grain="month"
          zone="UTC"
          points={points}
        />
      ))}
    </>,
  );
  const few = await screen.findByRole('figure', { name: 'How many? 0' });
  expect(few).toHaveTextContent('Too little to judge');
  expect(few).not.toHaveTextContent('Usual middle');
  expect(screen.getByRole('figure', { name: 'How many? 1' })).toHaveTextContent(
    'There is nothing to draw yet',
  );
});

it('a tile says how much, of what, and whether that is news; one that waits says for what', async () => {
  renderInTestApp(
    <>
      <KpiTile
        name="Time to resolve"
        href="/numbers"
        unit="duration"
        direction="down"
        total={{ value: 4 * HOUR, count: 120 }}
        points={monthsOf([...usual, 4 * HOUR])}
        statistic="median"
        target={8 * HOUR}
      />
      <KpiTile
        name="Lead time"
        unit="duration"
        direction="down"
        awaits="Reports of deployments"
      />
    </>,
  );
  const tile = await screen.findByRole('article', { name: 'Time to resolve' });
  expect(tile).toHaveTextContent('4 hmedian · of 120 · target 8 h');
  expect(tile).toHaveTextContent('Betterlower than what was usual');
  expect(within(tile).getByRole('link')).toHaveAttribute('href', '/numbers');
  expect(screen.getByRole('article', { name: 'Lead time' })).toHaveTextContent(
    'Waits for: Reports of deployments',
  );
});

it('parts of a whole come by size, with the vital few and all that has no line of its own', async () => {
  const group = (label: string, value: number) => ({
    value: label.toLowerCase(),
    label,
    total: { ...monthsOf([value])[0], count: value },
  });
  renderInTestApp(
    <ParetoChart
      title="Which categories make up most?"
      unit="count"
      dimension="Category"
      groups={[group('Disk', 15), group('Network', 60), group('Login', 20)]}
      whole={100}
      moreGroups={4}
    />,
  );
  const table = await screen.findByRole('table', {
    name: 'Which categories make up most?',
  });
  expect(
    within(table)
      .getAllByRole('row')
      .map(row => row.textContent),
  ).toEqual([
    'CategoryValueShareTogether',
    'Network6060 %60 %',
    'Login2020 %80 %',
    'Disk1515 %95 %',
    '4 others55 %100 %',
  ]);
  expect(screen.getByText('2 make up 80 % of all.')).toBeVisible();
});

it('a heat map has its numbers in its fields, and goes by arrow keys', async () => {
  const hours = Array.from({ length: 7 }, () => Array(24).fill(0));
  hours[0][9] = 12;
  hours[0][10] = 3;
  renderInTestApp(
    <HeatMap title="When do they come in?" heat={{ hours, zone: 'UTC' }} />,
  );
  expect(
    await screen.findByText(/Most on Monday from 9:00 to 12:00 \(15\)\./),
  ).toBeVisible();
  const grid = screen.getByRole('grid', { name: 'When do they come in?' });
  expect(within(grid).getByRole('row', { name: /^Mon/ })).toHaveTextContent(
    'Mon1515',
  );
  const first = grid.querySelector<HTMLElement>('[tabindex="0"]')!;
  act(() => first.focus());
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  expect(document.activeElement).toHaveAttribute(
    'title',
    'Monday, 9:00 to 12:00: 15',
  );
});

it('ages and periods are bars with their numbers, and say the difference in words', async () => {
  renderInTestApp(
    <>
      <AgeBands
        title="How old is what is open?"
        ages={{
          total: 4,
          meanAge: 36 * HOUR,
          bands: [
            { key: 'd1', label: 'Up to a day', upTo: 24 * HOUR, count: 3 },
            { key: 'older', label: 'More than 90 days', count: 1 },
          ],
        }}
      />
      <PeriodCompare
        title="Is it more than before?"
        unit="percent"
        zone="UTC"
        now={monthsOf([undefined, 0.75])[1]}
        then={monthsOf([0.6])[0]}
      />
    </>,
  );
  expect(await screen.findByText('Open 1 d 12 h on average.')).toBeVisible();
  expect(screen.getByRole('row', { name: /Up to a day/ })).toHaveTextContent(
    '375 %',
  );
  expect(screen.getByText('15 points more.')).toBeVisible();
  expect(
    screen.getByRole('row', { name: /1 Jan – 31 Jan 2025/ }),
  ).toHaveTextContent('60 %100');
});

it('a file begins no cell with what a spreadsheet would run', () => {
  expect(
    csvOf([
      ['name', 'value'],
      ['=1+1', -3],
      ['say "hi", all', 0.5],
    ]),
  ).toBe('\uFEFFname,value\r\n\'=1+1,-3\r\n"say ""hi"", all",0.5\r\n');
});

it('ticks of an axis are even, hold all values, and are whole where things are counted', () => {
  expect(ticksOf(0, 97, 5, true)).toEqual([0, 20, 40, 60, 80, 100]);
  expect(ticksOf(0, 3, 5, true)).toEqual([0, 1, 2, 3]);
  expect(ticksOf(0, 0, 5, true)).toEqual([0, 1]);
  expect(ticksOf(-0.4, 1, 5, false)).toEqual([-0.5, 0, 0.5, 1]);
  expect(labelled(13, 5)).toEqual([0, 3, 6, 9, 12]);
});
