import '../../../__testUtils__/desk';
import { screen, within } from '@testing-library/react';
import { aCmdb } from '../sources/__testUtils__/builders';
import { openData } from '../sources/__testUtils__/openData';

describe('classes', () => {
  it('say how many items each has and what names one', async () => {
    openData('classes', aCmdb());
    const row = await screen.findByRole('row', { name: /Server/ });
    expect(await within(row).findByText('121')).toBeVisible();
    expect(row).toHaveTextContent('5 attributes2 required');
    expect(row).toHaveTextContent('Same Serial numberSame Name and Tier');
  });

  it('show their attributes with what they allow', async () => {
    openData('classes/server', aCmdb());
    const table = await screen.findByRole('table', { name: 'Attributes' });
    expect(within(table).getByRole('row', { name: /Tier/ })).toHaveTextContent(
      'ChoiceRecommendedOne of gold, silver',
    );
    expect(
      within(table).getByRole('row', { name: /Memory/ }),
    ).toHaveTextContent('NumberRequiredin GB');
    expect(screen.getByText('14 days')).toBeVisible();
    expect(await screen.findByRole('link', { name: '121' })).toHaveAttribute(
      'href',
      '/itsm/cmdb/items?class=server',
    );
  });

  it('say what to do where there are none', async () => {
    openData('classes', aCmdb({ 'cmdb.classes.list': () => ({ items: [] }) }));
    expect(await screen.findByText('No class is defined yet')).toBeVisible();
  });
});
