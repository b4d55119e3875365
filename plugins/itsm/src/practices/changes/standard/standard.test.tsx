import '../../../__testUtils__/desk';
import type {
  ChangeReview,
  StandardChangeSummary,
} from '@callboard/plugin-itsm-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { inANewBrowser, openPage } from '../../../__testUtils__/openPage';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { aWholeChange } from '../__testUtils__/aChange';
import changesPlugin from '../plugin';

const aStandard = (
  key: string,
  changes: Partial<StandardChangeSummary>,
): StandardChangeSummary => ({
  key,
  title: `Do ${key}`,
  state: 'proving',
  removed: false,
  runs: 0,
  goodRuns: 0,
  goodInARow: 0,
  promoteAfter: 3,
  history: [],
  expectedImpact: 'none',
  durationMinutes: 30,
  scope: { items: [], owners: [], types: ['component/service'] },
  openChanges: 0,
  mayFile: true,
  ...changes,
});

const aRun = (n: number, good: boolean) => ({
  change: { id: `id-${n}`, number: `CHG-${n}` },
  at: '2026-03-01T10:00:00.000Z',
  outcome: 'successful' as const,
  incidents: good ? [] : ['INC-9'],
  incidentCount: good ? 0 : 1,
  good,
});

describe('standard changes', () => {
  beforeEach(inANewBrowser);

  it('say how far each is trusted and why, and are filed if they may be', async () => {
    openPage(
      '/itsm/changes/standard',
      new FakeItsmApi({
        'changes.standard.list': () => ({
          items: [
            aStandard('restart', {
              state: 'demoted',
              runs: 2,
              goodRuns: 1,
              goodInARow: 2,
              history: [aRun(1, true), aRun(2, false)],
              demotion: {
                at: '2026-03-01T10:00:00.000Z',
                words: 'Demoted because CHG-2 caused INC-9.',
              },
            }),
            aStandard('gone', {
              removed: true,
              mayFile: false,
              openChanges: 1,
            }),
          ],
          refs: {},
        }),
      }),
      [changesPlugin],
    );
    const restart = await screen.findByRole('listitem', { name: 'Do restart' });
    expect(restart).toHaveTextContent('Demoted because CHG-2 caused INC-9.');
    expect(restart).toHaveTextContent(
      '2 of 3 good runs since; one more and it is pre-approved again.',
    );
    expect(
      within(restart).getByRole('link', { name: /CHG-2 .*caused INC-9/ }),
    ).toHaveAttribute('href', '/itsm/changes/CHG-2');
    expect(
      within(restart).getByRole('link', { name: 'File: Do restart' }),
    ).toHaveAttribute('href', '/itsm/changes/new?template=restart');
    const gone = screen.getByRole('listitem', { name: 'Do gone' });
    expect(gone).toHaveTextContent('Template removed');
    expect(gone).toHaveTextContent('One open change');
    expect(within(gone).queryByRole('link', { name: /File/ })).toBeNull();
  });
});

describe('the review of a change', () => {
  beforeEach(inANewBrowser);

  it('is finished when what must be answered is, and links what it caused', async () => {
    const user = userEvent.setup();
    const sent: any[] = [];
    let review: ChangeReview = {
      number: 'CHG-7',
      version: 3,
      reason: 'failed',
      questions: [
        {
          key: 'as-planned',
          question: 'Did it go as planned?',
          type: 'yes-no',
          required: true,
        },
      ],
      formerAnswers: [],
      actions: [],
      incidents: [],
      missing: ['Answer "Did it go as planned?".'],
      viewer: { canReview: true, canAsk: false },
      refs: {},
    };
    const answer = ({ body }: any) => {
      sent.push(body);
      review = {
        ...review,
        missing: [],
        questions: [{ ...review.questions[0], ...body.answers, answer: 'no' }],
      };
      return review;
    };
    openPage(
      '/itsm/changes/CHG-7',
      new FakeItsmApi({
        'changes.get': () =>
          aWholeChange({
            number: 'CHG-7',
            status: 'review',
            outcome: 'failed',
          }),
        'changes.review.get': () => review,
        'changes.review.answer': answer,
        'changes.review.finish': () => {
          sent.push('finish');
          return review;
        },
        'changes.review.linkIncident': ({ body }: any) => {
          sent.push(body);
          return review;
        },
        'changes.review.proposals': () => ({
          items: [
            {
              id: 'i',
              number: 'INC-9',
              title: 'Carts are empty',
              status: 'new',
              statusCategory: 'open',
              major: false,
              openedAt: '2026-03-01T10:00:00.000Z',
              score: 80,
              afterMinutes: 5,
              distance: 0,
              path: [],
              reason: 'Opened 5 minutes after the work began.',
            },
          ],
          dismissed: [],
          truncated: false,
          refs: {},
        }),
        'changes.review.actual': () => ({
          planned: { items: [] },
          items: [],
          untouched: [],
          looked: 4,
          truncated: false,
          refs: {},
        }),
      }),
      [changesPlugin],
    );
    const panel = await screen.findByRole('region', { name: 'Review' });
    const finish = await within(panel).findByRole('button', {
      name: 'Finish review',
    });
    expect(finish).toBeDisabled();
    await user.click(within(panel).getByRole('radio', { name: 'No' }));
    await user.click(
      within(panel).getByRole('button', { name: 'Save answers' }),
    );
    await waitFor(() => expect(finish).toBeEnabled());
    await user.click(finish);
    await user.click(
      await within(panel).findByRole('button', {
        name: 'It caused this: INC-9',
      }),
    );
    await waitFor(() =>
      expect(sent).toEqual([
        { answers: { 'as-planned': 'no' } },
        'finish',
        { incident: 'INC-9' },
      ]),
    );
  });
});
