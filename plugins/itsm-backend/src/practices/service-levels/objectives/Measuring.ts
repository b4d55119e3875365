import {
  Measurements,
  windowAt,
  type MeasuredMinute,
} from '@callboard/plugin-itsm-common';
import { edgesOf } from './edges';
import { timesOf } from './evaluate';
import type { Availability, Span } from './indicators/Availability';
import { MeasuringError, type Indicator } from './indicators/Indicator';
import type { TroubledConnections } from './indicators/TroubledConnections';
import { minutesKeptFrom, type MeasurementStore } from './MeasurementStore';
import type { Objective } from './ObjectiveBook';
import type { ObjectiveRow } from './ObjectiveStore';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Scrapes come late: the newest minutes are measured again. */
const LATE = 5 * MINUTE;
/** Where there was nothing, it is looked again for so long. */
const GAP = 6 * HOUR;
/** What is asked for at once; a Prometheus answers at most 11,000 points. */
const CHUNK = 3 * DAY;
/** In one run of one objective; the rest of a long window follows in the next minutes. */
const MOST_CHUNKS = 12;

const hourOf = (at: number) => Math.floor(at / HOUR) * HOUR;

/** What was measured of a time. */
export interface MeasuredPart {
  span: Span;
  minutes: readonly MeasuredMinute[];
  /** End of the last minute in which something was measured. */
  newest?: number;
}

/** Measures what was not measured yet, and reads what was. */
export class Measuring {
  constructor(
    private readonly deps: {
      prometheus: Indicator;
      availability: Availability;
      store: Pick<MeasurementStore, 'hours' | 'minutes'>;
    },
  ) {}

  /**
   * Measures an objective up to now, in parts, oldest first; at first from where its window begins. What
   * was measured stays when a later part fails.
   *
   * @param row - how far it was measured
   * @param run.troubled - connections that did not work in this run; they are not tried again in it
   * @returns why it cannot be measured, if it cannot
   */
  async measure(
    objective: Objective,
    row: ObjectiveRow | undefined,
    run: {
      now: number;
      troubled: TroubledConnections;
      keep(part: MeasuredPart): Promise<void>;
    },
  ): Promise<{ failure?: string }> {
    const [fault] = objective.faults;
    const { measure } = objective;
    if (!measure) return { failure: fault };
    // Told from outages when it is read.
    if (measure.source === 'records') return { failure: fault };
    const gone = measure.queries
      .map(({ connection }) => run.troubled.of(connection!))
      .find(error => error !== undefined);
    if (gone) return { failure: gone.message };
    try {
      const complaint = await this.#catchUp(objective, row, run);
      return { failure: fault ?? complaint };
    } catch (error) {
      if (!(error instanceof MeasuringError)) throw error;
      run.troubled.note(error);
      return { failure: error.message };
    }
  }

  async #catchUp(
    objective: Objective,
    row: ObjectiveRow | undefined,
    run: { now: number; keep(part: MeasuredPart): Promise<void> },
  ): Promise<string | undefined> {
    const to = Math.floor(run.now / MINUTE) * MINUTE;
    let from = beginning(objective, row, to);
    let complaint: string | undefined;
    for (let chunks = 0; from < to && chunks < MOST_CHUNKS; chunks += 1) {
      const span = { from, to: Math.min(from + CHUNK, to) };
      const measured = await this.deps.prometheus.measure(
        objective,
        span.from,
        span.to,
      );
      const { minutes } = measured;
      const last = minutes[minutes.length - 1];
      await run.keep({
        span,
        minutes,
        newest: last && last.at + MINUTE,
      });
      complaint = span.to === to ? measured.complaint : undefined;
      from = span.to;
    }
    return complaint;
  }

  /** What an evaluation adds up. @throws MeasuringError */
  async read(objective: Objective, now: number): Promise<Measurements> {
    const times = timesOf(objective, now);
    const slice = (objective.budgeting.sliceMinutes ?? 1) * MINUTE;
    return this.readSpan(
      objective,
      {
        from: Math.min(...times.map(({ from }) => from)) - HOUR,
        to: Math.floor(now / MINUTE) * MINUTE,
      },
      edgesOf(times, slice),
      now,
    );
  }

  /** What was measured in a time, with the minutes of some hours. @throws MeasuringError */
  async readSpan(
    objective: Objective,
    span: Span,
    edges: readonly Span[],
    now: number,
  ): Promise<Measurements> {
    if (objective.measure?.source === 'records')
      return this.deps.availability.read(objective, span, edges);
    const keptFrom = minutesKeptFrom(now);
    const [hours, minutes] = await Promise.all([
      this.deps.store.hours(objective.series, {
        from: hourOf(span.from),
        to: span.to,
      }),
      this.deps.store.minutes(
        objective.series,
        edges.filter(edge => edge.from >= keptFrom),
      ),
    ]);
    return new Measurements(objective.budgeting, hours, minutes, keptFrom);
  }
}

/** The full hour from which on it is measured. */
function beginning(
  objective: Objective,
  row: ObjectiveRow | undefined,
  to: number,
): number {
  const window = hourOf(windowAt(objective.window, to).from);
  const { measuredUntil, newestSample } = row ?? {};
  // Alerts look back further than a calendar window that just began.
  const first = Math.min(
    window,
    hourOf(to - Math.max(0, ...objective.rules.map(({ long }) => long))),
  );
  if (measuredUntil === undefined) return first;
  const again = Math.min(
    measuredUntil - LATE,
    Math.max(newestSample ?? 0, measuredUntil - GAP),
  );
  return Math.max(first, hourOf(again));
}
