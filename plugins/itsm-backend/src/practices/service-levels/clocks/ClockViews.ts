import type {
  AgreementBody,
  CalendarBody,
  ClockCycle,
  ClockExplanation,
  ClockView,
  RefInfo,
  StretchCause,
  WorkingTime,
} from '@callboard/plugin-itsm-common';
import type { Definitions } from '@callboard/plugin-itsm-node';
import type { AgreedBook } from '../agreements/AgreedBook';
import { openAt } from '../calendars/openAt';
import type { ToldRecord } from '../thresholds/planThresholds';
import { passedThresholds, thresholdsView } from '../thresholds/thresholdsView';
import type { ClockEntry } from './momentsOf';
import { sentencesOf } from './sentences';

/** Spans that one stretch is drawn with at most. */
const MOST_SPANS = 400;

const REF = /^[a-z]+:[^/\s]+\/[^/\s]+$/;

const iso = (instant: number) => new Date(instant).toISOString();
const isoOrNot = (instant: number | undefined) =>
  instant === undefined ? undefined : iso(instant);

/** Whether time counts for a clock at the moment, and when working time begins or ends. */
export function counting(
  state: ClockView['state'],
  working: WorkingTime | undefined,
  now: number,
) {
  if (state !== 'running' || !working) return { counting: false };
  const { open, changesAt } = openAt(working, now);
  return {
    counting: open,
    ...(changesAt !== undefined && { changesAt: iso(changesAt) }),
  };
}

/** Shows the clocks of a record as the API does. */
export class ClockViews {
  constructor(
    private readonly deps: { definitions: Definitions; book: AgreedBook },
  ) {}

  /**
   * The clocks as they stand.
   *
   * @param options - `thresholds` for those who work on the record
   */
  async of(
    told: ToldRecord,
    now: number,
    options: { thresholds: boolean },
  ): Promise<ClockView[]> {
    const { definitions, book } = this.deps;
    const [versions, agreed, agreements, calendars] = await Promise.all([
      definitions.history<AgreementBody>('agreement'),
      book.current(),
      definitions.list<AgreementBody>('agreement'),
      definitions.list<CalendarBody>('calendar'),
    ]);
    const names = new Map(
      versions.map(v => [`${v.key}@${v.version}`, v.body?.name]),
    );
    return told.clocks.map((clock): ClockView => {
      const cycle = clock.cycles[clock.cycles.length - 1];
      const { agreement, calendar, state, goal, elapsed } = cycle;
      const name = names.get(`${agreement.key}@${agreement.version}`);
      const known = calendars.find(({ key }) => key === calendar.key)?.body;
      const thresholds = options.thresholds
        ? thresholdsView(told, clock, agreed, now)
        : undefined;
      return {
        id: clock.id,
        type: clock.type,
        metric: clock.metric,
        agreement: {
          ...agreement,
          name: name ?? agreement.key,
          ...(!agreements.some(({ key }) => key === agreement.key) && {
            withdrawn: true,
          }),
        },
        calendar: {
          ...calendar,
          ...(known && { name: known.name, timeZone: known.timeZone }),
        },
        groupRef: clock.groupRef,
        state,
        goal,
        elapsed,
        startedAt: iso(cycle.startedAt),
        dueAt: isoOrNot(cycle.dueAt),
        stoppedAt: isoOrNot(cycle.stoppedAt),
        breached: cycle.breached,
        ...counting(state, agreed.calendarAt(calendar.key, now)?.working, now),
        run: clock.cycles.length,
        breaches: clock.cycles.filter(c => c.breached).length,
        ...(thresholds && { thresholds }),
      };
    });
  }

