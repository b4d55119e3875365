import '../../../__testUtils__/desk';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  getItsmQueryClient,
  ItsmQueryProvider,
} from '@callboard/plugin-itsm-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anEntity } from '../architecture/__testUtils__/ordering';
import { Relations } from './Relations';

const CHECKOUT = 'component:default/checkout';

function open(relations: string[], at = '/') {
  getItsmQueryClient().clear();
  const entities = [anEntity('component:default/cart', [], 'The cart')];
  return renderInTestApp(
    <ItsmQueryProvider>
      <Relations entity={anEntity(CHECKOUT, relations, 'Checkout')} />
    </ItsmQueryProvider>,
    {
      apis: [[catalogApiRef, catalogApiMock({ entities })]] as never,
      initialRouteEntries: [at],
    },
  );
}

const group = (name: RegExp) => screen.findByRole('region', { name });

describe('relations of an entity', () => {
  it('are told by type and in both directions, by their titles', async () => {
    open([
      'dependencyOf component:default/cart',
      'dependsOn component:default/cart',
      'feeds component:default/cart',
    ]);
    expect(await screen.findByText('Checkout has 3 relations.')).toBeVisible();
    for (const name of [
      /^Depends on 1/,
      /^Is needed by 1/,
      /^Is tied \(feeds\) to 1/,
    ])
      expect(
        await within(await group(name)).findByText('The cart'),
      ).toBeVisible();
  });

  it('say what is not in the catalog', async () => {
    open([
      'dependsOn component:default/lost',
      'dependsOn component:default/cart',
    ]);
    const needed = await group(/^Depends on 2/);
    expect(
      await within(needed).findByText(
        /^1 of those shown is not in the catalog/,
      ),
    ).toBeVisible();
    expect(within(needed).getByText('lost').closest('li')).toHaveTextContent(
      'not in the catalog',
    );
  });

  it('of fifty thousand show twenty, and go on', async () => {
    open(
      Array.from(
        { length: 50_000 },
        (_, i) => `dependencyOf component:default/user-${100_000 + i}`,
      ),
    );
    const users = await group(/^Is needed by 50000/);
    expect(within(users).getAllByRole('listitem')).toHaveLength(20);
    await userEvent.click(within(users).getByRole('button', { name: 'Next' }));
    expect(within(users).getByText('21–40 of 50000')).toBeVisible();
    expect(within(users).getAllByRole('listitem')).toHaveLength(20);
    expect(within(users).getByText('user-100020')).toBeVisible();
  });

  it('are searched; a search that finds nothing says so', async () => {
    open(['dependsOn component:default/cart'], '/?q=zebra');
    expect(
      await screen.findByText('No relation matches “zebra”.'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the search' }),
    );
    expect(await group(/^Depends on 1/)).toBeVisible();
  });

  it('that are none say where they come from', async () => {
    open([]);
    expect(await screen.findByText('Checkout has no relations.')).toBeVisible();
    expect(screen.getByText(/Relations come from where/)).toBeVisible();
  });
});
