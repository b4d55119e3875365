import '../__testUtils__/desk';
import { screen, within } from '@testing-library/react';
import { aDesk, checkout } from '../__testUtils__/aDesk';
import { inANewBrowser, openPage } from '../__testUtils__/openPage';

describe('the page that practices attach theirs to', () => {
  beforeEach(inANewBrowser);

  it.each([
    ['a list', '/itsm/incidents', 'Incidents'],
    ['a record', '/itsm/incidents/INC-1042', checkout.title],
    ['an address that leads nowhere', '/itsm/nowhere', 'Not found'],
  ])('says where the content of %s is, once', async (_, path, title) => {
    const record = () => ({
      ...checkout,
      participants: [],
      refs: {},
      viewer: { standing: [], transitions: [] },
    });
    openPage(path, aDesk({ 'incidents.get': record }));
    const content = await screen.findByRole('main');
    expect(
      await within(content).findByRole('heading', { level: 1, name: title }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('main')).toHaveLength(1);
  });
});
