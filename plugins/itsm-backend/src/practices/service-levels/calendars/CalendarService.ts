import { NotFoundError } from '@backstage/errors';
import {
  hoursOf,
  specialDaysOf,
  WEEKDAYS,
  WorkingTime,
  Zone,
  type CalendarBody,
  type CalendarDay,
  type CalendarSummary,
  type CalendarYear,
} from '@callboard/plugin-itsm-common';
import type {
  Clock,
  Definition,
  Definitions,
} from '@callboard/plugin-itsm-node';
import { calendarKind } from './calendarKind';
import { openAt } from './openAt';

const DAY_MS = 86_400_000;
/** Versions whose working time is kept; a year of one is some 20 kB. */
const MOST_KEPT = 500;

const iso = (instant: number) => new Date(instant).toISOString();

/** Reads calendars, and keeps the working time of their versions. */
export class CalendarService {
  readonly #kept = new Map<string, { body: unknown; working: WorkingTime }>();

  constructor(
    private readonly deps: { definitions: Definitions; clock: Clock },
  ) {}

  /** Calendars by name. */
  async list(): Promise<CalendarSummary[]> {
    const found = await this.deps.definitions.list<CalendarBody>(
      calendarKind.kind,
    );
    return found
      .map(definition => this.#summary(definition))
      .sort((a, b) => a.name.localeCompare(b.name, 'en-US'));
  }

  /** A year day by day. @throws NotFoundError */
  async year(key: string, year: number): Promise<CalendarYear> {
    const definition = await this.deps.definitions.find<CalendarBody>(
      calendarKind.kind,
      key,
    );
    if (!definition) {
      throw new NotFoundError(
        `There is no calendar "${key}"; GET /service-levels/calendars lists them`,
      );
    }
    const { body } = definition;
    const special = specialDaysOf(body);
    const zone = new Zone(body.timeZone);
    const working = this.workingOf(definition);
    const days: CalendarDay[] = [];
    const first = Date.UTC(year, 0);
    const end = Date.UTC(year + 1, 0);
    for (let day = first; day < end; day += DAY_MS) {
      const date = iso(day).slice(0, 10);
      const weekday = WEEKDAYS[(new Date(day).getUTCDay() + 6) % 7];
      const own = special.get(date);
      days.push({
        date,
        working: workingOn(working, zone, day),
        spans: [...(own?.spans ?? body.week[weekday] ?? [])],
        ...(own && { name: own.name }),
        ...(own?.holiday && { holiday: true }),
      });
    }
    return { ...this.#summary(definition), year, days };
  }

  /** The working time of a version; made once. */
  workingOf({
    key,
    version,
    body,
  }: Pick<Definition<CalendarBody>, 'key' | 'version' | 'body'>): WorkingTime {
    const name = `${key}@${version}`;
    const kept = this.#kept.get(name);
    if (kept && kept.body === body) return kept.working;
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    const working = new WorkingTime(hoursOf(body));
    this.#kept.set(name, { body, working });
    return working;
  }

  #summary(definition: Definition<CalendarBody>): CalendarSummary {
    const { key, version, body } = definition;
    const working = this.workingOf(definition);
    const now = this.deps.clock.now();
    const { open, changesAt } = openAt(working, now);
    const weekly = new WorkingTime({ timeZone: 'UTC', week: body.week });
    return {
      key,
      version,
      name: body.name,
      timeZone: body.timeZone,
      // A week in 2026 without any change of clocks.
      weekly: weekly.between(Date.UTC(2026, 5, 1), Date.UTC(2026, 5, 8)),
      open,
      ...(changesAt !== undefined && { changesAt: iso(changesAt) }),
    };
  }
}

/**
 * Working time on a date. Its instants lie within 26 hours of those in UTC, as zones are up to 14
 * hours ahead and 12 behind: those of them on which the wall shows the date are its own.
 */
function workingOn(working: WorkingTime, zone: Zone, day: number): number {
  let sum = 0;
  for (const { from, to, ahead } of zone.regimes(
    day - 15 * 3_600_000,
    day + DAY_MS + 15 * 3_600_000,
  )) {
    const begin = Math.max(from, day - ahead);
    const end = Math.min(to, day + DAY_MS - ahead);
    if (end > begin) sum += working.between(begin, end);
  }
  return sum;
}
