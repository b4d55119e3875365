import { mockServices } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type { Facts } from '@callboard/plugin-itsm-node';
import {
  askByHand,
  factsOf,
  journalOf,
  type Told,
} from '../../../testing/countByHand';
import { incidentsPractice } from '../practice';
import { incidentFacts } from './incidentFacts';
import { INCIDENT_KPIS } from './kpis';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`);
const MARCH = { from: utc('2026-03-01 00:00'), to: utc('2026-04-01 00:00') };

const ownedBy = (name: string) => ({ ownerRef: `group:default/${name}` });
const desk = ownedBy('desk');
const network = ownedBy('network');

/** Eight incidents of a March. */
const STORIES: Readonly<Record<string, readonly Told[]>> = {
  'fixed at the desk within two hours': [
    ['2026-03-02 09:00', 'new', { ...desk, priority: 2, channel: 'phone' }],
    ['2026-03-02 09:20', 'in-progress'],
    ['2026-03-02 11:00', 'resolved'],
    ['2026-03-03 11:00', 'closed'],
  ],
  'passed on to the network, where it waited for four hours': [
    ['2026-03-02 10:00', 'new', { ...desk, priority: 3, channel: 'portal' }],
    ['2026-03-02 10:10', 'new', { acknowledgedAt: utc('2026-03-02 10:10') }],
    ['2026-03-02 10:30', '-', network],
    ['2026-03-02 12:00', 'in-progress'],
    ['2026-03-02 13:00', 'on-hold', { holdReason: 'supplier' }],
    ['2026-03-02 17:00', 'in-progress', { holdReason: undefined }],
    ['2026-03-02 18:00', 'resolved'],
    ['2026-03-09 18:00', 'closed'],
  ],
  'sent to the network and back, resolved by the desk': [
    ['2026-03-03 08:00', 'new', { ...desk, priority: 3, channel: 'email' }],
    ['2026-03-03 08:30', 'in-progress'],
    ['2026-03-03 09:00', '-', network],
    ['2026-03-03 10:00', '-', desk],
    ['2026-03-03 12:00', 'resolved'],
  ],
  'a major one that came back the next day': [
    ['2026-03-04 09:00', 'new', { ...desk, priority: 1, channel: 'phone' }],
    ['2026-03-04 09:05', 'in-progress', { major: true }],
    ['2026-03-04 10:00', 'resolved'],
    ['2026-03-05 09:00', 'in-progress'],
    ['2026-03-05 13:00', 'resolved'],
    ['2026-03-12 13:00', 'closed'],
  ],
  'filed by mistake': [
    ['2026-03-05 09:00', 'new', { ...desk, channel: 'portal' }],
    ['2026-03-05 10:00', 'cancelled'],
  ],
  'nobody has looked at it': [['2026-03-06 09:00', 'new', network]],
  'brought in: waited for a day and was closed without being resolved': [
    ['2026-03-01 00:00', 'began elsewhere'],
    [
      '2026-03-01 06:00',
      'in-progress',
      {
        ...desk,
        channel: 'phone',
        statedReassignments: 3,
        statedReopens: 0,
        statedResolvedAt: utc('2026-03-02 12:00'),
        statedSlaMet: true,
      },
    ],
    ['2026-03-02 00:00', 'on-hold'],
    ['2026-03-03 00:00', 'closed', { statedSlaMet: false }],
  ],
  'brought in: resolved straight from the queue': [
    ['2026-03-01 12:00', 'began elsewhere'],
    [
      '2026-03-01 12:00',
      'new',
      {
        ...desk,
        channel: 'phone',
        statedReassignments: 0,
        statedReopens: 1,
        statedResolvedAt: utc('2026-03-01 20:00'),
        statedSlaMet: true,
      },
    ],
    ['2026-03-01 22:00', 'resolved'],
    ['2026-03-06 22:00', 'closed'],
  ],
};

const countAll = (frontLine: readonly string[] = []) =>
  Object.entries(STORIES).flatMap(([name, story]) =>
    factsOf(incidentFacts(frontLine), journalOf(name, story)),
  );

describe('the numbers of eight incidents of a March', () => {
  const ask = askByHand(INCIDENT_KPIS, countAll(), MARCH);
  const hours = (key: string, options?: Parameters<typeof ask>[1]) =>
    ask(key, options).value! / HOUR;

  it('eight were opened, one of them major', () => {
    expect(ask('incidents.volume').value).toBe(8);
    expect(ask('incidents.major').value).toBe(1);
  });

  it('one is left at the end, for 25 days and 15 hours by then', () => {
    expect(ask('incidents.backlog').value).toBe(1);
    expect(hours('incidents.backlog-age')).toBe(25 * 24 + 15);
  });

  it('what was reopened was in the backlog all the time until it was resolved at last', () => {
    const before = { ...MARCH, to: utc('2026-03-05 00:00') };
    const then = askByHand(INCIDENT_KPIS, countAll(), before);
    expect(then('incidents.backlog').value).toBe(1);
    // Opened on the 4th at nine.
    expect(then('incidents.backlog-age').value).toBe(15 * HOUR);
  });

  it('six were taken up: after 5, 10, 20 and 30 minutes, 6 and 10 hours', () => {
    const key = 'incidents.time-to-acknowledge';
    expect(ask(key)).toEqual({ value: 20 * MINUTE, count: 6 });
    expect(ask(key, { statistic: 'mean' }).value).toBe((1025 / 6) * MINUTE);
    expect(hours(key, { statistic: 'p90' })).toBe(10);
  });

  it('six were resolved: after 2, 4, 8, 10, 28 and 48 hours', () => {
    const key = 'incidents.time-to-resolve';
    expect(ask(key)).toEqual({ value: 8 * HOUR, count: 6 });
    expect(hours(key, { statistic: 'mean' })).toBeCloseTo(100 / 6, 9);
    expect(hours(key, { statistic: 'p90' })).toBe(48);
  });

  it('two of them after 8 and 36 hours, as their source states', () => {
    const key = 'incidents.time-to-resolve';
    expect(ask(key, { stated: true })).toEqual({ value: 8 * HOUR, count: 2 });
    expect(hours(key, { stated: true, statistic: 'mean' })).toBe(22);
  });

  it('five were closed: after 26, 48, 130, 176 and 196 hours', () => {
    const key = 'incidents.time-to-close';
    expect(ask(key)).toEqual({ value: 130 * HOUR, count: 5 });
    expect(hours(key, { statistic: 'mean' })).toBeCloseTo(576 / 5, 9);
    expect(hours(key, { statistic: 'p90' })).toBe(196);
  });

  it('of six, three were fixed the first time: one was passed on, one came back to its group, one was reopened', () => {
    expect(ask('incidents.first-time-fix')).toMatchObject({
      numerator: 3,
      count: 6,
    });
  });

  it('of six, four were never passed on; one was once, one twice', () => {
    expect(ask('incidents.never-reassigned')).toMatchObject({
      numerator: 4,
      count: 6,
    });
    expect(ask('incidents.reassignments').value).toBe(3 / 6);
    expect(ask('incidents.reassignments', { statistic: 'max' }).value).toBe(2);
  });

  it('of two, the source says that one was never passed on, the other three times', () => {
    const stated = { stated: true };
    expect(ask('incidents.never-reassigned', stated)).toMatchObject({
      numerator: 1,
      count: 2,
    });
    expect(ask('incidents.reassignments', stated).value).toBe(1.5);
    expect(
      ask('incidents.reassignments', { stated: true, statistic: 'max' }).value,
    ).toBe(3);
  });

  it('one went to and fro', () => {
    expect(ask('incidents.ping-pong')).toMatchObject({
      numerator: 1,
      count: 6,
    });
  });

  it('five ended where they had begun; with the desk as the front line four never left it', () => {
    expect(ask('incidents.push-to-front').numerator).toBe(5);
    const named = countAll(['group:default/desk']);
    const withLine = askByHand(INCIDENT_KPIS, named, MARCH);
    expect(withLine('incidents.push-to-front')).toMatchObject({
      numerator: 4,
      count: 6,
    });
  });

  it('other groups of the front line are another way to count', () => {
    const version = (frontLine: string[]) =>
      incidentFacts(frontLine).kind.version;
    expect(version(['group:default/a', 'group:default/b'])).toBe(
      version(['group:default/b', 'group:default/a']),
    );
    expect(
      new Set([
        version([]),
        version(['group:default/a']),
        version(['group:default/b']),
      ]).size,
    ).toBe(3);
  });

  it('the front line is groups, and whoever names something else is told so', () => {
    const start = (frontLine: string[]) =>
      incidentsPractice({
        config: mockServices.rootConfig({
          data: { itsm: { incidents: { frontLine } } },
        }),
        migrations: '',
      });
    expect(() => start(['group:service-desk'])).not.toThrow();
    expect(() => start(['user:tom'])).toThrow(
      'itsm.incidents.frontLine must name groups, like group:default/service-desk, and not user:tom',
    );
  });

  it('28 of 100 hours were waiting, on two of six', () => {
    expect(ask('incidents.waiting-share').value).toBeCloseTo(0.28, 9);
    expect(ask('incidents.ever-waiting')).toMatchObject({
      numerator: 2,
      count: 6,
    });
  });

  it('one of six was reopened; of two, the source says so of one', () => {
    expect(ask('incidents.reopened')).toMatchObject({ numerator: 1, count: 6 });
    expect(ask('incidents.reopened', { stated: true })).toMatchObject({
      numerator: 1,
      count: 2,
    });
  });

  it('of two, one met its service level, as the source states at last', () => {
    expect(ask('incidents.stated-sla')).toMatchObject({
      numerator: 1,
      count: 2,
    });
  });

  it('every number of the practice is asked here', () => {
    for (const { key } of INCIDENT_KPIS)
      expect(ask(key).value).toEqual(expect.any(Number));
    expect(INCIDENT_KPIS).toHaveLength(16);
  });

  it('nothing of nothing is no number', () => {
    const quiet = {
      from: utc('2025-01-01 00:00'),
      to: utc('2025-02-01 00:00'),
    };
    const then = askByHand(INCIDENT_KPIS, countAll(), quiet);
    expect(then('incidents.reopened')).toEqual({ count: 0, numerator: 0 });
    expect(then('incidents.time-to-resolve').value).toBeUndefined();
    expect(then('incidents.volume').value).toBe(0);
  });
});

const STATES = Object.keys(incidentLifecycle.states);
const GROUPS = ['desk', 'network', 'database'];

/** A life by the hour: what is so from each hour on. */
const lives = fc.array(
  fc.record({
    hours: fc.nat(5),
    status: fc.constantFrom(...STATES),
    group: fc.option(fc.constantFrom(...GROUPS), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 12 },
);

type Step = { hours: number; status: string; group?: string };

/** A life as it is told here, or by an import of whole states. */
function tell(life: readonly Step[], elsewhere: boolean): Told[] {
  let at = utc('2026-03-02 00:00');
  const text = () => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
  const began: Told[] = elsewhere ? [[text(), 'began elsewhere']] : [];
  return life.reduce((told, { hours, status, group }, index) => {
    at += index === 0 ? 0 : hours * HOUR;
    const owner = group && `group:default/${group}`;
    const before = life[index - 1];
    const set = before?.group === group && index > 0 ? {} : { ownerRef: owner };
    const kind = before?.status === status ? '-' : status;
    told.push([text(), index === 0 && !elsewhere ? status : kind, set]);
    return told;
  }, began);
}

/** The same facts by looking at each hour on its own, and at pairs of steps. */
function recount(life: readonly Step[]) {
  const over = (status: string) =>
    ['resolved', 'closed', 'cancelled'].includes(status);
  const done = (status: string) => ['resolved', 'closed'].includes(status);
  const hourly: string[] = life.flatMap((step, i) =>
    Array(life[i + 1]?.hours ?? 0).fill(step.status),
  );
  const last = life[life.length - 1];
  const resolves = done(last.status);
  const path: string[] = [];
  life.forEach((step, i) => {
    const { group } = step;
    const bothOver = i > 0 && over(life[i - 1].status) && over(step.status);
    if (!group || group === path[path.length - 1]) return;
    if (bothOver && path.length > 0) return;
    path.push(group);
  });
  return {
    reassignments: Math.max(0, path.length - 1),
    pingPong: new Set(path).size < path.length,
    reopens: life.filter(
      (step, i) => i > 0 && done(life[i - 1].status) && !over(step.status),
    ).length,
    waitedHours: resolves
      ? hourly.filter(status => status === 'on-hold').length
      : undefined,
    everWaiting: life.some(({ status }) => status === 'on-hold'),
    resolved: resolves,
    ended: over(last.status),
  };
}

describe('facts of an incident', () => {
  it('equal a recount hour by hour, filed here or brought in', () => {
    fc.assert(
      fc.property(lives, fc.boolean(), (life, elsewhere) => {
        const journal = journalOf('INC-1', tell(life, elsewhere));
        const [fact] = factsOf(incidentFacts(), journal) as [Facts];
        const { marks = [], values = {}, stages } = fact;
        expect({
          reassignments: values.reassignments,
          pingPong: marks.includes('pingPong'),
          reopens: values.reopens,
          waitedHours: stages.resolved && values.waitingMs! / HOUR,
          everWaiting: marks.includes('everWaiting'),
          resolved: stages.resolved !== undefined,
          ended: stages.ended !== undefined,
        }).toEqual(recount(life));
      }),
      { numRuns: Number(process.env.KPI_RUNS ?? 200) },
    );
  });

  it('reach their stages in order', () => {
    fc.assert(
      fc.property(lives, life => {
        const [fact] = factsOf(
          incidentFacts(),
          journalOf('INC-1', tell(life, true)),
        );
        const { opened, acknowledged, resolved, closed, ended } = fact.stages;
        expect(ended).toBe(resolved ?? ended);
        const order = [opened, acknowledged, resolved, closed].filter(
          at => at !== undefined,
        );
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
      { numRuns: Number(process.env.KPI_RUNS ?? 100) },
    );
  });
});
