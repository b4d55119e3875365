import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { businessObjectiveRoutes } from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openPart } from '../../../../__testUtils__/aPart';
import { inANewBrowser } from '../../../../__testUtils__/openPage';
import { FakeItsmApi, serverRefusal } from '../../../../testing/fakeItsmApi';
import { VisionPanel } from './VisionPanel';

function Panel() {
  return (
    <VisionPanel
      strategy={useItsmQuery(businessObjectiveRoutes.strategy, {})}
    />
  );
}

describe('the vision', () => {
  beforeEach(inANewBrowser);

  it('that others wrote meanwhile is loaded on request, and what is written here goes on top of it', async () => {
    const user = userEvent.setup();
    let version = 3;
    const api = new FakeItsmApi({
      'businessObjectives.strategy': () => ({
        strategy: { title: 'Strategy 2028', vision: 'Stars.', themes: [] },
        version,
        source: 'portal',
        themes: [],
      }),
      'definitions.write': ({ ifMatch }) => {
        if (ifMatch !== version)
          throw serverRefusal(409, 'Rita has changed the strategy');
        return {};
      },
    });
    openPart(<Panel />, api);
    const edit = await screen.findByRole('button', { name: 'Edit' });
    await user.click(edit);
    version = 4;
    const dialog = within(await screen.findByRole('dialog'));
    const vision = dialog.getByRole('textbox', { name: /^Vision/ });
    await user.type(vision, ' And planets.{Control>}{Enter}{/Control}');
    await user.click(
      await dialog.findByRole('button', { name: 'Load the latest' }),
    );
    await waitFor(() => expect(dialog.queryByRole('alert')).toBeNull());
    expect(vision).toHaveValue('Stars. And planets.');
    await user.type(vision, '{Control>}{Enter}{/Control}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    // Whoever uses keys goes on from where they were.
    await waitFor(() => expect(edit).toHaveFocus());
  });
});
