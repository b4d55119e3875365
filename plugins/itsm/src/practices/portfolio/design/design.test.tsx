import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  anApi,
  aPackage,
  aPlan,
  AT,
  lastCall,
  milestone,
  open,
} from '../../../__testUtils__/designPages';
import { inANewBrowser } from '../../../__testUtils__/openPage';
import { serverRefusal } from '../../../testing/fakeItsmApi';
import { chartScale } from './chartScale';

describe('design and transition', () => {
  beforeEach(inANewBrowser);

  it('a package says how far it is, and each thing that is missing leads to where it is done', async () => {
    open('records/SVC-7/design', anApi());
    expect(
      await screen.findByRole('heading', { name: 'Design of Loyalty points' }),
    ).toBeInTheDocument();
    const gates = screen.getByRole('region', { name: 'Readiness gates' });
    expect(within(gates).getByText('Closed')).toBeInTheDocument();
    expect(within(gates).getByText('Open')).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Requirements' }),
    ).toHaveTextContent('What must it do, and for whom?');
    await userEvent.click(
      within(gates).getByRole('button', { name: /Security must be accepted/ }),
    );
    const security = await screen.findByRole('region', { name: 'Security' });
    expect(security).toHaveTextContent('3, the highest 16 of 25');
    // HTML is text, Markdown is not.
    expect(security).toHaveTextContent('<script>alert(1)</script> tokens');
    expect(
      within(security).getByRole('link', { name: /Review of February/ }),
    ).toHaveAttribute('href', 'https://docs.example/review');
    expect(security).toHaveTextContent('A record that you may not read');
    // What one cannot do is said, and cannot be pressed.
    expect(
      within(security).getByRole('button', { name: 'Accept' }),
    ).toBeDisabled();
    expect(security).toHaveTextContent('somebody else accepts it.');
  });

  it('a section is written, sent back with a reason, and shown by evidence', async () => {
    const api = anApi({
      'design.sections.write': () => aPackage(),
      'design.sections.move': () => aPackage(),
      'design.evidence.add': () => {
        throw serverRefusal(400, 'url: must be an address');
      },
    });
    open('records/SVC-7/design?section=security', api);
    const security = await screen.findByRole('region', { name: 'Security' });
    await userEvent.click(
      within(security).getByRole('button', { name: 'Edit: Security' }),
    );
    const text = within(security).getByRole('textbox');
    await userEvent.clear(text);
    await userEvent.paste('Nothing');
    await userEvent.click(
      within(security).getByRole('button', { name: /Save/ }),
    );
    expect(lastCall(api, 'design.sections.write')).toMatchObject({
      params: { id: 'SVC-7', section: 'security' },
      body: { body: 'Nothing' },
      ifMatch: 3,
    });
    await userEvent.click(
      within(security).getByRole('button', { name: 'Send back' }),
    );
    const why = await screen.findByRole('dialog');
    await userEvent.click(
      within(why).getByRole('button', { name: /Send back/ }),
    );
    expect(why).toHaveTextContent('Say why');
    await userEvent.type(within(why).getByRole('textbox'), 'Which tokens?');
    await userEvent.click(
      within(why).getByRole('button', { name: /Send back/ }),
    );
    expect(lastCall(api, 'design.sections.move')).toMatchObject({
      body: { move: 'send-back', reason: 'Which tokens?' },
    });
    await userEvent.click(
      within(security).getByRole('button', { name: 'Add evidence' }),
    );
    const adding = await screen.findByRole('dialog');
    await userEvent.type(
      within(adding).getByRole('textbox', { name: /Address/ }),
      'docs',
    );
    await userEvent.click(within(adding).getByRole('button', { name: /^Add/ }));
    expect(await within(adding).findByRole('alert')).toHaveTextContent(
      'must be an address',
    );
  });

  it('who may not edit reads why, and finds nothing to press', async () => {
    open(
      'records/SVC-7/design?section=security',
      anApi({
        'design.get': () =>
          aPackage({
            viewer: { canEdit: false, reason: 'Ask to be a collaborator' },
          }),
      }),
    );
    const security = await screen.findByRole('region', { name: 'Security' });
    expect(screen.getByText('Ask to be a collaborator')).toBeInTheDocument();
    expect(within(security).queryByRole('button')).not.toBeInTheDocument();
  });

  it('a plan says when it ends, what slips and what that delays', async () => {
    const api = anApi({ 'transitions.milestones.update': () => aPlan() });
    open('records/SVC-7/transition', api);
    expect(
      await screen.findByText(/last milestone is expected on .* 3 days later/),
    ).toBeInTheDocument();
    const table = screen.getByRole('table', { name: 'Milestones' });
    const row = within(table).getByRole('row', { name: /^Data moved/ });
    expect(row).toHaveTextContent('Late by 3 days');
    expect(row).toHaveTextContent('Critical');
    expect(row).toHaveTextContent('Delays Live');
    expect(row).toHaveTextContent('CHG-1042');
    expect(row).toHaveTextContent('ends after the milestone');
    expect(row).toHaveTextContent('2 changes that you may not read');
    expect(within(table).getByRole('row', { name: /^Live/ })).toHaveTextContent(
      '2 days of slack',
    );
    await userEvent.click(
      within(row).getByRole('button', { name: 'Mark as done: Data moved' }),
    );
    expect(lastCall(api, 'transitions.milestones.update')).toMatchObject({
      params: { id: 'SVC-7', milestone: 'm1' },
      body: { state: 'done' },
      ifMatch: 4,
    });
  });

  it('a milestone is added with what it waits for', async () => {
    const api = anApi({ 'transitions.milestones.add': () => aPlan() });
    open('records/SVC-7/transition', api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add milestone' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /What is reached/ }),
      'Team trained',
    );
    await userEvent.click(within(dialog).getByRole('button', { name: /Save/ }));
    expect(lastCall(api, 'transitions.milestones.add')).toBeUndefined();
    await userEvent.type(
      within(dialog).getByLabelText(/Planned from/),
      '2026-03-10',
    );
    await userEvent.type(
      within(dialog).getByLabelText(/Planned to/),
      '2026-03-12',
    );
    await userEvent.click(
      within(dialog).getByRole('checkbox', { name: 'Data moved' }),
    );
    await userEvent.click(within(dialog).getByRole('button', { name: /Save/ }));
    const { body } = lastCall(api, 'transitions.milestones.add')!;
    expect(body).toMatchObject({ title: 'Team trained', dependsOn: ['m1'] });
    expect(
      Date.parse((body as any).plannedTo) -
        Date.parse((body as any).plannedFrom),
    ).toBeGreaterThan(2 * 86_400_000);
  });

  it('a milestone is taken off its plan only after asking, and what that means is said', async () => {
    const api = anApi({ 'transitions.milestones.remove': () => aPlan() });
    open('records/SVC-7/transition', api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Edit Data moved' }),
    );
    const ask = async () =>
      userEvent.click(
        await screen.findByRole('button', { name: 'Remove from the plan' }),
      );
    await ask();
    const question = await screen.findByRole('dialog', {
      name: 'Remove the milestone?',
    });
    expect(question).toHaveTextContent('“Data moved” leaves the plan for good');
    expect(question).toHaveTextContent('no longer waits for it: Live.');
    await userEvent.click(
      within(question).getByRole('button', { name: 'Keep it' }),
    );
    // Back at what was being changed.
    await waitFor(() => expect(question).not.toBeInTheDocument());
    const change = await screen.findByRole('dialog', {
      name: 'Change the milestone',
    });
    await waitFor(() =>
      expect(change).toContainElement(document.activeElement as HTMLElement),
    );
    expect(lastCall(api, 'transitions.milestones.remove')).toBeUndefined();
    await userEvent.keyboard('{Escape}');
    // Whoever uses keys goes on from where they began.
    const edit = await screen.findByRole('button', {
      name: 'Edit Data moved',
    });
    await waitFor(() => expect(edit).toHaveFocus());
    await userEvent.click(edit);
    await ask();
    await ask();
    expect(lastCall(api, 'transitions.milestones.remove')).toMatchObject({
      params: { id: 'SVC-7', milestone: 'm1' },
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('all plans are on one page, with what is next of each', async () => {
    const api = anApi();
    open('transitions?owner=mine', api);
    const list = await screen.findByRole('list', { name: 'Transition plans' });
    expect(within(list).getByRole('link')).toHaveTextContent(
      'SVC-7 Loyalty points',
    );
    expect(list).toHaveTextContent('Next: Data moved');
    expect(list).toHaveTextContent('Late by 3 days');
    // What each colour of the chart means.
    for (const name of ['Planned', 'Expected', 'Done', 'Going live'])
      expect(screen.getByText(name, { selector: 'li' })).toBeVisible();
    // Behind the chart, which is not read aloud.
    const table = within(list).getByRole('table', {
      name: 'Milestones of Loyalty points',
      hidden: true,
    });
    const [, first, second] = within(table).getAllByRole('row', {
      hidden: true,
    });
    expect(first).toHaveTextContent(/^Data moved.*Tom.*Critical/);
    expect(second).toHaveTextContent(/^LiveGoing live/);
    expect(lastCall(api, 'transitions.list')).toMatchObject({
      query: { owner: 'mine' },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Next plans' }));
    expect(lastCall(api, 'transitions.list')).toMatchObject({
      query: { owner: 'mine', cursor: 'behind' },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Back to the first plans' }),
    );
    // Of which the answer is still fresh.
    expect(
      await screen.findByRole('button', { name: 'Next plans' }),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Back to the first plans' }),
    ).toBeNull();
  });

  it('an axis has few ticks, whatever it is of', () => {
    const of = (days: number) =>
      chartScale(
        [
          milestone('m', 'One', {
            plannedTo: new Date(
              Date.parse(AT) + days * 86_400_000,
            ).toISOString(),
            forecast: undefined,
          }),
        ],
        AT,
      );
    for (const days of [1, 10, 40, 200, 900, 9_000, 36_000]) {
      const { ticks, today } = of(days);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThan(9);
      expect(today).toBeGreaterThan(0);
      for (const { at } of ticks) expect(at).toBeLessThanOrEqual(100);
    }
  });
});
