import type { ClockCycle, WorkingTime } from '@callboard/plugin-itsm-common';
import type { RecordChange } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';

/** What incidents are filed against. */
export const SERVICES = [
  'component:default/checkout',
  'component:default/cart',
];
const OTHER_GROUP = 'group:default/service-desk';

const span = (from: string, to: string) => [{ from, to }];
/** Office hours with a short Friday. */
export const OFFICE = {
  name: 'Office',
  timeZone: 'Europe/Berlin',
  week: {
    monday: span('08:00', '16:00'),
    tuesday: span('08:00', '16:00'),
    wednesday: span('08:00', '16:00'),
    thursday: span('08:00', '16:00'),
    friday: span('08:00', '12:00'),
  },
};
const target = (metric: string, within: string, more: object = {}) => ({
  metric,
  goals: [{ within, calendar: 'office' }],
  ...more,
});
/** With customers by priority, and between teams. */
export const AGREEMENTS = {
  gold: {
    name: 'Gold',
    type: 'sla',
    targets: [
      target('response', '2h'),
      target('resolution', '1h', {
        goals: [
          { when: { priority: { $lte: 2 } }, within: '4h', calendar: 'office' },
          { within: '10h', calendar: 'office' },
        ],
        reopen: 'restart',
      }),
      target('update', '3h'),
    ],
  },
  between: {
    name: 'Between teams',
    type: 'ola',
    targets: [target('resolution', '5h')],
  },
};

/** What may happen in a life. */
const STEPS = [
  'acknowledge',
  'hold',
  'requeue',
  'resolve',
  'reopen',
  'tell',
  'urgent',
  'other',
] as const;
/** A life of an incident, at random. */
export const lives = fc.record({
  service: fc.integer({ min: 0, max: 1 }),
  steps: fc.array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 2_000 }),
      what: fc.constantFrom(...STEPS),
    }),
    { maxLength: 9 },
  ),
});

export type Step = (typeof STEPS)[number];

/** What a step changes. What the state of the record does not allow is refused. */
export const CHANGES: Readonly<Record<Step, Omit<RecordChange, 'id'>>> = {
  acknowledge: { transition: 'acknowledge' },
  hold: { transition: 'hold', set: { holdReason: 'supplier' } },
  requeue: { transition: 'requeue' },
  resolve: {
    transition: 'resolve',
    set: { resolution: 'Done.', resolutionCode: 'solved' },
  },
  reopen: {
    transition: 'reopen',
    set: { reopenReason: 'It fails again.' },
  },
  tell: { comment: { body: 'We are at it', audience: 'requester' } },
  urgent: { set: { impact: 1, urgency: 1 } },
  other: { set: { ownerRef: OTHER_GROUP } },
};

/** When a run was late, looked for millisecond by millisecond in the stretch in which it was. */
export function lateIn(working: WorkingTime, cycle: ClockCycle, now: number) {
  let counted = 0;
  const held = new Map<string, number>();
  for (const { state, from, to, ownerRef } of cycle.stretches) {
    if (state !== 'running') continue;
    const elapsed = working.between(from, to);
    const over = counted + elapsed > cycle.goal;
    const part = over ? cycle.goal + 1 - counted : elapsed;
    if (part > 0)
      held.set(ownerRef ?? '', (held.get(ownerRef ?? '') ?? 0) + part);
    if (over) {
      let [before, after] = [from, Math.min(to, now)];
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (counted + working.between(from, middle) > cycle.goal)
          after = middle;
        else before = middle;
      }
      return { at: after, held };
    }
    counted += elapsed;
  }
  return undefined;
}
