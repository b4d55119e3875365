import '../../../__testUtils__/desk';
import { screen, within } from '@testing-library/react';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import {
  aHistory,
  anEvent,
  CART,
  changesOf,
  CHECKOUT,
  PAYMENT,
  refs,
} from '../__testUtils__/builders';
import { onCheckout } from '../__testUtils__/onCheckout';
import { ChangesBefore } from './ChangesBefore';
import { EntityChangesCard } from './EntityChangesCard';

const FILED = '2026-03-02T09:00:00.000Z';

const hour = (n: number) =>
  new Date(Date.parse(FILED) - n * 3600_000).toISOString();

const server = (answers: ConstructorParameters<typeof FakeItsmApi>[0]) =>
  new FakeItsmApi({ 'cmdb.history': () => aHistory([]), ...answers });

describe('what changed lately, on the page of a service', () => {
  it('tells it newest first, and of what the service depends on', async () => {
    const api = server({
      'cmdb.changes': () =>
        changesOf({
          items: [
            anEvent({ position: 1, ref: PAYMENT, at: hour(3) }),
            anEvent({ position: 2, at: hour(1) }),
          ],
        }),
    });
    onCheckout(<EntityChangesCard />, api);
    const [first, second] = await screen.findAllByRole('listitem');
    expect(first).toHaveTextContent(
      /^Checkout Lifecycle: experimental → production/,
    );
    expect(second).toHaveTextContent(/^Payment/);
    expect(
      screen.getByText(/Looked at 5 items: Checkout and what it depends on/),
    ).toBeVisible();
    expect(api.calls.map(call => call.query)).toEqual([
      { ref: CHECKOUT, hours: 168, before: undefined },
    ]);
  });

  it('tells once that one thing depends on another, not from both sides', async () => {
    const related = (type: string, targetRef: string) => ({
      changes: [],
      relations: { added: [{ type, targetRef }], removed: [] },
    });
    const items = [
      anEvent({ position: 1, ...related('dependsOn', PAYMENT) }),
      anEvent({
        position: 2,
        ref: PAYMENT,
        ...related('dependencyOf', CHECKOUT),
      }),
      // Who depends on it was not looked at: nothing else tells this one.
      anEvent({ position: 3, ref: CART, ...related('dependencyOf', PAYMENT) }),
    ];
    items[2].at = '2026-03-01T09:30:00.000Z';
    onCheckout(
      <EntityChangesCard />,
      server({ 'cmdb.changes': () => changesOf({ items }) }),
    );
    const rows = await screen.findAllByRole('listitem');
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(/^Checkout Now depends on Payment/),
      expect.stringMatching(/^Cart Is now needed by Payment/),
    ]);
  });

  it('shows eight and says how many more there are', async () => {
    const items = Array.from({ length: 10 }, (_, i) =>
      anEvent({ position: i, at: hour(i) }),
    );
    onCheckout(
      <EntityChangesCard />,
      server({ 'cmdb.changes': () => changesOf({ items }) }),
    );
    expect(await screen.findAllByRole('listitem')).toHaveLength(8);
    expect(screen.getByText(/^2 more changes\./)).toBeVisible();
  });

  it('says that nothing changed, at how many it looked, and that its history is short', async () => {
    const api = server({
      'cmdb.changes': () =>
        changesOf({ from: '2026-01-20T00:00:00.000Z', refs: {} }),
    });
    onCheckout(<EntityChangesCard />, api);
    expect(await screen.findByText('Nothing changed in 7 days.')).toBeVisible();
    expect(screen.getByText(/Looked at 5 items: Checkout/)).toBeVisible();
    expect(
      await screen.findByText(/history begins on Feb 1, 2026/),
    ).toBeVisible();
  });

  it('says why it cannot be seen', async () => {
    const refuse = () => {
      throw serverRefusal(403, 'You do not have the permission itsm.cmdb.read');
    };
    onCheckout(<EntityChangesCard />, server({ 'cmdb.changes': refuse }));
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('You may not see this')).toBeVisible();
    expect(alert).toHaveTextContent('itsm.cmdb.read');
  });
});

describe('what changed before an incident', () => {
  const before = (second?: string) => (
    <ChangesBefore
      entityRef={CHECKOUT}
      second={second}
      before={FILED}
      known={refs}
    />
  );

  it('looks at the day before, of the service and of the CI it names', async () => {
    const shared = anEvent({ position: 5, ref: CART, at: hour(2) });
    const api = server({
      'cmdb.changes': ({ query }) =>
        query?.ref === CHECKOUT
          ? changesOf({ items: [shared] })
          : changesOf({
              items: [anEvent({ position: 6, ref: PAYMENT }), shared],
              looked: 1,
            }),
    });
    onCheckout(before(PAYMENT), api);
    const items = await screen.findAllByRole('listitem');
    // What both depend on changed once.
    expect(items).toHaveLength(2);
    expect(items[0]).toHaveTextContent(/^Cart.*Mar 2, 2026, 07:00$/);
    expect(screen.getByText(/Looked at Payment alone/)).toBeVisible();
    expect(api.calls.map(call => call.query)).toEqual([
      { ref: CHECKOUT, hours: 24, before: FILED },
      { ref: PAYMENT, hours: 24, before: FILED },
    ]);
  });

  it('asks once where service and CI are the same', async () => {
    const api = server({ 'cmdb.changes': () => changesOf() });
    onCheckout(before(CHECKOUT), api);
    expect(
      await screen.findByText('Nothing changed in the 24 hours before.'),
    ).toBeVisible();
    expect(api.calls.filter(c => c.route === 'cmdb.changes')).toHaveLength(1);
  });
});
