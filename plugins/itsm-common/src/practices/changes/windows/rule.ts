import { RRule, type Options } from 'rrule';

const DAY_MS = 86_400_000;

/** The most occurrences that `COUNT` may name: longer rows have an end, or none. */
export const MOST_COUNTED = 1_000;
/** The most times a day. */
const MOST_A_DAY = 24;
const FARTHEST_INTERVAL = 400;

const number = (from: number, to: number) => (text: string) =>
  /^\d{1,4}$/.test(text) && Number(text) >= from && Number(text) <= to;
const signed = (to: number) => (text: string) =>
  /^[+-]?\d{1,3}$/.test(text) &&
  Math.abs(Number(text)) >= 1 &&
  Math.abs(Number(text)) <= to;
const WEEKDAY = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/;
const listOf = (test: (text: string) => boolean) => (text: string) =>
  text.split(',').every(test);

/** The parts of a rule that windows take, and what each may be. */
const PARTS: Readonly<
  Record<string, { test: (text: string) => boolean; like: string }>
> = {
  FREQ: {
    test: text => ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(text),
    like: 'DAILY, WEEKLY, MONTHLY or YEARLY; for several times a day give BYHOUR',
  },
  INTERVAL: {
    test: number(1, FARTHEST_INTERVAL),
    like: `a number from 1 to ${FARTHEST_INTERVAL}`,
  },
  COUNT: {
    test: number(1, MOST_COUNTED),
    like: `a number from 1 to ${MOST_COUNTED}; leave it out for no end`,
  },
  UNTIL: {
    test: text => readUntil(text) !== undefined,
    like: 'a local date or time like 20271231 or 20271231T180000, or an instant like 20271231T170000Z',
  },
  BYMONTH: { test: listOf(number(1, 12)), like: 'months from 1 to 12' },
  BYWEEKNO: {
    test: listOf(signed(53)),
    like: 'weeks of the year from 1 to 53',
  },
  BYYEARDAY: {
    test: listOf(signed(366)),
    like: 'days of the year from 1 to 366',
  },
  BYMONTHDAY: {
    test: listOf(signed(31)),
    like: 'days of the month from 1 to 31, or -1 for the last',
  },
  BYDAY: {
    test: listOf(text => {
      const [whole, nth] = WEEKDAY.exec(text) ?? [];
      return whole !== undefined && (nth === undefined || signed(53)(nth));
    }),
    like: 'weekdays like MO,TU, or with their number like 1SU or -1FR',
  },
  BYHOUR: { test: listOf(number(0, 23)), like: 'hours from 0 to 23' },
  BYMINUTE: { test: listOf(number(0, 59)), like: 'minutes from 0 to 59' },
  BYSETPOS: {
    test: listOf(signed(366)),
    like: 'positions from 1 to 366, or -1 for the last',
  },
  WKST: {
    test: text => /^(MO|TU|WE|TH|FR|SA|SU)$/.test(text),
    like: 'a weekday like MO',
  },
};

/** Until when a rule goes: a local time that may still be a begin, or an instant. */
export type Until = { local: number } | { instant: number };

/** Reads `UNTIL`. A date is meant whole. */
function readUntil(text: string): Until | undefined {
  const [whole, y, m, d, time, h, min, s, utc] =
    /^(\d{4})(\d\d)(\d\d)(T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const iso = `${y}-${m}-${d}T${time ? `${h}:${min}:${s}` : '23:59:59'}`;
  const at = Date.parse(`${iso}Z`);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(iso))
    return undefined;
  return utc ? { instant: at } : { local: at };
}

/** A recurrence rule that was understood. */
export interface WindowRule {
  options: Partial<Options>;
  count?: number;
  until?: Until;
}

/** A rule, or what is wrong with it in a sentence. */
export type ReadRule =
  | { rule: WindowRule; fault?: undefined }
  | { rule?: undefined; fault: string };

