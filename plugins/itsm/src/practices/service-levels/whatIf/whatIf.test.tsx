import '../../../__testUtils__/desk';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { getItsmQueryClient, itsmApiRef } from '@callboard/plugin-itsm-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { TryIt } from './TryIt';

const HOUR = 3_600_000;
const side = (goal: number, breached: boolean) => ({
  agreement: { key: 'gold', version: 3 },
  goal: goal * HOUR,
  elapsed: 3 * HOUR,
  state: 'stopped',
  breached,
});
const result = {
  definitions: [{ kind: 'agreement', key: 'gold' }],
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
  records: 420,
  truncated: false,
  counts: {
    metToBreached: 1,
    breachedToMet: 0,
    unchanged: 417,
    newlyCovered: 0,
    noLongerCovered: 2,
  },
  flips: [
    {
      recordId: 'one',
      number: 'INC-7',
      type: 'incident',
      title: 'Checkout returns 502',
      clock: 'sla:resolution',
      metric: 'resolution',
      before: side(4, false),
      after: side(2, true),
    },
  ],
};

/** The editor as far as the part sees it. */
function Editor(props: { touched?: boolean }) {
  const [text, setText] = useState('within: 2h');
  return (
    <>
      <TryIt
        kind="agreement"
        definitionKey="gold"
        text={text}
        touched={props.touched ?? true}
        isSound
      />
      <button onClick={() => setText('within: 1h')}>Write</button>
    </>
  );
}

const open = (answer: () => unknown, touched = true) => {
  const api = new FakeItsmApi({ 'service-levels.what-if': answer });
  renderInTestApp(
    <QueryClientProvider client={getItsmQueryClient()}>
      <Editor touched={touched} />
    </QueryClientProvider>,
    { apis: [[itsmApiRef, api]] as never },
  );
  return api;
};
const tryIt = async () =>
  userEvent.click(
    await screen.findByRole('button', { name: 'Try it on the last 90 days' }),
  );

describe('trying an agreement before it is saved', () => {
  it('says what would flip: in a sentence, in numbers, and which records', async () => {
    const api = open(() => result);
    await tryIt();
    expect(
      await screen.findByText(
        '1 promise that was kept would have been missed, and none the other way round.',
      ),
    ).toBeVisible();
    expect(api.calls[0].body).toEqual({
      kind: 'agreement',
      key: 'gold',
      text: 'within: 2h',
      days: 90,
    });
    const counts = screen.getByRole('table', {
      name: 'Promises by what becomes of them',
    });
    expect(
      within(counts).getByRole('row', { name: 'No difference 417' }),
    ).toBeVisible();
    const flips = screen.getByRole('table', { name: 'Records that flip' });
    expect(within(flips).getByRole('row', { name: /INC-7/ })).toHaveTextContent(
      /INC-7Checkout returns 502ResolutionKept: 3 h of 4 h.*Missed: 3 h of 2 h/,
    );
    expect(screen.queryByText(/as it was when it was tried/)).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Write' }));
    expect(screen.getByText(/as it was when it was tried/)).toBeVisible();
  });

  it('says that nothing flips, and that there is nothing to look at', async () => {
    const counts = { ...result.counts, metToBreached: 0 };
    open(() => ({ ...result, counts, flips: [] }));
    await tryIt();
    expect(
      await screen.findByText('Nothing would flip between kept and missed.'),
    ).toBeVisible();
  });

  it('names the line of what is wrong, in the server’s words', async () => {
    open(() => {
      throw serverRefusal(400, 'line 4, column 3: nmae is unknown');
    });
    await tryIt();
    expect(
      await screen.findByText(/line 4, column 3: nmae is unknown/),
    ).toBeVisible();
  });

  it('can be left while it is under way', async () => {
    open(() => new Promise(() => {}));
    await tryIt();
    expect(await screen.findByText(/^Telling the clocks/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(screen.queryByText(/^Telling the clocks/)).toBeNull();
  });

  it('is of no use where nothing was changed', async () => {
    open(() => result, false);
    expect(
      await screen.findByRole('button', { name: 'Try it on the last 90 days' }),
    ).toBeDisabled();
  });
});
