import '../../__testUtils__/desk';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeItsmApi, serverRefusal } from '../../testing/fakeItsmApi';
import { EntityHistory } from './EntityHistory';
import {
  aDifference,
  aHistory,
  anEvent,
  aState,
  CART,
  PAYMENT,
  theFirstReading,
} from './__testUtils__/builders';
import { address, onCheckout } from './__testUtils__/onCheckout';

const baseline = {
  key: 'move',
  name: 'Before the move',
  at: '2026-02-10T00:00:00.000Z',
};

const THEN = aState({
  at: baseline.at,
  fields: { 'spec.lifecycle': 'experimental' },
  relations: [{ type: 'dependsOn', targetRef: CART }],
});

const server = (answers: ConstructorParameters<typeof FakeItsmApi>[0] = {}) =>
  new FakeItsmApi({
    'cmdb.history': () => aHistory([anEvent(), theFirstReading()]),
    'cmdb.ci': ({ query }) => (query?.at ? THEN : aState()),
    'cmdb.baselines.list': () => ({ items: [baseline] }),
    'cmdb.difference': () => aDifference(),
    ...answers,
  });

const asked = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route).map(call => call.query);

describe('what happened', () => {
  it('is told in sentences, newest first, from where the history begins', async () => {
    onCheckout(<EntityHistory />, server());
    const [change, reading] = await screen.findAllByText(
      /^(Changed|Known since)/,
    );
    expect(change).toHaveTextContent('Changed between 10:00 and 10:01');
    expect(reading).toHaveTextContent('Known since 08:00');
    const [entry] = screen.getAllByRole('listitem');
    expect(entry).toHaveTextContent(
      'Lifecyclebefore: experimentalafter: production',
    );
    expect(screen.getByText('2 fields and relations')).toBeVisible();
    expect(screen.getByText(/History begins on Feb 1, 2026/)).toBeVisible();
  });

  it('shows the whole of a long value to who asks', async () => {
    const after = `${'long '.repeat(60)}end`;
    onCheckout(
      <EntityHistory />,
      server({
        'cmdb.history': () =>
          aHistory([anEvent({ changes: [{ field: 'description', after }] })]),
      }),
    );
    const more = await screen.findByRole('button', {
      name: 'Show all of Description',
    });
    expect(screen.queryByText(/end$/)).not.toBeInTheDocument();
    await userEvent.click(more);
    expect(more).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText(/end$/)).toBeVisible();
  });

  it('goes on to earlier changes', async () => {
    onCheckout(
      <EntityHistory />,
      server({
        'cmdb.history': ({ query }) =>
          query?.cursor
            ? aHistory([theFirstReading()])
            : aHistory([anEvent()], '7'),
      }),
    );
    const earlier = await screen.findByRole('button', { name: 'Show earlier' });
    expect(screen.queryByText(/History begins/)).not.toBeInTheDocument();
    await userEvent.click(earlier);
    expect(await screen.findByText('Known since 08:00')).toBeVisible();
    expect(screen.getByText(/History begins/)).toBeVisible();
  });

  it('of what came later begins when it came', async () => {
    const came = anEvent({ kind: 'added' });
    onCheckout(
      <EntityHistory />,
      server({ 'cmdb.history': () => aHistory([came]) }),
    );
    expect(
      await screen.findByText(
        /History begins .* when it came into the catalog/,
      ),
    ).toBeVisible();
  });

  it('says that nothing is known yet', async () => {
    // The page of the entity is there, so what is not found is what was not read yet.
    const unread = () => {
      throw serverRefusal(404, 'There is no component:default/checkout');
    };
    onCheckout(<EntityHistory />, server({ 'cmdb.history': unread }));
    expect(await screen.findByText('Nothing is known yet')).toBeVisible();
  });

  it('can be tried again when it failed', async () => {
    let broken = true;
    const api = server({
      'cmdb.history': () => {
        if (broken) throw serverRefusal(400, 'That did not work');
        return aHistory([anEvent()]);
      },
    });
    onCheckout(<EntityHistory />, api);
    const retry = await screen.findByRole('button', { name: 'Try again' });
    broken = false;
    await userEvent.click(retry);
    expect(await screen.findByText(/^Changed between/)).toBeVisible();
  });
});