/**
 * Reads a recurrence rule of RFC 5545, e.g. `FREQ=WEEKLY;BYDAY=SU`. Parts are checked here, as the
 * library passes over what it does not understand.
 */
export function readRule(text: string): ReadRule {
  const written = text.trim().replace(/^RRULE:/i, '');
  const parts = new Map<string, string>();
  for (const part of written.split(';').filter(Boolean)) {
    const [name, value, more] = part.toUpperCase().split('=');
    const known = PARTS[name];
    if (value === undefined || more !== undefined)
      return {
        fault: `"${part.slice(
          0,
          40,
        )}" is no part of a rule; write one line like FREQ=WEEKLY;BYDAY=SU`,
      };
    if (name === 'DTSTART' || name === 'TZID')
      return { fault: `${name} is said by start and timezone; leave it out` };
    if (!known)
      return {
        fault: `${name.slice(0, 20)} is not taken here; there are ${Object.keys(
          PARTS,
        ).join(', ')}`,
      };
    if (parts.has(name))
      return { fault: `${name} is there twice; keep one of them` };
    if (!known.test(value)) return { fault: `${name} must be ${known.like}` };
    parts.set(name, value);
  }
  const fault = together(parts);
  if (fault) return { fault };
  const until = parts.has('UNTIL') ? readUntil(parts.get('UNTIL')!) : undefined;
  const count = parts.has('COUNT') ? Number(parts.get('COUNT')) : undefined;
  const kept = [...parts].filter(
    ([name]) => !['UNTIL', 'COUNT'].includes(name),
  );
  const options = RRule.parseString(
    kept.map(([name, value]) => `${name}=${value}`).join(';'),
  );
  return { rule: { options, count, until } };
}

/** A rule in words, e.g. `every week on Sunday`; as it is written if it cannot be said. */
export function ruleWords(text: string): string {
  const { rule } = readRule(text);
  if (!rule) return text;
  const { options, count } = rule;
  const words = new RRule({ ...options, count }).toText();
  if (/error/i.test(words)) return text;
  // What the library leaves unsaid.
  const places = [options.bysetpos ?? []]
    .flat()
    .map(place => (place === -1 ? 'the last' : `no. ${place}`));
  const said = words.replace(/on the last$/, 'on the last day');
  return places.length > 0 ? `${said}, of those ${places.join(' and ')}` : said;
}

/** What parts must not be together, by RFC 5545 3.3.10. */
function together(parts: ReadonlyMap<string, string>): string | undefined {
  const freq = parts.get('FREQ');
  if (freq === undefined) return 'must say how often, e.g. FREQ=WEEKLY';
  const has = (name: string) => parts.has(name);
  if (has('COUNT') && has('UNTIL'))
    return 'has COUNT and UNTIL; keep one of them';
  if (has('BYWEEKNO') && freq !== 'YEARLY')
    return 'BYWEEKNO goes with FREQ=YEARLY only';
  if (has('BYYEARDAY') && freq !== 'YEARLY')
    return 'BYYEARDAY goes with FREQ=YEARLY only';
  if (has('BYMONTHDAY') && freq === 'WEEKLY')
    return 'BYMONTHDAY does not go with FREQ=WEEKLY; take FREQ=MONTHLY';
  if (
    /\d/.test(parts.get('BYDAY') ?? '') &&
    (!['MONTHLY', 'YEARLY'].includes(freq) || has('BYWEEKNO'))
  )
    return 'a weekday with a number, e.g. 1SU, goes with FREQ=MONTHLY or YEARLY without BYWEEKNO';
  if (
    has('BYSETPOS') &&
    ![...parts.keys()].some(name => /^BY(?!SETPOS)/.test(name))
  )
    return 'BYSETPOS picks from what another part gives, e.g. BYDAY; add that';
  const times = (name: string) => parts.get(name)?.split(',').length ?? 1;
  if (times('BYHOUR') * times('BYMINUTE') > MOST_A_DAY)
    return `begins more than ${MOST_A_DAY} times a day; give fewer hours and minutes`;
  return undefined;
}

