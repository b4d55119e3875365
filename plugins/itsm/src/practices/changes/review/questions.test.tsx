import '../../../__testUtils__/desk';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { ChangeReview } from '@callboard/plugin-itsm-common';
import { getItsmQueryClient, itsmApiRef } from '@callboard/plugin-itsm-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser } from '../../../__testUtils__/openPage';
import { FakeItsmApi, serverRefusal } from '../../../testing/fakeItsmApi';
import { Questions } from './Questions';

const review = {
  number: 'CHG-7',
  questions: [
    { key: 'why', question: 'Why did it fail?', type: 'text', required: true },
  ],
  formerAnswers: [],
  actions: [],
  incidents: [],
  missing: ['Answer why it failed.'],
  viewer: { canReview: true, canAsk: false },
} as unknown as ChangeReview;

function show(answers: Record<string, () => unknown>) {
  const api = new FakeItsmApi(answers);
  const { unmount } = renderInTestApp(
    <QueryClientProvider client={getItsmQueryClient()}>
      <Questions review={review} />
    </QueryClientProvider>,
    { apis: [[itsmApiRef, api]] as never },
  );
  return { api, unmount };
}

const why = () => screen.findByRole('textbox', { name: 'Why did it fail?' });

beforeEach(inANewBrowser);

describe('answers of a review', () => {
  it('outlast a refusal and a reload, and are sent by the keys', async () => {
    const user = userEvent.setup();
    const before = show({
      'changes.review.answer': () => {
        throw serverRefusal(403, 'Only reviewers answer.');
      },
    });
    await user.type(await why(), 'No backup{Control>}{Enter}{/Control}');
    expect(await screen.findByText('Only reviewers answer.')).toBeVisible();
    before.unmount();

    const { api } = show({ 'changes.review.answer': () => review });
    await waitFor(async () => expect(await why()).toHaveValue('No backup'));
    expect(
      screen.getByText('What you wrote before is here again.'),
    ).toBeVisible();
    await user.type(await why(), '{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(api.calls[0]?.body).toEqual({ answers: { why: 'No backup' } }),
    );
    await waitFor(() => expect(Object.keys(window.sessionStorage)).toEqual([]));
  });
});
