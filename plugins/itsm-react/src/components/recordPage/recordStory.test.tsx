import { identityApiRef, toastApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  kernelRoutes,
  retrospectiveLifecycle,
  suggestionLifecycle,
} from '@callboard/plugin-itsm-common';
import type { Lifecycle } from '@callboard/plugin-itsm-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ItsmQueryProvider } from '../../api/ItsmQueryProvider';
import { itsmApiRef } from '../../api/itsmApiRef';
import { getItsmQueryClient } from '../../api/queryClient';
import { RecordStory } from './RecordRest';

const AT = '2026-03-01T12:00:00.000Z';

/** What is said about a record that Rita filed, as somebody reads it who works on it. */
function show(lifecycle: Lifecycle<any>, audience: string) {
  getItsmQueryClient().clear();
  const written: unknown[] = [];
  const call = async (contract: any, { body }: any) => {
    if (contract === kernelRoutes.addComment) written.push(body);
    return { items: [], pageInfo: {}, refs: {}, canAddFor: [], users: [] };
  };
  window.sessionStorage.setItem(
    'itsm.draft/user:default/dana/comment/X-1',
    JSON.stringify({ body: 'We thank you.', audience }),
  );
  renderInTestApp(
    <ItsmQueryProvider>
      <RecordStory
        record={{
          number: 'X-1',
          requesterRef: 'user:default/rita',
          visibility: 'internal',
          createdAt: AT,
          updatedAt: AT,
          participants: [],
          refs: {},
          viewer: {
            standing: ['worker'],
            seesInternal: true,
            canUpdate: true,
            canEdit: true,
            watches: false,
            transitions: [],
          },
        }}
        type="x"
        lifecycle={lifecycle}
        fields={[]}
      />
    </ItsmQueryProvider>,
    {
      apis: [
        [itsmApiRef, { call }],
        [
          identityApiRef,
          {
            getBackstageIdentity: async () => ({
              userEntityRef: 'user:default/dana',
            }),
          },
        ],
        [toastApiRef, { post: jest.fn() }],
      ] as never,
    },
  );
  return { written, user: userEvent.setup() };
}

it.each([
  ['lets whoever asked for it do something', suggestionLifecycle, 'requester'],
  ['is of those alone who work on it', retrospectiveLifecycle, 'internal'],
])('a record whose type %s is answered so', async (_, lifecycle, audience) => {
  const { written, user } = show(lifecycle, 'requester');
  expect(await screen.findByDisplayValue('We thank you.')).toBeVisible();
  const reply = screen.queryByRole('radio', { name: 'Reply to requester' });
  expect(reply !== null).toBe(audience === 'requester');
  await user.click(screen.getByRole('button', { name: /^Comment/ }));
  await waitFor(() =>
    expect(written).toEqual([{ body: 'We thank you.', audience }]),
  );
});