/**
 * The local times at which a rule begins, counted from its start. What the library does is bounded
 * by the time asked about, not by how far that is from the start: a rule without `COUNT` is put
 * forward by whole intervals first. With `COUNT` it is counted from the start, as it has to be.
 */
export class RuleTimes {
  readonly #whole: Partial<Options>;
  readonly #interval: number;

  constructor(
    private readonly start: number,
    private readonly rule: WindowRule,
  ) {
    const { options } = rule;
    const at = new Date(start);
    const freq = options.freq!;
    const says = (...values: unknown[]) =>
      values.some(value => value !== undefined && value !== null);
    const days = says(
      options.byweekno,
      options.byyearday,
      options.bymonthday,
      options.byweekday,
    );
    this.#interval = options.interval ?? 1;
    // What the start says where the rule does not, so that it stays when the start is put forward.
    this.#whole = {
      byhour: at.getUTCHours(),
      byminute: at.getUTCMinutes(),
      bysecond: at.getUTCSeconds(),
      ...(!days && freq === RRule.WEEKLY && { byweekday: weekdayOf(at) }),
      ...(!days &&
        (freq === RRule.MONTHLY || freq === RRule.YEARLY) && {
          bymonthday: at.getUTCDate(),
        }),
      ...(!days &&
        freq === RRule.YEARLY &&
        !says(options.bymonth) && { bymonth: at.getUTCMonth() + 1 }),
      ...options,
    };
  }

  /** The times from one to another, both meant, in order. */
  between(from: number, to: number): number[] {
    if (to < from || to < this.start) return [];
    const begin = Math.max(from, this.start);
    const { count } = this.rule;
    const rule =
      count === undefined
        ? new RRule({ ...this.#whole, dtstart: this.#forward(begin) })
        : new RRule({ ...this.#whole, dtstart: new Date(this.start), count });
    return rule
      .between(new Date(begin), new Date(to), true)
      .map(date => date.getTime());
  }

  /**
   * Whether it ever begins. The library would look for a next time up to the year 9999; the years
   * before that are the same as ours, day by day, so it is asked there and has not far to go.
   */
  begins(): boolean {
    const at = new Date(this.start);
    const year = at.getUTCFullYear();
    let same = 9944;
    while (
      same % 4 !== year % 4 ||
      new Date(Date.UTC(same, 0)).getUTCDay() !==
        new Date(Date.UTC(year, 0)).getUTCDay()
    )
      same += 1;
    const dtstart = new Date(at);
    dtstart.setUTCFullYear(same);
    return new RRule({ ...this.#whole, dtstart }).after(dtstart, true) !== null;
  }

  /** The start, put forward by whole intervals to at least one of them before a time. */
  #forward(before: number): Date {
    const at = new Date(this.start);
    const steps = (passed: number) =>
      Math.max(0, Math.floor(passed / this.#interval) - 2) * this.#interval;
    const days = (before - this.start) / DAY_MS;
    const { freq } = this.rule.options;
    if (freq === RRule.DAILY || freq === RRule.WEEKLY) {
      const unit = freq === RRule.DAILY ? 1 : 7;
      return new Date(this.start + steps(days / unit) * unit * DAY_MS);
    }
    const to = new Date(before);
    const years = to.getUTCFullYear() - at.getUTCFullYear();
    const months = years * 12 + to.getUTCMonth() - at.getUTCMonth();
    const forward = freq === RRule.MONTHLY ? steps(months) : steps(years) * 12;
    if (forward === 0) return at;
    // The first of a month or year: which days of it, the rule says by now.
    const month = freq === RRule.MONTHLY ? at.getUTCMonth() + forward : forward;
    return new Date(Date.UTC(at.getUTCFullYear(), month));
  }
}

function weekdayOf(at: Date): number {
  return (at.getUTCDay() + 6) % 7;
}
