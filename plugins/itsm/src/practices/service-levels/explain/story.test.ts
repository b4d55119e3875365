import { Settings } from 'luxon';
import { ConditionWords } from '../words/conditionWords';
import { ThresholdWords } from '../words/thresholdWords';
import type { Cycle } from './life';
import { storyOf } from './story';
import type { Teller } from './story';
import { storyTranslationRef } from './translation';
import { serviceLevelsTranslationRef } from '../translation';
import { thresholdTranslationRef } from '../words/translation';

const HOUR = 3_600_000;
const PAYMENTS = 'group:default/payments';

/** Says messages as they stand in English. */
function wordsOf(ref: unknown): any {
  const flat: Record<string, string> = {};
  const walk = (messages: object, path: string) => {
    for (const [key, value] of Object.entries(messages)) {
      if (typeof value === 'string') flat[`${path}${key}`] = value;
      else walk(value, `${path}${key}.`);
    }
  };
  walk((ref as any).getDefaultMessages(), '');
  return (key: string, values: Record<string, string> = {}) =>
    flat[key].replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
}

const refs = {
  [PAYMENTS]: { title: 'Payments', kind: 'group', dangling: false },
};
const teller: Teller = {
  t: wordsOf(storyTranslationRef),
  explanation: {
    refs,
    agreements: { gold: { name: 'Gold' } },
    calendars: { office: { name: 'Office', timeZone: 'Europe/Berlin' } },
  },
  now: Date.parse('2026-03-02T18:00:00.000Z'),
  conditions: new ConditionWords(
    [{ key: 'priority', label: 'Priority', type: 'number' } as never],
    wordsOf(serviceLevelsTranslationRef),
    refs,
  ),
  thresholds: new ThresholdWords(wordsOf(thresholdTranslationRef), refs),
  statusLabel: status => (status === 'on-hold' ? 'On hold' : status),
};

const at = (hour: number) =>
  new Date(Date.parse('2026-03-02T08:00:00.000Z') + hour * HOUR).toISOString();
const stretch = (from: number, to: number, more: object = {}) =>
  ({
    from: at(from),
    to: at(to),
    state: 'running',
    elapsed: (to - from) * HOUR,
    agreement: { key: 'gold', version: 2 },
    calendar: { key: 'office', version: 1 },
    goal: 4 * HOUR,
    ownerRef: PAYMENTS,
    because: 1,
    working: [],
    ...more,
  } as Cycle['stretches'][number]);
const run = (stretches: Cycle['stretches'], more: object = {}): Cycle => ({
  startedAt: at(0),
  state: 'running',
  goal: 4 * HOUR,
  elapsed: 3 * HOUR,
  breached: false,
  heldBy: [{ ref: PAYMENTS, elapsed: 3 * HOUR }],
  stretches,
  passed: [],
  sentences: [],
  ...more,
});

describe('the story of a clock', () => {
  const { defaultZone, defaultLocale } = Settings;
  beforeEach(() => {
    Settings.defaultZone = 'Europe/London';
    Settings.defaultLocale = 'en-GB';
  });
  afterEach(() => {
    Settings.defaultZone = defaultZone;
    Settings.defaultLocale = defaultLocale;
  });

  it('is told in the reader’s time, by names, with what began each stretch and what thresholds did', () => {
    const cycle = run(
      [
        stretch(0, 1, { cause: { kind: 'record.created' } }),
        stretch(1, 2, {
          state: 'paused',
          elapsed: 0,
          cause: { kind: 'record.transitioned', status: 'on-hold' },
        }),
        stretch(2, 4, {
          goal: 3.5 * HOUR,
          cause: { kind: 'record.changed', set: { priority: 1 } },
        }),
      ],
      {
        dueAt: at(5),
        goal: 3.5 * HOUR,
        passed: [
          {
            at: '75%',
            reachedAt: at(3.5),
            doneAt: at(3.5),
            did: ['notify'],
            tells: [PAYMENTS],
          },
        ],
      },
    );
    expect(storyOf(cycle, teller)).toEqual([
      '08:00: Gold (version 2) promises 4 h by the calendar Office.',
      '08:00, when it was filed, to 09:00: 1 h counted, with Payments.',
      '09:00, when it was moved to “On hold”, to 10:00: held, nothing counted.',
      '10:00: Gold (version 2) promises 3 h 30 min by the calendar Office.',
      '10:00, when priority is P1, to 12:00: 2 h counted, with Payments.',
      '11:30: 75 % of the goal are used, and it told Payments.',
      '30 min are left. If nothing changes, the goal is used up 13:00 (14:00 in Berlin).',
    ]);
  });

  it.each<[string, object, RegExp]>([
    [
      'late',
      { breached: true, elapsed: 6 * HOUR, dueAt: at(4) },
      /^It took 6 h of 4 h: 2 h too long\. The goal was used up 12:00 \(13:00 in Berlin\)\.$/,
    ],
    ['done in time', { state: 'stopped' }, /^It took 3 h of 4 h: in time\.$/],
    ['held', { state: 'paused' }, /^1 h are left; nothing counts/],
    ['never due', {}, /^1 h are left, and by its calendar .* never comes\.$/],
    ['cancelled', { state: 'cancelled' }, /^The record was cancelled/],
  ])('of one that is %s ends with how it stands', (_, more, ending) => {
    const told = storyOf(run([stretch(0, 3)], more), teller);
    expect(told.find(sentence => ending.test(sentence))).toBeDefined();
  });

  it('says what was agreed meanwhile, and what was not covered', () => {
    const told = storyOf(
      run([
        stretch(0, 1, { because: undefined }),
        stretch(1, 2, {
          state: 'idle',
          elapsed: 0,
          agreement: undefined,
          calendar: undefined,
          goal: undefined,
          because: undefined,
        }),
        stretch(2, 3, { cause: { kind: 'incident.service-facts' } }),
      ]),
      teller,
    );
    expect(told).toContain(
      '09:00, when something else was agreed, to 10:00: no agreement covered it, nothing counted.',
    );
    expect(told).toContain(
      '10:00, when more became known of the service, to 11:00: 1 h counted, with Payments.',
    );
  });
});
