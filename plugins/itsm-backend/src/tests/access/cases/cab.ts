import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';

const GROUP = 'group:default/payments';

/** Both changes of the scene wait for the word of a board. */
const before =
  (call: Call) =>
  async ({ record, make }: Asks): Promise<Call> => {
    await make.definition('cab', 'board', {
      title: 'Board',
      group: GROUP,
      start: '2026-01-01T10:00',
      rrule: 'FREQ=DAILY',
      timezone: 'UTC',
      looksAheadDays: 30,
    });
    // Decided about after the fact: what is still to be done is assessed anew now and then.
    for (const one of [record, make.other])
      await make.seat(
        await make.change(one, 'implement', {
          change: { change_type: 'emergency', actual_start: Date.now() },
        }),
        GROUP,
      );
    return call;
  };

/** Change advisory boards: everybody sees what they may read of the agenda. */
export const cabCases: Case[] = [
  {
    route: 'changes.cab.boards',
    needs: needs.signedIn,
    ask: before({}),
  },
  {
    route: 'changes.cab.agenda',
    needs: needs.signedIn,
    ask: before({ params: { key: 'board' } }),
  },
  {
    route: 'changes.cab.minutes',
    needs: needs.signedIn,
    ask: before({ params: { key: 'board' } }),
  },
];