describe('as it was', () => {
  it('begins with now', async () => {
    onCheckout(<EntityHistory />, server(), '/?view=asOf');
    expect(await screen.findByText(/This is how it is now/)).toBeVisible();
    expect(
      screen.getByRole('slider', { name: /Moment between/ }),
    ).toHaveAttribute('aria-valuetext', 'Now');
  });

  it('marks what differs from now', async () => {
    const at = 'baseline:move';
    const api = server();
    onCheckout(<EntityHistory />, api, `/?view=asOf&at=${at}`);
    expect(await screen.findByText(/3 things differ from now\./)).toBeVisible();
    expect(asked(api, 'cmdb.ci')).toContainEqual(
      expect.objectContaining({ at }),
    );
    const field = screen.getByText('Lifecycle').closest('div')!;
    expect(field).toHaveTextContent('experimentalChanged sincenow: production');
    const [gone, come] = ['Not any more', 'Not yet then'].map(mark =>
      screen.getByText(mark).closest('li'),
    );
    expect(gone).toHaveTextContent('Depends on CartNot any more');
    expect(come).toHaveTextContent('Depends on PaymentNot yet then');
  });

  it('goes from change to change, and the address says where', async () => {
    const api = server();
    onCheckout(<EntityHistory />, api, '/?view=asOf');
    await userEvent.click(
      await screen.findByRole('button', { name: /previous change/ }),
    );
    await waitFor(() =>
      expect(address().get('at')).toBe('2026-03-01T10:00:59.999Z'),
    );
  });

  it('is of an exact time that was typed', async () => {
    onCheckout(<EntityHistory />, server(), '/?view=asOf');
    const time = await screen.findByLabelText('When, date and time');
    fireEvent.change(time, { target: { value: '2026-02-20T08:30:15' } });
    fireEvent.blur(time);
    await waitFor(() =>
      expect(address().get('at')).toBe('2026-02-20T08:30:15.000Z'),
    );
  });

  it('asks for where the slider stops, not for what it passes', async () => {
    const api = server();
    onCheckout(<EntityHistory />, api, '/?view=asOf');
    const slider = await screen.findByRole('slider', { name: /Moment/ });
    const from = Number(slider.getAttribute('min'));
    for (const value of [from + 5_000_000, from + 3_000_000])
      fireEvent.change(slider, { target: { value } });
    await waitFor(() => expect(address().get('at')).not.toBeNull());
    expect(asked(api, 'cmdb.ci').filter(query => query?.at)).toHaveLength(1);
  });

  it('says that it was not there, or that nobody knows', async () => {
    const at = '2026-01-01T00:00:00.000Z';
    const none = { there: false, fields: {}, relations: [] };
    const api = server({
      'cmdb.ci': ({ query }) =>
        query?.at ? aState({ ...none, at }) : aState(),
    });
    onCheckout(<EntityHistory />, api, `/?view=asOf&at=${at}`);
    expect(
      await screen.findByText('That was before its history begins'),
    ).toBeVisible();
  });
});

describe('compare', () => {
  it('begins with the last day, and the address says so', async () => {
    const api = server();
    onCheckout(<EntityHistory />, api, '/?view=compare');
    expect(await screen.findByText('Nothing differs')).toBeVisible();
    expect(screen.getByText(/4 items were compared\./)).toBeVisible();
    expect(asked(api, 'cmdb.difference')).toEqual([
      expect.objectContaining({ from: address().get('from'), reach: 'ci' }),
    ]);
  });

  it('tells by entity what differs, with a line of numbers, and that there was more', async () => {
    const api = server({
      'cmdb.difference': () =>
        aDifference({
          truncated: true,
          items: [
            {
              ref: PAYMENT,
              what: 'changed',
              changes: [{ field: 'labels.tier', before: '2', after: '1' }],
              relations: {
                added: [],
                removed: [{ type: 'dependsOn', targetRef: CART }],
              },
            },
            {
              ref: CART,
              what: 'removed',
              changes: [{ field: 'title', before: 'Cart' }],
              relations: { added: [], removed: [] },
            },
          ],
        }),
    });
    const search = '?view=compare&from=baseline:move&reach=dependencies';
    onCheckout(<EntityHistory />, api, `/${search}`);
    expect(
      await screen.findByText(/ · 4 items compared · 1 changed · 1 removed$/),
    ).toBeVisible();
    expect(screen.getByText(/There was more than is compared/)).toBeVisible();
    const payment = screen.getByRole('region', { name: 'Payment' });
    expect(payment).toHaveTextContent('Label tierbefore: 2after: 1');
    expect(payment).toHaveTextContent('No longer depends on Cart');
    const cart = screen.getByRole('region', { name: 'Cart' });
    expect(within(cart).getByText('Removed')).toBeVisible();
    expect(asked(api, 'cmdb.difference')[0]).toEqual(
      expect.objectContaining({ from: 'baseline:move', reach: 'dependencies' }),
    );
  });

  it('does not compare backwards, and offers to turn around', async () => {
    const api = server();
    const [early, late] = ['2026-02-02', '2026-02-03'].map(
      day => `${day}T00:00:00.000Z`,
    );
    onCheckout(
      <EntityHistory />,
      api,
      `/?view=compare&from=${late}&to=${early}`,
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Turn around' }),
    );
    expect(await screen.findByText('Nothing differs')).toBeVisible();
    expect(asked(api, 'cmdb.difference')).toEqual([
      expect.objectContaining({ from: early, to: late }),
    ]);
  });

  it('goes to and fro between views without losing what was chosen', async () => {
    onCheckout(
      <EntityHistory />,
      server(),
      '/?view=compare&from=baseline:move',
    );
    await userEvent.click(
      await screen.findByRole('link', { name: /As it was/ }),
    );
    await userEvent.click(await screen.findByRole('link', { name: /Compare/ }));
    expect(address().get('from')).toBe('baseline:move');
  });
});
