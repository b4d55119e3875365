import '../../../__testUtils__/desk';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { Outage } from '@callboard/plugin-itsm-common';
import { getItsmQueryClient, itsmApiRef } from '@callboard/plugin-itsm-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { inANewBrowser } from '../../../__testUtils__/openPage';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { OutageDialog } from './OutageDialog';

const noted = {
  id: 'o1',
  entityRef: 'component:default/checkout',
  kind: 'outage',
  begin: '2026-03-01T08:00:00.000Z',
  end: '2026-03-01T09:00:00.000Z',
  version: 3,
} as unknown as Outage;

/** Somebody else found meanwhile that it was over later. */
const corrected = { ...noted, end: '2026-03-01T10:00:00.000Z', version: 4 };

function Page() {
  const [outage, setOutage] = useState(noted);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>Open</button>
      <button onClick={() => setOutage(corrected)}>Others</button>
      {open && <OutageDialog outage={outage} onClose={() => setOpen(false)} />}
    </>
  );
}

beforeEach(inANewBrowser);

it('a correction that was begun before others made theirs sends only what was changed in it', async () => {
  const versions = [3];
  const api = new FakeItsmApi({
    'service-levels.outages.get': () => corrected,
    'service-levels.outages.correct': () => {
      if (versions.pop()) throw serverRefusal(409, 'It was put right already.');
      return corrected;
    },
  });
  renderInTestApp(
    <QueryClientProvider client={getItsmQueryClient()}>
      <Page />
    </QueryClientProvider>,
    {
      apis: [
        [itsmApiRef, api],
        [catalogApiRef, catalogApiMock()],
      ] as never,
    },
  );
  const user = userEvent.setup();
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: 'Open' }));
    return screen.findByRole('textbox', { name: /note|happened/i });
  };
  await user.type(await open(), 'A switch failed');
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'Others' }));
  expect(await open()).toHaveValue('A switch failed');
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByText('It was put right already.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Load the latest' }));
  await waitFor(() =>
    expect(screen.queryByText('It was put right already.')).toBeNull(),
  );
  await user.keyboard('{Control>}{Enter}{/Control}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(
    api.calls
      .filter(({ route }) => route === 'service-levels.outages.correct')
      .map(({ ifMatch, body }) => ({ ifMatch, body })),
  ).toEqual([
    { ifMatch: 3, body: { note: 'A switch failed' } },
    { ifMatch: 4, body: { note: 'A switch failed' } },
  ]);
});
