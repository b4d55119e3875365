import fc from 'fast-check';
import { changeLifecycle } from '@callboard/plugin-itsm-common';
import type { Facts } from '@callboard/plugin-itsm-node';
import {
  askByHand,
  factsOf,
  journalOf,
  type Told,
} from '../../../testing/countByHand';
import { changeFacts } from './changeFacts';
import { CHANGE_KPIS } from './kpis';

const HOUR = 3_600_000;
const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`);
const MARCH = { from: utc('2026-03-01 00:00'), to: utc('2026-04-01 00:00') };

const normal = { changeType: 'normal' };
const standard = { changeType: 'standard', templateKey: 'restart' };
const emergency = { changeType: 'emergency' };

/** Seven changes of a March. */
const STORIES: Readonly<Record<string, readonly Told[]>> = {
  'decided within six hours, live after three days': [
    ['2026-03-02 09:00', 'draft', normal],
    ['2026-03-02 10:00', 'assess'],
    ['2026-03-03 09:00', 'authorize'],
    ['2026-03-03 09:00', 'approval.asked'],
    ['2026-03-03 12:00', 'approval.decided', { state: 'asked' }],
    ['2026-03-03 15:00', 'approval.decided', { state: 'approved' }],
    ['2026-03-03 15:00', 'scheduled'],
    ['2026-03-05 09:00', 'implement'],
    [
      '2026-03-05 11:00',
      'review',
      { outcome: 'successful', actualEnd: utc('2026-03-05 10:45') },
    ],
    ['2026-03-08 11:00', 'closed'],
  ],
  'a standard change with issues, live after two hours': [
    ['2026-03-04 08:00', 'draft', standard],
    ['2026-03-04 08:10', 'scheduled'],
    ['2026-03-04 09:00', 'implement'],
    ['2026-03-04 10:00', 'review', { outcome: 'issues' }],
  ],
  'an emergency that was rolled back and decided about the day after': [
    ['2026-03-06 12:00', 'draft', emergency],
    ['2026-03-06 12:00', 'implement'],
    ['2026-03-06 12:00', 'approval.asked'],
    [
      '2026-03-06 13:00',
      'review',
      { outcome: 'rolled-back', actualEnd: utc('2026-03-06 13:00') },
    ],
    ['2026-03-07 12:00', 'approval.decided', { state: 'approved' }],
  ],
  'asked about for three hours, changed, asked about for five more and rejected':
    [
      ['2026-03-02 09:00', 'draft', normal],
      ['2026-03-03 09:00', 'authorize'],
      ['2026-03-03 09:00', 'approval.asked'],
      ['2026-03-03 12:00', 'approval.stale'],
      ['2026-03-03 13:00', 'approval.asked'],
      ['2026-03-03 18:00', 'approval.decided', { state: 'rejected' }],
      ['2026-03-03 18:00', 'rejected'],
    ],
  'brought in: four hours in Authorize, failed after six hours of work': [
    ['2026-03-01 00:00', 'began elsewhere'],
    ['2026-03-01 08:00', 'assess', normal],
    ['2026-03-01 10:00', 'authorize'],
    ['2026-03-01 14:00', 'scheduled'],
    ['2026-03-02 00:00', 'implement'],
    ['2026-03-02 06:00', 'review', { outcome: 'failed' }],
    ['2026-03-04 06:00', 'closed'],
  ],
  'asked about, and given up before anybody decided': [
    ['2026-03-08 09:00', 'draft', normal],
    ['2026-03-08 10:00', 'authorize'],
    ['2026-03-08 10:00', 'approval.asked'],
    ['2026-03-09 10:00', 'cancelled'],
    ['2026-03-09 10:00', 'approval.withdrawn'],
  ],
  'an emergency written down two hours after it was done': [
    ['2026-03-10 09:00', 'draft', emergency],
    ['2026-03-10 09:05', 'implement'],
    [
      '2026-03-10 09:10',
      'review',
      { outcome: 'successful', actualEnd: utc('2026-03-10 07:00') },
    ],
  ],
};

describe('the numbers of seven changes of a March', () => {
  const all = Object.entries(STORIES).flatMap(([name, story]) =>
    factsOf(changeFacts, journalOf(name, story)),
  );
  const ask = askByHand(CHANGE_KPIS, all, MARCH);
  const hours = (key: string, options?: Parameters<typeof ask>[1]) =>
    ask(key, options).value! / HOUR;

  it('five were carried out; one was rejected, one given up', () => {
    expect(ask('changes.volume').value).toBe(5);
  });

  it('three went live: at once, after 2 hours, and after 73 and three quarters', () => {
    const key = 'changes.lead-time';
    expect(ask(key)).toEqual({ value: 2 * HOUR, count: 3 });
    expect(hours(key, { statistic: 'mean' })).toBeCloseTo(75.75 / 3, 9);
    expect(hours(key, { statistic: 'max' })).toBe(73.75);
  });

  it('four were decided about: within 4, 6, 8 and 24 hours', () => {
    const key = 'changes.approval-time';
    expect(ask(key)).toEqual({ value: 6 * HOUR, count: 4 });
    expect(hours(key, { statistic: 'mean' })).toBe(42 / 4);
    expect(hours(key, { statistic: 'p90' })).toBe(24);
  });

  it('of five, two went as they were meant to and two did not; one had issues', () => {
    expect(ask('changes.success-rate')).toMatchObject({
      numerator: 2,
      count: 5,
    });
    expect(ask('changes.failure-rate')).toMatchObject({
      numerator: 2,
      count: 5,
    });
  });

  it('of seven that were filed, two were emergencies', () => {
    expect(ask('changes.emergency-share')).toMatchObject({
      numerator: 2,
      count: 7,
    });
  });

  it('work that ended counts when it ended, not when somebody said so', () => {
    const hour = {
      from: utc('2026-03-10 07:00'),
      to: utc('2026-03-10 08:00'),
    };
    expect(askByHand(CHANGE_KPIS, all, hour)('changes.volume').value).toBe(1);
  });

  it('every number of the practice is asked here', () => {
    for (const { key } of CHANGE_KPIS)
      expect(ask(key).value).toEqual(expect.any(Number));
    expect(CHANGE_KPIS).toHaveLength(6);
  });
});

const STATES = Object.keys(changeLifecycle.states);
const lives = fc.array(
  fc.record({
    hours: fc.nat(5),
    status: fc.constantFrom(...STATES),
    outcome: fc.constantFrom('successful', 'issues', 'rolled-back', 'failed'),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('facts of a change', () => {
  it('of history from elsewhere equal a recount hour by hour', () => {
    fc.assert(
      fc.property(lives, life => {
        let at = utc('2026-03-02 00:00');
        const text = () =>
          new Date(at).toISOString().slice(0, 16).replace('T', ' ');
        const story: Told[] = [[text(), 'began elsewhere']];
        life.forEach(({ hours, status, outcome }, i) => {
          at += i === 0 ? 0 : hours * HOUR;
          story.push([text(), status, { outcome }]);
        });
        const [fact] = factsOf(changeFacts, journalOf('CHG-1', story)) as [
          Facts,
        ];
        const last = life[life.length - 1];
        const isDone = ['review', 'closed'].includes(last.status);
        const isOpen = last.status === 'authorize';
        const stays = life.flatMap(({ status }, i) =>
          status === 'authorize' ? life[i + 1]?.hours ?? 0 : [],
        );
        const decided = life.some(
          ({ status }, i) =>
            status === 'authorize' &&
            i + 1 < life.length &&
            !['authorize', 'draft', 'assess', 'cancelled'].includes(
              life[i + 1].status,
            ),
        );
        // What is asked about at the end is waited for still, and told when it is decided.
        const whole = decided && !isOpen;
        expect({
          finished: fact.stages.finished !== undefined,
          live: fact.stages.live !== undefined,
          decided: fact.stages.decided !== undefined,
          unsuccessful: fact.marks!.includes('unsuccessful'),
          waitedHours: whole ? fact.values!.approvalMs! / HOUR : undefined,
        }).toEqual({
          finished: isDone,
          live: isDone && ['successful', 'issues'].includes(last.outcome),
          decided,
          unsuccessful:
            isDone && ['rolled-back', 'failed'].includes(last.outcome),
          waitedHours: whole
            ? stays.reduce((sum, hours) => sum + hours, 0)
            : undefined,
        });
      }),
      { numRuns: Number(process.env.KPI_RUNS ?? 200) },
    );
  });
});
