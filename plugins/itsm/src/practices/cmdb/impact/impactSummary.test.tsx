import '../../../__testUtils__/desk';
import { screen, waitFor } from '@testing-library/react';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { onCheckout } from '../__testUtils__/onCheckout';
import { anImpact, CHECKOUT } from './__testUtils__/answers';
import { ImpactSummary } from './ImpactSummary';

describe('the summary of an impact', () => {
  it('says what fails with an item, and asks for no list', async () => {
    const api = new FakeItsmApi({ 'cmdb.impact': () => anImpact() });
    onCheckout(<ImpactSummary refs={[CHECKOUT, CHECKOUT]} />, api);
    expect(
      await screen.findByText(
        /^2 items of 2 teams fail with it\. 1 item survives on redundancy that has nothing left\./,
      ),
    ).toBeVisible();
    expect(api.calls[0].query).toEqual({ ref: CHECKOUT, limit: 1 });
  });

  it('is of several items together', async () => {
    const api = new FakeItsmApi({
      'cmdb.impact': () => anImpact({ withstood: [] }),
    });
    onCheckout(
      <ImpactSummary refs={[CHECKOUT, 'component:default/cart']} />,
      api,
    );
    expect(
      await screen.findByText(/^2 items of 2 teams fail with these 2\./),
    ).toBeVisible();
  });

  it('is not there for who may not see it', async () => {
    const api = new FakeItsmApi({
      'cmdb.impact': () => {
        throw serverRefusal(403, 'No');
      },
    });
    const { container } = onCheckout(<ImpactSummary refs={[CHECKOUT]} />, api);
    await waitFor(() => expect(api.calls).toHaveLength(1));
    await waitFor(() =>
      expect(container.querySelector('[aria-busy]')).toBeNull(),
    );
    expect(screen.queryByText(/fail/)).not.toBeInTheDocument();
  });
});
