import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openPart } from '../../__testUtils__/aPart';
import { inANewBrowser } from '../../__testUtils__/openPage';
import { FakeItsmApi, serverRefusal } from '../../testing/fakeItsmApi';
import { ServiceContinuityView } from './risks/continuity/ServiceContinuityView';
import { KeyResults } from './strategy/record/KeyResults';

const AT = '2026-03-01T12:00:00.000Z';
const press = async (name: string | RegExp, within_ = screen) =>
  userEvent.click(await within_.findByRole('button', { name }));
const dialog = async (name: string | RegExp) =>
  within(
    await screen.findByRole('dialog', { name }),
  ) as unknown as typeof screen;
const times = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route).length;

describe('what is taken away for good', () => {
  beforeEach(inANewBrowser);

  it('is a key result only after asking, and a refusal is said where it was asked', async () => {
    const keyResult = {
      ...{ id: 'k', title: 'Payments that work at once', unit: '%' },
      ...{ start: 90, target: 98, direction: 'up', measuredBy: 'manual' },
      ...{ version: 2, canCheckIn: true, history: [] },
    };
    const some = {
      ...{ items: [keyResult], parts: [], otherParts: 0 },
      ...{ canEdit: true, refs: {} },
    };
    const route = 'businessObjectives.removeKeyResult';
    let refuses = true;
    const api = new FakeItsmApi({
      'businessObjectives.keyResults': () => some,
      [route]: () => {
        if (refuses) throw serverRefusal(409, 'Rita has changed it');
        return { ...some, items: [] };
      },
    });
    openPart(
      <KeyResults
        number="OBJ-7"
        count={1}
        isMeasured={false}
        onChanged={() => {}}
      />,
      api,
    );
    const ask = async () => {
      await press('More for Payments that work at once');
      await userEvent.click(
        await screen.findByRole('menuitem', { name: 'Remove' }),
      );
      return dialog('Remove the key result?');
    };
    await press('Keep it', await ask());
    expect(times(api, route)).toBe(0);
    const question = await ask();
    await press('Remove', question);
    expect(await question.findByText('Rita has changed it')).toBeVisible();
    refuses = false;
    await press('Remove', question);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.queryByText('Payments that work at once')).toBeNull();
  });

  it('is a plan to recover and a test of it only after asking', async () => {
    const one = {
      ...{ ref: 'component:default/cart', gaps: [], refs: {} },
      plan: { rtoMinutes: 60, rpoMinutes: 15, version: 2, updatedAt: AT },
      tests: [{ id: 't', at: AT, kind: 'full', result: 'passed' }],
      dependencies: [],
      viewer: { canUpdate: true },
    };
    const api = new FakeItsmApi({
      'continuity.get': () => one,
      'continuity.remove': () => one,
      'continuity.tests.remove': () => one,
    });
    openPart(<ServiceContinuityView entityRef={one.ref} />, api);
    await press(/^Remove the test of .*2026/);
    expect(times(api, 'continuity.tests.remove')).toBe(0);
    const test = await dialog(/^Remove the test of .*2026/);
    await press(/^Remove/, test);
    await waitFor(() => expect(times(api, 'continuity.tests.remove')).toBe(1));
    await press('Remove the plan');
    expect(times(api, 'continuity.remove')).toBe(0);
    const plan = await dialog('Remove the plan');
    await press(/^Remove/, plan);
    await waitFor(() => expect(times(api, 'continuity.remove')).toBe(1));
  });
});