  /** What agreements and calendars are called that the clocks went by, by key. */
  async names(
    told: ToldRecord,
  ): Promise<Pick<ClockExplanation, 'agreements' | 'calendars'>> {
    const { definitions } = this.deps;
    const [agreements, calendars] = await Promise.all([
      definitions.history<AgreementBody>('agreement'),
      definitions.history<CalendarBody>('calendar'),
    ]);
    const stretches = told.clocks.flatMap(({ cycles }) =>
      cycles.flatMap(cycle => cycle.stretches),
    );
    const used = (of: 'agreement' | 'calendar') =>
      new Set(stretches.flatMap(stretch => stretch[of]?.key ?? []));
    // Of what was withdrawn the last name is told.
    return {
      agreements: lastOf(agreements, used('agreement'), body => ({
        name: body.name,
      })),
      calendars: lastOf(calendars, used('calendar'), body => ({
        name: body.name,
        timeZone: body.timeZone,
      })),
    };
  }

  /** What stretches begin with may name: the service, the group. */
  namedBy(told: ToldRecord): string[] {
    return told.entries.flatMap(entry =>
      Object.values(causeOf(entry).set ?? {}).filter(
        (value): value is string =>
          typeof value === 'string' && REF.test(value),
      ),
    );
  }

  /** The runs of each clock, with every stretch of their lives. */
  async cycles(
    told: ToldRecord,
    refs: Readonly<Record<string, RefInfo>>,
  ): Promise<ClockExplanation['clocks'][number]['cycles'][]> {
    const agreed = await this.deps.book.current();
    const causes = new Map(
      told.entries.map(entry => [entry.position, causeOf(entry)]),
    );
    return told.clocks.map(({ id, cycles }) =>
      cycles.map((cycle, i) => ({
        startedAt: iso(cycle.startedAt),
        stoppedAt: isoOrNot(cycle.stoppedAt),
        state: cycle.state,
        goal: cycle.goal,
        elapsed: cycle.elapsed,
        breached: cycle.breached,
        dueAt: isoOrNot(cycle.dueAt),
        heldBy: heldBy(cycle),
        stretches: cycle.stretches.map(stretch => {
          const { calendar, from, to, because } = stretch;
          const version = calendar && agreed.calendarAt(calendar.key, from);
          const cause = because === undefined ? undefined : causes.get(because);
          return {
            ...stretch,
            from: iso(from),
            to: iso(to),
            ...(cause && { cause }),
            working: version
              ? firstOf(version.working.spans(from, to), MOST_SPANS).map(
                  span => ({ from: iso(span.from), to: iso(span.to) }),
                )
              : [],
          };
        }),
        passed: passedThresholds(told.entries, id, i + 1),
        sentences: sentencesOf(cycle, refs),
      })),
    );
  }
}

function lastOf<B, V>(
  versions: readonly { key: string; body?: B }[],
  keys: ReadonlySet<string>,
  valueOf: (body: B) => V,
): Record<string, V> {
  const found: Record<string, V> = {};
  for (const { key, body } of versions)
    if (body && keys.has(key)) found[key] = valueOf(body);
  return found;
}

/** What a journal entry says happened; values in plain words only, as it keeps them. */
function causeOf({ kind, status, payload }: ClockEntry): StretchCause {
  const set: NonNullable<StretchCause['set']> = {};
  for (const { field, after } of (payload.changes ?? []) as {
    field: string;
    after?: unknown;
  }[]) {
    if (
      typeof after === 'string' ||
      typeof after === 'number' ||
      typeof after === 'boolean'
    )
      set[field] = after;
  }
  return {
    kind,
    ...(kind === 'record.transitioned' && status !== undefined && { status }),
    ...(kind === 'record.changed' && Object.keys(set).length > 0 && { set }),
  };
}

function heldBy({ heldBy: held }: ClockCycle) {
  return Object.entries(held)
    .map(([ref, elapsed]) => ({ ...(ref !== '' && { ref }), elapsed }))
    .sort((a, b) => b.elapsed - a.elapsed);
}

function firstOf<T>(all: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  for (const one of all) {
    if (first.length >= most) break;
    first.push(one);
  }
  return first;
}
