import type {
  ClockExplanation,
  ClockStretchView,
  StretchCause,
} from '@callboard/plugin-itsm-common';
import { refTitle } from '@callboard/plugin-itsm-react';
import { dayTime } from '../clocks/dayTimes';
import { hoursWords } from '../clocks/durations';
import type { ConditionWords } from '../words/conditionWords';
import type { ThresholdWords } from '../words/thresholdWords';
import { timeThere, zoneName } from '../words/zoneTimes';
import type { Cycle } from './life';
import type { StoryTranslation } from './translation';

const MINUTE = 60_000;

/** What a story is told with. */
export interface Teller {
  t: StoryTranslation;
  explanation: Pick<ClockExplanation, 'refs' | 'agreements' | 'calendars'>;
  /** The present instant; days near it are told by their names. */
  now: number;
  conditions: ConditionWords;
  thresholds: ThresholdWords;
  /** What states of the record are called. */
  statusLabel: (status: string) => string;
}

/** Tells the life of a run in sentences: in the reader's time zone, and by the names of things. */
class Story {
  readonly #told: { at: number; words: string }[] = [];

  constructor(private readonly cycle: Cycle, private readonly teller: Teller) {}

  tell(): string[] {
    let before: ClockStretchView | undefined;
    for (const stretch of this.cycle.stretches) {
      if (this.#isPromisedAnew(before, stretch)) this.#promise(stretch);
      if (stretch.agreement) before = stretch;
      this.#stretch(stretch);
    }
    this.#thresholds();
    return [
      ...this.#told.sort((a, b) => a.at - b.at).map(({ words }) => words),
      ...this.#end(),
    ];
  }

  #isPromisedAnew(before: ClockStretchView | undefined, s: ClockStretchView) {
    if (!s.agreement || !s.calendar || s.goal === undefined) return false;
    return (
      before?.goal !== s.goal ||
      before.agreement?.key !== s.agreement.key ||
      before.agreement.version !== s.agreement.version ||
      before.calendar?.key !== s.calendar.key ||
      before.calendar.version !== s.calendar.version
    );
  }

  #promise({ from, agreement, calendar, goal }: ClockStretchView) {
    const { t, explanation } = this.teller;
    this.#say(
      from,
      t('promised', {
        from: this.#when(from),
        agreement: t('version', {
          name: explanation.agreements[agreement!.key]?.name ?? agreement!.key,
          version: String(agreement!.version),
        }),
        goal: hoursWords(goal!),
        calendar: explanation.calendars[calendar!.key]?.name ?? calendar!.key,
      }),
    );
  }

  #stretch(stretch: ClockStretchView) {
    const { t } = this.teller;
    const { from, to, retroactive } = stretch;
    const what = this.#what(stretch);
    const said = {
      from: this.#when(from),
      to: this.#when(to),
      what: retroactive ? t('retroactive', { what }) : what,
    };
    const cause = this.#cause(stretch);
    this.#say(
      from,
      cause ? t('because', { ...said, cause }) : t('stretch', said),
    );
  }

  #what({ state, elapsed, ownerRef }: ClockStretchView): string {
    const { t, explanation } = this.teller;
    if (state === 'running') {
      if (elapsed === 0) return t('outside');
      const time = hoursWords(elapsed);
      return ownerRef
        ? t('runningWith', { time, who: refTitle(ownerRef, explanation.refs) })
        : t('running', { time });
    }
    return state === 'paused' || state === 'stopped' ? t(state) : t('idle');
  }

  #cause({ cause, because }: ClockStretchView): string | undefined {
    const { t } = this.teller;
    if (cause) return this.#causeOf(cause);
    return because === undefined ? t('cause.agreed') : undefined;
  }

  #causeOf({ kind, status, set }: StretchCause): string {
    const { t, conditions, statusLabel } = this.teller;
    if (kind === 'record.created') return t('cause.created');
    if (kind === 'comment.added') return t('cause.comment');
    if (kind.endsWith('.service-facts')) return t('cause.facts');
    if (status !== undefined)
      return t('cause.moved', { status: statusLabel(status) });
    return set
      ? t('cause.set', { what: conditions.line(set) })
      : t('cause.changed');
  }

  #thresholds() {
    const { t, thresholds } = this.teller;
    for (const passed of this.cycle.passed ?? []) {
      this.#say(
        passed.doneAt,
        t('passed', {
          when: this.#when(passed.doneAt),
          hint: thresholds.hint(passed.at),
          what: thresholds.did(passed),
        }),
      );
    }
  }

  #end(): string[] {
    const { t, explanation } = this.teller;
    const { state, breached, dueAt, goal, elapsed, heldBy, stretches } =
      this.cycle;
    if (state === 'cancelled') return [t('cancelled')];
    const calendar = stretches.findLast(s => s.calendar)?.calendar;
    const zone = calendar && explanation.calendars[calendar.key]?.timeZone;
    const time = { elapsed: hoursWords(elapsed), goal: hoursWords(goal) };
    if (breached) {
      const over = elapsed - goal;
      const due = this.#when(dueAt!, zone);
      const [most] = heldBy;
      return [
        over < MINUTE
          ? t('lateJust', { ...time, due })
          : t('late', { ...time, over: hoursWords(over), due }),
        ...(most?.ref
          ? [
              t('held', {
                who: refTitle(most.ref, explanation.refs),
                time: hoursWords(most.elapsed),
              }),
            ]
          : []),
      ];
    }
    if (state === 'stopped') return [t('inTime', time)];
    const left = hoursWords(goal - elapsed);
    if (dueAt) return [t('left', { left, due: this.#when(dueAt, zone) })];
    return [t(state === 'running' ? 'leftNever' : 'leftHeld', { left })];
  }

  /** An instant in the reader's zone, and in another one where that shows something else. */
  #when(instant: string, zone?: string): string {
    const here = dayTime(instant, this.teller.now);
    const time = timeThere(instant, zone);
    return time
      ? this.teller.t('there', { here, time, zone: zoneName(zone!) })
      : here;
  }

  #say(at: string, words: string) {
    this.#told.push({ at: Date.parse(at), words });
  }
}

/** The life of a run in sentences, oldest first, and then how it stands. */
export function storyOf(cycle: Cycle, teller: Teller): string[] {
  return new Story(cycle, teller).tell();
}
